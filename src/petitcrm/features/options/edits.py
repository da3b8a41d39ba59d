"""Changing settings. What is derived from them follows by itself in the same step."""

from typing import Any

from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.settings import Setting
from petitcrm.base.workdays import regions
from petitcrm.features.calls import settings as calls
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.letters import postage
from petitcrm.features.letters import settings as letters
from petitcrm.store import settings
from petitcrm.store.settings import reader_of


def save(session: Session, setting: Setting[Any], value: Any) -> None:
    """Keep one setting. Problem where it can't be."""
    if setting is calls.REGION and value:
        _check_region(COUNTRY.read(reader_of(session)), value)
    if setting is letters.TARIFFS:
        postage.read(value)
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
