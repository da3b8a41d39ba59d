"""Which clients have fallen silent, in what order they are proposed, and for how long an answer holds. Pure.

Source: the rules of the business, section 5: a customer whose silence exceeds its own usual rhythm is proposed for
reactivation, a small lot a month.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from petitcrm.base.dates import add_months

FEWEST = 3  # days of contact that make a rhythm of one's own
LEAST, FORMER = 60, 180  # days of silence: of anybody; of former clients, whatever their rhythm
ANSWERS = ("call", "letter", "later", "gone")
HOLDS = {"call": 12, "letter": 12, "later": 6}  # months


def rhythm(days: Iterable[date]) -> float | None:
    """The usual days between contacts: the median of the gaps between different days; None of fewer than three days."""
    known = sorted(set(days))
    if len(known) < FEWEST:
        return None
    return float(median((after - before).days for before, after in pairwise(known)))


@dataclass(frozen=True, slots=True)
class Silence:
    """What is known of a client's silence: since `last` (None: never heard of), against a rhythm (None: unknown)."""

    stage: str
    last: date | None
    rhythm: float | None
    weight: int = 1

    def days(self, day: date) -> int | None:
        """How many days it has lasted on `day`."""
        return None if self.last is None else (day - self.last).days


def is_proposed(one: Silence, day: date, factor: int) -> bool:
    """Silent for more than `factor` times the rhythm, and 60 days; a former client after 180 days, or never heard of."""
    days = one.days(day)
    if one.stage == "former" and (days is None or days >= FORMER):
        return True
    if days is None or one.rhythm is None:
        return False
    return days >= LEAST and days > factor * one.rhythm


def worth(one: Silence, day: date) -> float:
    """What the order goes by, the greatest first: weight of the tier × silence ÷ rhythm (180 days where it is unknown)."""
    days = one.days(day)
    return one.weight * (FORMER if days is None else days) / (one.rhythm or FORMER)


def rests(answer: str, decided: date, stage: str, day: date) -> bool:
    """Whether somebody is left alone on `day` because of what was decided: 6 months, 12 months, or gone while former."""
    if answer == "gone":
        return stage == "former"
    return day < add_months(decided, HOLDS[answer])
