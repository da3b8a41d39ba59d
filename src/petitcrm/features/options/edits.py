"""Changing settings. What is derived from them follows by itself in the same step."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.settings import Setting
from petitcrm.base.workdays import regions
from petitcrm.features.calls import settings as calls
from petitcrm.features.contacts.rules import own_interval
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.contacts.tables import Tier
from petitcrm.store import settings
from petitcrm.store.settings import reader_of

MOST_WEIGHT = 100


def save(session: Session, setting: Setting[Any], value: Any) -> None:
    """Keep one setting. Problem where it can't be."""
    if setting is calls.REGION and value:
        _check_region(COUNTRY.read(reader_of(session)), value)
    settings.save(session, {setting: value})


def _check_region(country: str, region: str) -> None:
    known = regions(country)
    if region not in known:
        raise Problem(
            _("“{region}” is not a region whose holidays are known.").format(region=region),
            _("Leave it empty, or write one of: {all}.").format(all=", ".join(known))
            if known
            else _("Leave it empty."),
        )


def save_tier(session: Session, code: str, every: str | None = None, weight: int | None = None) -> None:
    """Let a tier be called every so often ("1 month", "6 weeks"; "" for no calls), or weigh more beside another."""
    tier = session.scalars(select(Tier).where(Tier.code == code)).one_or_none()
    if tier is None:
        codes = ", ".join(session.scalars(select(Tier.code).order_by(Tier.position, Tier.code)))
        raise Problem(_("There is no tier “{code}”.").format(code=code), _("The tiers are: {all}.").format(all=codes))
    if every is not None:
        tier.months, tier.days = own_interval(every)
    if weight is not None:
        if not 0 <= weight <= MOST_WEIGHT:
            raise Problem(_("A weight is a whole number from 0 to {most}.").format(most=MOST_WEIGHT))
        tier.weight = weight
    session.flush()
