"""What an exchange counts as (rules of the business, section 1)."""

LIVE = ("visit", "meeting", "video")
FAILED = ("no_answer", "busy", "message_left")


def is_reached(kind: str, direction: str, outcome: str) -> bool:
    """A live two-way contact, or anything that came from the contact. A refusal was live too."""
    if kind == "note":
        return False
    return direction == "in" or kind in LIVE or (kind == "call" and outcome in ("reached", "refused"))


def is_attempt(kind: str, direction: str, outcome: str) -> bool:
    """Our call that did not get through."""
    return kind == "call" and direction == "out" and outcome in FAILED


def is_sign(kind: str, direction: str) -> bool:
    """A sign from the contact: what retention is counted from."""
    return direction == "in" and kind != "note"
