"""One letter for those who share it: a household, a company or an address, in the order of the post or of the list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from petitcrm.base.text import key
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.letters import queries
from petitcrm.features.letters.joining import ADDRESS, EMPLOYERS_ASKED, HOUSEHOLD, PERSON, Addressee, in_order, joined
from petitcrm.features.letters.names import Fact
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import kind_of
from petitcrm.store.connection import Reader


def written_to(
    reader: Reader, /, ids: Iterable[int], day: date, per: str = PERSON, order: str = "list", **how: Any
) -> Selection:
    """Who of `ids` gets a letter on `day`, one for each person, household or company; `how` as queries.recipients takes it."""
    found = queries.recipients(reader, ids, day, **how)
    employers = queries.employers(reader, found.ids) if per in EMPLOYERS_ASKED else ()
    return grouped(found, per, order, COUNTRY.read(reader), employers)


def grouped(
    selection: Selection, per: str, order: str, country: str, employers: Sequence[int | None] = ()
) -> Selection:
    """`selection` with one recipient for each household, company or address (`per`), by "postcode" or as in the "list".

    Those who share a letter stand in `with_them`: the letter is in their history too.
    """
    if per == PERSON and order != "postcode":
        return selection
    letters = in_order(joined(selection.recipients, per, employers), order, country)
    firsts = [one.places[0] for one in letters]
    return replace(
        selection,
        recipients=[_recipient(selection, one, per) for one in letters],
        ids=[selection.ids[at] for at in firsts],
        names=[", ".join(selection.names[at] for at in one.places) for one in letters],
        tiers=[selection.tiers[at] for at in firsts],
        with_them=[tuple(selection.ids[at] for at in one.places[1:]) for one in letters],
    )


def _facts(members: Sequence[Recipient]) -> Mapping[str, Fact]:
    """What later features know of those who share a letter: of the one of whom they know the latest."""
    known = [one.facts for one in members if one.facts]

    def latest(facts: Mapping[str, Fact]) -> date:
        return max((value for value in facts.values() if isinstance(value, date)), default=date.min)

    return max(known, key=latest, default={})


def _recipient(selection: Selection, one: Addressee, per: str) -> Recipient:
    members = [selection.recipients[at] for at in one.places]
    if len(members) == 1:
        return members[0]
    return replace(_together(selection, members, one, per), facts=_facts(members))


def _together(selection: Selection, members: Sequence[Recipient], one: Addressee, per: str) -> Recipient:
    if per == HOUSEHOLD:
        return _of_household(members, one)
    if per == ADDRESS and one.named:
        named = [selection.recipients[at] for at in one.named]
        if len(named) == 1:
            return replace(named[0], address=one.address, lines=tuple(one.names))
        return _of_household(named, one)
    return replace(
        members[0],
        kind="company",
        civility="",
        given_name="",
        family_name="",
        job_title="",
        department="",
        salutation="",
        address=one.address,
        lines=tuple(one.names),
    )


def _of_household(members: Sequence[Recipient], one: Addressee) -> Recipient:
    """Several people as one recipient: a couple of one name together, others one by one (salutation.for_recipient)."""
    families = _each(member.family_name for member in members)
    is_one_family = len({key(name) or name for name in families}) < 2
    is_couple = is_one_family and sorted(kind_of(member.civility) for member in members) == ["man", "woman"]
    return replace(
        members[0],
        civility="M. et Mme" if is_couple else "",
        given_name=", ".join(_each(member.given_name for member in members)),
        family_name=members[0].family_name if is_one_family else ", ".join(families),
        job_title="",
        department="",
        salutation="",
        address=one.address,
        lines=tuple(one.names),
        sharing=() if is_couple else tuple(members),
    )


def _each(names: Iterable[str]) -> list[str]:
    """The names that are there, each once."""
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))
