"""What can be asked about letters: the models, who can be written to and who can't, what was printed."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from petitcrm.base import cards
from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.fields import Field
from petitcrm.base.language import _, current, mark, ngettext
from petitcrm.base.text import key
from petitcrm.features.consent.rules import may
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.own_fields import OWN
from petitcrm.features.contacts.rules import email_doubt
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.letters import settings
from petitcrm.features.letters.company import Company, fields_of_companies, name_in_letters
from petitcrm.features.letters.dates import in_words
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.models import shipped
from petitcrm.features.letters.names import Fact, is_letters_own, key_of, later_fields
from petitcrm.features.letters.own_values import own_value
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import supported
from petitcrm.features.requests.queries import Blocking, blocks_selling
from petitcrm.store.connection import Reader, marks

CHUNK = 900
PRINTING = "letter:printing:"  # and the number: the draft of a run on its way to the printer


# models


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A letter model; `is_own` where the owner made it or changed a shipped one."""

    name: str
    language: str
    subject: str
    body: str
    is_own: bool = False

    def as_model(self) -> Model:
        return Model(self.name, self.language, self.subject, self.body)


def models(reader: Reader) -> list[ModelRow]:
    """The shipped models, each replaced by the owner's of the same name, and the owner's others; French, then English first."""
    known = {one.name: ModelRow(one.name, one.language, one.subject, one.body) for one in shipped()}
    for row in reader.rows("SELECT name, language, subject, body FROM letter_model ORDER BY id"):
        known[row[0]] = ModelRow(row[0], row[1], row[2], row[3], is_own=True)
    return sorted(known.values(), key=lambda one: (one.language != "fr", one.language != "en", one.language))


def model(reader: Reader, name: str) -> ModelRow:
    """The model called `name` (capitals and accents aside), "" for the first of the interface's language."""
    known = models(reader)
    if not name.strip():
        return next((one for one in known if one.language == current()), known[0])
    wanted = [one for one in known if one.name == name] or [one for one in known if key(one.name) == key(name)]
    if not wanted:
        raise Problem(
            _("There is no letter model “{name}”.").format(name=name),
            _("The models are: {all}.").format(all=", ".join(one.name for one in known)),
        )
    return wanted[0]


# recipients


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody no letter goes to. `rule` names the rule, `reason` says it in words."""

    contact_id: int
    uid: str
    name: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Who is written to, in the order asked for: `ids` and `names` run beside `recipients`.

    `recent` counts those written to a short time ago, whether they are left out or not. `emails` runs beside them where
    it is e-mail that is written.
    """

    recipients: list[Recipient] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    tiers: list[str] = field(default_factory=list)
    recent: int = 0
    emails: list[str] = field(default_factory=list)
    with_them: list[tuple[int, ...]] = field(default_factory=list)  # beside each, those who share the letter

    def only(self, places: Sequence[int]) -> "Selection":
        """Those at `places` (from 0), in that order; who is left out stays so."""

        def chosen(beside: list[Any]) -> list[Any]:
            return [beside[at] for at in places] if beside else []

        return replace(
            self,
            recipients=chosen(self.recipients),
            ids=chosen(self.ids),
            names=chosen(self.names),
            tiers=chosen(self.tiers),
            emails=chosen(self.emails),
            with_them=chosen(self.with_them),
        )

    def reasons(self) -> list[str]:
        """Why some are left out, with how many: "no postal address (2)"."""
        counts = Counter(one.rule for one in self.left_out)
        return [f"{_(RULES[rule])} ({counts[rule]})" for rule in RULES if counts[rule]]


RULES = {
    "gone": mark("no longer there"),
    "trash": mark("in the trash"),
    "deceased": mark("deceased"),
    "objection": mark("no letters wanted"),
    "law": mark("the law forbids it"),
    "no_address": mark("no postal address"),
    "returned": mark("mail was returned"),
    "no_email": mark("no e-mail address"),
    "email_wrong": mark("wrong e-mail address"),
    "email_twice": mark("the same e-mail address"),
    "request": mark("open urgent request (do not sell)"),
    "recent": mark("written to recently"),
    "owner": mark("left out by you"),
}
MAY_COME_BACK = frozenset(
    {"recent", "request", "owner"}
)  # the owner decides; of all others the law or the address does

# The employer of a person is the main one, as on the card.
_CONTACT = """
SELECT c.id, c.uid, c.kind, c.display_name, c.civility, c.given_name, c.family_name,
       coalesce(e.company_name, c.company_name), c.job_title, c.department, c.language, c.salutation, c.stage,
       c.audience, coalesce(c.tier, ''), c.deceased, c.trashed_at IS NOT NULL, e.id, p.last_letter, p.next_day,
       coalesce(s.state, '')
FROM contact c
LEFT JOIN employment w ON w.person_id = c.id AND w.is_main
LEFT JOIN contact e ON e.id = w.company_id
LEFT JOIN call_plan p ON p.contact_id = c.id
LEFT JOIN consent s ON s.contact_id = c.id AND s.channel = ?
WHERE c.id IN ({among})
"""

_ADDRESS = (
    "SELECT contact_id, state, recipient, building, street, locality, postcode, town, region, country, label "
    "FROM address WHERE contact_id IN ({among}) ORDER BY contact_id, position, id"
)


_EMAIL = "SELECT contact_id, state, address FROM email WHERE contact_id IN ({among}) ORDER BY contact_id, position, id"


@dataclass(frozen=True, slots=True)
class _Person:
    """A row of _CONTACT."""

    id: int
    uid: str
    kind: str
    name: str
    civility: str
    given_name: str
    family_name: str
    company: str
    job_title: str
    department: str
    language: str
    salutation: str
    stage: str
    audience: str
    tier: str
    deceased: int
    trashed: int
    employer: int | None
    last_letter: str | None
    next_day: str | None
    word: str


@dataclass(slots=True)
class _Found:
    """All that was read of one chunk of contacts."""

    people: dict[int, _Person] = field(default_factory=dict)
    places: dict[int, list[tuple[str, cards.Address]]] = field(default_factory=dict)
    emails: dict[int, list[tuple[str, str]]] = field(default_factory=dict)  # contact -> (state, address)
    last: dict[int, str] = field(default_factory=dict)
    tags: dict[int, list[str]] = field(default_factory=dict)
    own: dict[int, dict[str, str]] = field(default_factory=dict)  # contact -> its own fields by key
    companies: dict[int, Company] = field(default_factory=dict)
    no_company: Company = field(default_factory=Company)
    blocking: dict[int, Blocking] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What holds for all of one selection."""

    today: date
    since: str
    country: str
    language: str
    with_recent: bool
    channel: str
    own_fields: tuple[Field, ...]
    fields_of_companies: dict[str, Field]
    facts: dict[int, dict[str, Fact]]
    back: Container[int] = ()
    out: Container[int] = ()


def recipients(
    reader: Reader,
    ids: Iterable[int],
    today: date,
    *,
    language: str = "",
    with_recent: bool = False,
    channel: str = "post",
    back: Container[int] = (),
    out: Container[int] = (),
) -> Selection:
    """Who of `ids` can be written to on `today`, and who is left out with the reason (rules of the business, 3).

    `language` is the letter's, where it is not each recipient's own. `with_recent` writes to those who got a letter a
    short time ago too. `channel` is post or email. The owner takes single ones `out`, and puts others `back` where a rule
    of MAY_COME_BACK left them out.
    """
    wanted = list(dict.fromkeys(ids))
    asked = replace(_asked(reader, wanted, today, language, with_recent, channel), back=back, out=out)
    selection = Selection()
    recent = 0
    for chunk in _chunks(wanted):
        found = _look_up(reader, chunk, asked)
        for one in chunk:
            recent += _sort_in(selection, one, found, asked)
    return replace(selection, recent=recent)


def somebody(reader: Reader, contact_id: int, today: date, language: str) -> Recipient | None:
    """What the fields of a text in `language` can say of one contact, whether a letter may go there or not."""
    asked = _asked(reader, [contact_id], today, language, True, "post")
    found = _look_up(reader, [contact_id], asked)
    person = found.people.get(contact_id)
    return _recipient(person, _address(person, found)[0] or cards.Address(), found, asked) if person else None


def _asked(reader: Reader, ids: list[int], today: date, language: str, with_recent: bool, channel: str) -> _Asked:
    return _Asked(
        today,
        settings.recent_since(reader, today),
        COUNTRY.read(reader),
        language,
        with_recent,
        channel,
        _own_fields(reader),
        fields_of_companies(contacts.own_fields(reader)),
        _facts(reader, ids),
    )


def _facts(reader: Reader, ids: list[int]) -> dict[int, dict[str, Fact]]:
    """What later features know of contacts."""
    found: dict[int, dict[str, Fact]] = {}
    for one in later_fields():
        for contact, facts in one.read(reader, ids).items():
            found.setdefault(contact, {}).update(facts)
    return found


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _look_up(reader: Reader, ids: list[int], asked: _Asked) -> _Found:
    among = marks(len(ids))
    found = _Found()
    found.people = {row[0]: _Person(*row) for row in reader.rows(_CONTACT.format(among=among), [asked.channel, *ids])}
    owners = list({*ids, *(one.employer for one in found.people.values() if one.employer)})
    for chunk in _chunks(owners):
        for row in reader.rows(_ADDRESS.format(among=marks(len(chunk))), chunk):
            found.places.setdefault(row[0], []).append((row[1], cards.Address(*row[2:])))
    if asked.channel == "email":
        for chunk in _chunks(owners):
            for contact, state, address in reader.rows(_EMAIL.format(among=marks(len(chunk))), chunk):
                found.emails.setdefault(contact, []).append((state, address))
    found.last = dict(
        reader.rows(
            f"SELECT contact_id, max(day) FROM interaction WHERE contact_id IN ({among}) AND kind <> 'note' "  # noqa: S608
            "GROUP BY contact_id",
            ids,
        )
    )
    found.blocking = blocks_selling(reader, ids)
    for chunk in _chunks(owners):
        for contact, name in reader.rows(_TAGS.format(among=marks(len(chunk))), chunk):
            found.tags.setdefault(contact, []).append(name)
        if asked.own_fields or asked.fields_of_companies:
            for contact, uid, value in reader.rows(_OWN_VALUES.format(among=marks(len(chunk))), chunk):
                found.own.setdefault(contact, {})[OWN + uid] = value
    found.no_company = Company(fields=asked.fields_of_companies)
    at_work = {one.employer or (one.id if one.kind == "company" else 0) for one in found.people.values()} - {0}
    for chunk in _chunks(list(at_work)):
        _look_up_companies(reader, chunk, found, asked)
    return found


_TAGS = (
    "SELECT x.contact_id, t.name FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id IN ({among}) "
    "ORDER BY x.id"
)
_OWN_VALUES = (
    "SELECT v.contact_id, f.uid, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field_id "
    "WHERE v.contact_id IN ({among})"
)
# The last row of a contact is the one that counts.
_OF_COMPANIES = (
    "SELECT contact_id, {what} FROM {table} WHERE state = 'usable' AND contact_id IN ({among}) "
    "ORDER BY position DESC, id DESC"
)


def _look_up_companies(reader: Reader, ids: list[int], found: _Found, asked: _Asked) -> None:
    """What is known of the companies of the recipients."""
    among = marks(len(ids))

    def first(table: str, what: str) -> dict[int, str]:
        return dict(reader.rows(_OF_COMPANIES.format(what=what, table=table, among=among), ids))

    phones = first("phone", "CASE e164 WHEN '' THEN number ELSE e164 END")
    emails, webs = first("email", "address"), first("web", "url")
    sql = f"SELECT id, stage, coalesce(tier, '') FROM contact WHERE id IN ({among})"  # noqa: S608
    for company, stage, tier in reader.rows(sql, ids):
        found.companies[company] = Company(
            True,
            _seat(found.places.get(company, ())),
            phones.get(company, ""),
            emails.get(company, ""),
            webs.get(company, ""),
            stage,
            tier,
            tuple(found.tags.get(company, ())),
            found.own.get(company, {}),
            asked.fields_of_companies,
        )


def _seat(places: Sequence[tuple[str, cards.Address]]) -> cards.Address:
    """Where a company is: its first address where mail arrives, otherwise its first one."""
    postal = [place for place in places if _is_postal(place[1])]
    usable = [address for state, address in postal if state == "usable"]
    return usable[0] if usable else postal[0][1] if postal else cards.Address()


def _own_fields(reader: Reader) -> tuple[Field, ...]:
    """The owner's own fields that letters can use: those whose name is not that of a field of letters."""
    return tuple(one for one in contacts.own_fields(reader) if not is_letters_own(key_of(one.label)))


def own_fields(reader: Reader) -> tuple[Field, ...]:
    """The owner's own fields under the names that letters give them: the recipient's, then those of the company."""
    own = _own_fields(reader)
    names = {key_of(one.label) for one in own}
    of_companies = fields_of_companies(contacts.own_fields(reader))
    return (
        *own,
        *(replace(one, label=name_in_letters(one.label)) for key, one in of_companies.items() if key not in names),
    )


def _sort_in(selection: Selection, contact_id: int, found: _Found, asked: _Asked) -> bool:
    """Put one contact where it belongs; whether it would be written to but for a recent letter."""
    person = found.people.get(contact_id)
    if person is None:
        selection.left_out.append(LeftOut(contact_id, "", "", _(_SAID["gone"]), "gone"))
        return False
    address, returned = _address(person, found)
    email, is_wrong = _email(person, found) if asked.channel == "email" else ("", False)
    reach = _Reach(bool(email), is_wrong) if asked.channel == "email" else _Reach(address is not None, returned)
    rule, reason = _hindrance(person, reach, asked, found.blocking.get(person.id))
    is_recent = rule == "recent"
    is_back = (is_recent and asked.with_recent) or (rule in MAY_COME_BACK and person.id in asked.back)
    if person.id in asked.out and (is_back or not rule):
        selection.left_out.append(LeftOut(person.id, person.uid, person.name, _(_SAID["owner"]), "owner"))
    elif not reach.usable or (rule and not is_back):
        selection.left_out.append(LeftOut(person.id, person.uid, person.name, reason, rule))
    else:
        selection.recipients.append(_recipient(person, address or cards.Address(), found, asked))
        selection.ids.append(person.id)
        selection.names.append(person.name)
        selection.tiers.append(person.tier)
        if email:
            selection.emails.append(email)
    return is_recent


@dataclass(frozen=True, slots=True)
class _Reach:
    """Whether there is an address to write to; `came_back` where there is none because it proved wrong."""

    usable: bool
    came_back: bool


def _email(person: _Person, found: _Found) -> tuple[str, bool]:
    """The e-mail address to write to, "" for none; and whether that is because the only one is wrong.

    Without one of their own, people are written to at their company's.
    """
    own = found.emails.get(person.id) or found.emails.get(person.employer or 0, [])
    usable = next((address for state, address in own if state == "usable" and not email_doubt(address)), "")
    return usable, not usable and bool(own)


def _address(person: _Person, found: _Found) -> tuple[cards.Address | None, bool]:
    """The address to write to, or none; and whether that is because mail came back from there.

    Without one of their own, people are written to at their company.
    """
    own = [place for place in found.places.get(person.id, []) if _is_postal(place[1])]
    if not own and person.employer:
        theirs = found.places.get(person.employer, [])
        own = [(state, _at_work(address)) for state, address in theirs if _is_postal(address)]
    usable = next((address for state, address in own if state == "usable"), None)
    return usable, usable is None and bool(own)


def _is_postal(address: cards.Address) -> bool:
    return bool(address.town.strip() or address.postcode.strip())


def _at_work(address: cards.Address) -> cards.Address:
    address.label = "work"
    return address


_SAID = {
    "gone": mark("is no longer there"),
    "trash": mark("is in the trash"),
    "deceased": mark("is deceased"),
    "no_address": mark("has no postal address"),
    "returned": mark("mail was returned from the only address"),
    "no_email": mark("has no e-mail address"),
    "email_wrong": mark("the only e-mail address is wrong"),
    "owner": mark("you left them out"),
}
_UNREACHED = {"post": ("no_address", "returned"), "email": ("no_email", "email_wrong")}


def _hindrance(person: _Person, reach: _Reach, asked: _Asked, blocking: Blocking | None) -> tuple[str, str]:
    """The rule that forbids writing to a person and the reason in words, or twice nothing."""
    rule = "trash" if person.trashed else "deceased" if person.deceased else ""
    if rule:
        return rule, _(_SAID[rule])
    verdict = may(asked.channel, person.word, person.audience, person.stage, asked.today, asked.country)
    if not verdict.may:
        return "objection" if verdict.name == "objection" else "law", _(verdict.reason)
    if not reach.usable:
        rule = _UNREACHED[asked.channel][reach.came_back]
        return rule, _(_SAID[rule])
    if blocking is not None:
        return "request", _("has an open urgent request: {subject}").format(subject=blocking.subject)
    if asked.channel == "post" and person.last_letter and person.last_letter > asked.since:
        return "recent", _recently(person.last_letter, asked.today)
    return "", ""


def _recently(last: str, today: date) -> str:
    day = date.fromisoformat(last)
    days = (today - day).days
    if days <= 0:
        return _("got a letter on {day}").format(day=shown(day))
    return ngettext("got a letter {n} day ago, on {day}", "got a letter {n} days ago, on {day}", days).format(
        n=days, day=shown(day)
    )


def _recipient(person: _Person, address: cards.Address, found: _Found, asked: _Asked) -> Recipient:
    language = supported(asked.language or person.language)
    last = found.last.get(person.id)
    return Recipient(
        uid=person.uid,
        kind=person.kind,
        civility=person.civility,
        given_name=person.given_name,
        family_name=person.family_name,
        company=person.company,
        job_title=person.job_title,
        department=person.department,
        language=person.language,
        salutation=person.salutation,
        stage=person.stage,
        address=address,
        values={
            "tier": person.tier,
            "tags": ", ".join(found.tags.get(person.id, ())),
            "last_contact": in_words(date.fromisoformat(last), language) if last else "",
            "next_call": in_words(date.fromisoformat(person.next_day), language) if person.next_day else "",
            "reference": "",
            **{
                one.label: own_value(one, found.own.get(person.id, {}).get(one.key, ""), language)
                for one in asked.own_fields
            },
        },
        employer=found.companies.get(person.employer or person.id, found.no_company),
        facts=asked.facts.get(person.id, {}),
    )


# what was printed


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter exactly as it was printed: pages `first_page` (from 0) to `first_page + pages - 1` of `pdf`."""

    pdf: bytes
    first_page: int
    pages: int
    title: str
    name: str
    day: date
    contact_id: int
    mailing_id: int


def printed(reader: Reader, letter_id: int) -> Printed:
    """The printed letter `letter_id`. Problem where it is gone."""
    row: Any = reader.row(
        "SELECT d.content, l.first_page, l.pages, m.name, c.display_name, m.day, c.id, m.id FROM letter l "
        "JOIN mailing m ON m.id = l.mailing_id LEFT JOIN document d ON d.id = m.document_id "
        "JOIN contact c ON c.id = l.contact_id WHERE l.id = ?",
        (letter_id,),
    )
    if row is None:
        raise Problem(_("This letter is no longer there."), _("Perhaps its printing was undone."))
    pdf, first_page, pages, title, name, day, contact_id, mailing_id = row
    if pdf is None:
        raise Problem(
            _("The pages of this letter were not kept."),
            _("Its printing did not come to its end; it was noted afterwards."),
        )
    return Printed(bytes(pdf), first_page, pages, title, name, date.fromisoformat(day), contact_id, mailing_id)


def is_mailing(reader: Reader, mailing_id: int) -> bool:
    """Whether a printing is (still) in the history."""
    return reader.value("SELECT 1 FROM mailing WHERE id = ?", (mailing_id,)) is not None


def next_number(reader: Reader) -> int:
    """The number of the next mailing. One that was taken back keeps its number: its letters may lie on somebody's desk.

    So does one whose printing did not come to its end (unfinished.py).
    """
    last = reader.value(
        "SELECT max(coalesce((SELECT max(number) FROM mailing), 0), "
        "coalesce((SELECT max(json_extract(after, '$.number')) FROM journal_change WHERE tbl = 'mailing'), 0), "
        "coalesce((SELECT max(CAST(substr(key, length(?) + 1) AS INTEGER)) FROM draft WHERE key LIKE ? || '%'), 0))",
        (PRINTING, PRINTING),
    )
    return int(last) + 1


def check_free(reader: Reader, number: int) -> None:
    """Problem where a mailing has this number already."""
    if reader.value("SELECT 1 FROM mailing WHERE number = ?", (number,)) is not None:
        raise Problem(
            _("Meanwhile another mailing was printed under the number {n}.").format(n=number),
            _("Write the letters again: they get the next number."),
        )


def is_referenced(reader: Reader, letters: int) -> bool:
    """Whether a run of so many letters carries references."""
    when = settings.REFERENCE.read(reader)
    return when == "always" or (when == "mailings" and letters > 1)


def employers(reader: Reader, ids: Sequence[int]) -> list[int | None]:
    """Beside each of `ids` the company it is or mainly works for, None where there is none.

    A company that may not be written to stands for nobody: its people keep a key of their own (below 0), and so a letter.
    """
    known: dict[int, int] = {}
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        among = marks(len(chunk))
        sql = f"SELECT person_id, company_id FROM employment WHERE is_main AND person_id IN ({among})"  # noqa: S608
        known.update(reader.rows(sql, chunk))
        companies = f"SELECT id, id FROM contact WHERE kind = 'company' AND id IN ({among})"  # noqa: S608
        known.update(reader.rows(companies, chunk))
    barred = _barred(reader, set(known.values()) - set(ids))
    return [-one if known.get(one) in barred else known.get(one) for one in ids]


def _barred(reader: Reader, companies: set[int]) -> set[int]:
    """Those of `companies` to whom no letter may go, whatever the owner wishes."""
    found = recipients(reader, sorted(companies), reader.clock(), with_recent=True).left_out if companies else []
    return {one.contact_id for one in found if one.rule in ("objection", "law", "trash", "deceased")}
