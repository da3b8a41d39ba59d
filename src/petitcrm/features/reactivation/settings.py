"""The settings of reactivation."""

from petitcrm.base.language import mark
from petitcrm.base.settings import Setting

SECTION = mark("Former and silent clients")
FACTOR = Setting(
    "reactivation.factor",
    2,
    mark("Silent: how many times its usual rhythm"),
    "number",
    SECTION,
    least=1,
    most=20,
    hint=mark("2: who is heard of every 6 weeks is proposed after 12"),
)
LOT = Setting("reactivation.lot", 10, mark("Clients to win back, a month"), "number", SECTION, least=1, most=200)
