"""What can be chosen of a tier."""

from petitcrm.base.fields import Choice
from petitcrm.base.language import mark

COLOURS = (
    Choice("", mark("by its letter")),
    Choice("violet", mark("violet")),
    Choice("teal", mark("teal")),
    Choice("olive", mark("olive")),
    Choice("grey", mark("grey")),
    Choice("blue", mark("blue")),
    Choice("rust", mark("rust")),
    Choice("rose", mark("rose")),
    Choice("green", mark("green")),
)
