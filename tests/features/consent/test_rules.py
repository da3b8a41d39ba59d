"""May I? By channel, person and day."""

from datetime import date

import pytest

from petitcrm.features.consent.rules import CHANNELS, may

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
