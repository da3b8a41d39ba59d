"""What a script is for."""

from petitcrm.base.fields import Choice
from petitcrm.base.language import mark

# In order of how much they say of somebody: where several scripts fit, the last of these wins.
WHOM = (
    Choice("", mark("everybody")),
    Choice("stage", mark("stage")),
    Choice("temperature", mark("temperature")),
    Choice("tier", mark("tier")),
    Choice("tag", mark("tag")),
    Choice("view", mark("saved view")),
    Choice("mailing", mark("letter received")),
)
ORDER = tuple(one.value for one in WHOM)
LONGEST = 20_000
