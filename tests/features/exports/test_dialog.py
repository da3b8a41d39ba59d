"""The window of the export, driven as a person does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from petitcrm.app import make_window
from petitcrm.features.exports.dialog import ExportDialog
from petitcrm.features.samples.fill import fill
from petitcrm.store.store import Store
from petitcrm.ui.main_window import MainWindow
from tests_support import TODAY


@pytest.fixture
def window(store: Store, qtbot: Any) -> Iterator[MainWindow]:
    store.keep(fill, 40, 3, TODAY)
    made = make_window(store)
    qtbot.addWidget(made)
    made.show()
    made.go("contacts")
    yield made
    made.desk.wait()


def opened(window: MainWindow) -> ExportDialog:
    window.page("contacts").export()  # type: ignore[attr-defined]
    return window.findChildren(ExportDialog)[-1]


def test_everybody_in_view_goes_into_a_file(window: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    dialog = opened(window)
    page: Any = window.page("contacts")
    assert str(len(page.model.ids)) in dialog.head.text()
    out = tmp_path / "all.csv"
    dialog.path.setText(str(out))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.is_working and out.exists())
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) > len(page.model.ids)
    qtbot.waitUntil(lambda: str(out) in window.bar.text.text())


def test_the_selection_and_the_columns_in_view(window: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    page: Any = window.page("contacts")
    page.list.choose_again(set(page.model.ids[:3]), 0)
    dialog = opened(window)
    dialog.formats["exact"].click()
    dialog.in_view.click()
    out = tmp_path / "three.csv"
    dialog.path.setText(str(out))
    dialog.go.click()
    qtbot.waitUntil(lambda: not window.desk.is_working and out.exists())
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Tier,Name,Company")
    assert len(lines) == 4


def test_the_name_follows_the_format_and_replacing_is_said(window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(window)
    dialog.path.setText(str(tmp_path / "x.csv"))
    dialog.formats["vcf"].click()
    assert dialog.path.text() == str(tmp_path / "x.vcf")
    assert not dialog.in_view.isEnabled()
    assert dialog.replaces.text() == ""
    (tmp_path / "x.vcf").write_text("")
    dialog.path.setText(str(tmp_path / "x.vcf") + " ")
    dialog.path.setText(str(tmp_path / "x.vcf"))
    assert "replaced" in dialog.replaces.text()
    dialog.path.setText(str(window.desk.store.path))
    dialog.go.click()
    assert "the base itself" in window.bar.text.text()
    dialog.close()


def test_a_place_that_cant_be_written_is_said(window: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    dialog = opened(window)
    dialog.path.setText(str(tmp_path / "nope" / "x.csv"))
    dialog.go.click()
    qtbot.waitUntil(lambda: "no such folder" in window.bar.text.text())
