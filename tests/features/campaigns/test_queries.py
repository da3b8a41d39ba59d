from pathlib import Path

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.campaigns import edits, queries
from petitcrm.features.campaigns.edits import Answer
from petitcrm.features.campaigns.queries import Segment
from petitcrm.features.letters import command
from petitcrm.store.store import Store
from tests_support import TODAY


def test_the_newest_comes_first_and_has_its_name(printed: Store) -> None:
    assert [(one.number, one.name, one.outcome.sent) for one in printed.read(queries.campaigns)] == [
        (2, "Introducing our company", 2),
        (1, "Printemps", 4),
    ]


def test_a_single_letter_is_no_campaign_until_somebody_answers(printed: Store, tmp_path: Path) -> None:
    uid = printed.reader.value("SELECT uid FROM contact WHERE given_name = 'Anna'")
    command.run(printed, tmp_path / "3.pdf", to=[uid], model="Vœux", on=TODAY)
    assert [one.number for one in printed.read(queries.campaigns)] == [2, 1]
    printed.do("x", edits.record, "M3-0001", Answer("reply", TODAY))
    assert [one.number for one in printed.read(queries.campaigns)] == [3, 2, 1]


def test_by_tier_stage_and_tag(printed: Store) -> None:
    printed.do("x", edits.record, "M1-0001", Answer("reply", TODAY))
    printed.do("x", edits.record, "M1-0003", Answer("returned", TODAY, reason="moved"))
    mailing = printed.read(queries.named, "M1").id
    assert printed.read(queries.segments, mailing, "tier") == [Segment("A", 2, 0, 1), Segment("B", 2, 1, 0)]
    assert [(one.name, one.sent) for one in printed.read(queries.segments, mailing, "tag")] == [("", 2), ("salon", 2)]
    assert sum(one.sent for one in printed.read(queries.segments, mailing, "stage")) == 4
    assert printed.read(queries.reasons, mailing) == {"moved": 1}
    assert [(one.reference, one.kind) for one in printed.read(queries.answers, mailing)] == [
        ("M1-0003", "returned"),
        ("M1-0001", "reply"),
    ]


def test_a_name_that_is_none_or_twice(printed: Store, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Printemps"):
        printed.read(queries.named, "Automne")
    uid = printed.reader.value("SELECT uid FROM contact WHERE given_name = 'Anna'")
    command.run(printed, tmp_path / "3.pdf", to=[uid], model="Vœux", on=TODAY, name="printemps")
    with pytest.raises(Problem, match="M3 printemps, M1 Printemps"):
        printed.read(queries.named, "Printemps")


def test_a_number_taken_back_is_not_given_again(printed: Store, tmp_path: Path) -> None:
    printed.undo()
    assert [one.number for one in printed.read(queries.campaigns)] == [1]
    uid = printed.reader.value("SELECT uid FROM contact WHERE given_name = 'Anna'")
    command.run(printed, tmp_path / "3.pdf", to=[uid], model="Vœux", on=TODAY, name="After")
    assert printed.read(queries.named, "After").number == 3
