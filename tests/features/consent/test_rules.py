"""May I? By channel, person and day."""

from datetime import date, timedelta

import pytest

from petitcrm.features.consent.rules import CHANNELS, Called, may

BEFORE, SINCE = date(2026, 8, 10), date(2026, 8, 11)


@pytest.mark.parametrize(
    ("state", "audience", "stage", "day", "allowed"),
    [
        ("", "professional", "prospect", SINCE, True),
        ("", "consumer", "prospect", BEFORE, True),
        ("", "consumer", "prospect", SINCE, False),
        ("", "consumer", "former", SINCE, False),
        ("", "consumer", "client", SINCE, True),
        ("consented", "consumer", "prospect", SINCE, True),
        ("objected", "professional", "client", BEFORE, False),
        ("objected", "consumer", "client", SINCE, False),
    ],
)
def test_calls(state: str, audience: str, stage: str, day: date, allowed: bool) -> None:
    verdict = may("call", state, audience, stage, day)
    assert verdict.may is allowed
    assert allowed or (verdict.name and verdict.reason)


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_objection_holds_on_every_channel(channel: str) -> None:
    assert not may(channel, "objected", "professional", "client", SINCE).may


def test_the_law_on_calls_does_not_forbid_letters_nor_other_countries() -> None:
    assert may("post", "", "consumer", "prospect", SINCE).may
    assert may("call", "", "consumer", "prospect", SINCE, country="BE").may


@pytest.mark.parametrize(
    ("day", "at", "holiday", "allowed", "until"),
    [
        (date(2026, 8, 12), "13:30", False, False, "14:00"),  # the pause at noon
        (date(2026, 8, 12), "09:59", False, False, "10:00"),
        (date(2026, 8, 12), "10:00", False, True, "13:00"),
        (date(2026, 8, 12), "19:59", False, True, "20:00"),
        (date(2026, 8, 12), "20:00", False, False, ""),  # the end is not within
        (date(2026, 8, 15), "11:00", False, False, ""),  # a Saturday
        (date(2026, 5, 8), "11:00", True, False, ""),
    ],
)
def test_the_hours_of_private_individuals(day: date, at: str, holiday: bool, allowed: bool, until: str) -> None:
    verdict = may("call", "", "consumer", "client", day, at=at, is_holiday=holiday)
    assert (verdict.may, verdict.until, verdict.name) == (allowed, until, "D.223-9")
    assert may("call", "", "professional", "client", day, at=at, is_holiday=holiday).may


def test_four_calls_in_thirty_days_are_the_most_for_a_private_individual() -> None:
    called = Called(tuple(date(2026, 9, day) for day in (1, 8, 15, 22)))
    before, since = date(2026, 9, 30), date(2026, 10, 1)  # the 29th and the 30th day after the first of them
    assert not may("call", "", "consumer", "client", before, called=called).may
    assert may("call", "", "consumer", "client", before, called=called).again == since
    assert may("call", "", "consumer", "client", since, called=called).may
    assert called.within(30, before) == 4
    assert called.within(30, since) == 3


@pytest.mark.parametrize(("days", "allowed"), [(59, False), (60, True), (61, True)])
def test_sixty_days_of_silence_after_a_refusal(days: int, allowed: bool) -> None:
    refused = date(2026, 9, 1)
    called = Called((refused,), refused)
    assert may("call", "", "consumer", "client", refused + timedelta(days), called=called).may is allowed
    assert may("call", "", "professional", "client", refused + timedelta(days), called=called).may
