"""The timeline on a contact's card."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.dates import shown
from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.features.history import attached, queries, timeline_queries
from petitcrm.features.history.fields import KINDS, word
from petitcrm.features.history.looks import ICONS, headline
from petitcrm.features.history.queries import Entry, File
from petitcrm.features.history.timeline_queries import Narrowed
from petitcrm.store import drafts
from petitcrm.ui import theme
from petitcrm.ui.desk import Desk
from petitcrm.ui.icons import icon
from petitcrm.ui.lists.rows import ROW, RowsModel
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit

if TYPE_CHECKING:
    from petitcrm.features.history import attachments, edits
else:
    attachments = Late("petitcrm.features.history.attachments")
    edits = Late("petitcrm.features.history.edits")

TEXT_LINES = 4
DAY_ABOVE = 6  # pixels above the day
AnyIndex = QModelIndex | QPersistentModelIndex


class _EntryDelegate(QStyledItemDelegate):
    """An entry: icon, headline, and the words that were said below it; above the first of a day, the day."""

    def __init__(self, panel: "TimelinePanel") -> None:
        super().__init__(panel)
        self.panel = panel

    def _begins_day(self, index: AnyIndex, entry: Entry) -> bool:
        before = self.panel.model.row(index.row() - 1) if index.row() else None
        return before is None or before.day != entry.day

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        entry = index.data(ROW)
        metrics = QFontMetrics(option.font)
        width = self.panel.view.viewport().width() - 56
        height = metrics.lineSpacing() + 10
        if entry is None:
            return QSize(width, height)
        if entry.text:
            height += min(TEXT_LINES * metrics.lineSpacing(), self._text_box(metrics, width, entry.text).height()) + 2
        if self.panel.beside(entry):
            height += metrics.lineSpacing()
        if self._begins_day(index, entry):
            height += metrics.lineSpacing() + DAY_ABOVE
        return QSize(width, height)

    @staticmethod
    def _text_box(metrics: QFontMetrics, width: int, text: str) -> QRect:
        return metrics.boundingRect(QRect(0, 0, max(width, 50), 10_000), int(Qt.TextFlag.TextWordWrap), text[:2000])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry = index.data(ROW)
        if entry is None:
            return
        c = theme.colours()
        rect: QRect = option.rect
        painter.save()
        if self._begins_day(index, entry):
            rect = self._paint_day(painter, rect, option.font, entry)
        if bool(option.state & QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, QColor(c.selection))
        icon(ICONS.get(entry.kind, "note")).paint(painter, QRect(rect.left() + 12, rect.top() + 5, 17, 17))
        left, width = rect.left() + 40, rect.width() - 52
        font = option.font
        metrics = QFontMetrics(font)
        painter.setFont(theme.sized(font, theme.SECONDARY))
        painter.setPen(QColor(c.muted))
        line = headline(entry, self.panel.desk.today(), with_day=False)
        small = QFontMetrics(painter.font())
        painter.drawText(
            left, rect.top() + 5 + small.ascent(), small.elidedText(line, Qt.TextElideMode.ElideRight, width)
        )
        top = rect.top() + 5 + small.lineSpacing() + 2
        if beside := self.panel.beside(entry):
            painter.drawText(left, top + small.ascent(), small.elidedText(beside, Qt.TextElideMode.ElideRight, width))
            top += metrics.lineSpacing()
        if entry.text:
            painter.setFont(font)
            painter.setPen(QColor(c.text))
            painter.setClipRect(rect.adjusted(0, 0, 0, -4))
            flags = int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRect(left, top, width, TEXT_LINES * metrics.lineSpacing()), flags, entry.text[:2000])
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRect, font: QFont, entry: Entry) -> QRect:
        """The day above its first entry; what is left of the room below."""
        c = theme.colours()
        painter.setFont(theme.sized(font, theme.SECONDARY, bold=True))
        painter.setPen(QColor(c.text))
        high = QFontMetrics(font).lineSpacing()
        where = QRect(rect.left() + 12, rect.top() + DAY_ABOVE - 2, rect.width() - 24, high)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown(entry.day, self.panel.desk.today()))
        return rect.adjusted(0, high + DAY_ABOVE, 0, 0)


class TimelinePanel(QWidget):
    """All exchanges with a contact, a line to add a note, and Delete to take an entry out."""

    letter_wanted = Signal(int)
    tables = frozenset({"interaction", "contact", "letter", "participant", "attachment"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.contact_id = 0
        self.files: dict[int, list[File]] = {}
        self.others: dict[int, list[tuple[int, str]]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(12, 12, 12, 0)
        self.count = label("", "section")
        head.addWidget(self.count)
        head.addStretch(1)
        self.kinds, self.years = Choices(), Choices()
        for choices, words in ((self.kinds, _("Kind")), (self.years, _("Year"))):
            choices.setProperty("quietly", True)
            choices.setProperty("narrows", True)
            choices.setAccessibleName(words)
            choices.picked.connect(lambda _value: self._narrow())
            head.addWidget(choices)
        column.addLayout(head)
        self.line = LineEdit()
        self.line.setPlaceholderText(_("Add a note to the history, then Enter"))
        self.line.setAccessibleName(_("Add a note to the history, then Enter"))
        self.note = InPlace(self.line, self._add_note, self._draft_note)
        self.line.setProperty("flat", False)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 4)
        row.addWidget(self.line)
        column.addLayout(row)
        self.view = QListView()
        self.view.setAccessibleName(_("History"))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setLayoutMode(QListView.LayoutMode.Batched)  # what is in view first, the rest while nobody waits
        self.view.setBatchSize(40)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.activated.connect(self._open)
        self.model = RowsModel(self._fetch, lambda entry: headline(entry, desk.today()) + " " + entry.text)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_EntryDelegate(self))
        column.addWidget(self.view, 1)
        self.empty = label(_("Nothing yet: log a call, or write a note above."), "muted", wrap=True)
        self.empty.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)

    def _fetch(self, ids: Any) -> list[Entry | None]:
        if self.desk.is_over:  # the view lays out the rest of a long history while its window goes
            return [None] * len(ids)
        self.files |= self.desk.read(queries.attachments, ids)
        self.others |= self.desk.read(queries.participants, ids)
        return self.desk.read(timeline_queries.rows, ids)

    def beside(self, entry: Entry) -> str:
        """What stands below the headline of an entry: whose it is, who else was there, its files."""
        who = [entry.who] if entry.contact_id != self.contact_id else []
        who += [name for key, name in self.others.get(entry.id, []) if key != self.contact_id]
        files = [f"[{file.name}]" for file in self.files.get(entry.id, [])]
        return " · ".join(part for part in (", ".join(who), " ".join(files)) if part)

    def show_contact(self, contact_id: int) -> None:
        if contact_id != self.contact_id:
            self.contact_id = contact_id
            self.kinds.show_value("")
            self.years.show_value("")
            key = f"note:{contact_id}"
            self.note.show("", self.desk.read(drafts.kept, key).get(key))
        self._offer()
        self._narrow()

    def _offer(self) -> None:
        """The kinds and years there are to choose from."""
        kinds, years = self.desk.read(timeline_queries.offered, self.contact_id)
        self.kinds.offer([("", _("Kind")), *((kind, f"{_(word(KINDS, kind))} {n}") for kind, n in kinds.items())])
        self.years.offer([("", _("Year")), *((year, year) for year in years)])
        self.kinds.setVisible(len(kinds) > 1)
        self.years.setVisible(len(years) > 1)

    def _narrow(self) -> None:
        narrowed = Narrowed(self.kinds.value(), self.years.value())
        ids = self.desk.read(timeline_queries.ids, self.contact_id, narrowed)
        self.files, self.others = {}, {}
        self.model.show(ids)
        count = len(ids)
        self.count.setText(ngettext("{n} exchange", "{n} exchanges", count).format(n=count) if count else _("History"))
        self.view.setVisible(bool(count))
        self.empty.setVisible(not count)

    def _add_note(self, text: str) -> None:
        if text.strip():
            exchange = edits.Exchange("note", self.desk.today().isoformat(), text=text)
            self.desk.do(_("Add a note"), edits.log, self.contact_id, exchange)
        self.note.show("")

    def _draft_note(self, text: str | None) -> None:
        self.desk.keep(drafts.keep, f"note:{self.contact_id}", text)

    def _current(self) -> Entry | None:
        found = self.view.currentIndex().data(ROW)
        return found if isinstance(found, Entry) else None

    def _open(self) -> None:
        entry = self._current()
        if entry is not None and entry.letter_id:
            self.letter_wanted.emit(entry.letter_id)
        elif entry is not None:
            self._change(entry)

    def _change(self, entry: Entry) -> None:
        from petitcrm.features.history.exchange_form import ExchangeForm

        ExchangeForm(self.window(), self.desk, entry.contact_id, entry.who, entry).open()

    def _attach(self, entry: Entry) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Attach a file"))
        if name:
            attached.attach(self.desk, entry.id, Path(name))

    def _menu(self, at: Any) -> None:
        entry = self._current()
        if entry is None:
            return
        menu = QMenu(self)
        if entry.letter_id:
            menu.addAction(_("Open the letter as printed"), self._open)
        menu.addAction(_("Change…"), lambda: self._change(entry))
        menu.addAction(_("Attach a file…"), lambda: self._attach(entry))
        for file in self.files.get(entry.id, []):
            below = menu.addMenu(icon("import"), file.name.replace("&", "&&"))
            if not attachments.is_runnable(file.name):
                below.addAction(_("Open"), partial(attached.open_file, self.desk, file))
            below.addAction(_("Save as…"), partial(attached.ask_and_save, self, self.desk, file))
            below.addAction(_("Take off"), partial(self.desk.do, _("Take a file off"), attachments.detach, file.id))
        if self.desk.read(queries.files_of, self.contact_id):
            save_all = partial(attached.ask_and_save_all, self, self.desk, self.contact_id)
            menu.addAction(_("Save all files of this contact…"), save_all)
        menu.addAction(
            _("Remove from the history"), lambda: self.desk.do(_("Remove from the history"), edits.remove, entry.id)
        )
        menu.exec(self.view.viewport().mapToGlobal(at))
