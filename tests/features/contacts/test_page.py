"""The page of contacts, driven by keys on a real base."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from petitcrm.app import make_window
from petitcrm.base import preferences
from petitcrm.features.contacts import edits, queries, view_edits, views
from petitcrm.features.contacts.column_chooser import ColumnChooser
from petitcrm.features.contacts.tables import CustomField
from petitcrm.features.contacts.views import View
from petitcrm.features.samples.fill import fill
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.widgets.panels import Ask, Confirm, Picker
from tests_support import TODAY


@pytest.fixture
def window(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    store.keep(fill, 80, 3, TODAY)
    yield from opened(store, qtbot)


def opened(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    made = make_window(store)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.go("contacts")
    yield made
    made.desk.wait()


@pytest.fixture
def page(window: MainWindow) -> Any:
    return window.page("contacts")


def panel(page: Any, kind: Any) -> Any:
    return next(one for one in reversed(page.window().findChildren(kind)) if one.isVisible())


def pick(qtbot: Any, page: Any, text: str) -> None:
    """Type into the picker that is open, and take the first line."""
    picker = panel(page, Picker)
    qtbot.keyClicks(picker.box, text)
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)


def choose(page: Any, count: int, start: int = 0) -> list[int]:
    ids = list(page.model.ids[start : start + count])
    page.list.choose_again(set(ids), start)
    return ids


# lines and table


def test_lines_become_a_table_and_stay_one(window: MainWindow, page: Any, store: Store, qtbot: Any) -> None:
    chosen = choose(page, 3, 5)
    page.turn_look()
    assert page.selected() == chosen
    assert page.list.is_table
    assert page.card.isHidden()
    header = page.list.horizontalHeader()
    assert page.model.headerData(1, Qt.Orientation.Horizontal) == "Name  ↑"
    header.moveSection(header.visualIndex(1), 0)
    header.resizeSection(1, 333)
    page.sort("town", True)
    qtbot.waitUntil(lambda: preferences.read().get("contacts", {}).get("widths", {}).get("name") == 333)
    page.turn_card()
    again = make_window(store)
    qtbot.addWidget(again)
    again.show()
    other: Any = again.go("contacts")
    assert other.list.order()[:2] == ["name", "tier"]
    assert other.list.columnWidth(0) == 333
    assert (other.view.sort, other.view.descending) == ("town", True)
    assert not other.card.isHidden()
    other.turn_look()
    assert not other.list.is_table
    assert other.sort_button.text().startswith("Town")
    again.desk.wait()


def test_a_table_is_painted_with_every_column(page: Any) -> None:
    page._show_columns(list(page.columns))
    assert page.model.columnCount() == len(page.columns)
    assert not page.grab().isNull()
    row = page.model.row(0)
    assert len(row.words) == len(page.columns)
    assert page.model.data(page.model.index(0, 1)) == row.words[1]


def test_sorting_by_a_click_and_by_the_picker(page: Any, qtbot: Any) -> None:
    page.turn_look()
    header = page.list.horizontalHeader()
    at = page.list.order().index("town")
    x = header.sectionViewportPosition(at) + 20
    qtbot.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft().__class__(x, 8)
    )
    assert page.view.sort == "town"
    towns = [page.model.row(place).words[at] for place in range(page.model.rowCount())]
    filled = [town for town in towns if town]
    assert towns == [*sorted(filled, key=str.casefold), *[""] * (len(towns) - len(filled))] or len(set(filled)) > 1
    page.sort_by()
    pick(qtbot, page, "town")
    assert page.view.descending
    assert page.model.row(0).words[at] == filled[-1]


def test_columns_are_chosen_and_moved_by_keys(page: Any, qtbot: Any) -> None:
    page.choose_columns()
    chooser = panel(page, ColumnChooser)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)  # the tier goes
    assert "tier" not in page.view.columns
    assert page.list.is_table
    chooser.list.setCurrentRow(1)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.list.order()[:2] == ["company", "name"]
    before = page.list.columnWidth(1)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.list.columnWidth(1) == before + 24
    assert page.list.widths() == {"name": before + 24}
    qtbot.keyClick(chooser.list, Qt.Key.Key_Return)
    page.move_column("name", -1)
    assert page.list.order()[:2] == ["name", "company"]
    page.move_column("name", -1)  # there is nothing further left
    page._hide_column("company")
    assert "company" not in page.list.order()


def test_enter_goes_to_the_card(page: Any, qtbot: Any) -> None:
    page.turn_look()
    assert page.card.isHidden()
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.card.isVisible()


# place and selection


@pytest.mark.parametrize("table", [False, True])
def test_an_edit_leaves_everything_where_it_is(window: MainWindow, page: Any, table: bool) -> None:
    if table:
        page.turn_look()
    page.sort("source", False)
    chosen = choose(page, 4, 30)
    page.list.scrollTo(page.model.index(30, 0), page.list.ScrollHint.PositionAtTop)
    before, top = list(page.model.ids), page.list.verticalScrollBar().value()
    window.desk.do("x", edits.change_all, chosen[:2], {"source": "Aaa first of all"}, TODAY)
    assert list(page.model.ids) == before
    assert page.selected() == chosen
    assert page.list.verticalScrollBar().value() == top
    page.sort_again()
    assert set(page.model.ids[:2]) == set(chosen[:2])
    assert sorted(page.selected()) == sorted(chosen)


def test_what_is_trashed_leaves_the_next_line_current(window: MainWindow, page: Any) -> None:
    ids = list(page.model.ids)
    page.list.select(10)
    page.trash()
    assert page.current_id() == ids[11]
    window.undo()
    assert list(page.model.ids) == ids
    assert page.current_id() == ids[11]


def test_a_new_contact_stands_where_the_order_puts_it(window: MainWindow, page: Any) -> None:
    one = window.desk.do("new", edits.create, "person", {"family_name": "Mmm"}, TODAY)
    names = window.desk.reader if hasattr(window.desk, "reader") else window.desk.store.reader
    order = names.column("SELECT id FROM contact WHERE trashed_at IS NULL ORDER BY sort_name, id")
    assert page.model.place_of(one) == order.index(one)


def test_leaving_the_page_sorts_again(window: MainWindow, page: Any) -> None:
    page.sort("source", False)
    last = page.model.ids[-1]
    window.go("today")
    window.desk.do("x", edits.change, last, {"source": "Aaa"}, TODAY)
    window.go("contacts")
    assert page.model.ids[0] == last


# filters and views


def test_filters_from_the_picker_are_chips_that_can_be_taken_away(page: Any, qtbot: Any) -> None:
    everybody = page.model.rowCount()
    page.choose_filter()
    pick(qtbot, page, "tier a")
    assert 0 < page.model.rowCount() < everybody
    [chip] = [one for one in page.filters.findChildren(QPushButton) if one.text().endswith("×") and one.isVisible()]
    assert chip.text() == "Tier: A  ×"
    assert str(page.model.rowCount()) in page.count.text()
    chip.click()
    assert page.model.rowCount() == everybody
    page.choose_filter()
    pick(qtbot, page, "companies")
    page.choose_filter()
    pick(qtbot, page, "companies")  # chosen again: it goes
    assert page.model.rowCount() == everybody


def test_a_view_is_saved_chosen_changed_renamed_and_deleted(window: MainWindow, page: Any, qtbot: Any) -> None:
    page.filters.choose(page.filters.offered[0], "clients", True)
    page.turn_look()
    page.sort("town", True)
    clients = list(page.model.ids)
    page.save_view()
    ask = panel(page, Ask)
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert "needs a name" in ask.why.text()
    qtbot.keyClicks(ask.box, "Clients & co")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert page.count.text().startswith("Clients & co · ")
    page.show_all()
    page.turn_look()
    page.sort("name", False)
    page.choose_view()
    pick(qtbot, page, "clients")
    assert list(page.model.ids) == clients
    assert page.list.is_table
    assert page.filters._quick["clients"].isChecked()
    page.rename_view()
    ask = panel(page, Ask)
    ask.box.setText("Mine")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    page.sort("name", False)
    page.update_view()
    [kept] = window.desk.read(views.all_of)
    assert (kept.name, kept.view.sort) == ("Mine", "name")
    page.delete_view()
    assert window.desk.read(views.all_of) == []
    window.undo()
    assert [one.name for one in window.desk.read(views.all_of)] == ["Mine"]


def test_a_view_from_somewhere_else_is_shown_as_far_as_it_goes(window: MainWindow, page: Any) -> None:
    hostile = View(
        ("clients", "tag:gone", "1=1) OR ("), "", ("name", "own:gone", "c.note"), "; DROP TABLE contact", True, True
    )
    window.desk.do("x", view_edits.save, "Odd", hostile)
    [saved] = window.desk.read(views.all_of)
    page.show_view(saved)
    assert page.list.order() == ["name"]
    assert page.view.sort == "name"
    assert list(page.filters.chosen) == ["clients"]
    assert "no longer there: gone, 1=1) OR (" in window.bar.text.text()


def test_views_are_found_in_the_palette(window: MainWindow, page: Any, qtbot: Any) -> None:
    from petitcrm.ui.palette import Palette

    window.desk.do("x", view_edits.save, "Warm near Lyon", View(("prospects",)))
    window.go("today")
    palette = Palette(window, window._finds())
    palette.open_centred()
    qtbot.keyClicks(palette.box, "warm ly")
    assert palette._hits[0].text == "Warm near Lyon"
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert window.stack.currentWidget() is page
    assert list(page.filters.chosen) == ["prospects"]


# gestures on the selection


def test_a_tier_a_stage_and_a_temperature_by_typing(window: MainWindow, page: Any, qtbot: Any) -> None:
    ids = choose(page, 3)
    for gesture, typed in ((page.give_tier, "b"), (page.give_stage, "prosp"), (page.give_temperature, "hot")):
        gesture()
        pick(qtbot, page, typed)
        assert "3 contacts changed" in window.bar.text.text()
    rows = window.desk.read(queries.rows, ids)
    assert {(row.tier, row.stage, row.temperature) for row in rows} == {("B", "prospect", "hot")}
    for _turn in range(3):
        window.undo()
    assert window.desk.read(queries.rows, ids) != rows


def test_tags_are_added_and_taken_away(window: MainWindow, page: Any, qtbot: Any) -> None:
    ids = choose(page, 3)
    page.add_tags()
    pick(qtbot, page, "fair 26, new ones")
    page.add_tags()
    pick(qtbot, page, "fair")  # known now
    assert dict(window.desk.read(queries.tags_of, ids)).items() >= {"fair 26": 3, "new ones": 3}.items()
    page.remove_tags()
    pick(qtbot, page, "fair")
    assert "fair 26" not in dict(window.desk.read(queries.tags_of, ids))


def test_any_field_is_given_with_an_editor_that_fits_it(window: MainWindow, page: Any, qtbot: Any) -> None:
    def own(session: Any) -> None:
        session.add(CustomField(name="Channel", kind="choice", choices="mail\nvisit"))

    window.desk.do("field", own)
    ids = choose(page, 3)
    page.give_field()
    pick(qtbot, page, "source")
    ask = panel(page, Ask)
    qtbot.keyClicks(ask.box, "Fair")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    page.give_field()
    pick(qtbot, page, "not before")
    ask = panel(page, Ask)
    qtbot.keyClicks(ask.box, "30/2")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    assert "not a day" in ask.why.text()
    ask.box.setText("1/6")
    qtbot.keyClick(ask.box, Qt.Key.Key_Return)
    page.give_field()
    pick(qtbot, page, "channel")
    pick(qtbot, page, "visit")
    found = [window.desk.read(queries.card, one) for one in ids]
    assert {(card.source, card.snoozed_until) for card in found if card} == {("Fair", "2026-06-01")}
    assert window.desk.store.reader.column("SELECT value FROM custom_value") == ["visit"] * 3


def test_many_go_to_the_worker_in_one_step(store: Store, qtbot: Any) -> None:
    store.keep(fill, 700, 3, TODAY)
    for window in opened(store, qtbot):
        page: Any = window.page("contacts")
        page.select_all()
        count = len(page.selected())
        page.add_tags()
        pick(qtbot, page, "everybody")
        qtbot.waitUntil(lambda window=window: not window.desk.is_working)
        assert dict(window.desk.read(queries.tags_of, page.model.ids))["everybody"] == count
        assert len(page.selected()) == count
        window.undo()
        qtbot.waitUntil(lambda window=window: not window.desk.is_working)
        assert "everybody" not in dict(window.desk.read(queries.tags_of, page.model.ids))


def test_nothing_chosen_is_said(window: MainWindow, page: Any) -> None:
    page.list.clearSelection()
    for gesture in (page.give_tier, page.give_field, page.add_tags, page.remove_tags, page.write_letters, page.trash):
        window.bar.say("")
        gesture()
        assert "Select contacts" in window.bar.text.text()


def test_the_trash_is_a_chip_and_deleting_for_good_is_asked(window: MainWindow, page: Any, qtbot: Any) -> None:
    page.delete_for_good()
    assert "in the trash" in window.bar.text.text()
    choose(page, 2)
    page.trash()
    page.show_trash()
    assert page.filters._trash.isVisible()
    assert page.model.rowCount() == 2
    page.list.selectAll()
    page.delete_for_good()
    confirm = panel(page, Confirm)
    assert "2 contacts" in confirm.does.text()
    assert confirm.leave.hasFocus()
    qtbot.keyClick(confirm, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 2
    if hasattr(edits, "delete_for_good"):
        page.delete_for_good()
        panel(page, Confirm).does.click()
        assert page.model.rowCount() == 0
    page.filters._trash.click()
    assert not page.filters._trash.isVisible()
    assert page.model.rowCount() > 10


def test_signals_for_paper_and_windows(window: MainWindow, page: Any, qtbot: Any) -> None:
    ids = choose(page, 3)
    with qtbot.waitSignal(page.window_wanted) as wanted:
        page.open_window()
    assert wanted.args == [ids[0]]
    assert "print_labels" in [made.objectName() for made in page.actions_made]
    with qtbot.waitSignal(page.labels_wanted) as labels:
        page.print_labels()
    assert labels.args == [ids]


def test_a_field_of_the_owner_that_goes_takes_its_column_along(window: MainWindow, page: Any) -> None:
    def own(session: Any) -> str:
        field = CustomField(name="Budget", kind="number")
        session.add(field)
        session.flush()
        return field.uid

    uid = window.desk.do("field", own)
    page._show_columns(["name", f"own:{uid}", "town"])
    page.sort(f"own:{uid}", False)
    assert page.list.order() == ["name", f"own:{uid}", "town"]
    window.undo()
    assert page.list.order() == ["name", "town"]
    assert not page.grab().isNull()
    assert page.model.rowCount() > 10


def test_enter_with_ctrl_asks_for_a_window(page: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(page.window_wanted) as wanted:
        qtbot.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == [page.current_id()]


def test_a_view_renamed_and_taken_back_is_named_as_before(window: MainWindow, page: Any) -> None:
    uid = window.desk.do("x", view_edits.save, "One", View())
    page.show_view(window.desk.read(views.all_of)[0])
    window.desk.do("x", view_edits.rename, uid, "Two")
    assert page.count.text().startswith("Two · ")
    window.undo()
    assert page.count.text().startswith("One · ")


def test_a_panel_goes_with_escape_or_a_click_elsewhere(page: Any, qtbot: Any) -> None:
    page.list.setFocus()
    page.give_tier()
    picker = panel(page, Picker)
    assert picker.box.hasFocus()
    qtbot.keyClick(picker.box, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    page.give_tier()
    picker = panel(page, Picker)
    gone: list[int] = []
    picker.destroyed.connect(lambda: gone.append(1))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: gone == [1])
    page.give_tier()
    page.give_stage()  # another one takes its place
    assert [one.isVisible() for one in page.window().findChildren(Picker)].count(True) == 1
