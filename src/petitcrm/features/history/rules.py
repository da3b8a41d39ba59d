"""What an exchange counts as (rules of the business, section 1), and when what repeats comes again."""

from datetime import date, timedelta

from petitcrm.base.dates import add_months

LIVE = ("visit", "meeting", "video")
FAILED = ("no_answer", "busy", "message_left")


def is_reached(kind: str, direction: str, outcome: str) -> bool:
    """A live two-way contact, or anything that came from the contact. A refusal was live too."""
    if kind == "note":
        return False
    if kind in LIVE and outcome in FAILED:
        return False  # we came and nobody was there
    return direction == "in" or kind in LIVE or (kind == "call" and outcome in ("reached", "refused"))


def is_attempt(kind: str, direction: str, outcome: str) -> bool:
    """Our call that did not get through."""
    return kind == "call" and direction == "out" and outcome in FAILED


def is_sign(kind: str, direction: str) -> bool:
    """A sign from the contact: what retention is counted from."""
    return direction == "in" and kind != "note"


def kept_outcome(kind: str, outcome: str) -> str:
    """The outcome that goes with a kind: calls have any, visits and meetings those that tell that nothing came of them."""
    if kind == "call" or (kind in LIVE and outcome in ("no_answer", "refused")):
        return outcome
    return ""


def next_time(day: date, repeat: str, today: date) -> date | None:
    """When something that repeats comes again: after `today`, counted from `day`. None for what does not."""
    if repeat == "weekly":
        return day + timedelta(weeks=max(1, (today - day).days // 7 + 1))
    months = {"monthly": 1, "yearly": 12}.get(repeat)
    if months is None:
        return None
    steps = max(1, ((today.year - day.year) * 12 + today.month - day.month) // months)
    following = add_months(day, steps * months)
    return following if following > max(day, today) else add_months(day, (steps + 1) * months)
