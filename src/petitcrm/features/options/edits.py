"""Changing settings. What is derived from them follows by itself in the same step."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.settings import Setting
from petitcrm.features.contacts.rules import own_interval
from petitcrm.features.contacts.tables import Tier
from petitcrm.store import settings


def save(session: Session, setting: Setting[Any], value: Any) -> None:
    """Keep one setting."""
    settings.save(session, {setting: value})


def save_tier(session: Session, code: str, every: str) -> None:
    """Let a tier be called every so often ("1 month", "6 weeks"; empty for no calls)."""
    tier = session.scalars(select(Tier).where(Tier.code == code)).one()
    tier.months, tier.days = own_interval(every)
    session.flush()
