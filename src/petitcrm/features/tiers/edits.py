"""Changing the tiers. The calls follow by themselves in the same step."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.fields import known_choice
from petitcrm.base.language import _
from petitcrm.base.text import clean
from petitcrm.features.contacts.rules import own_interval
from petitcrm.features.contacts.tables import SavedView, Tier
from petitcrm.features.tiers.fields import COLOURS
from petitcrm.store.settings import reader_of

MOST_WEIGHT = 100
MOST_TIERS = 12
LONGEST_CODE = 4
LONGEST_NAME = 40


def change(session: Session, code: str, values: Mapping[str, Any]) -> None:
    """Change a tier: `code`, `name`, `every` ("1 month", "6 weeks"; "" for no calls), `weight`, `colour`, `letters_only`.

    Problem where there is no such tier, or a value can't be; then nothing is changed.
    """
    tier = _tier(session, code)
    _put(session, tier, values)
    session.flush()


def add(session: Session, code: str, values: Mapping[str, Any]) -> None:
    """A new tier, the last in the order. Problem where there is one of that code, or a value can't be."""
    rows = _all(session)
    if len(rows) >= MOST_TIERS:
        raise Problem(_("There can be {n} tiers at most.").format(n=MOST_TIERS))
    tier = Tier(code="", position=max((row.position for row in rows), default=-1) + 1)
    _put(session, tier, {**values, "code": code})
    session.add(tier)
    session.flush()


def remove(session: Session, code: str) -> None:
    """Remove a tier: its contacts have none then. Problem where there is no such tier."""
    session.delete(_tier(session, code))
    session.flush()
    session.expire_all()


def move(session: Session, code: str, by: int) -> None:
    """Move a tier up (-1) or down (1) in the order."""
    rows = _all(session)
    at = rows.index(_tier(session, code))
    to = at + by
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        for position, row in enumerate(rows):
            row.position = position
    session.flush()


def _all(session: Session) -> list[Tier]:
    return list(session.scalars(select(Tier).order_by(Tier.position, Tier.code)))


def _tier(session: Session, code: str) -> Tier:
    tier = session.scalars(select(Tier).where(Tier.code == code)).one_or_none()
    if tier is None:
        codes = ", ".join(row.code for row in _all(session))
        raise Problem(_("There is no tier “{code}”.").format(code=code), _("The tiers are: {all}.").format(all=codes))
    return tier


def _put(session: Session, tier: Tier, values: Mapping[str, Any]) -> None:
    if "every" in values:
        tier.months, tier.days = own_interval(values["every"])
    if "weight" in values:
        tier.weight = _weight(values["weight"])
    if "name" in values:
        tier.name = clean(values["name"])[:LONGEST_NAME]
    if "letters_only" in values:
        tier.letters_only = bool(values["letters_only"])
    if "colour" in values:
        known_choice(_("colour"), values["colour"], COLOURS)
        tier.colour = values["colour"]
    if "code" in values and values["code"] != tier.code:
        before, tier.code = tier.code, _code(session, values["code"])
        session.flush()
        _rename_elsewhere(session, before, tier.code)


def _rename_elsewhere(session: Session, before: str, code: str) -> None:
    """Saved views name a tier by its code; they go on meaning the same."""
    for row in session.scalars(select(SavedView).where(SavedView.definition.contains(f'"tier:{before}"'))):
        row.definition = row.definition.replace(f'"tier:{before}"', f'"tier:{code}"')
    reader_of(session).execute("UPDATE script SET which = ? WHERE whom = 'tier' AND which = ?", (code, before))


def _weight(weight: int) -> int:
    if not 0 <= weight <= MOST_WEIGHT:
        raise Problem(_("A weight is a whole number from 0 to {most}.").format(most=MOST_WEIGHT))
    return weight


def _code(session: Session, text: str) -> str:
    code = clean(text).upper() if len(clean(text)) == 1 else clean(text)
    if not re.fullmatch(rf"[\w+-]{{1,{LONGEST_CODE}}}", code):
        raise Problem(_("A tier is called by one to {n} letters or digits.").format(n=LONGEST_CODE))
    if any(row.code.casefold() == code.casefold() for row in _all(session)):
        raise Problem(_("There is a tier “{code}” already.").format(code=code))
    return code
