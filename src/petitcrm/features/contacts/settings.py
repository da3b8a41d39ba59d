"""The settings that contacts need."""

from petitcrm.base.language import mark
from petitcrm.base.settings import Setting

COUNTRY = Setting("business.country", "FR", mark("Country"), "country", mark("Business"))
