"""A mailing in the whole window, by keyboard: who, what, how, done; then its answer, and a sequence that goes on by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from petitcrm.app import make_window
from petitcrm.base.cards import Address
from petitcrm.features.campaigns import queries as campaigns
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.history.queries import timeline
from petitcrm.features.letters import settings
from petitcrm.features.letters.path import DONE, HOW, WHAT, WHO
from petitcrm.features.sequences import edits as sequences
from petitcrm.features.sequences import queries as in_sequence
from petitcrm.features.sequences.rules import CALL, LETTER, Step
from petitcrm.store import settings as stored
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from petitcrm.ui.printing import Pages
from petitcrm.ui.widgets.panels import Picker
from tests_support import TODAY

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def window(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    store.do("head", stored.save, {settings.NAME: "Menuiserie Duval", settings.TOWN: "Lyon"})
    for number, town in enumerate(("Lyon", "Valence", "Annonay")):
        values = {
            "family_name": f"Client {number}",
            "civility": "Mme",
            "stage": "client",
            "phone": f"046571000{number}",
        }
        one = store.do("new", contacts.create, "person", values, TODAY)[0]
        place = Address(street=f"{number + 1} rue du Lac", postcode=f"2600{number}", town=town)
        store.do("place", parts.save_address, one, None, place)
    store.do("new", contacts.create, "person", {"family_name": "Sans adresse", "stage": "client"}, TODAY)
    made = make_window(store)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.go("today")
    made.activateWindow()
    yield made
    made.desk.wait()


def keyboard(window: MainWindow) -> QWidget:
    """What has the keyboard."""
    found = window.focusWidget()
    assert found is not None
    return found


def ready(page: Any, qtbot: Any) -> None:
    qtbot.waitUntil(page._warm.is_set, timeout=20_000)


def test_from_a_segment_to_letters_and_labels(
    window: MainWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "vœux.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    tabs: Any = window.go("letters")
    page = tabs.write
    ready(page, qtbot)
    qtbot.keyClick(keyboard(window), Qt.Key.Key_Space)  # the one button of an empty page: choose a segment
    picker: Any = next(one for one in window.findChildren(Picker) if one.isVisible())
    qtbot.keyClicks(picker.box, "clients")
    with qtbot.waitSignal(page.who.segment_chosen, timeout=20_000):
        qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert page.step == WHO
    assert page.who.addressees.count.text() == "3 letters"
    assert "no postal address (1)" in page.who.addressees.left_out.text()
    qtbot.keyClick(keyboard(window), Qt.Key.Key_Return, CTRL)
    assert page.step == WHAT
    page.what.pick_model("Vœux")
    qtbot.keyClick(keyboard(window), Qt.Key.Key_Return, CTRL)
    assert page.step == HOW
    assert keyboard(window).objectName() == "window"
    for _step in range(2):
        qtbot.keyClick(keyboard(window), Qt.Key.Key_Down)
    assert page.how.carrier == "labels"
    page.costs.title.setText("Vœux 2027")
    qtbot.keyClick(keyboard(window), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: page.step == DONE, timeout=20_000)
    letters, labels = sorted(tmp_path.glob("vœux*.pdf"), key=lambda path: len(path.name))
    for path, count in ((letters, 3), (labels, 1)):
        pages = Pages(path.read_bytes())
        assert pages.count == count
        pages.close()
    found = window.desk.read(campaigns.named, "Vœux 2027")
    assert (found.outcome.sent, found.outcome.returned) == (3, 0)
    assert [entry.kind for entry in window.desk.read(timeline, 1)] == ["letter"]
    qtbot.keyClick(keyboard(window), Qt.Key.Key_Z, CTRL)
    assert window.desk.read(timeline, 1) == []
    assert page.step == HOW


def test_a_sequence_is_walked_from_its_page(
    window: MainWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "welcome.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(out), ""))
    desk = window.desk
    steps = [Step(LETTER, 0, "Vœux"), Step(CALL, 14, text="Tout va bien ?")]
    made = desk.do("make", sequences.make, "Accueil", steps)
    desk.do("join", sequences.join, made, [1, 2], TODAY)
    tabs: Any = window.go("letters")
    ready(tabs.write, qtbot)
    page: Any = tabs.go("sequences")
    qtbot.waitUntil(lambda: page.primary.isVisible(), timeout=20_000)
    assert page.primary.text() == "Write the 2 letters due"
    qtbot.keyClick(page.list, Qt.Key.Key_L, SHIFT)
    assert tabs.current is tabs.write
    assert (tabs.write.step, tabs.write.editor.kept.name) == (WHAT, "Vœux")
    qtbot.keyClick(keyboard(window), Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: tabs.write.step == DONE, timeout=20_000)
    found = desk.read(in_sequence.members, desk.read(in_sequence.sequence, made), TODAY)
    assert [(line.done, line.state) for line in found] == [(1, "calling"), (1, "calling")]
    desk.undo()  # the letters, and with them the step
    found = desk.read(in_sequence.members, desk.read(in_sequence.sequence, made), TODAY)
    assert [(line.done, line.state) for line in found] == [(0, "due"), (0, "due")]
