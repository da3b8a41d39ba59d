"""One letter for those who share it: a household or a company, in the order of the post or of the list."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.letters import queries
from petitcrm.features.letters.joining import COMPANY, HOUSEHOLD, PERSON, Addressee, in_order, joined
from petitcrm.features.letters.queries import Selection
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import kind_of
from petitcrm.store.connection import Reader


def written_to(
    reader: Reader, /, ids: Iterable[int], day: date, per: str = PERSON, order: str = "list", **how: Any
) -> Selection:
    """Who of `ids` gets a letter on `day`, one for each person, household or company; `how` as queries.recipients takes it."""
    found = queries.recipients(reader, ids, day, **how)
    employers = queries.employers(reader, found.ids) if per == COMPANY else ()
    return grouped(found, per, order, COUNTRY.read(reader), employers)


def grouped(
    selection: Selection, per: str, order: str, country: str, employers: Sequence[int | None] = ()
) -> Selection:
    """`selection` with one recipient for each household or company (`per`), by "postcode" or as in the "list".

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


def _recipient(selection: Selection, one: Addressee, per: str) -> Recipient:
    members = [selection.recipients[at] for at in one.places]
    first = members[0]
    if len(members) == 1:
        return first
    if per == HOUSEHOLD:
        kinds = {kind_of(member.civility) for member in members}
        given = [member.given_name.strip() for member in members if member.given_name.strip()]
        return replace(
            first,
            civility="M. et Mme" if len(members) == 2 and kinds == {"man", "woman"} else "",
            given_name=", ".join(given),
            salutation="",
            address=one.address,
            lines=tuple(one.names),
        )
    return replace(
        first,
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
