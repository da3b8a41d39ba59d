"""What can be asked about scripts: which one fits a contact, filled in for it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from petitcrm.base.dates import shown
from petitcrm.base.language import current
from petitcrm.features.contacts import conditions, search, views
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.queries import Condition, ContactCard
from petitcrm.features.letters import queries as recipients
from petitcrm.features.letters import settings as letters
from petitcrm.features.letters.fields import Context, values_for
from petitcrm.features.letters.greeting import proposed
from petitcrm.features.letters.salutation import for_recipient
from petitcrm.features.letters.template import cut, render
from petitcrm.features.scripts.fields import ORDER
from petitcrm.features.scripts.rules import Parts, parts
from petitcrm.store.connection import Reader

RECEIVED_WITHIN = 90  # days: how long a letter is what a call is about


@dataclass(frozen=True, slots=True)
class Script:
    """A script as it was written."""

    id: int
    uid: str
    name: str
    whom: str
    which: str
    body: str


@dataclass(frozen=True, slots=True)
class Said:
    """A script filled in for a contact."""

    name: str
    parts: Parts


def scripts(reader: Reader) -> list[Script]:
    """The scripts in the owner's order."""
    return [
        Script(*row) for row in reader.rows("SELECT id, uid, name, whom, which, body FROM script ORDER BY position, id")
    ]


def for_contact(reader: Reader, contact_id: int, today: date, known: Sequence[Condition] = ()) -> Said | None:
    """The script that says most of the contact, filled in; None where none fits.

    `known` are the filters of a saved view that have no value.
    """
    found = sorted(scripts(reader), key=lambda one: -ORDER.index(one.whom) if one.whom in ORDER else 1)
    chosen = next((one for one in found if fits(reader, one, contact_id, today, known)), None)
    card = contacts.card(reader, contact_id) if chosen else None
    if chosen is None or card is None:
        return None
    return Said(chosen.name, filled(reader, chosen.body, card, today))


def fits(reader: Reader, script: Script, contact_id: int, today: date, known: Sequence[Condition] = ()) -> bool:
    """Whether a script is for a contact."""
    if script.whom == "":
        return True
    if script.whom == "mailing":
        since = (today - timedelta(RECEIVED_WITHIN)).isoformat()
        sql = (
            "SELECT 1 FROM letter l JOIN mailing m ON m.id = l.mailing_id "
            "WHERE l.contact_id = ? AND m.uid = ? AND m.day >= ? LIMIT 1"
        )
        return bool(reader.value(sql, (contact_id, script.which, since)))
    if script.whom == "view":
        return _in_view(reader, script.which, contact_id, known)
    return _meets(reader, [f"{script.whom}:{script.which}"], contact_id, ())


def _meets(reader: Reader, keys: Sequence[str], contact_id: int, known: Sequence[Condition]) -> bool:
    found, unknown = conditions.named(reader, keys, known)
    if unknown:
        return False
    where = " AND ".join(["c.id = ?", *(f"({one.sql})" for one, _words in found)])
    values = [contact_id, *(value for one, _words in found for value in one.parameters)]
    return bool(reader.value(f"SELECT 1 FROM contact c WHERE {where}", values))  # noqa: S608 - declared conditions


def _in_view(reader: Reader, uid: str, contact_id: int, known: Sequence[Condition]) -> bool:
    saved = next((one for one in views.all_of(reader) if one.uid == uid), None)
    if saved is None or not _meets(reader, saved.view.filters, contact_id, known):
        return False
    return not saved.view.search.strip() or contact_id in search.all_matching(reader, saved.view.search)


def filled(reader: Reader, body: str, card: ContactCard, today: date) -> Parts:
    """A script's text with the fields of a contact and of the letterhead in their places; unknown ones stay as written."""
    head = letters.letterhead(reader)
    place = next((one.address for one in (*card.places, *card.company_places) if one.address.town), None)
    last = reader.value("SELECT max(day) FROM interaction WHERE contact_id = ? AND kind <> 'note'", (card.id,))
    values = {
        "civility": card.civility,
        "given_name": card.given_name,
        "family_name": card.family_name,
        "company": card.company,
        "job_title": card.job_title,
        "department": card.department,
        "town": place.town if place else "",
        "postcode": place.postcode if place else "",
        "street": place.street if place else "",
        "appel": proposed(card),
        "appel_min": proposed(card).rstrip(" ,"),
        "tier": card.tier,
        "tags": ", ".join(card.tags),
        "stage": card.stage,
        "last_contact": shown(date.fromisoformat(last), today) if last else "",
        "my_company": head.name,
        "signatory": head.signatory,
        "signatory_function": head.function,
        "my_town": head.town,
        "my_phone": head.phone,
        "my_email": head.email,
        "my_web": head.web,
    }
    return parts(render(body, {**_more(reader, cut(body).keys - values.keys(), card.id, today), **values})[0])


def _more(reader: Reader, keys: AbstractSet[str], contact_id: int, today: date) -> Mapping[str, str]:
    """What a letter would say of a contact in the fields `keys`: own fields, the company, the last purchase."""
    one = recipients.somebody(reader, contact_id, today, current()) if keys else None
    if one is None:
        return {}
    return values_for(
        keys, Context(one, letters.letterhead(reader), for_recipient(one, language=current()), today, current())
    )


def somebody(reader: Reader, script: Script, today: date, known: Sequence[Condition] = ()) -> int:
    """The first of those who come next that a script is for, 0 where it is for nobody there: whom a preview speaks to."""
    coming = reader.column("SELECT contact_id FROM call_plan WHERE next_day IS NOT NULL ORDER BY next_day LIMIT 200")
    saved = (
        next((one for one in views.all_of(reader) if one.uid == script.which), None) if script.whom == "view" else None
    )
    if saved is not None and saved.view.search.strip():  # looked up once, not for each of them
        found = set(search.all_matching(reader, saved.view.search))
        return next((one for one in coming if one in found and _meets(reader, saved.view.filters, one, known)), 0)
    return next((one for one in coming if fits(reader, script, one, today, known)), 0)


def offered(reader: Reader, whom: str) -> list[tuple[str, str]]:
    """What can be chosen of a kind: (value, words)."""
    if whom == "view":
        return [(one.uid, one.name) for one in views.all_of(reader)]
    if whom == "mailing":
        rows = reader.rows("SELECT uid, name, day FROM mailing ORDER BY day DESC, id DESC LIMIT 50")
        return [(uid, f"{name} · {shown(date.fromisoformat(day))}") for uid, name, day in rows]
    place = {"tier": 0, "stage": 1, "temperature": 2, "tag": 3}.get(whom)
    if place is None:
        return []
    group = conditions.groups(reader)[place][1]
    return [(condition.key.partition(":")[2], words) for condition, words in group]
