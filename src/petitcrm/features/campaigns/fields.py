"""The words for what comes of a letter."""

from petitcrm.base.fields import Choice
from petitcrm.base.language import mark

KINDS = (
    Choice("reply", mark("reply")),
    Choice("order", mark("order")),
    Choice("returned", mark("returned mail")),
)
# What the post office writes on a letter that comes back, and why it matters which.
REASONS = (
    Choice("moved", mark("moved away")),
    Choice("unknown", mark("unknown at this address")),
    Choice("refused", mark("refused by the addressee")),
    Choice("unclaimed", mark("not collected")),
    Choice("address", mark("address wrong or incomplete")),
)
# What is promised for a letter that came back, by its reason.
TO_DO = {
    "moved": mark("Get the new address (mail returned: moved away)"),
    "unknown": mark("Get the new address (mail returned: unknown there)"),
    "refused": mark("Ask whether letters are still wanted, get the new address (mail refused)"),
    "unclaimed": mark("Check the address or get the new one (mail not collected)"),
    "address": mark("Correct the address or get the new one (mail could not be delivered)"),
}


def word(choices: tuple[Choice, ...], value: str) -> str:
    """The word (marked for translation) for `value`."""
    return next((one.label for one in choices if one.value == value), value)
