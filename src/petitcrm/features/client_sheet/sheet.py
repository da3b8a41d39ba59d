"""The client sheet: who, how to reach and how to speak with them, what was said last, room to write."""

from collections.abc import Sequence
from datetime import date

from petitcrm.base import phones
from petitcrm.base.addresses import block
from petitcrm.base.dates import shown, typed
from petitcrm.base.fields import Field
from petitcrm.base.language import _, mark
from petitcrm.features.calls.queries import NextCall, next_call
from petitcrm.features.consent.queries import states
from petitcrm.features.contacts import queries
from petitcrm.features.contacts.fields import BY_KEY, PHONE_LABELS, PLACE_LABELS
from petitcrm.features.contacts.queries import ContactCard, Part
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.history.fields import FOLLOW_UP_KINDS, KINDS, OUTCOMES, word
from petitcrm.features.history.queries import Entry, follow_ups_of, timeline
from petitcrm.features.letters.paper import MARGIN, MUTED, WIDTH, Paper
from petitcrm.features.requests import queries as requests
from petitcrm.features.requests.fields import BANNER, URGENCIES
from petitcrm.store.connection import Reader

HALF = (WIDTH - 2 * MARGIN - 8) / 2
RIGHT = MARGIN + HALF + 8
LABEL = 24.0
MOST_PROMISES = 8


def client_sheet(reader: Reader, contact_id: int, today: date) -> bytes:
    """The PDF of a contact's sheet, one page or two; b"" where the contact is gone."""
    card = queries.card(reader, contact_id)
    if card is None:
        return b""
    paper = Paper(card.display_name)
    _head(paper, card, today)
    top = paper.y
    _reach(paper, card, COUNTRY.read(reader))
    left, paper.y = paper.y, top
    _calls(paper, card, next_call(reader, contact_id, today), states(reader, contact_id), today)
    paper.y = max(left, paper.y)
    _waiting(paper, reader, contact_id, today)
    for title, text in ((_("How to speak with them"), card.profile), (_("Notes"), card.note)):
        if text:
            paper.heading(title)
            paper.text(text, most=12)
    _own(paper, card, queries.own_fields(reader))
    _people(paper, card)
    _history(paper, timeline(reader, contact_id, 40), card, today)
    if paper.room > 24:
        paper.heading(_("To write"))
        paper.writing_lines(12)
    return paper.done()


def _head(paper: Paper, card: ContactCard, today: date) -> None:
    paper.text(_("Client sheet, {day}").format(day=shown(today)), size=9, colour=MUTED)
    paper.text(card.display_name, size=18, bold=True, most=2)
    employer = card.company if card.kind == "person" else ""
    stage = BY_KEY["stage"].word_of(card.stage) if card.stage else ""
    tier = _("tier {tier}").format(tier=card.tier) if card.tier else ""
    told = (card.job_title, employer, stage, tier, ", ".join(card.tags))
    paper.text(" · ".join(part for part in told if part), colour=MUTED, most=2)


def _waiting(paper: Paper, reader: Reader, contact_id: int, today: date) -> None:
    """Open requests, with the word of caution for a seller, and what is promised."""
    open_ones = [one for one in requests.of_contact(reader, contact_id, today) if one.state != "done"]
    if open_ones:
        paper.heading(_("Open requests"))
        if requests.blocks_selling(reader, [contact_id]):
            paper.text(_(BANNER), bold=True)
        for one in open_ones:
            promised = _("promised for {day}").format(day=shown(one.promised_on, today)) if one.promised_on else ""
            since = _("since {day}").format(day=shown(one.received_on, today))
            who = one.name if one.contact_id != contact_id else ""
            told = (one.subject, _(word(URGENCIES, one.urgency)), since, promised, who)
            paper.text("• " + " · ".join(part for part in told if part), most=2)
    promises = follow_ups_of(reader, contact_id, today)
    if promises:
        paper.heading(_("Promised"))
        for line in promises[:MOST_PROMISES]:
            day = " ".join(part for part in (shown(line.day, today), line.at) if part)
            who = line.name if line.contact_id != contact_id else ""
            words = (day, _(word(FOLLOW_UP_KINDS, line.kind)), line.text, who)
            paper.text("• " + " · ".join(part for part in words if part), most=2)


def _pair(paper: Paper, words: str, text: str, *, x: float, width: float, label: float = LABEL) -> None:
    """A label, and what it says beside it."""
    top = paper.y
    paper.text(words, x=x, width=label - 2, size=9, colour=MUTED, most=1)
    after, paper.y = paper.y, top
    paper.text(text, x=x + label, width=width - label)
    paper.y = max(paper.y, after)


def _reach(paper: Paper, card: ContactCard, home: str) -> None:
    paper.heading(_("How to reach them"), width=HALF)
    labels = {choice.value: choice.label for choice in (*PLACE_LABELS, *PHONE_LABELS)}

    def label(part: Part) -> str:
        return _(labels[part.label]) if part.label in labels and part.label else part.label

    for phone in card.phones or card.company_phones:
        number = phones.shown(phone.e164, home) if phone.e164 else phone.raw
        wrong = " (" + _("wrong number") + ")" if phone.state != "usable" else ""
        _pair(paper, label(phone) or _("phone"), number + wrong, x=MARGIN, width=HALF)
    for email in card.emails:
        _pair(paper, _("e-mail"), email.raw, x=MARGIN, width=HALF)
    for web in card.webs:
        _pair(paper, _("web"), web.raw, x=MARGIN, width=HALF)
    for place in (card.places or card.company_places)[:2]:
        name = card.company if card.company and not card.places else card.display_name
        _pair(
            paper,
            label_of_place(place.address.label),
            "\n".join(block([name], place.address, home)),
            x=MARGIN,
            width=HALF,
        )
    prefers = BY_KEY["preferred_channel"].word_of(card.preferred_channel) if card.preferred_channel else ""
    if told := ", ".join(part for part in (prefers, card.preferred_hours) if part):
        _pair(paper, _("prefers"), told, x=MARGIN, width=HALF)


def label_of_place(label: str) -> str:
    """The word for what an address is for."""
    return next((_(choice.label) for choice in PLACE_LABELS if choice.value == label and label), _("address"))


_OBJECTIONS = {
    "call": mark("does not want to be called"),
    "post": mark("does not want any letters"),
    "email": mark("does not want any e-mail"),
}


def _calls(paper: Paper, card: ContactCard, following: NextCall, said: dict[str, str], today: date) -> None:
    paper.heading(_("Calls"), x=RIGHT, width=HALF)

    def pair(words: str, text: str) -> None:
        _pair(paper, words, text, x=RIGHT, width=HALF)

    day = f"{shown(following.day, today)} {following.at}".strip() if following.day else "—"
    pair(_("next call"), day)
    pair(_("because"), following.reason)
    for words, when in (
        (_("reached"), following.last_reached),
        (_("last attempt"), following.last_attempt),
        (_("last letter"), following.last_letter),
        (_("heard from"), following.last_sign),
    ):
        if when:
            pair(words, shown(when, today))
    for channel, objection in _OBJECTIONS.items():
        if said.get(channel) == "objected":
            pair(_("mind"), _(objection))
    if card.source:
        pair(_("source"), ", ".join(part for part in (card.source, typed(card.sourced_on)) if part))


def _own(paper: Paper, card: ContactCard, fields: Sequence[Field]) -> None:
    held = [(field.label, card.own[field.key], field.kind) for field in fields if card.own.get(field.key)]
    if held:
        paper.heading(_("Own fields"))
        for name, value, kind in held:
            text = _("yes") if kind == "yes_no" else typed(value)
            _pair(paper, name, text, x=MARGIN, width=WIDTH - 2 * MARGIN, label=60)


def _people(paper: Paper, card: ContactCard) -> None:
    people = [link for link in card.people if not link.until]
    if people:
        paper.heading(_("People"))
        for link in people[:12]:
            paper.text(" · ".join(part for part in (link.name, link.role) if part), most=1)


def _history(paper: Paper, entries: Sequence[Entry], card: ContactCard, today: date) -> None:
    if not entries:
        return
    paper.heading(_("What was said last"))
    for entry in entries:
        if paper.room < 16 and not paper.next_page():
            return
        outcome = _(word(OUTCOMES, entry.outcome)) if entry.outcome else ""
        who = entry.who if entry.contact_id != card.id else ""
        head = (shown(entry.day, today), entry.at, _(word(KINDS, entry.kind)), outcome, who, entry.subject)
        paper.text(" · ".join(part for part in head if part), size=9, colour=MUTED, most=1)
        if entry.text:
            paper.text(entry.text, most=5)
        paper.y += 1.2
