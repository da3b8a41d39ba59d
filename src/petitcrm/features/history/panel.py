"""The timeline on a contact's card."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
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
from petitcrm.features.history import timeline_queries
from petitcrm.features.history.fields import KINDS, word
from petitcrm.features.history.looks import ICONS, headline
from petitcrm.features.history.queries import Entry
from petitcrm.features.history.timeline_queries import Narrowed
from petitcrm.store import drafts
from petitcrm.ui import theme
from petitcrm.ui.desk import Desk
from petitcrm.ui.icons import icon
from petitcrm.ui.lists.rows import ROW, RowsModel
from petitcrm.ui.messages import label
from petitcrm.ui.widgets.editing import Choices, InPlace, LineEdit

if TYPE_CHECKING:
    from petitcrm.features.history import edits
else:
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
        if entry.contact_id != self.panel.contact_id:
            line += f" · {entry.who}"
        small = QFontMetrics(painter.font())
        painter.drawText(
            left, rect.top() + 5 + small.ascent(), small.elidedText(line, Qt.TextElideMode.ElideRight, width)
        )
        if entry.text:
            painter.setFont(font)
            painter.setPen(QColor(c.text))
            top = rect.top() + 5 + small.lineSpacing() + 2
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
    tables = frozenset({"interaction", "contact", "letter"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.contact_id = 0
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
        return self.desk.read(timeline_queries.rows, ids)

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

    def _rewrite(self, entry: Entry) -> None:
        text, sure = QInputDialog.getMultiLineText(self, _("Rewrite"), headline(entry, self.desk.today()), entry.text)
        if sure and text != entry.text:
            self.desk.try_to(_("Rewrite an exchange"), edits.rewrite, entry.id, text)

    def _menu(self, at: Any) -> None:
        entry = self._current()
        if entry is None:
            return
        menu = QMenu(self)
        if entry.letter_id:
            menu.addAction(_("Open the letter as printed"), self._open)
        menu.addAction(_("Rewrite…"), lambda: self._rewrite(entry))
        menu.addAction(
            _("Remove from the history"), lambda: self.desk.do(_("Remove from the history"), edits.remove, entry.id)
        )
        menu.exec(self.view.viewport().mapToGlobal(at))
