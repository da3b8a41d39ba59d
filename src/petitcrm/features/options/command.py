"""The capacity and the tiers for the command line."""

from collections.abc import Sequence
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.calls import settings
from petitcrm.features.contacts.rules import interval_text
from petitcrm.features.options import edits
from petitcrm.features.options.queries import TierRow, number_of, tiers
from petitcrm.store.store import Store


def set_capacity(store: Store, text: str) -> int:
    """The calls a day, changed first where `text` says a number. Problem where it is none, or too many."""
    if text:
        store.do(
            _("Change “{field}”").format(field=_(settings.CAPACITY.label)),
            edits.save,
            settings.CAPACITY,
            number_of(text),
        )
    return store.read(settings.CAPACITY.read)


def tier_json(row: TierRow) -> dict[str, Any]:
    """A tier as a document; neither `months` nor `days`: no calls."""
    return {"code": row.code, "months": row.months, "days": row.days, "weight": row.weight}


def tier_line(row: TierRow) -> str:
    """A tier in words."""
    every = interval_text(row.months, row.days) or _("no calls")
    weight = _("weight {n}").format(n=row.weight)
    return f"{row.code:4} {every:16} {weight}"


def set_tier(store: Store, code: str, values: Sequence[str]) -> list[TierRow]:
    """Change a tier by `every=1month` and `weight=3`. Problem where a value can't be; then nothing is changed."""
    every: str | None = None
    weight: int | None = None
    for value in values:
        name, said, text = value.partition("=")
        if name == "every" and said:
            every = text
        elif name == "weight" and said:
            weight = number_of(text)
        else:
            raise Problem(_("“{text}” is not understood.").format(text=value), _("Write every=1month or weight=3."))
    store.do(_("Change tier {tier}").format(tier=code), edits.save_tier, code, every, weight)
    return store.read(tiers)
