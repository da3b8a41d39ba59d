"""The collector rests where it is told to, and is taken over by hand."""

import gc
from collections.abc import Iterator

import pytest

from petitcrm.base import garbage


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


def test_it_rests_inside_and_goes_on_afterwards() -> None:
    gc.enable()
    with garbage.resting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_by_hand_it_collects_what_there_is_but_not_while_it_rests() -> None:
    garbage.by_hand()
    assert not gc.isenabled()
    gc.collect()
    for _turn in range(2000):
        cycle: list[object] = []
        cycle.append(cycle)
    del cycle
    waiting = gc.get_count()[0]
    assert waiting > gc.get_threshold()[0]
    with garbage.resting():
        garbage.collect_some()
        assert gc.get_count()[0] >= waiting
    garbage.collect_some()
    assert gc.get_count()[0] < waiting
