"""Joining, going forward, answering, leaving; the steps changed while people are in them. Undo is exact."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.calls import queries as calls
from petitcrm.features.campaigns import edits as campaigns
from petitcrm.features.campaigns.edits import Answer
from petitcrm.features.consent import edits as consent
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import view_edits
from petitcrm.features.contacts.views import View
from petitcrm.features.duplicates import edits as duplicates
from petitcrm.features.emails import edits as emails
from petitcrm.features.history import edits as history
from petitcrm.features.history import follow_ups
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.queries import follow_ups as promised
from petitcrm.features.letters import mailing, settings
from petitcrm.features.letters import queries as letters
from petitcrm.features.letters.mailing import Order
from petitcrm.features.letters.noted import Noted
from petitcrm.features.letters.windows import DEFAULT
from petitcrm.features.requests import edits as requests
from petitcrm.features.requests.edits import Asked
from petitcrm.features.sequences import edits, queries
from petitcrm.features.sequences.edits import MOST_STEPS
from petitcrm.features.sequences.examples import EXAMPLES, free_name
from petitcrm.features.sequences.page import ADVANCE
from petitcrm.features.sequences.queries import MemberLine, SequenceRow
from petitcrm.features.sequences.rules import CALL, EMAIL, LETTER, Step
from petitcrm.store.store import Store
from tests_support import TODAY, everything

Lines = Callable[..., dict[str, MemberLine]]
CALL_DAY = date(2026, 5, 26)  # 14 days after today


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def states(lines: dict[str, MemberLine]) -> dict[str, str]:
    return {name: one.state for name, one in lines.items()}


def written(store: Store, of: Callable[[], SequenceRow], step: int, ids: list[int], day: date = TODAY) -> int:
    return int(store.do("write", edits.advance, of().steps[step].id, ids, day)[0])


# joining


def test_joining_says_who_is_left_out_and_why(store: Store, sequence: int, ids: dict[str, int]) -> None:
    store.do("trash", contacts.trash, [ids["anna"]])
    store.do("dead", contacts.change, ids["bruno"], {"deceased": "1"}, TODAY)
    found, _tables = store.do("join", edits.join, sequence, [*ids.values(), ids["chloe"], 999], TODAY)
    assert found.ids == (ids["chloe"], ids["denis"])
    assert found.left_out == (("Anna", "in the trash"), ("Bruno", "deceased"))
    again, _tables = store.do("join", edits.join, sequence, [ids["chloe"]], TODAY)
    assert again.left_out == (("Chloe", "already in it"),)
    store.do("out", edits.take_out, sequence, [ids["chloe"]], TODAY)
    again, _tables = store.do("join", edits.join, sequence, [ids["chloe"]], TODAY)
    assert again.left_out == (("Chloe", "was in it already: “Begin again” starts it anew"),)


def test_a_call_as_the_first_step_is_promised_at_once(store: Store, ids: dict[str, int]) -> None:
    made, _tables = store.do("make", edits.make, "Call", [Step(CALL, 0, text="Who are you?")])
    store.do("no calls", consent.note, ids["anna"], "call", "objected", TODAY)
    store.do("join", edits.join, made, [ids["anna"], ids["bruno"]], TODAY)
    (one,) = store.read(promised, TODAY)
    assert (one.contact_id, one.day, one.text, one.unless_heard) == (
        ids["bruno"], TODAY, "Call: Who are you?", TODAY.isoformat(),
    )  # fmt: skip
    found = {line.name: line for line in store.read(queries.members, store.read(queries.sequence, made), TODAY)}
    assert (found["Anna"].state, found["Bruno"].state) == ("blocked", "calling")
    assert found["Anna"].blocked


def test_nobody_is_called_to_sell_while_an_urgent_request_is_open(store: Store, ids: dict[str, int]) -> None:
    made, _tables = store.do("make", edits.make, "Call", [Step(CALL, 0, text="Who are you?")])
    asked = Asked("Leaking roof", TODAY.isoformat(), urgency="high")
    request, _tables = store.do("ask", requests.begin, ids["anna"], asked)
    store.do("join", edits.join, made, [ids["anna"]], TODAY)
    assert store.read(promised, TODAY) == []
    (line,) = store.read(queries.members, store.read(queries.sequence, made), TODAY)
    assert (line.state, line.blocked) == ("blocked", "open urgent request (do not sell)")
    count, left_out = store.do("promise", edits.promise_calls, made, [ids["anna"]], TODAY)[0]
    assert (count, left_out) == (0, [("Anna", "open urgent request (do not sell)")])
    store.do("close", requests.close, request, TODAY)
    assert store.do("promise", edits.promise_calls, made, [ids["anna"]], TODAY)[0][0] == 1


def test_joining_is_undone_with_what_it_promised(store: Store, ids: dict[str, int]) -> None:
    made, _tables = store.do("make", edits.make, "Call", [Step(CALL, 3)])
    before = everything(store)
    store.do("join", edits.join, made, list(ids.values()), TODAY)
    after = everything(store)
    assert len(store.read(promised, TODAY)) == 4
    store.undo()
    assert everything(store) == before
    store.redo()
    assert everything(store) == after


# going forward


def test_step_by_step_to_the_end(store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines) -> None:
    anna = ids["anna"]
    assert written(store, of, 0, [anna]) == 1
    assert written(store, of, 0, [anna]) == 0  # it is not their step any more
    line = lines()["anna"]
    assert (line.state, line.next, line.done, line.done_on) == ("calling", CALL_DAY, 1, TODAY)
    (call,) = store.read(promised, TODAY)
    assert (call.kind, call.day, call.text) == ("call", CALL_DAY, "Welcome: All well?")
    assert store.read(calls.next_call, anna, TODAY).day == CALL_DAY
    store.do("call", history.log, anna, Exchange("call", CALL_DAY.isoformat(), outcome="message_left"))
    line = lines(later(15))["anna"]
    assert (line.state, line.done, line.done_on, line.next) == ("coming", 2, CALL_DAY, date(2026, 6, 25))
    assert written(store, of, 2, [anna], date(2026, 6, 25)) == 1  # what the history told is kept with it
    line = lines(date(2026, 6, 26))["anna"]
    assert (line.state, line.done, line.ended_on, line.ended_why) == ("ended", 3, date(2026, 6, 25), "finished")
    assert store.read(queries.sequence, joined).going == 3


def test_a_call_after_a_call_is_promised_once_the_first_was_made(store: Store, ids: dict[str, int]) -> None:
    made, _tables = store.do("make", edits.make, "Calls", [Step(CALL, 0), Step(CALL, 7, text="And now?")])
    store.do("join", edits.join, made, list(ids.values()), TODAY)
    store.do("call", history.log, ids["anna"], Exchange("call", TODAY.isoformat(), outcome="no_answer"))
    store.do("settle", edits.settle, made, TODAY)
    (mine,) = [one for one in store.read(promised, TODAY) if one.contact_id == ids["anna"]]
    assert (mine.day, mine.text) == (later(7), "Calls: And now?")


def test_letters_count_in_the_change_that_notes_them(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines
) -> None:
    before = everything(store)
    wanted = [ids["anna"], ids["bruno"]]
    order = Order(
        store.read(letters.recipients, wanted, TODAY, with_recent=True),
        store.read(letters.model, "An offer").as_model(),
        store.read(settings.letterhead),
        DEFAULT,
        TODAY,
        noted=Noted(ADVANCE, of().steps[0].id, TODAY.isoformat()),
    )
    store.do("letters", mailing.record, mailing.compose(order))
    assert states(lines()) == {"chloe": "due", "denis": "due", "anna": "calling", "bruno": "calling"}
    store.undo()
    assert {**everything(store), "document": []} == before  # what was printed is kept for a redo
    assert set(states(lines()).values()) == {"due"}


def test_emails_count_in_the_change_that_notes_them(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines
) -> None:
    for _step in range(2):
        store.do("done", edits.mark_done, joined, [ids["anna"]], TODAY)
    noted = Noted(ADVANCE, of().steps[2].id, TODAY.isoformat())
    store.do("mail", emails.note, [ids["anna"], ids["bruno"]], "An offer", "", TODAY.isoformat(), noted)
    assert (lines()["anna"].state, lines()["bruno"].done) == ("ended", 0)


def test_a_step_that_is_gone_meanwhile_is_passed_over(store: Store, joined: int, ids: dict[str, int], of: Any) -> None:
    step = of().steps[0].id
    store.do("remove", edits.remove_step, step, TODAY)
    assert store.do("write", edits.advance, step, list(ids.values()), TODAY)[0] == 0


def test_skipping_keeps_the_days_of_what_follows(store: Store, joined: int, ids: dict[str, int], lines: Lines) -> None:
    wanted = [ids["anna"]]
    store.do("done", edits.mark_done, joined, wanted, TODAY)
    store.do("skip", edits.skip, joined, wanted, later(2))
    assert store.read(promised, TODAY) == []  # the call that was promised for it is dropped
    line = lines(later(2))["anna"]
    assert (line.done, line.next) == (2, date(2026, 6, 25))  # 14 and 30 days after the first
    store.do("skip", edits.skip, joined, wanted, later(2))
    assert lines(later(2))["anna"].ended_why == "finished"


def test_a_call_taken_from_the_list_can_be_promised_again(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines
) -> None:
    written(store, of, 0, [ids["anna"]])
    (call,) = store.read(promised, TODAY)
    store.do("drop", follow_ups.drop, call.id)
    assert lines(later(20))["anna"].state == "due"
    count, left_out = store.do("promise", edits.promise_calls, joined, [ids["anna"]], later(20))[0]
    assert (count, left_out) == (1, [])
    (call,) = store.read(promised, TODAY)
    assert call.day == date(2026, 6, 1)  # the day it is promised on: the planned one has gone by


# answers


@pytest.mark.parametrize(
    ("exchange", "answers"),
    [
        (Exchange("email", "2026-05-14", "in"), True),
        (Exchange("call", "2026-05-14", "in", "reached"), True),
        (Exchange("call", "2026-05-14", outcome="reached"), True),
        (Exchange("visit", "2026-05-14"), True),
        (Exchange("email", "2026-05-12", "in"), True),  # on the day they joined, noted after it
        (Exchange("call", "2026-05-14", outcome="no_answer"), False),
        (Exchange("email", "2026-05-14"), False),
        (Exchange("note", "2026-05-14", "in"), False),
        (Exchange("email", "2026-05-11", "in"), False),  # noted after they joined, said before
    ],
)
def test_what_is_an_answer(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines, exchange: Exchange, answers: bool
) -> None:
    written(store, of, 0, [ids["anna"]])
    store.do("said", history.log, ids["anna"], exchange)
    line = lines(later(3))["anna"]
    assert (line.state == "answered") == answers
    assert bool(store.read(promised, TODAY)) == (not answers)  # the call lapses with it
    if answers:
        assert line.heard == date.fromisoformat(exchange.day)


def test_what_they_said_on_the_day_before_they_joined_is_no_answer(
    store: Store, sequence: int, ids: dict[str, int], lines: Lines
) -> None:
    store.do("said", history.log, ids["anna"], Exchange("email", TODAY.isoformat(), "in"))
    store.do("join", edits.join, sequence, [ids["anna"]], TODAY)
    assert lines()["anna"].state == "due"


def test_a_company_answers_through_its_people_and_a_person_alone(store: Store, sequence: int, lines: Lines) -> None:
    company, _tables = store.do("new", contacts.create, "company", {"company": "Bois"}, TODAY)
    eve, _tables = store.do("new", contacts.create, "person", {"family_name": "Eve", "company": "Bois"}, TODAY)
    max_, _tables = store.do("new", contacts.create, "person", {"family_name": "Max", "company": "Bois"}, TODAY)
    store.do("join", edits.join, sequence, [company, eve], TODAY)
    store.do("said", history.log, max_, Exchange("email", "2026-05-13", "in"))
    found = states(lines(later(2)))
    assert found["bois"] == "answered"
    assert found["eve"] != "answered"


def test_a_reply_to_a_mailing_is_an_answer(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines
) -> None:
    selection = store.read(letters.recipients, [ids["anna"]], TODAY, with_recent=True)
    model = store.read(letters.model, "An offer").as_model()
    order = Order(selection, model, store.read(settings.letterhead), DEFAULT, TODAY, number=1, is_referenced=True)
    store.do("letters", mailing.record, mailing.compose(order))
    written(store, of, 0, [ids["anna"]])
    store.do("reply", campaigns.record, "M1-0001", Answer("reply", later(3)))
    assert lines(later(4))["anna"].state == "answered"
    assert store.read(promised, TODAY) == []


def test_going_on_after_an_answer(store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines) -> None:
    wanted = [ids["anna"]]
    written(store, of, 0, wanted)
    store.do("said", history.log, ids["anna"], Exchange("email", "2026-05-14", "in"))
    assert store.do("go on", edits.go_on, joined, wanted, later(5))[0] == 1
    line = lines(later(5))["anna"]
    assert (line.state, line.done, line.next) == ("calling", 1, date(2026, 5, 26))  # the call is promised again
    store.do("said", history.log, ids["anna"], Exchange("email", later(6).isoformat(), "in"))
    assert lines(later(7))["anna"].state == "answered"


# leaving, beginning again


def test_taking_out_drops_the_call_and_is_remembered(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines
) -> None:
    written(store, of, 0, [ids["anna"]])
    assert store.do("out", edits.take_out, joined, [ids["anna"]], TODAY)[0] == 1
    assert store.do("out", edits.take_out, joined, [ids["anna"]], TODAY)[0] == 0
    assert store.read(promised, TODAY) == []
    line = lines(later(1))["anna"]
    assert (line.state, line.ended_why, line.done) == ("ended", "taken_out", 1)
    store.do("go on", edits.go_on, joined, [ids["anna"]], later(1))
    assert lines(later(1))["anna"].state == "calling"
    store.do("again", edits.begin_again, joined, [ids["anna"]], later(3))
    line = lines(later(3))["anna"]
    assert (line.state, line.done, line.joined) == ("due", 0, later(3))
    assert store.read(promised, TODAY) == []


def test_a_finished_one_does_not_go_on_without_a_step(store: Store, joined: int, ids: dict[str, int]) -> None:
    for _step in range(3):
        store.do("done", edits.mark_done, joined, [ids["anna"]], TODAY)
    assert store.do("go on", edits.go_on, joined, [ids["anna"]], TODAY)[0] == 0


# the steps change under those who are in it


def _spread(store: Store, joined: int, ids: dict[str, int]) -> None:
    """Anna has no step behind her, Bruno one, Chloe two, Denis all three."""
    for at, name in enumerate(("anna", "bruno", "chloe", "denis")):
        for _turn in range(at):
            store.do("done", edits.mark_done, joined, [ids[name]], TODAY)


def following(lines: Lines, today: date = TODAY) -> dict[str, str]:
    return {name: one.step.model_name or one.step.text if one.step else "" for name, one in lines(today).items()}


BEFORE = {"anna": "An offer", "bruno": "All well?", "chloe": "An offer", "denis": ""}


def test_a_step_added_is_taken_only_by_those_before_it(
    store: Store, joined: int, ids: dict[str, int], lines: Lines
) -> None:
    _spread(store, joined, ids)
    assert following(lines) == BEFORE
    store.do("add", edits.add_step, joined, Step(LETTER, 5, "Are you satisfied?"), TODAY, 1)
    assert following(lines) == {**BEFORE, "bruno": "Are you satisfied?"}
    assert store.read(promised, TODAY) == []  # Bruno's call comes after the letter now
    store.do("add", edits.add_step, joined, Step(CALL, 90, text="Still well?"), TODAY)
    assert following(lines)["denis"] == ""  # who is at the end stays there
    assert [one.position for one in _rows(store)] == [0, 1, 2, 3, 4]


def _rows(store: Store) -> Any:
    from collections import namedtuple

    row = namedtuple("row", "position kind")
    return [row(*one) for one in store.reader.rows("SELECT position, kind FROM sequence_step ORDER BY position")]


def test_a_step_removed_is_neither_repeated_nor_skipped(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines
) -> None:
    _spread(store, joined, ids)
    before = everything(store)
    store.do("remove", edits.remove_step, of().steps[1].id, TODAY)
    assert following(lines) == {**BEFORE, "bruno": "An offer"}
    assert store.read(promised, TODAY) == []
    store.undo()
    assert everything(store) == before
    store.do("remove", edits.remove_step, of().steps[0].id, TODAY)
    assert following(lines) == {**BEFORE, "anna": "All well?"}
    assert len(store.read(promised, TODAY)) == 2  # Bruno's still, and Anna's now


def test_a_changed_call_is_promised_anew(store: Store, joined: int, ids: dict[str, int], of: Any) -> None:
    _spread(store, joined, ids)
    step = of().steps[1]
    store.do("change", edits.change_step, step.id, Step(CALL, 20, text="Happy?"), TODAY)
    (call,) = store.read(promised, TODAY)
    assert (call.day, call.text) == (date(2026, 6, 1), "Welcome: Happy?")
    store.do("change", edits.change_step, step.id, Step(EMAIL, 20, "An offer"), TODAY)
    assert store.read(promised, TODAY) == []


def test_an_unchanged_step_leaves_a_moved_call_alone(store: Store, joined: int, ids: dict[str, int], of: Any) -> None:
    _spread(store, joined, ids)
    (call,) = store.read(promised, TODAY)
    store.do("move", follow_ups.move, call.id, "2026-05-29", TODAY)
    step = of().steps[1]
    store.do("change", edits.change_step, step.id, Step(CALL, step.wait_days, text=step.text), TODAY)
    assert store.read(promised, TODAY)[0].day == date(2026, 5, 29)


def test_steps_change_places_where_nobody_stands_between(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines
) -> None:
    written(store, of, 0, [ids["bruno"]])
    with pytest.raises(Problem, match="1 contact stands between these two steps"):
        store.do("move", edits.move_step, of().steps[1].id, -1, TODAY)
    store.do("move", edits.move_step, of().steps[1].id, 1, TODAY)
    assert [one.kind for one in of().steps] == [LETTER, EMAIL, CALL]
    assert following(lines)["bruno"] == "An offer"
    assert store.read(promised, TODAY) == []
    store.do("move", edits.move_step, of().steps[0].id, -1, TODAY)  # there is no place before the first
    assert [one.kind for one in of().steps] == [LETTER, EMAIL, CALL]


@pytest.mark.parametrize("step", [Step("fax", 1), Step(CALL, -1), Step(CALL, 4000), Step(CALL, 1, text="x" * 301)])
def test_what_is_no_step_changes_nothing(store: Store, sequence: int, step: Step) -> None:
    before = everything(store)
    with pytest.raises(Problem):
        store.do("add", edits.add_step, sequence, step, TODAY)
    assert everything(store) == before


def test_there_is_a_most(store: Store) -> None:
    made, _tables = store.do("make", edits.make, "Long", [Step(CALL, 1)] * MOST_STEPS)
    with pytest.raises(Problem):
        store.do("add", edits.add_step, made, Step(CALL, 1), TODAY)


# sequences


def test_names_are_kept_apart(store: Store, sequence: int) -> None:
    for name in ("", " ", "welcome", "x" * 81):
        with pytest.raises(Problem):
            store.do("make", edits.make, name)
    other, _tables = store.do("make", edits.make, "Fair")
    with pytest.raises(Problem):
        store.do("rename", edits.rename, other, "Wélcome")
    store.do("rename", edits.rename, other, "fair")
    assert [one.name for one in store.read(queries.sequences)] == ["fair", "Welcome"]
    assert store.read(free_name, "welcome") == "welcome 2"
    with pytest.raises(Problem, match="The sequences are: fair, Welcome"):
        store.read(queries.sequence_named, "nope")


def test_deleting_takes_its_open_calls_with_it_and_comes_back(
    store: Store, joined: int, ids: dict[str, int], of: Any
) -> None:
    written(store, of, 0, list(ids.values()))
    before = everything(store)
    store.do("remove", edits.remove, joined)
    assert store.read(queries.sequences) == []
    assert store.read(promised, TODAY) == []
    assert store.reader.value("SELECT count(*) FROM sequence_member") == 0
    store.undo()
    assert everything(store) == before


def test_a_segment_that_is_deleted_leaves_the_sequence(store: Store, sequence: int, of: Any) -> None:
    uid, _tables = store.do("view", view_edits.save, "Clients", View(("clients",)))
    store.do("segment", edits.set_segment, sequence, store.reader.value("SELECT id FROM saved_view"))
    assert of().view_name == "Clients"
    store.do("delete", view_edits.delete, uid)
    assert (of().view_id, of().view_name) == (None, "")


@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_examples_name_models_that_there_are(store: Store, tongue: str) -> None:
    from petitcrm.base import language

    language.use(tongue)
    known = [one.name for one in store.read(letters.models)]
    for example in EXAMPLES:
        name, steps = example.made()
        assert all(one.model_name in known for one in steps if one.kind != CALL)
        waits = [one.wait_days for one in steps]
        assert waits == sorted(waits)
        made, _tables = store.do("make", edits.make, name, steps)
        assert [one.model_name for one in store.read(queries.sequence, made).steps] == [one.model_name for one in steps]


# people who are merged, deleted


def test_two_cards_that_become_one_are_in_it_once(
    store: Store, joined: int, ids: dict[str, int], of: Any, lines: Lines
) -> None:
    written(store, of, 0, [ids["bruno"], ids["chloe"]])
    store.do("out", edits.take_out, joined, [ids["chloe"]], TODAY)
    before = everything(store)
    store.do("merge", duplicates.merge, ids["anna"], ids["bruno"], {}, TODAY)
    found = lines()
    assert sorted(found) == ["anna", "chloe", "denis"]
    assert (found["anna"].done, found["anna"].state) == (1, "calling")  # whoever is further
    assert [one.contact_id for one in store.read(promised, TODAY)] == [ids["anna"]]
    store.undo()
    assert everything(store) == before
    store.do("merge", duplicates.merge, ids["chloe"], ids["denis"], {}, TODAY)
    assert lines()["chloe"].state == "due"  # the one that goes on


def test_who_is_deleted_for_good_leaves_no_trace(store: Store, joined: int, ids: dict[str, int], lines: Lines) -> None:
    store.do("trash", contacts.trash, [ids["anna"]])
    assert lines()["anna"].blocked == "in the trash"
    store.keep(contacts.delete_for_good, [ids["anna"]])
    assert sorted(lines()) == ["bruno", "chloe", "denis"]


def test_who_answers_before_the_last_call_has_answered_and_is_not_at_the_end(
    store: Store, ids: dict[str, int], lines: Lines, joined: int, of: Any
) -> None:
    made, _tables = store.do("make", edits.make, "Two", [Step(LETTER, 0, "An offer"), Step(CALL, 14)])
    store.do("join", edits.join, made, [ids["anna"]], TODAY)
    store.do("letter", edits.advance, store.read(queries.sequence, made).steps[0].id, [ids["anna"]], TODAY)
    store.do("said", history.log, ids["anna"], Exchange("email", later(3).isoformat(), "in"))
    (line,) = store.read(queries.members, store.read(queries.sequence, made), later(3))
    assert (line.state, line.done) == ("answered", 1)
    store.do("settle", edits.settle, made, TODAY)
    (line,) = store.read(queries.members, store.read(queries.sequence, made), later(3))
    assert (line.state, line.done) == ("answered", 1)


def test_taking_out_remembers_the_call_that_was_made(store: Store, ids: dict[str, int]) -> None:
    made, _tables = store.do("make", edits.make, "Calls", [Step(CALL, 0), Step(CALL, 7)])
    store.do("join", edits.join, made, [ids["anna"]], TODAY)
    store.do("call", history.log, ids["anna"], Exchange("call", TODAY.isoformat(), outcome="no_answer"))
    store.do("out", edits.take_out, made, [ids["anna"]], TODAY)
    assert store.reader.value("SELECT done FROM sequence_member") == 1
    store.do("on", edits.go_on, made, [ids["anna"]], TODAY)
    (mine,) = store.read(promised, TODAY)
    assert mine.day == later(7)  # the second call, not the first again


def test_removing_the_last_step_ends_it_for_who_stood_there(store: Store, ids: dict[str, int]) -> None:
    made, _tables = store.do("make", edits.make, "Two", [Step(LETTER, 0, "An offer"), Step(LETTER, 30, "An offer")])
    store.do("join", edits.join, made, [ids["anna"]], TODAY)
    first, last = store.read(queries.sequence, made).steps
    store.do("letter", edits.advance, first.id, [ids["anna"]], TODAY)
    store.do("remove", edits.remove_step, last.id, TODAY)
    assert store.reader.value("SELECT ended_why FROM sequence_member") == "finished"
