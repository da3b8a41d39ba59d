"""The rule of the business, section 1: worked examples, then what must hold whatever the facts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.dates import add_months
from petitcrm.base.workdays import WorkCalendar
from petitcrm.features.calls.cadence import Every, Facts, Told, late, next_call, reason
from petitcrm.features.calls.settings import Cadence

FRANCE = WorkCalendar()
RULES = Cadence()
KNOWN = date(2025, 1, 2)


def tier(code: str, months: int, **facts: object) -> Facts:
    return Facts(KNOWN, stage="client", tier=code, tier_every=Every(months), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("months", "reached", "expected"),
    [
        (1, date(2026, 1, 30), date(2026, 3, 2)),  # 28 February is a Saturday
        (3, date(2026, 2, 3), date(2026, 5, 4)),  # 3 May is a Sunday
        (1, date(2026, 4, 1), date(2026, 5, 4)),  # 1 May is a holiday
    ],
)
def test_a_tier_calls_after_its_interval_on_a_working_day(months: int, reached: date, expected: date) -> None:
    assert next_call(tier("A", months, last_reached=reached), RULES, FRANCE).day == expected


def test_failed_attempts_widen_then_nurture() -> None:
    days = [date(2026, 5, 12)]
    for failed in range(1, 7):
        facts = Facts(KNOWN, stage="prospect", temperature="warm", failed=failed, last_attempt=days[-1])
        following = next_call(facts, RULES, FRANCE)
        assert following.rule == "retry"
        assert following.day is not None
        days.append(following.day)
    assert days[1:] == [
        date(2026, 5, 13), date(2026, 5, 18), date(2026, 5, 21), date(2026, 5, 29), date(2026, 6, 10), date(2026, 6, 29),
    ]  # fmt: skip
    exhausted = Facts(KNOWN, stage="prospect", temperature="warm", failed=7, last_attempt=days[-1])
    assert next_call(exhausted, RULES, FRANCE).rule == "nurture"
    assert next_call(exhausted, RULES, FRANCE).day is None


def test_a_client_with_a_tier_returns_to_its_cadence_after_seven_attempts() -> None:
    facts = tier("A", 1, last_reached=date(2026, 1, 5), failed=7, last_attempt=date(2026, 6, 29))
    following = next_call(facts, RULES, FRANCE)
    assert (following.day, following.unreachable) == (date(2026, 7, 29), True)


def test_the_first_rule_that_applies_wins() -> None:
    everything = dict(  # noqa: C408 - read as arguments
        last_reached=date(2026, 1, 5), failed=2, last_attempt=date(2026, 5, 11), snoozed_until=date(2026, 9, 1),
        promised=date(2026, 5, 16), promised_at="09:30",
    )  # fmt: skip
    assert next_call(tier("A", 1, blocked="no_number", **everything), RULES, FRANCE).day is None
    promised = next_call(tier("A", 1, **everything), RULES, FRANCE)
    assert (promised.day, promised.at) == (date(2026, 5, 16), "09:30")  # a Saturday: a promise does not move
    everything["promised"] = None  # type: ignore[assignment]
    assert next_call(tier("A", 1, **everything), RULES, FRANCE).rule == "retry"
    everything["failed"] = 0
    assert next_call(tier("A", 1, **everything), RULES, FRANCE).day == date(2026, 9, 1)


def test_a_snooze_is_over_once_the_contact_was_reached() -> None:
    facts = tier("A", 1, last_reached=date(2026, 9, 3), snoozed_until=date(2026, 9, 1))
    assert next_call(facts, RULES, FRANCE).rule == "tier"


def test_never_reached_counts_from_the_day_the_tier_was_given() -> None:
    assert next_call(tier("B", 3, tier_since=date(2026, 5, 16)), RULES, FRANCE).day == date(2026, 5, 18)


def test_an_own_interval_overrides_the_tier() -> None:
    facts = tier("A", 1, last_reached=date(2026, 3, 2), own_every=Every(days=42))
    assert next_call(facts, RULES, FRANCE).day == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("temperature", "asked", "expected"),
    [
        ("hot", False, date(2026, 5, 15)),  # two working days after Tuesday, Ascension in between
        ("hot", True, date(2026, 5, 12)),
        ("warm", False, date(2026, 5, 26)),
        ("cold", False, None),
    ],
)
def test_prospects_by_temperature(temperature: str, asked: bool, expected: date | None) -> None:
    facts = Facts(KNOWN, stage="prospect", temperature=temperature, last_reached=date(2026, 5, 12), asked=asked)
    assert next_call(facts, RULES, FRANCE).day == expected


def test_a_client_without_a_tier_has_none() -> None:
    assert next_call(Facts(KNOWN, stage="client"), RULES, FRANCE).rule == "none"


def test_a_month_is_clipped() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_a_calendar_that_is_always_closed_does_not_hang() -> None:
    closed = WorkCalendar(weekdays=())
    assert next_call(tier("A", 1, last_reached=date(2026, 1, 5)), RULES, closed).day == date(2026, 2, 5)


def test_the_reason_in_words() -> None:
    told = Told("tier", date(2026, 4, 26), tier="A", months=1, last_reached=date(2026, 3, 26))
    assert reason(told, date(2026, 5, 12)) == "Tier A: last contact 47 days ago (due every month)"


days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
maybe_day = st.none() | days
everys = st.none() | st.builds(Every, months=st.integers(1, 24)) | st.builds(Every, days=st.integers(1, 400))
facts = st.builds(
    Facts,
    known_since=days,
    blocked=st.sampled_from(["", "", "", "trash", "no_number", "L.223-1"]),
    stage=st.sampled_from(["", "suspect", "prospect", "client", "former"]),
    temperature=st.sampled_from(["", "cold", "warm", "hot"]),
    tier=st.sampled_from(["", "A", "B"]),
    tier_every=everys,
    tier_since=maybe_day,
    own_every=everys,
    last_reached=maybe_day,
    last_attempt=maybe_day,
    failed=st.integers(0, 40),
    asked=st.booleans(),
    promised=maybe_day,
    snoozed_until=maybe_day,
)


@given(facts)
def test_a_computed_day_is_a_working_day(known: Facts) -> None:
    following = next_call(known, RULES, FRANCE)
    if following.day and following.rule != "promised":
        assert FRANCE.is_open(following.day)


@given(facts, days)
def test_there_is_always_a_reason_and_lateness_is_always_said(known: Facts, today: date) -> None:
    following = next_call(known, RULES, FRANCE)
    told = Told(
        following.rule, following.day, tier=known.tier, months=1, last_reached=known.last_reached,
        last_attempt=known.last_attempt, failed=known.failed,
    )  # fmt: skip
    assert reason(told, today)
    if following.day and following.day < today:
        assert late(following.day, today)


@given(facts, st.integers(1, 5))
def test_more_failed_attempts_never_bring_it_closer(known: Facts, failed: int) -> None:
    if known.blocked or known.promised or known.last_attempt is None:
        return
    from dataclasses import replace

    one = next_call(replace(known, failed=failed), RULES, FRANCE).day
    more = next_call(replace(known, failed=failed + 1), RULES, FRANCE).day
    assert one is not None
    assert more is not None
    assert more > one


@given(days, st.integers(0, 40))
def test_working_days_after_are_open_and_later(day: date, count: int) -> None:
    found = FRANCE.after(day, count)
    assert found >= day + timedelta(days=count)
    assert count == 0 or FRANCE.is_open(found)


def test_the_best_days_of_somebody_are_waited_for() -> None:
    wish = tier("A", 1, last_reached=date(2026, 5, 11), preferred=frozenset({1}))  # due Thu 11 June
    assert next_call(wish, RULES, FRANCE).day == date(2026, 6, 16)
    never = tier("A", 1, last_reached=date(2026, 5, 11), preferred=frozenset({6}))  # Sundays are not worked
    assert next_call(never, RULES, FRANCE).day == date(2026, 6, 11)
    promised = tier("A", 1, promised=date(2026, 6, 10), preferred=frozenset({1}))
    assert next_call(promised, RULES, FRANCE).day == date(2026, 6, 10)


def test_the_law_holds_a_call_until_its_day_or_forbids_it() -> None:
    held = tier("A", 1, last_reached=date(2026, 5, 11), held_until=date(2026, 7, 4), held="refused")
    found = next_call(held, RULES, FRANCE)
    assert (found.day, found.held) == (date(2026, 7, 6), "refused")  # 4 July is a Saturday
    assert "60 days of silence" in reason(Told("tier", found.day, tier="A", months=1, held="refused"), KNOWN)
    law = {"law_from": date(2026, 8, 11), "law": "L.223-1"}
    due = Facts(KNOWN, temperature="warm", last_reached=date(2026, 7, 20), **law)  # type: ignore[arg-type]
    assert next_call(due, RULES, FRANCE).day == date(2026, 8, 3)
    assert next_call(due, RULES, FRANCE, date(2026, 8, 10)).day == date(2026, 8, 3)
    assert next_call(due, RULES, FRANCE, date(2026, 8, 11)).rule == "L.223-1"
    later = Facts(KNOWN, temperature="warm", last_reached=date(2026, 7, 30), **law)  # type: ignore[arg-type]
    assert next_call(later, RULES, FRANCE).rule == "L.223-1"


def test_a_tier_that_is_written_to_is_not_called() -> None:
    assert next_call(tier("D", 12, letters_only=True), RULES, FRANCE).rule == "letters"
    own = tier("D", 12, letters_only=True, own_every=Every(1), last_reached=date(2026, 5, 11))
    assert next_call(own, RULES, FRANCE).day == date(2026, 6, 11)  # what was agreed with this one comes first


@pytest.mark.parametrize("last", [date(9999, 12, 31), date(9990, 1, 1), date(1, 1, 1), date(2024, 2, 29)])
def test_days_at_the_edge_of_the_calendar(last: date) -> None:
    for facts in (
        tier("A", 120, last_reached=last),
        tier("A", 1, last_attempt=last, failed=3),
        Facts(KNOWN, temperature="warm", last_reached=last),
    ):
        found = next_call(facts, RULES, FRANCE)
        assert found.day is not None
        assert found.day >= last
