"""The results in words and as charts: what the numbers mean, and how sure that is."""

from collections.abc import Sequence
from dataclasses import replace

from petitcrm.base.dates import SHORT_MONTHS, WEEKDAYS, interval, shown
from petitcrm.base.language import _, current, ngettext
from petitcrm.features.call_results.queries import (
    MOST,
    TOO_FEW,
    Answered,
    Attempts,
    Kept,
    Rate,
    Results,
    Slot,
    Span,
    Week,
)
from petitcrm.ui.charts import Bar, Cell, Chart

MOST_SLOTS = 3  # named in words
CONTRAST = 0.6  # from the palest field of the table to the strongest there are so many points of the rate


def charts(found: Results) -> list[Chart]:
    """The six charts, in the order of reading."""
    answered = found.answered
    return [
        _slots(answered),
        _weekdays(answered),
        _kept(found.kept),
        _attempts(found.attempts),
        _hours(answered),
        _weeks(found.weeks),
    ]


def of_span(span: Span) -> str:
    """The days that are looked at."""
    last = shown(span.last)
    return f"{shown(span.first)} – {last}" if span.first else _("until {day}").format(day=last)


def summary(found: Results) -> str:
    """How many calls, and how many reached somebody."""
    calls = ngettext("{n} call", "{n} calls", found.made).format(n=number(found.made))
    overall = found.answered.overall
    parts = [of_span(found.span), calls]
    if overall.of:
        told = _("{rate} reached ({range})")
        parts.append(told.format(rate=percent(overall.share), range=spread(overall)))
    if found.answered.uncounted:
        n = found.answered.uncounted
        told = ngettext(
            "{n} to a wrong number counts in no rate",
            "{n} to a wrong number count in no rate",
            n,
        )
        parts.append(told.format(n=number(n)))
    return " · ".join(parts)


# numbers


def number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def percent(share: float) -> str:
    """A share in whole points; one that is not quite nothing, or not quite all, says so."""
    rounded = round(100 * share)
    if rounded == 0 < share:
        return _("<{n}%").format(n=1)
    if rounded == 100 and share < 1:
        return _(">{n}%").format(n=99)
    return _("{n}%").format(n=rounded)


def spread(rate: Rate) -> str:
    """The interval of a rate: "48–74%"."""
    return _("{low}–{high}%").format(low=round(100 * rate.low), high=round(100 * rate.high))


def hour(at: int) -> str:
    return _("{hour}:00").format(hour=at % 24)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(weekday: int) -> str:
    return _capital(WEEKDAYS[current()][weekday])


def _calls(count: int) -> str:
    return ngettext("{n} call", "{n} calls", count).format(n=number(count))


# when we are answered


MANY = 400  # calls: with so many, a difference that mattered would show


def _none_clear(calls: int) -> str:
    return _("None stands out from the others.") if calls >= MANY else _("Not enough calls yet to say.")


def _whisker_note() -> str:
    return _("Thin line: the true rate lies there nineteen times out of twenty.")


def _rate_heads(*first: str) -> tuple[str, ...]:
    return (*first, _("reached"), _("calls"), _("rate"), _("from"), _("to"))


def _rate_row(rate: Rate, *first: str) -> tuple[str, ...]:
    told = (percent(rate.share), percent(rate.low), percent(rate.high)) if rate.of else ("", "", "")
    return (*first, str(rate.hits), str(rate.of), *told)


def _told(rate: Rate, when: str) -> str:
    return _("{when}: {rate} reached ({range}, {n} calls)").format(
        when=when, rate=percent(rate.share), range=spread(rate), n=number(rate.of)
    )


def _against(told: str, overall: Rate) -> str:
    return _("{told}, against {rate} of all calls.").format(told=told, rate=percent(overall.share))


def in_slot(slot: Slot) -> str:
    """A slot that stands out: "Tuesday between 9:00 and 10:00: 62% reached (48–74%, 45 calls)"."""
    when = _("{day} between {first} and {last}").format(
        day=_day(slot.weekday), first=hour(slot.hour), last=hour(slot.hour + 1)
    )
    return _told(slot.rate, when)


def best_slots(answered: Answered) -> str:
    """The slots that are better than chance explains, or that none can be named."""
    best = [in_slot(slot) for slot in answered.best()[:MOST_SLOTS]]
    return _against("\n".join(best), answered.timed) if best else _none_clear(answered.timed.of)


def _slots(answered: Answered) -> Chart:
    rates = {(slot.weekday, slot.hour): slot.rate for slot in answered.slots}
    hours = _hours_between(answered)
    days = _days_in_use(answered)
    cells = tuple(tuple(_cell(rates.get((day, at), Rate()), answered.timed) for at in hours) for day in days)
    rows = [_rate_row(slot.rate, _day(slot.weekday), hour(slot.hour)) for slot in answered.slots]
    return Chart(
        "slots",
        _("When we are answered"),
        best_slots(answered),
        "cells",
        (_rate_heads(_("day"), _("hour")), *rows),
        cells=cells,
        across=tuple(hour(at) for at in hours),
        down=tuple(_day(day) for day in days),
        note=_slots_note(answered),
    )


def _slots_note(answered: Answered) -> str:
    parts = [
        _("In a field: the rate and how many calls. Under {n} calls: reached / calls, without a colour.").format(
            n=TOO_FEW
        )
    ]
    if answered.best():
        parts.append(_("Framed: better than all calls together; one field in forty is so by mere chance."))
    if n := answered.untimed:
        told = ngettext("{n} call without an hour is not in here.", "{n} calls without an hour are not in here.", n)
        parts.append(told.format(n=number(n)))
    return " ".join(parts)


def _hours_between(answered: Answered) -> range:
    hours = [at for at, _rate in answered.hours]
    return range(min(hours), max(hours) + 1) if hours else range(0)


def _days_in_use(answered: Answered) -> list[int]:
    return [day for day in range(7) if day < 5 or answered.weekdays[day].of]


def _cell(rate: Rate, overall: Rate) -> Cell:
    if not rate.of:
        return Cell()
    if rate.of < TOO_FEW:
        return Cell(f"{rate.hits}/{rate.of}")
    strength = max(0.0, min(1.0, 0.5 + (rate.share - overall.share) / CONTRAST))
    return Cell(percent(rate.share), number(rate.of), strength, rate.is_clear_of(overall))


def _rate_bar(label: str, rate: Rate, overall: Rate) -> Bar:
    if not rate.of:
        return Bar(label, 0.0, "–")
    more = f"{spread(rate)} · {_calls(rate.of)}"
    return Bar(
        label, rate.share, percent(rate.share), more, rate.low, rate.high, strong=rate.is_clear_of(overall)
    )  # fmt: skip


def _best(rates: Sequence[tuple[str, Rate]], overall: Rate) -> str:
    clear = [(rate.share, when, rate) for when, rate in rates if rate.is_clear_of(overall)]
    if not clear:
        return _none_clear(overall.of)
    _share, when, rate = max(clear)
    return _against(_told(rate, when), overall)


def _weekdays(answered: Answered) -> Chart:
    overall = answered.overall
    rates = [(_day(day), answered.weekdays[day]) for day in _days_in_use(answered)]
    chart = Chart(
        "weekdays",
        _("By weekday"),
        _best(rates, overall),
        "rows",
        (_rate_heads(_("day")), *(_rate_row(rate, day) for day, rate in rates)),
        bars=tuple(_rate_bar(day, rate, overall) for day, rate in rates),
        note=_whisker_note(),
    )
    return _compared(chart, overall)


def _hours(answered: Answered) -> Chart:
    overall, found = answered.timed, dict(answered.hours)
    rates = [(at, found.get(at, Rate())) for at in _hours_between(answered)]
    told = _("Between {first} and {last}")
    named = [(told.format(first=hour(at), last=hour(at + 1)), rate) for at, rate in rates]
    chart = Chart(
        "hours",
        _("By hour"),
        _best(named, overall),
        "rows",
        (_rate_heads(_("hour")), *(_rate_row(rate, hour(at)) for at, rate in rates)),
        bars=tuple(_rate_bar(hour(at), rate, overall) for at, rate in rates),
        note=_whisker_note(),
    )
    return _compared(chart, overall)


def _compared(chart: Chart, overall: Rate) -> Chart:
    """The chart of rates with the line of all calls together."""
    if not overall.of:
        return chart
    told = _("all calls: {rate}").format(rate=percent(overall.share))
    return replace(chart, line=overall.share, line_text=told)


# attempts


def _attempts(attempts: Attempts) -> Chart:
    labels = [str(n) for n in range(1, MOST)] + [_("{n} or more").format(n=MOST)]
    bars = tuple(
        Bar(label, count, number(count), percent(count / attempts.reached) if attempts.reached else "")
        for label, count in zip(labels, attempts.needed, strict=True)
    )
    rows = [(label, str(count)) for label, count in zip(labels, attempts.needed, strict=True)]
    return Chart(
        "attempts",
        _("Attempts until somebody was reached"),
        _attempts_told(attempts),
        "columns",
        (
            (_("attempts"), _("reached")),
            *rows,
            (_("given up"), str(attempts.stopped)),
            (_("still open"), str(attempts.still_open)),
            (_("they came first"), str(attempts.met)),
        ),
        bars=bars,
        note=_attempts_note(attempts),
        top=max(1, *attempts.needed),
    )


def _attempts_told(attempts: Attempts) -> str:
    if not attempts.reached:
        return _("None of our calls has reached anybody in this time.")
    first, three = attempts.needed[0] / attempts.reached, sum(attempts.needed[:3]) / attempts.reached
    return _("{first} of those we reached answered the first call, {three} one of the first three.").format(
        first=percent(first), three=percent(three)
    )


def _attempts_note(attempts: Attempts) -> str:
    parts = [
        _("Unreached after {all} attempts: {n}").format(all=attempts.allowed, n=number(attempts.stopped)),
        _("still being tried: {n}").format(n=number(attempts.still_open)),
    ]
    if attempts.met:
        parts.append(_("got in touch or were met meanwhile: {n}").format(n=number(attempts.met)))
    return " · ".join(parts) + "."


# tiers


def _tier(kept: Kept) -> str:
    return kept.tier or _("own interval")


def _every(kept: Kept) -> str:
    return interval(kept.months, kept.days) if kept.tier and (kept.months or kept.days) else ""


def in_time(kept: Kept) -> str:
    """A tier and its promise: "Tier A, every month: 87% called in time (52 of 60)"."""
    tier = _("Tier {tier}").format(tier=kept.tier) if kept.tier else _capital(_tier(kept))
    name = ", ".join(part for part in (tier, _every(kept)) if part)
    return _("{tier}: {rate} called in time ({n} of {all})").format(
        tier=name, rate=percent(kept.kept / kept.of), n=number(kept.kept), all=number(kept.of)
    )


def _kept(tiers: Sequence[Kept]) -> Chart:
    first = next((one for one in tiers if one.of), None)
    rows = [(_tier(one), _every(one), str(one.kept), str(one.missed), str(one.fresh), str(one.barred)) for one in tiers]
    heads = (_("tier"), _("interval"), _("in time"), _("late"), _("not yet due"), _("can't be called"))
    return Chart(
        "kept",
        _("Tiers called in time"),
        in_time(first) + "." if first else _("No client is due yet: a tier on their card says how often to call them."),
        "rows",
        (heads, *rows),
        bars=tuple(_kept_bar(one) for one in tiers),
        note=_kept_note(tiers),
    )


def _kept_bar(kept: Kept) -> Bar:
    if not kept.of:
        return Bar(_tier(kept), 0.0, "–", _every(kept))
    told = _("{n} of {all}").format(n=number(kept.kept), all=number(kept.of))
    more = " · ".join(part for part in (told, _every(kept)) if part)
    return Bar(_tier(kept), kept.kept / kept.of, percent(kept.kept / kept.of), more)


def _kept_note(tiers: Sequence[Kept]) -> str:
    if not tiers:
        return ""
    parts = [_("As of today: last reached no longer ago than the interval.")]
    if fresh := sum(one.fresh for one in tiers):
        told = ngettext("{n} new one is not due yet.", "{n} new ones are not due yet.", fresh)
        parts.append(told.format(n=number(fresh)))
    if barred := sum(one.barred for one in tiers):
        told = ngettext("{n} that can't be called is left out.", "{n} that can't be called are left out.", barred)
        parts.append(told.format(n=number(barred)))
    return " ".join(parts)


# weeks


def _weeks(weeks: Sequence[Week]) -> Chart:
    months = SHORT_MONTHS[current()]
    bars = tuple(
        Bar(f"{one.monday.day} {months[one.monday.month - 1]}", one.made, number(one.made), part=one.reached)
        for one in weeks
    )
    rows = [(one.monday.isoformat(), str(one.made), str(one.reached)) for one in weeks]
    return Chart(
        "weeks",
        _("Calls a week"),
        _weeks_told(weeks),
        "columns",
        ((_("week of"), _("made"), _("reached")), *rows),
        bars=bars,
        note=_("Whole bar: calls made; filled: reached. The last week is the one under way."),
        top=max(1, *(one.made for one in weeks)),
    )


def _weeks_told(weeks: Sequence[Week]) -> str:
    *whole, _under_way = weeks
    usual = round(sum(one.made for one in whole) / len(whole))
    last = whole[-1]
    return _("{made} last week, {reached} of them reached; {usual} a week on average in half a year.").format(
        made=_calls(last.made), reached=number(last.reached), usual=number(usual)
    )
