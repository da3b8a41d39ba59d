"""The arithmetic of a campaign: what it costs, what it must bring in, what it did, and how sure that is. Pure."""

from dataclasses import dataclass
from math import erfc, sqrt

from petitcrm.base.statistics import wilson
from petitcrm.features.letters.costs import Costs

LEAST_EXPECTED = 5  # answers and silences expected in each half, below which the z test says nothing


def cost(costs: Costs, count: int) -> int:
    """What `count` letters cost, in cents: fixed + per piece × count."""
    return (costs.fixed or 0) + (costs.piece or 0) * count


@dataclass(frozen=True, slots=True)
class BreakEven:
    """How many orders pay for the mailing, and the rate that asks for; None: no number of orders does.

    `rate` is cost ÷ (margin per order × letters); it may be above 1.
    """

    orders: int | None
    rate: float | None


def break_even(costs: Costs, count: int) -> BreakEven:
    """The orders that pay for `count` letters: cost ÷ margin per order, rounded up. Unreachable without a margin."""
    spent, margin = cost(costs, count), costs.margin or 0
    if not spent:
        return BreakEven(0, 0.0)
    if margin <= 0:
        return BreakEven(None, None)
    return BreakEven(-(-spent // margin), spent / (margin * count) if count else None)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with the interval in which the true rate lies nineteen times out of twenty (Wilson)."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.of)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a campaign did. Money in cents; `margin` is that of all orders, `answered` the letters with a reply or an order."""

    costs: Costs
    sent: int
    returned: int = 0
    replies: int = 0
    orders: int = 0
    answered: int = 0
    amount: int = 0
    margin: int = 0

    @property
    def cost(self) -> int:
        return cost(self.costs, self.sent)

    @property
    def delivered(self) -> int:
        """Sent and not come back."""
        return max(0, self.sent - self.returned)

    @property
    def response(self) -> Rate:
        """Letters answered by a reply or an order, among those delivered; a letter answered twice counts once."""
        return Rate(min(self.answered, self.delivered), self.delivered)

    @property
    def break_even(self) -> BreakEven:
        """The orders that pay for it, and the rate that asks for among the letters delivered."""
        orders = break_even(self.costs, self.sent)
        if orders.orders is None or not self.cost:
            return orders
        margin = (self.costs.margin or 0) * self.delivered
        return BreakEven(orders.orders, self.cost / margin if margin else None)

    @property
    def roi(self) -> float | None:
        """(margin − cost) ÷ cost: on the margin of the orders, never on their amount. None where nothing was spent."""
        return (self.margin - self.cost) / self.cost if self.cost else None

    def _each(self, count: int) -> int | None:
        """The cost over so many (cents); None without a cost, or where there are none."""
        return round(self.cost / count) if count and self.cost else None

    @property
    def cost_per_contact(self) -> int | None:
        return self._each(self.delivered)

    @property
    def cost_per_answer(self) -> int | None:
        return self._each(self.response.hits)

    @property
    def cost_per_order(self) -> int | None:
        return self._each(self.orders)

    @property
    def conversion(self) -> float | None:
        """Orders ÷ letters answered (norms: conversion = k ÷ r); None while nobody has answered."""
        return self.orders / self.response.hits if self.response.hits else None

    @property
    def cost_of_returned(self) -> int:
        """What was printed and posted for nothing: the pieces that came back."""
        return (self.costs.piece or 0) * min(self.returned, self.sent)


@dataclass(frozen=True, slots=True)
class Difference:
    """How two rates differ. `chance`: so often would a difference as large come about by chance; None: too few to say."""

    first: Rate
    second: Rate
    chance: float | None

    @property
    def points(self) -> float:
        """The first rate minus the second."""
        return (self.first.share or 0.0) - (self.second.share or 0.0)


def difference(first: Rate, second: Rate) -> Difference:
    """Two rates compared by the two-proportion z test, two-sided, with the rate of both together."""
    total = first.of + second.of
    pooled = (first.hits + second.hits) / total if total else 0.0
    least = min(pooled, 1 - pooled) * min(first.of, second.of)
    if least < LEAST_EXPECTED:
        return Difference(first, second, None)
    reach = sqrt(pooled * (1 - pooled) * (1 / first.of + 1 / second.of))
    z = (first.hits / first.of - second.hits / second.of) / reach
    return Difference(first, second, erfc(abs(z) / sqrt(2)))
