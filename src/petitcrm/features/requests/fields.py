"""The words for requests."""

from petitcrm.base.fields import Choice
from petitcrm.base.language import mark

URGENCIES = (
    Choice("low", mark("low")),
    Choice("normal", mark("normal")),
    Choice("high", mark("high")),
    Choice("blocking", mark("blocking")),
)
STATES = (
    Choice("open", mark("open")),
    Choice("waiting", mark("waiting for the client")),
    Choice("done", mark("closed")),
)
RECEIVED = (
    Choice("", ""),
    Choice("call", mark("call")),
    Choice("visit", mark("visit")),
    Choice("email", mark("e-mail")),
    Choice("letter", mark("letter")),
    Choice("message", mark("message")),
    Choice("other", mark("otherwise")),
)
BANNER = mark("Open request: do not sell")
