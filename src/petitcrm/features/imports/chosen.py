"""The chosen files: what was found in them, where columns go, what will happen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark, ngettext
from petitcrm.features.imports.headers import FIELDS
from petitcrm.features.imports.reading import Source
from petitcrm.features.imports.report import Report
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import Choices
from petitcrm.ui.widgets.small import Elided, button, hairline

NARROW, WIDE, ROW_HEIGHT = 150, 280, 28  # pixels
MOST_SHOWN = 1000  # refused lines in the list; all of them go into the saved file

_SEPARATORS = {
    ";": mark("semicolon"),
    ",": mark("comma"),
    "\t": mark("tab"),
    "|": mark("vertical bar"),
}
_ENCODINGS = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS 850",
    "shift_jis": "Shift JIS", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32",
}  # fmt: skip
_CARD_HEADER = (mark("Name"), mark("Company"), mark("Town"), mark("Phone"))
_VERSION = re.compile(rb"^VERSION:[ \t]*(\d\.\d)", re.M | re.I)


def found_in(source: Source) -> str:
    """What was found: "Table · semicolon · Windows-1252 · 252 rows"."""
    encoding = _ENCODINGS.get(source.encoding, source.encoding)
    if source.table is None:
        count = ngettext("{n} card", "{n} cards", source.count).format(n=source.count)
        return " · ".join((f"vCard {_version(source)}".strip(), encoding, count))
    separator = _(_SEPARATORS.get(source.delimiter, "")) or source.delimiter
    count = ngettext("{n} row", "{n} rows", source.count).format(n=source.count)
    return " · ".join((_("Table"), separator, encoding, count))


def _version(source: Source) -> str:
    with source.path.open("rb") as file:
        found = _VERSION.search(file.read(65_536))
    return found[1].decode() if found else ""


def _fields() -> QStandardItemModel:
    """Every field a column can go to, related ones together; shared by the choices of all columns."""
    model = QStandardItemModel()
    labels = dict(FIELDS)
    before = ""
    for key in ("extra", "ignore", *(key for key in labels if key not in ("extra", "ignore"))):
        group = _group(key)
        if before and group != before:
            line = QStandardItem()
            line.setData("separator", Qt.ItemDataRole.AccessibleDescriptionRole)
            line.setFlags(Qt.ItemFlag.NoItemFlags)
            model.appendRow(line)
        before = group
        item = QStandardItem(_(labels[key]))
        item.setData(key, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model


def _group(key: str) -> str:
    if key.startswith("address:"):
        return key.partition(".")[0]
    if key in ("extra", "ignore"):
        return "none"
    if key in (
        "civility",
        "given_name",
        "family_name",
        "full_name",
        "name_or_company",
        "company",
        "job_title",
        "department",
    ):
        return "names"
    return "reach" if key.startswith(("phone", "email", "web")) else "rest"


class Preview(QWidget):
    """The first rows of a file; for a table, above each column the choice of the field it goes to."""

    mapped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields = _fields()
        self._source: Source | None = None
        self.choices: list[Choices] = []
        self.head = _table(_("Where each column goes"))
        self.head.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = _table(_("The first rows of the file"))
        self.body.horizontalHeader().hide()
        self.body.horizontalScrollBar().valueChanged.connect(self.head.horizontalScrollBar().setValue)
        self.head.horizontalScrollBar().valueChanged.connect(self.body.horizontalScrollBar().setValue)
        self.head.horizontalHeader().sectionResized.connect(lambda at, _old, new: self.body.setColumnWidth(at, new))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.body, 1)

    def show_source(self, source: Source) -> None:
        self._source = source
        is_table = source.table is not None
        rows = source.preview()
        names = source.header if is_table else [_(name) for name in _CARD_HEADER]
        shown = [name.strip() or _("Column {number}").format(number=at + 1) for at, name in enumerate(names)]
        self._fill_head(source, shown, is_table)
        _fill(self.body, rows, len(shown))
        for at in range(len(shown)):
            self._fit(at)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_table else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.body.setHorizontalScrollBarPolicy(policy)
        for table in (self.head, self.body):
            table.horizontalHeader().setStretchLastSection(not is_table)

    def _fit(self, at: int) -> None:
        """As wide as the field it goes to, or what stands in it, within reason."""
        texts = [self.body.item(row, at) for row in range(self.body.rowCount())]
        cells = [item.text() for item in texts if item is not None]
        measure = self.fontMetrics().horizontalAdvance
        widest = max((measure(text) + 28 for text in cells), default=0)
        if at < len(self.choices):
            widest = max(min(widest, 200), measure(self.choices[at].currentText()) + 68)
        self.head.setColumnWidth(at, max(NARROW, min(WIDE, widest)))
        self.body.setColumnWidth(at, self.head.columnWidth(at))

    def _fill_head(self, source: Source, names: list[str], is_table: bool) -> None:
        self.head.clear()
        self.head.setColumnCount(len(names))
        self.head.setRowCount(1 if is_table else 0)
        for at, name in enumerate(names):
            item = QTableWidgetItem(name)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self.head.setHorizontalHeaderItem(at, item)
        self.choices = []
        for at in range(len(names) if is_table else 0):
            self._choice(source, at, names[at])
        bar = self.head.horizontalHeader().sizeHint().height()
        self.head.setFixedHeight(bar + (40 if is_table else 0))
        if is_table:
            self.head.setRowHeight(0, 40)

    def _choice(self, source: Source, at: int, name: str) -> None:
        choice = Choices()
        choice.setProperty("flat", False)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(4)
        choice.setModel(self._fields)
        choice.view().setMinimumWidth(280)
        choice.setMaxVisibleItems(18)
        choice.setAccessibleName(_("“{column}” goes to").format(column=name))
        choice.show_value(source.mapping[at])
        choice.picked.connect(lambda key, at=at: self._map(at, key))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 4, 4)
        row.addWidget(choice)
        self.head.setCellWidget(0, at, holder)
        self.choices.append(choice)

    def _map(self, at: int, key: str) -> None:
        assert self._source is not None
        if self._source.mapping[at] != key:
            self._source.mapping[at] = key
            self._fit(at)
            self.mapped.emit()


def _table(name: str) -> QTableWidget:
    table = QTableWidget()
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setStyleSheet("QTableView::item { padding: 0 5px; }")  # in line with the header
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    return table


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]], columns: int) -> None:
    table.clear()
    table.setColumnCount(columns)
    table.setRowCount(len(rows))
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells[:columns]):
            item = QTableWidgetItem(" ".join(cell[:300].split()))
            table.setItem(at, column, item)


class Chosen(QWidget):
    """The screen between choosing files and importing them."""

    changed = Signal()

    def __init__(self, choose: Callable[[], object], run: Callable[[], object], save: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sources: list[Source] = []
        self._waiting = False
        self.title = Elided("title")
        self.found = label("", "muted")
        self.problem = label("", "bad", wrap=True)
        self.files = Choices()
        self.files.setProperty("flat", False)
        self.files.setAccessibleName(_("File shown"))
        self.other = button(_("Choose another file…"), choose)
        self.preview = Preview()
        self.tags, self.source, self.tier = QLineEdit(), QLineEdit(), Choices()
        self.tier.setProperty("flat", False)
        self.outcome = label("", "strong")
        self.hint = label("", "muted", wrap=True)
        self.refused = _table(_("Refused lines"))
        self.save = button(_("Save the refused lines…"), save, quiet=True)
        self.primary = button(_("Import"), run, primary=True)
        self._lay_out()
        self._connect()
        self.say("")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.title, 1)
        top.addWidget(self.files)
        top.addWidget(self.other)
        column.addLayout(top)
        column.addWidget(self.found)
        column.addWidget(self.problem)
        column.addWidget(hairline())
        column.addWidget(self.preview, 3)
        column.addWidget(hairline())
        column.addLayout(self._given())
        column.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        words.addWidget(self.outcome)
        words.addWidget(self.hint)
        foot.addLayout(words, 1)
        foot.addWidget(self.save)
        foot.addWidget(self.primary)
        self.refused.horizontalHeader().hide()
        self.refused.setColumnCount(2)
        self.refused.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.refused.setFixedHeight(4 * ROW_HEIGHT)
        column.addWidget(self.refused)
        column.addLayout(foot)

    def _given(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self.tags.setPlaceholderText(_("for example fair Lyon, to call"))
        for at, (words, editor, stretch) in enumerate(
            ((_("&Tags for all"), self.tags, 3), (_("&Source"), self.source, 3), (_("T&ier for all"), self.tier, 1))
        ):
            name = label(words, "muted")
            name.setBuddy(editor)
            editor.setAccessibleName(words.replace("&", ""))
            grid.addWidget(name, 0, at)
            grid.addWidget(editor, 1, at)
            grid.setColumnStretch(at, stretch)
        return grid

    def _connect(self) -> None:
        self.preview.mapped.connect(self.changed)
        self.tier.picked.connect(lambda _value: self.changed.emit())
        self.files.picked.connect(lambda at: self._show(self.sources[int(at)]))

    # showing

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Show files just opened; what was typed for all contacts stays, but for the source, which is their name."""
        untouched = not self.source.text() or self.source.text() == _names(self.sources)
        self.sources = list(sources)
        if untouched:
            self.source.setText(_names(self.sources))
        self.files.clear()
        self.files.offer([(str(at), source.path.name) for at, source in enumerate(self.sources)])
        self.files.setVisible(len(self.sources) > 1)
        self.say("")
        self._show(self.sources[0])

    def _show(self, source: Source) -> None:
        self.title.show_text(source.path.name)
        try:
            self.found.setText(found_in(source))
            self.preview.show_source(source)
        except (Problem, OSError) as problem:  # the file has gone meanwhile
            self.say(str(problem))

    def say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def offer_tiers(self, codes: Sequence[str]) -> None:
        self.tier.offer([("", _("—")), *((code, code) for code in codes)])

    def focus_first(self) -> None:
        if self.primary.isEnabled():
            self.primary.setFocus()
        else:
            self.tags.setFocus()

    # what will happen

    def show_waiting(self) -> None:
        self._waiting = True
        self.outcome.setText(_("Comparing with your contacts…"))
        self.hint.hide()
        self.primary.setEnabled(False)

    def end_waiting(self) -> None:
        """The comparison was stopped: the import itself compares again."""
        if self._waiting:
            self._waiting = False
            self.outcome.setText(_("The comparison was stopped."))
            self.primary.setText(_("Import"))
            self.primary.setEnabled(True)

    def show_report(self, report: Report) -> None:
        self._waiting = False
        self.outcome.setText(report.summary())
        self.hint.setText(
            _("Known contacts only gain what they lack: nothing is overwritten.") if report.merged else ""
        )
        kept = report.created + report.merged
        self.primary.setEnabled(kept > 0)
        if report.created or not report.merged:
            words = ngettext("Import {n} contact", "Import {n} contacts", report.created).format(n=report.created)
        else:
            words = ngettext("Complete {n} contact", "Complete {n} contacts", report.merged).format(n=report.merged)
        self.primary.setText(words)
        self._show_refused(report)
        if kept:
            self.primary.setFocus()

    def _show_refused(self, report: Report) -> None:
        lines = report.refusals[:MOST_SHOWN]
        self.refused.setVisible(bool(lines))
        self.save.setVisible(bool(lines))
        self.refused.setRowCount(len(lines))
        several = len(self.sources) > 1
        for at, one in enumerate(lines):
            place = _("line {n}").format(n=one.line)
            self.refused.setItem(at, 0, QTableWidgetItem(f"{one.file}, {place}" if several else place))
            self.refused.setItem(at, 1, QTableWidgetItem(one.reason))
        self.refused.resizeColumnToContents(0)
        self.refused.setFixedHeight(min(4, max(1, len(lines))) * ROW_HEIGHT + 2)


def _names(sources: Sequence[Source]) -> str:
    return ", ".join(source.path.name for source in sources)[:200]
