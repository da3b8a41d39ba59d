"""Campaigns in words and as charts: what the numbers mean, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from petitcrm.base import money
from petitcrm.base.dates import SHORT_MONTHS, shown
from petitcrm.base.fields import Choice
from petitcrm.base.language import _, current, ngettext
from petitcrm.features.campaigns.arithmetic import BreakEven, Difference, Outcome, Rate, break_even, cost
from petitcrm.features.campaigns.fields import KINDS, REASONS, word
from petitcrm.features.campaigns.queries import Campaign, Segment
from petitcrm.features.letters.costs import Costs
from petitcrm.ui.charts import Bar, Chart

LONGEST_NAME = 24
SURE, FAIRLY_SURE = 0.05, 0.2  # the chance below which a difference is called certain, or likely

# numbers


def number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f" if current() == "fr" else ",")


def points(share: float) -> str:
    """A share in points, without a sign: one decimal below ten, as in 4.2."""
    value = 100 * share
    text = f"{value:.1f}" if abs(value) < 9.95 and value else f"{value:,.0f}"
    if current() == "fr":
        return text.replace(",", "\u202f").replace(".", ",")
    return text


def percent(share: float) -> str:
    return _("{n}%").format(n=points(share))


def signed(share: float) -> str:
    """A return on what was spent: with its sign."""
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return _("{n}%").format(n=f"{sign}{abs(100 * share):.0f}")


def spread(rate: Rate) -> str:
    """The interval of a rate: "1.7–5.2"."""
    low, high = rate.interval
    return f"{points(low)}–{points(high)}"


def letters(count: int) -> str:
    return ngettext("{n} letter", "{n} letters", count).format(n=number(count))


def orders(count: int) -> str:
    return ngettext("{n} order", "{n} orders", count).format(n=number(count))


# before it is printed


def plan(costs: Costs, count: int) -> tuple[str, str]:
    """What so many letters cost and how many orders pay for that, and the role of the words: warn where none do."""
    if not costs.is_known:
        return "", "muted"
    spent = _("Cost of {letters}: {amount}.").format(letters=letters(count), amount=money.shown(cost(costs, count)))
    if costs.margin is None:
        more = _("With the margin per order, the orders that pay for it are said here.")
        return f"{spent} {more}", "muted"
    told, role = needed(break_even(costs, count))
    expected = _expected(costs, count)
    return " ".join(part for part in (spent, told, expected) if part), role


def needed(found: BreakEven) -> tuple[str, str]:
    """How many orders pay for it."""
    if found.orders is None:
        return _("Without a margin no number of orders pays for it."), "warn"
    if found.orders == 0:
        return _("There is nothing to pay for."), "muted"
    told = ngettext("{n} order pays for it", "{n} orders pay for it", found.orders).format(n=number(found.orders))
    if found.rate is None:
        return f"{told}.", "muted"
    if found.rate > 1:
        return _("{told}: more than there are letters.").format(told=told), "warn"
    return _("{told}; the exact threshold is {rate} of the letters.").format(
        told=told, rate=percent(found.rate)
    ), "muted"


def _expected(costs: Costs, count: int) -> str:
    """What the rate hoped for would bring in."""
    if costs.expected_rate is None or not costs.margin:
        return ""
    left = round(costs.expected_rate * count * costs.margin) - cost(costs, count)
    said = _("At {rate} it earns {amount}.") if left >= 0 else _("At {rate} it loses {amount}.")
    return said.format(rate=percent(costs.expected_rate), amount=money.shown(abs(left), whole=True))


# what it did


def summary(one: Campaign) -> str:
    """A campaign in one line: when, how many, how many came back."""
    done = one.outcome
    parts = [shown(one.day), letters(done.sent)]
    if done.returned:
        parts.append(returned(done.returned))
    return " · ".join(parts)


def briefly(one: Campaign) -> str:
    """How many letters, how many came back, which part was answered: what a line of the list says."""
    done = one.outcome
    parts = [letters(done.sent)]
    if done.returned:
        parts.append(returned(done.returned))
    if done.answered:
        parts.append(response(done))
    return " · ".join(parts)


def month(day: date) -> str:
    """The month of a mailing: "Nov 2026"."""
    return f"{SHORT_MONTHS[current()][day.month - 1]} {day.year}"


def returned(count: int) -> str:
    return ngettext("{n} returned", "{n} returned", count).format(n=number(count))


def response(done: Outcome) -> str:
    """The response rate with how sure it is."""
    rate = done.response
    if rate.share is None:
        return _("nothing was delivered")
    return _("{rate} ({range})").format(rate=percent(rate.share), range=spread(rate))


def mark_of(done: Outcome) -> tuple[str, str]:
    """The return on a campaign in a few signs, and its role."""
    if done.roi is None:
        return "", "muted"
    return signed(done.roi), "ok" if done.roi >= 0 else "muted"


def story(one: Campaign) -> list[str]:
    """What a campaign did, sentence by sentence."""
    done = one.outcome
    lines = [_delivered(done)]
    if done.delivered:
        lines.append(_responses(done))
    if done.orders:
        lines.append(_orders(one))
    if done.cost:
        lines.append(_spent(done))
    return lines


def _delivered(done: Outcome) -> str:
    if not done.returned:
        return _("{letters} sent, none came back.").format(letters=letters(done.sent))
    told = ngettext(
        "{letters} sent, {n} came back ({rate}): {delivered} delivered.",
        "{letters} sent, {n} came back ({rate}): {delivered} delivered.",
        done.returned,
    )
    return told.format(
        letters=letters(done.sent),
        n=number(done.returned),
        rate=percent(done.returned / done.sent),
        delivered=number(done.delivered),
    )


def _responses(done: Outcome) -> str:
    rate = done.response
    if not rate.hits:
        low, high = rate.interval
        return _("Nobody has answered yet; the true rate is at most {high}.").format(high=percent(high))
    told = ngettext(
        "{n} answered: {rate} of the letters delivered, between {low} and {high} with nineteen chances in twenty.",
        "{n} answered: {rate} of the letters delivered, between {low} and {high} with nineteen chances in twenty.",
        rate.hits,
    )
    low, high = rate.interval
    return told.format(n=number(rate.hits), rate=percent(rate.share or 0), low=percent(low), high=percent(high))


def _orders(one: Campaign) -> str:
    done = one.outcome
    known = done.orders - one.without_margin
    said = _("{orders} of {amount} in all, with a margin of {margin}.") if known else _("{orders} of {amount} in all.")
    told = said.format(orders=orders(done.orders), amount=money.shown(done.amount), margin=money.shown(done.margin))
    if done.conversion is not None:
        told += (
            " " + _("One answer in {n} became an order.").format(n=_one_in(done.conversion))
            if done.conversion < 1
            else ""
        )
    if one.without_margin:
        without = ngettext(
            "The margin of {n} order is not known.", "The margin of {n} orders is not known.", one.without_margin
        )
        told += f" {without.format(n=number(one.without_margin))}"
    return told


def _one_in(share: float) -> str:
    """How many answers there are for an order: "2.4"."""
    text = f"{1 / share:.1f}".removesuffix(".0")
    return text.replace(".", ",") if current() == "fr" else text


def _spent(done: Outcome) -> str:
    parts = [_("It cost {amount}").format(amount=money.shown(done.cost))]
    for amount, said in (
        (done.cost_per_contact, _("{amount} per letter delivered")),
        (done.cost_per_answer, _("{amount} per answer")),
        (done.cost_per_order, _("{amount} per order")),
    ):
        if amount is not None:
            parts.append(said.format(amount=money.shown(amount)))
    if done.cost_of_returned:
        parts.append(_("{amount} of it for mail that came back").format(amount=money.shown(done.cost_of_returned)))
    roi = done.roi or 0.0
    if not done.orders:
        return f"{', '.join(parts)}."
    left = done.margin - done.cost
    said = _("{told}; it brought in {amount} more than that ({roi} on the margin).")
    if left < 0:
        said = _("{told}; {amount} of it is not earned back yet ({roi} on the margin).")
    return said.format(told=", ".join(parts), amount=money.shown(abs(left)), roi=signed(roi))


def compared(found: Difference, first: str, second: str) -> str:
    """Two campaigns compared, and how sure that is."""
    if not found.first.of or not found.second.of:
        return _("One of the two has no delivered letter: there is nothing to compare.")
    rates = _("{first}: {rate} ({range}). {second}: {other} ({other_range}).").format(
        first=first,
        second=second,
        rate=percent(found.first.share or 0),
        range=spread(found.first),
        other=percent(found.second.share or 0),
        other_range=spread(found.second),
    )
    return f"{rates} {_verdict(found, first, second)}"


def _verdict(found: Difference, first: str, second: str) -> str:
    if found.chance is None:
        return _("Too few answers to say which is better.")
    by_chance = _by_chance(found.chance)
    if found.chance >= FAIRLY_SURE:
        return _("No difference can be seen: {by_chance}.").format(by_chance=by_chance)
    said = _("{name} did better: {by_chance}.") if found.chance < SURE else _("{name} perhaps did better: {by_chance}.")
    return said.format(name=first if found.points > 0 else second, by_chance=by_chance)


def _by_chance(chance: float) -> str:
    """How often chance alone makes a difference as large."""
    if chance < 0.01:
        return _("chance alone would do that less than once in 100")
    cases = round(100 * chance)
    told = ngettext("chance alone would do that {n} time in 100", "chance alone would do that {n} times in 100", cases)
    return told.format(n=cases)


def what(kind: str, reason: str, amount: int | None) -> str:
    """What came of a letter: "returned mail, moved away", "order, €200"."""
    said = _(word(KINDS, kind))
    if kind == "returned":
        return f"{said}, {_(word(REASONS, reason))}"
    return f"{said}, {money.shown(amount or 0)}" if kind == "order" else said


# charts


def results(one: Campaign) -> Chart:
    """From the letters sent to the orders."""
    done = one.outcome
    top = float(max(1, done.sent))
    counts = (
        (_("Sent"), done.sent, 0),
        (_("Returned"), done.returned, done.sent),
        (_("Delivered"), done.delivered, done.sent),
        (_("Answered"), done.response.hits, done.delivered),
        (_("Orders"), done.orders, done.delivered),
    )
    bars = [Bar(name, n / top, number(n), percent(n / of) if of else "") for name, n, of in counts]
    needed_orders = done.break_even.orders
    if needed_orders:
        told = ngettext("{rate} · {n} pays for it", "{rate} · {n} pay for it", needed_orders)
        bars[-1] = replace(bars[-1], more=told.format(rate=bars[-1].more, n=number(needed_orders)).lstrip(" ·"))
    table = ((_("Letters"), _("Count")), *((name, number(n)) for name, n, _of in counts))
    note = _("Returned and delivered: of the letters sent. Answered and orders: of those delivered.")
    return Chart("results", _("From the letter to the order"), "", "rows", table, tuple(bars), note=note)


def returns(counts: Mapping[str, int]) -> Chart:
    """Why letters came back."""
    known = [(_(one.label), counts.get(one.value, 0)) for one in REASONS]
    top = float(max(1, *(count for _name, count in known)))
    total = sum(counts.values())
    return Chart(
        "returns",
        _("Returned mail by reason"),
        "",
        "rows",
        ((_("Reason"), _("Letters")), *((name, number(count)) for name, count in known)),
        tuple(
            Bar(name[:1].upper() + name[1:], count / top, number(count), percent(count / total) if count else "")
            for name, count in known
        ),
    )


def by_segment(found: Sequence[Segment], by: str, stages: Sequence[Choice]) -> Chart:
    """The response rates of the parts of a campaign, each with how sure it is."""
    names = {one.value: _(one.label) for one in stages} if by == "stage" else {}
    none = {"tier": _("no tier"), "stage": _("no stage"), "tag": _("no tag")}[by]
    rows = [(_short(names.get(one.name, one.name)) or none, one) for one in found]
    top = max([0.05, *(min(1.0, 1.15 * one.rate.interval[1]) for _name, one in rows if one.rate.hits)])
    bars = tuple(_segment_bar(name, one, top) for name, one in rows)
    heads = (_("Who"), _("Letters"), _("Answered"), _("Rate"), _("95% range"))
    table = tuple(
        (name, number(one.sent), number(one.answered), percent(one.rate.share or 0), spread(one.rate))
        for name, one in rows
    )
    note = _("The thin lines show where the true rate lies, nineteen times out of twenty.")
    return Chart("segments", _("Who answers"), "", "rows", (heads, *table), bars, note=note, top=top)


def _short(name: str) -> str:
    """A name that leaves room for its bar."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _segment_bar(name: str, one: Segment, top: float) -> Bar:
    low, high = one.rate.interval
    text = percent(one.rate.share) if one.rate.share is not None else "—"
    more = _("{n} of {all}").format(n=number(one.rate.hits), all=number(one.rate.of))
    seen = one.rate.of > 0
    return Bar(name, one.rate.share or 0.0, text, more, low if seen else None, min(high, top) if seen else None)
