"""The look of a list as a table: a header with columns to order and size, one line of 30 px for each row."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QToolTip

from petitcrm.ui import theme
from petitcrm.ui.lists.heads import Head, TableRow
from petitcrm.ui.lists.painting import HEIGHT, paint_badge
from petitcrm.ui.lists.rows import RowsModel
from petitcrm.ui.lists.view import RowsView

LOW = 30
PAD = 12
NARROWEST = 40
WIDER = 1.7  # how many times its width a column takes where there is room


class ListOrTable(RowsView):
    """A list of lines that can also stand as a table."""

    sort_wanted = Signal(str)
    arranged = Signal()
    heads_menu = Signal(QPoint)

    def __init__(self, model: RowsModel, *, several: bool = False) -> None:
        super().__init__(model, several=several)
        self.heads: Sequence[Head] = ()
        self._given: dict[str, int] = {}
        header = self.horizontalHeader()
        header.setObjectName("heads")
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(NARROWEST)
        header.setFixedHeight(LOW)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.heads_menu.emit(header.mapToGlobal(at)))
        header.sectionClicked.connect(self._on_clicked)
        header.sectionMoved.connect(lambda *_moved: self.arranged.emit())
        header.sectionResized.connect(lambda *_sized: self.arranged.emit() if self.heads else None)

    @property
    def is_table(self) -> bool:
        return bool(self.heads)

    def show_lines(self) -> None:
        """Lines of two rows, without columns."""
        self._dress((), HEIGHT)

    def show_table(self, heads: Sequence[Head]) -> None:
        """A table with these columns."""
        self._dress(tuple(heads), LOW)

    def _dress(self, heads: Sequence[Head], height: int) -> None:
        header = self.horizontalHeader()
        header.blockSignals(True)
        self.heads = heads
        self.rows.show_columns([head.title for head in heads])
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(mode.Interactive if heads else mode.Stretch)
        for at in range(header.count()):
            header.moveSection(header.visualIndex(at), at)
        self._given = {}
        for at, head in enumerate(heads):
            header.resizeSection(at, max(head.width, self._least(head)))
            if not head.by_hand:
                self._given[head.key] = header.sectionSize(at)
        header.blockSignals(False)
        header.setVisible(bool(heads))
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded if heads else policy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(height)
        self.updateGeometries()
        self._fill()
        self.viewport().update()

    def _least(self, head: Head) -> int:
        """What the title of a column needs."""
        sign = "" if head.kind == "badge" else "  ↓"
        metrics = QFontMetrics(theme.sized(self.font(), theme.SECONDARY))
        return 0 if head.by_hand else metrics.horizontalAdvance(head.title + sign) + 2 * PAD + 4

    def _fill(self) -> None:
        """Columns of text share the room that is left, those that somebody sized aside."""
        header = self.horizontalHeader()
        usual = {at: max(head.width, self._least(head)) for at, head in enumerate(self.heads)}
        free = [at for at, head in enumerate(self.heads) if self._given.get(head.key) == header.sectionSize(at)]
        wide = [at for at in free if self.heads[at].kind in ("strong", "text")]
        taken = sum(usual[at] if at in free else header.sectionSize(at) for at in usual)
        room, base = self.viewport().width() - taken, sum(usual[at] for at in wide)
        factor = min(WIDER, 1 + max(0, room) / base) if base else 1.0
        header.blockSignals(True)
        for at in wide:
            header.resizeSection(at, int(usual[at] * factor))
            self._given[self.heads[at].key] = header.sectionSize(at)
        header.blockSignals(False)
        self.updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.heads:
            self._fill()

    def order(self) -> list[str]:
        """The keys of the columns as they stand from left to right."""
        header = self.horizontalHeader()
        return [self.heads[header.logicalIndex(at)].key for at in range(len(self.heads))]

    def widths(self) -> dict[str, int]:
        """The widths that somebody chose, by key."""
        sizes = {head.key: self.horizontalHeader().sectionSize(at) for at, head in enumerate(self.heads)}
        return {key: size for key, size in sizes.items() if self._given.get(key) != size}

    def widen(self, key: str, by: int) -> None:
        """Make a column wider, or with a negative number narrower."""
        at = next((at for at, head in enumerate(self.heads) if head.key == key), -1)
        if at >= 0:
            header = self.horizontalHeader()
            header.resizeSection(at, max(NARROWEST, header.sectionSize(at) + by))

    def show_sort(self, key: str, descending: bool) -> None:
        """Say in the header what the lines are sorted by."""
        header = self.horizontalHeader()
        at = next((at for at, head in enumerate(self.heads) if head.key == key), -1)
        self.rows.titles = [
            f"{head.title}  {'↓' if descending else '↑'}" if here == at else head.title
            for here, head in enumerate(self.heads)
        ]
        header.viewport().update()

    def head_at(self, x: int) -> Head | None:
        """The column at a place of the header."""
        at = self.horizontalHeader().logicalIndexAt(x)
        return self.heads[at] if 0 <= at < len(self.heads) else None

    def _on_clicked(self, section: int) -> None:
        if section < len(self.heads):
            self.sort_wanted.emit(self.heads[section].key)

    # painting: rows as a whole, for a cell at a time is too slow in a wide window

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.heads:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = self._columns()
        brush = _Brush(painter, self)
        first = max(0, self.rowAt(event.rect().top()))
        height = self.viewport().height()
        for at in range(first, len(self.rows.ids)):
            top = self.rowViewportPosition(at)
            if top > min(height, event.rect().bottom()):
                break
            brush.row(at, top, columns)
        painter.end()

    def _columns(self) -> list[tuple[int, int, int]]:
        """(logical index, left edge, width) of the columns in sight."""
        header, wide = self.horizontalHeader(), self.viewport().width()
        found = []
        for visual in range(len(self.heads)):
            at = header.logicalIndex(visual)
            left, width = header.sectionViewportPosition(at), header.sectionSize(at)
            if left < wide and left + width > 0:
                found.append((at, left, width))
        return found

    def viewportEvent(self, event: object) -> bool:
        if self.heads and isinstance(event, QHelpEvent) and event.type() == QHelpEvent.Type.ToolTip:
            self._tell_whole(event)
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def _tell_whole(self, event: QHelpEvent) -> None:
        """The whole text of a cell that is cut short."""
        index = self.indexAt(event.pos())
        text = str(index.data() or "") if index.isValid() else ""
        metrics = QFontMetrics(theme.sized(self.font(), theme.BODY))
        if text and metrics.horizontalAdvance(text) > self.columnWidth(index.column()) - 2 * PAD:
            QToolTip.showText(event.globalPos(), f"<span>{escape(text)}</span>", self)
        else:
            QToolTip.hideText()


class _Brush:
    """Paints the rows of one frame."""

    def __init__(self, painter: QPainter, view: ListOrTable) -> None:
        self.painter = painter
        self.view = view
        c = theme.colours()
        self.selection, self.line, self.accent = QColor(c.selection), QColor(c.border), QColor(c.accent)
        self.pens = {"": QColor(c.text), "muted": QColor(c.muted), "warn": QColor(c.warn), "bad": QColor(c.bad)}
        font = view.font()
        self.plain, self.bold = theme.sized(font, theme.SECONDARY + 0.5), theme.sized(font, theme.SECONDARY + 0.5)
        self.bold.setBold(True)
        self.small = theme.sized(font, theme.SECONDARY)
        self.metrics = {False: QFontMetrics(self.plain), True: QFontMetrics(self.bold)}
        self.selected = view.selectionModel()
        self.current = view.currentIndex().row() if view.hasFocus() else -1
        self.wide = view.viewport().width()

    def row(self, at: int, top: int, columns: list[tuple[int, int, int]]) -> None:
        painter = self.painter
        if self.selected.isSelected(self.view.rows.index(at, 0)):
            painter.fillRect(0, top, self.wide, LOW, self.selection)
        painter.setPen(self.line)
        painter.drawLine(0, top + LOW - 1, self.wide, top + LOW - 1)
        row = self.view.rows.row(at)
        if row is not None:
            for logical, left, width in columns:
                self._cell(row, logical, QRect(left + PAD, top, width - 2 * PAD, LOW - 1))
        if at == self.current:
            painter.setPen(QPen(self.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(1, top + 1, self.wide - 2, LOW - 3))

    def _cell(self, row: TableRow, logical: int, box: QRect) -> None:
        words = row.words[logical]
        if not words:
            return
        kind = self.view.heads[logical].kind
        if kind == "badge":
            paint_badge(self.painter, QPointF(box.left(), box.top() + 4), words, self.small)
            return
        strong = kind == "strong"
        self.painter.setFont(self.bold if strong else self.plain)
        self.painter.setPen(self.pens[row.roles[logical] if row.roles else ""])
        side = Qt.AlignmentFlag.AlignRight if kind == "number" else Qt.AlignmentFlag.AlignLeft
        fitted = self.metrics[strong].elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        self.painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, fitted)
