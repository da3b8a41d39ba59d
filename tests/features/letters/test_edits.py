import time

import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import edits, queries
from petitcrm.features.letters.model import Model
from petitcrm.store.store import Store


def _record(store: Store, contacts: list[int], pdf: bytes = b"%PDF-1") -> int:
    letters = [(contact, at, 1, "Mme ROCHE\n69002 LYON") for at, contact in enumerate(contacts)]
    made, _changed = store.do(
        "Letters: Vœux", edits.record, "Letters: Vœux", "Vœux", "din-dl-b", "2026-05-12", pdf, letters, "Bonne année"
    )
    return made


def _counts(store: Store) -> tuple[int, int, int]:
    return tuple(store.reader.value(f"SELECT count(*) FROM {table}") for table in ("mailing", "letter", "document"))  # type: ignore[return-value]


def test_a_letter_stands_in_the_history_and_reopens(store: Store, ids: dict[str, int]) -> None:
    mailing = _record(store, [ids["anna"], ids["ines"]])
    entry = store.read(timeline, ids["ines"])[0]
    assert (entry.kind, entry.direction, entry.subject, entry.day.isoformat()) == (
        "letter", "out", "Bonne année", "2026-05-12",
    )  # fmt: skip
    assert entry.letter_id is not None
    printed = store.read(queries.printed, entry.letter_id)
    assert (printed.pdf, printed.first_page, printed.pages, printed.title) == (b"%PDF-1", 1, 1, "Letters: Vœux")
    assert (printed.name, printed.mailing_id) == ("Ines Blanc", mailing)
    plan = store.reader.value("SELECT last_letter FROM call_plan WHERE contact_id = ?", (ids["ines"],))
    assert plan == "2026-05-12"


def test_one_undo_step_takes_it_back_and_brings_it_again(store: Store, ids: dict[str, int]) -> None:
    before = store.reader.value("SELECT count(*) FROM interaction")
    mailing = _record(store, [ids["anna"], ids["ines"]])
    store.undo()
    assert _counts(store) == (0, 0, 1)
    assert store.reader.value("SELECT count(*) FROM interaction") == before
    assert not store.read(queries.is_mailing, mailing)
    store.redo()
    assert _counts(store) == (1, 2, 1)
    assert store.read(queries.printed, store.read(timeline, ids["anna"])[0].letter_id or 0).pdf == b"%PDF-1"


def test_the_same_pages_are_kept_once(store: Store, ids: dict[str, int]) -> None:
    for _time in range(2):
        _record(store, [ids["anna"]])
    assert _counts(store) == (2, 2, 1)


def test_thousands_are_noted_at_once(store: Store, ids: dict[str, int]) -> None:
    start = time.perf_counter()
    _record(store, [ids["anna"]] * 3000)
    assert time.perf_counter() - start < 3


def test_a_model_of_ones_own(store: Store) -> None:
    store.do("x", edits.save_model, Model(" Êtes-vous satisfait\u00a0? ", "fr", "A\nB", "Texte"))
    own = store.read(queries.model, "Êtes-vous satisfait\u00a0?")
    assert (own.is_own, own.subject) == (True, "A B")
    store.do("x", edits.delete_model, own.name)
    assert not store.read(queries.model, own.name).is_own


@pytest.mark.parametrize("model", [Model(" ", "fr", "", "Texte"), Model("A", "fr", "A", " \n")])
def test_a_model_needs_a_name_and_a_text(store: Store, model: Model) -> None:
    with pytest.raises(Problem):
        store.do("x", edits.save_model, model)
