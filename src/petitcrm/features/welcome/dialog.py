"""The first start, in one small window: language, who writes, where the contacts come from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from petitcrm.base import language, preferences
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.parts import PARTS
from petitcrm.ui.messages import label, show_problem
from petitcrm.ui.widgets.small import button

LETTERHEAD = (
    ("name", mark("Your &name or company"), mark("Atelier Girard")),
    ("lines", mark("&Address"), mark("14 bis, rue des Tanneurs\n26000 Valence")),
    ("phone", mark("&Phone"), "04 65 71 00 00"),
    ("email", mark("&E-mail"), "contact@atelier-girard.example"),
    ("signatory", mark("Who &signs the letters"), mark("Claire Girard")),
)


class WelcomeDialog(QDialog):
    """Asks what a new base needs; `answer` is import, sample or empty once a button was pressed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.answer: str | None = None
        self.setMinimumWidth(620)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(32, 28, 32, 24)
        self.column.setSpacing(14)
        self.editors: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._fill()

    def _fill(self) -> None:
        self.setWindowTitle(_("Welcome to PetitCRM"))
        self.column.addWidget(label(_("Welcome to PetitCRM"), "title"))
        self.column.addWidget(
            label(
                _("Your contacts, calls and letters stay in one file on this computer. Nothing is sent anywhere."),
                wrap=True,
            )
        )
        self.languages = QComboBox()
        for code, name in language.LANGUAGES.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(self.languages.findData(language.current()))
        self.languages.activated.connect(self._change_language)
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        tongue = QFormLayout()
        tongue.addRow(_("&Language"), self.languages)
        self.column.addLayout(tongue)
        self.column.addWidget(label(_("Who writes (the head of your letters; all of it can wait)"), "section"))
        for key, words, example in LETTERHEAD:
            editor: QLineEdit | QPlainTextEdit
            if key == "lines":
                editor = QPlainTextEdit()
                editor.setFixedHeight(62)
                editor.setTabChangesFocus(True)
            else:
                editor = QLineEdit()
            editor.setPlaceholderText(_(example))
            self.editors[key] = editor
            form.addRow(_(words), editor)
        self.column.addLayout(form)
        where = label(_("Base: {path}").format(path=self.path), "muted", wrap=True)
        self.column.addWidget(where)
        row = QHBoxLayout()
        row.setSpacing(8)
        first = button(_("&Import my address book"), lambda: self._end("import"), primary=True)
        first.setDefault(True)
        row.addWidget(first)
        row.addWidget(button(_("&Try with sample data"), lambda: self._end("sample")))
        row.addWidget(button(_("Start empt&y"), lambda: self._end("empty")))
        row.addStretch(1)
        self.column.addLayout(row)
        self.editors["name"].setFocus()

    def _change_language(self) -> None:
        typed = self.values()
        language.use(str(self.languages.currentData()))
        _clear(self.column)
        self._fill()
        for key, text in typed.items():
            editor = self.editors[key]
            editor.setPlainText(text) if isinstance(editor, QPlainTextEdit) else editor.setText(text)

    def values(self) -> dict[str, str]:
        return {
            key: editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
            for key, editor in self.editors.items()
        }

    def _end(self, answer: str) -> None:
        self.setEnabled(False)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            prepare(self.path, answer, self.values())
        except Problem as problem:
            QApplication.restoreOverrideCursor()
            self.setEnabled(True)
            show_problem(self, problem)
            return
        QApplication.restoreOverrideCursor()
        self.answer = answer
        preferences.keep(language=language.current())
        self.accept()


def _clear(layout: QVBoxLayout | QFormLayout | QHBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        assert item is not None
        inner = item.layout()
        if inner is not None:
            _clear(inner)  # type: ignore[arg-type]
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()


def prepare(path: Path, answer: str, letterhead: dict[str, str]) -> None:
    """Make the base at `path` as it was asked for. Problem where it can't be made."""
    from petitcrm.features.letters import settings as letters
    from petitcrm.features.samples.fill import fill
    from petitcrm.store import settings
    from petitcrm.store.store import Store

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            _("{path}: the base can't be created there ({reason}).").format(path=path, reason=error.strerror),
            _("Choose another folder."),
        ) from error
    store = Store.create(path, PARTS)
    try:
        told = {
            letters.NAME: letterhead["name"],
            letters.ADDRESS: letterhead["lines"],
            letters.PHONE: letterhead["phone"],
            letters.EMAIL: letterhead["email"],
            letters.SIGNATORY: letterhead["signatory"],
        }
        if answer == "sample":
            store.keep(fill, 400, 7, store.clock())
        store.keep(settings.save, {setting: text.strip() for setting, text in told.items() if text.strip()})
    finally:
        store.close()


def welcome(path: Path) -> str | None:
    """Ask; "import", "sample" or "empty" once the base stands, None where the person left."""
    dialog = WelcomeDialog(path)
    dialog.exec()
    return dialog.answer
