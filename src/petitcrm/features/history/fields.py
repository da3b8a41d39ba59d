"""The words for exchanges."""

from petitcrm.base.fields import Choice
from petitcrm.base.language import mark

KINDS = (
    Choice("call", mark("call")),
    Choice("visit", mark("visit")),
    Choice("meeting", mark("meeting")),
    Choice("video", mark("video call")),
    Choice("email", mark("e-mail")),
    Choice("letter", mark("letter")),
    Choice("message", mark("message")),
    Choice("note", mark("note")),
    Choice("document", mark("document")),
    Choice("satisfaction", mark("satisfaction answer")),
)
OUTCOMES = (
    Choice("reached", mark("reached")),
    Choice("no_answer", mark("no answer")),
    Choice("message_left", mark("message left")),
    Choice("busy", mark("busy")),
    Choice("wrong_number", mark("wrong number")),
    Choice("refused", mark("refused")),
)
DIRECTIONS = (Choice("out", mark("from us")), Choice("in", mark("from them")))
FOLLOW_UP_KINDS = (
    Choice("call", mark("call")),
    Choice("visit", mark("visit")),
    Choice("email", mark("e-mail")),
    Choice("document", mark("document to send")),
    Choice("task", mark("task")),
)
PRIORITIES = (Choice("low", mark("low")), Choice("normal", mark("normal")), Choice("high", mark("high")))
REPEATS = (
    Choice("", mark("once")),
    Choice("weekly", mark("every week")),
    Choice("monthly", mark("every month")),
    Choice("yearly", mark("every year")),
)
FEELINGS = (
    Choice("", "—"),
    Choice("2", mark("very pleased")),
    Choice("1", mark("pleased")),
    Choice("0", mark("neutral")),
    Choice("-1", mark("displeased")),
    Choice("-2", mark("very displeased")),
)


def word(choices: tuple[Choice, ...], value: str) -> str:
    """The word (marked for translation) for `value`."""
    return next((choice.label for choice in choices if choice.value == value), value)
