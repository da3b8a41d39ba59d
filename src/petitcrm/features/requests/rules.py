"""What is true of a request (rules of the business, section 6)."""

from datetime import date, timedelta

from petitcrm.base.workdays import WorkCalendar

BLOCKING = ("blocking", "high")
CALL_AFTER = 2  # working days from the answer to the satisfaction call
REMIND_BEFORE = 2  # days before the promise from which on a request is said to be due soon


def age(received_on: date, today: date, done_on: date | None = None) -> int:
    """How many days a request is old, or took."""
    return max(0, ((done_on or today) - received_on).days)


def is_late(state: str, promised_on: date | None, today: date) -> bool:
    """Whether the promised day is over and the request is not done."""
    return state != "done" and promised_on is not None and promised_on < today


def is_due_soon(state: str, promised_on: date | None, today: date) -> bool:
    """Whether the promised day is near, so that somebody has to be reminded."""
    return state != "done" and promised_on is not None and today <= promised_on <= today + timedelta(days=REMIND_BEFORE)


def blocks_selling(state: str, urgency: str) -> bool:
    """While a blocking or high request is open (or waits for the client), nobody sells to that contact."""
    return state != "done" and urgency in BLOCKING


def satisfaction_call(today: date, calendar: WorkCalendar) -> date:
    """The day proposed for asking whether the answer was a good one."""
    return calendar.after(today, CALL_AFTER)
