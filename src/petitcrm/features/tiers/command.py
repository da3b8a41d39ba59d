"""The tiers for the command line."""

from collections.abc import Sequence
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.numbers import whole
from petitcrm.features.contacts.rules import interval_text
from petitcrm.features.tiers import edits, effect, queries
from petitcrm.features.tiers.queries import TierRow
from petitcrm.store.connection import Reader
from petitcrm.store.store import Store

HOW = ("calls", "letters")


def tier_json(row: TierRow) -> dict[str, Any]:
    """A tier as a document; neither `months` nor `days`: no calls."""
    return {
        "code": row.code,
        "name": row.name,
        "months": row.months,
        "days": row.days,
        "weight": row.weight,
        "colour": row.colour,
        "letters_only": row.letters_only,
        "contacts": row.contacts,
    }


def tier_line(row: TierRow) -> str:
    """A tier in words."""
    every = interval_text(row.months, row.days) or _("no calls")
    how = _("letters only") if row.letters_only else ""
    parts = (_("weight {n}").format(n=row.weight), how, row.name)
    return f"{row.code:4} {every:16} {' · '.join(part for part in parts if part)}"


def effect_lines(reader: Reader) -> list[str]:
    """What the tiers come to, a line each, and all of it against the capacity."""
    kinds, week = queries.kinds(reader), queries.week(reader, reader.clock())
    return [*(effect.told(kind, week) for kind in kinds if kind.code), effect.told_in_all(kinds, week)[0]]


def set_tier(store: Store, code: str, values: Sequence[str], *, is_new: bool = False) -> list[TierRow]:
    """Change a tier (or make one) by `every=1month`, `weight=3`, `name=…`, `colour=blue`, `how=letters`.

    Problem where a value can't be; then nothing is changed.
    """
    found = dict(_value(value) for value in values)
    title = _("Add tier {tier}") if is_new else _("Change tier {tier}")
    store.do(title.format(tier=code), edits.add if is_new else edits.change, code, found)
    return store.read(queries.tiers)


def remove_tier(store: Store, code: str) -> list[TierRow]:
    """Remove a tier: its contacts have none then. Problem where there is none of that code."""
    store.do(_("Remove tier {tier}").format(tier=code), edits.remove, code)
    return store.read(queries.tiers)


def _value(text: str) -> tuple[str, Any]:
    name, said, value = text.partition("=")
    if said and name in ("every", "name", "colour"):
        return name, value
    if said and name == "weight":
        return name, whole(value)
    if said and name == "how" and value in HOW:
        return "letters_only", value == "letters"
    raise Problem(
        _("“{text}” is not understood.").format(text=text),
        _("Write every=1month, weight=3, name=…, colour=blue or how=letters."),
    )
