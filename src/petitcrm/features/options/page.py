"""The settings: every declared one in its section, saved on leaving the field; tiers; the look of this screen."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base import language, preferences, settings
from petitcrm.base.addresses import COUNTRIES
from petitcrm.base.dates import SHORT_WEEKDAYS
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.base.numbers import whole
from petitcrm.base.settings import Setting
from petitcrm.features.calls.settings import CAPACITY
from petitcrm.features.contacts.own_fields_panel import OwnFieldsPanel
from petitcrm.features.letters import settings as letters  # noqa: F401 - declares its settings
from petitcrm.features.nurture import settings as nurture  # noqa: F401 - declares its settings
from petitcrm.features.options import queries
from petitcrm.features.reactivation import settings as reactivation  # noqa: F401 - declares its settings
from petitcrm.features.tiers.panel import TierPanel
from petitcrm.ui import theme
from petitcrm.ui.desk import FEW, Desk
from petitcrm.ui.messages import label
from petitcrm.ui.page import Page
from petitcrm.ui.pictures import KINDS, shrunk
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit
from petitcrm.ui.widgets.small import button

WIDTH = 720
LABEL = 260
THEMES = (("system", mark("as the system")), ("light", mark("light")), ("dark", mark("dark")))


class OptionsPage(Page):
    tables = frozenset({"setting", "tier", "custom_field"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shows: list[Callable[[], None]] = []
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 20, 32, 32)
        column.setSpacing(6)
        column.addWidget(label(_("Settings"), "title"))
        self._screen(column)
        sections: dict[str, list[Setting[Any]]] = {}
        for setting in (one for one in settings.ALL if one.kind != "kept"):
            sections.setdefault(setting.section, []).append(setting)
        for section, declared in sections.items():
            self._section(column, section, declared)
            if CAPACITY in declared:
                self._tiers(column)  # beside the capacity, so that what is typed there is seen here
        self._grid(column, _("Own fields"))
        self.own_fields = OwnFieldsPanel(desk)
        self._shows.append(self.own_fields.reload)
        column.addWidget(self.own_fields)
        column.addStretch(1)
        inside.setMaximumWidth(WIDTH + 64)
        area = QScrollArea()
        area.setObjectName("surface")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.bind_actions()

    def reload(self) -> None:
        for show in self._shows:
            show()

    def _grid(self, column: QVBoxLayout, words: str) -> QGridLayout:
        head = label(words, "section")
        head.setContentsMargins(0, 18, 0, 2)
        column.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        return grid

    def _row(self, grid: QGridLayout, words: str, editor: QWidget, hint: str = "") -> None:
        at = grid.rowCount()
        name = label(words)
        name.setBuddy(editor)
        name.setWordWrap(True)
        name.setFixedWidth(LABEL)
        name.setContentsMargins(0, 5, 0, 0)
        editor.setAccessibleName(words)
        grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        is_narrow = editor.maximumWidth() < WIDTH
        if is_narrow:
            editor.setFixedWidth(editor.maximumWidth())
        grid.addWidget(editor, at, 1, Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag(0))
        if hint:
            grid.addWidget(label(hint, "muted", wrap=True), at + 1, 1)

    def _screen(self, column: QVBoxLayout) -> None:
        grid = self._grid(column, _("This screen"))
        tongue = Choices()
        tongue.setProperty("flat", False)
        tongue.offer(list(language.LANGUAGES.items()))
        tongue.show_value(language.current())
        tongue.picked.connect(self._change_language)
        self._row(grid, _("Language"), tongue, _("Takes effect when the program is started again."))
        look = Choices()
        look.setProperty("flat", False)
        look.offer([(value, _(words)) for value, words in THEMES])
        look.show_value(str(preferences.read().get("theme", "system")))
        look.picked.connect(self._change_theme)
        self._row(grid, _("Light or dark"), look)

    def _change_language(self, code: str) -> None:
        preferences.keep(language=code)
        self.desk.say(_("Takes effect when the program is started again."))

    def _change_theme(self, choice: str) -> None:
        preferences.keep(theme=choice)
        theme.apply(choice)

    def _section(self, column: QVBoxLayout, section: str, declared: list[Setting[Any]]) -> None:
        grid = self._grid(column, _(section))
        for setting in declared:
            editor, show = _EDITORS.get(setting.kind, _text)(self, setting)
            if setting.choices:
                editor, show = _choice(self, setting)
            self._shows.append(show)
            self._row(grid, _(setting.label), editor, _(setting.hint) if setting.hint else "")

    def save(self, setting: Setting[Any], value: Any) -> None:
        """Keep one setting; Problems are the editor's to show."""
        from petitcrm.features.options import edits

        setting.check(value)
        title = _("Change “{field}”").format(field=_(setting.label))
        self._apply(self._concerned(setting), title, edits.save, setting, value)

    def _apply(self, count: int, title: str, edit: Callable[..., None], *args: Any) -> None:
        """At once where few calls are worked out again (a Problem is the editor's to show), else in the background."""
        if count <= FEW:
            self.desk.do(title, edit, *args)
            self.desk.say(title)
        else:
            self.desk.do_for_many(count, title, title, edit, *args)

    def _concerned(self, setting: Setting[Any] | None) -> int:
        """How many contacts have their calls worked out again."""
        if setting is not None and not setting.key.startswith(("calls.", "business.")):
            return 1
        return self.desk.read(queries.planned)

    def guarded(self, setting: Setting[Any], value: Any) -> None:
        try:
            self.save(setting, value)
        except Problem as problem:
            self.desk.problem.emit(problem)

    def _tiers(self, column: QVBoxLayout) -> None:
        self._grid(column, _("Tiers: how often a client is called"))
        self.tiers = TierPanel(
            self.desk, lambda title, edit, *args: self._apply(self._concerned(None), title, edit, *args)
        )
        self._shows.append(self.tiers.reload)
        column.addWidget(self.tiers)


Made = tuple[QWidget, Callable[[], None]]


def _text(page: OptionsPage, setting: Setting[Any]) -> Made:
    editor = LineEdit()
    in_place = _in_place(page, editor, lambda text: page.save(setting, text.strip()))
    return editor, lambda: in_place.show(str(page.desk.read(setting.read)))


def _in_place(page: OptionsPage, editor: QLineEdit | QPlainTextEdit, save: Callable[[str], None]) -> InPlace:
    in_place = InPlace(editor, save)
    in_place.refused.connect(lambda text: page.desk.problem.emit(Problem(text)))
    editor.setProperty("flat", False)
    return in_place


def _lines(page: OptionsPage, setting: Setting[Any]) -> Made:
    editor = QPlainTextEdit()
    editor.setFixedHeight(84)
    editor.setTabChangesFocus(True)
    in_place = _in_place(page, editor, lambda text: page.save(setting, text.strip()))
    return editor, lambda: in_place.show(str(page.desk.read(setting.read)))


def _number(page: OptionsPage, setting: Setting[Any]) -> Made:
    editor = LineEdit()
    editor.setMaximumWidth(90)
    in_place = _in_place(page, editor, lambda text: page.save(setting, whole(text)))
    if setting is CAPACITY:
        editor.textEdited.connect(lambda text: page.tiers.preview_capacity(text))
    return editor, lambda: in_place.show(str(page.desk.read(setting.read)))


def _week(page: OptionsPage, setting: Setting[Any]) -> Made:
    """A small number under each weekday."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(6)
    shown: list[InPlace] = []

    def keep(_text: str) -> None:
        page.save(setting, queries.week_of([one.text() for one in shown]))

    for at, name in enumerate(SHORT_WEEKDAYS[language.current()]):
        editor = LineEdit(3)
        editor.setFixedWidth(52)
        editor.setAccessibleName(f"{_(setting.label)}: {name}")
        shown.append(_in_place(page, editor, keep))
        head = label(name, "muted")
        head.setBuddy(editor)
        grid.addWidget(head, 0, at)
        grid.addWidget(editor, 1, at)
    grid.setColumnStretch(7, 1)

    def show() -> None:
        numbers = [*page.desk.read(setting.read), *(None,) * 7]
        for one, number in zip(shown, numbers, strict=False):
            one.show("" if number is None else str(number))

    return holder, show


def _days(page: OptionsPage, setting: Setting[Any]) -> Made:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    boxes: list[QCheckBox] = []

    def keep() -> None:
        page.guarded(setting, [at for at, box in enumerate(boxes) if box.isChecked()])

    for name in SHORT_WEEKDAYS[language.current()]:
        box = QCheckBox(name)
        box.clicked.connect(lambda *_clicked: keep())
        boxes.append(box)
        row.addWidget(box)
    row.addStretch(1)

    def show() -> None:
        chosen = page.desk.read(setting.read)
        for at, box in enumerate(boxes):
            box.setChecked(at in chosen)

    return holder, show


def _dates(page: OptionsPage, setting: Setting[Any]) -> Made:
    editor = QPlainTextEdit()
    editor.setFixedHeight(84)
    editor.setTabChangesFocus(True)
    in_place = _in_place(page, editor, lambda text: page.save(setting, queries.days_of(text)))
    return editor, lambda: in_place.show("\n".join(page.desk.read(setting.read)))


def _numbers(page: OptionsPage, setting: Setting[Any]) -> Made:
    editor = LineEdit()
    in_place = _in_place(page, editor, lambda text: page.save(setting, queries.numbers_of(text)))
    return editor, lambda: in_place.show(", ".join(map(str, page.desk.read(setting.read))))


def _choice(page: OptionsPage, setting: Setting[Any]) -> Made:
    editor = Choices()
    editor.setProperty("flat", False)
    editor.offer([(value, _(words)) for value, words in setting.choices])
    editor.picked.connect(lambda value: page.guarded(setting, value))
    return editor, lambda: editor.show_value(str(page.desk.read(setting.read)))


def _country(page: OptionsPage, setting: Setting[Any]) -> Made:
    editor = Choices()
    editor.setProperty("flat", False)
    at = 0 if language.current() == "fr" else 1
    editor.offer(sorted(((code, names[at]) for code, names in COUNTRIES.items()), key=lambda pair: pair[1]))
    editor.picked.connect(lambda value: page.guarded(setting, value))
    return editor, lambda: editor.show_value(str(page.desk.read(setting.read)))


def _yes_no(page: OptionsPage, setting: Setting[Any]) -> Made:
    editor = QCheckBox()
    editor.clicked.connect(lambda on: page.guarded(setting, bool(on)))
    return editor, lambda: editor.setChecked(bool(page.desk.read(setting.read)))


def _picture(page: OptionsPage, setting: Setting[Any]) -> Made:
    """The picture as it is kept, a button that chooses one, another that takes it away."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    shown = label("")
    shown.setAccessibleName(_(setting.label))

    def choose() -> None:
        name, _kind = QFileDialog.getOpenFileName(page, _(setting.label), "", _("Pictures") + f" ({KINDS})")
        if name:
            take_picture(page, setting, Path(name))

    remove = button(_("Remove"), lambda: page.guarded(setting, ""), quiet=True)
    row.addWidget(shown)
    row.addWidget(button(_("Choose…"), choose))
    row.addWidget(remove)
    row.addStretch(1)

    def show() -> None:
        kept = page.desk.read(setting.read)
        picture = QPixmap()
        picture.loadFromData(base64.b64decode(kept))
        if not picture.isNull():
            mode = Qt.TransformationMode.SmoothTransformation
            shown.setPixmap(picture.scaled(180, 56, Qt.AspectRatioMode.KeepAspectRatio, mode))
        shown.setVisible(not picture.isNull())
        remove.setVisible(bool(kept))

    return holder, show


def take_picture(page: OptionsPage, setting: Setting[Any], path: Path) -> None:
    """Make a picture small in the background, and keep it."""
    page.desk.work(
        _(setting.label),
        lambda _store, _progress: base64.b64encode(shrunk(path, 1_200)).decode("ascii"),
        lambda kept: page.guarded(setting, kept),
    )


_EDITORS: dict[str, Callable[[OptionsPage, Setting[Any]], Made]] = {
    "text": _text,
    "lines": _lines,
    "number": _number,
    "days": _days,
    "week": _week,
    "picture": _picture,
    "dates": _dates,
    "numbers": _numbers,
    "country": _country,
    "yes_no": _yes_no,
}
