"""This month's lot from the command line."""

from datetime import date
from typing import Any

from petitcrm.features.reactivation import lines
from petitcrm.features.reactivation.queries import Lot


def as_json(found: Lot) -> dict[str, Any]:
    return {
        "decided": found.decided,
        "next_free_day": found.free.isoformat(),
        "clients": [
            {
                "uid": one.uid,
                "display_name": one.name,
                "company": one.company,
                "tier": one.tier or None,
                "stage": one.stage,
                "last_contact": one.last.isoformat() if one.last else None,
                "silence_days": one.silence,
                "rhythm_days": one.rhythm,
                "rhythm_of_tier": one.of_tier,
                "reason": lines.silence(one),
                "answer": one.answer or None,
                "decided": one.decided.isoformat() if one.decided else None,
            }
            for one in found.lines
        ],
    }


def listed(found: Lot, today: date) -> list[str]:
    """A client a line: its uid, tier, who, the silence, and what was decided."""
    return [
        f"{one.uid}  {one.tier or '·':2} {one.name:40}  {lines.silence(one)}  {lines.mark_of(one, today)[0]}".rstrip()
        for one in found.lines
    ]
