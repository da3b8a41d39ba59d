"""Small panels that open under a place of the window: choose one of many, type a value, say yes. Escape leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.language import _
from petitcrm.base.text import words
from petitcrm.ui import theme
from petitcrm.ui.messages import label, set_role
from petitcrm.ui.widgets.small import button

ROWS, ROW = 11, 30


class Panel(QDialog):
    """A floating panel with a title; it goes when somebody clicks elsewhere."""

    def __init__(self, parent: QWidget, title: str, *, width: int = 360) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setFixedWidth(width)
        frame = QFrame(self)
        frame.setObjectName("floating")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(frame)
        self.column = QVBoxLayout(frame)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        self.title = label(title, "section")
        self.column.addWidget(self.title)

    def fit(self) -> None:
        """Be as high as what stands in it."""
        for layout in (self.column, self._outer):
            layout.activate()
        self.resize(self.width(), self.sizeHint().height())

    def open_under(self, widget: QWidget) -> None:
        """Open below `widget`, within the screen."""
        self.fit()
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        screen = (QGuiApplication.screenAt(corner) or widget.screen()).availableGeometry()
        left = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        top = max(screen.top(), min(corner.y(), screen.bottom() - self.sizeHint().height()))
        self.move(left, top)
        self.show()
        self.focus_first()

    def focus_first(self) -> None:
        self.setFocus()


@dataclass(frozen=True)
class Offer:
    """One line to choose: its words, what it stands for, what is said beside it, whether it is chosen already."""

    words: str
    value: Any
    beside: str = ""
    chosen: bool = False


class Picker(Panel):
    """A list to choose from, narrowed by typing: arrows, Enter. `make` answers the words for what is typed anew."""

    picked = Signal(object)
    typed_anew = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        offers: Sequence[Offer],
        *,
        hint: str = "",
        make: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent, title)
        self._offers = offers
        self._make = make
        self._shown: list[Offer | None] = []
        self.box = QLineEdit()
        self.box.setPlaceholderText(hint or _("Type to find"))
        self.box.setAccessibleName(title)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_OfferDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.nothing = label(_("Nothing of that name."), "muted")
        for widget in (self.box, self.list, self.nothing):
            self.column.addWidget(widget)
        self.box.textChanged.connect(self._search)
        self.box.returnPressed.connect(self._pick)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._pick())
        self._search("")

    def focus_first(self) -> None:
        self.box.setFocus()

    def _search(self, text: str) -> None:
        typed = words(text)
        found = [offer for offer in self._offers if _matches(offer, typed)]
        if typed:
            found.sort(key=lambda offer: not _begins(offer, " ".join(typed)))
        self._shown = list(found)
        self.list.clear()
        for offer in found:
            item = QListWidgetItem(offer.words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, offer)
        if self._make is not None and (new := self._make(text)):
            self._shown.append(None)
            QListWidgetItem(new, self.list)
        self.list.setVisible(bool(self._shown))
        self.nothing.setVisible(not self._shown)
        self.list.setFixedHeight(min(len(self._shown), ROWS) * ROW + 4)
        chosen = next((at for at, offer in enumerate(found) if offer.chosen), 0) if not typed else 0
        self.list.setCurrentRow(chosen)
        self.fit()

    def _pick(self) -> None:
        at = self.list.currentRow()
        if not 0 <= at < len(self._shown):
            return
        offer, text = self._shown[at], self.box.text()
        self.close()
        if offer is None:
            self.typed_anew.emit(text)
        else:
            self.picked.emit(offer.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._shown:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
            step = steps.get(Qt.Key(event.key()))
            if step:
                self.list.setCurrentRow(max(0, min(len(self._shown) - 1, self.list.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)


def _matches(offer: Offer, typed: list[str]) -> bool:
    said = words(f"{offer.beside} {offer.words}")
    return all(any(word.startswith(part) for word in said) for part in typed)


def _begins(offer: Offer, typed: str) -> bool:
    """Whether an offer begins with what was typed: it comes before those that only hold it."""
    return any(" ".join(words(text)).startswith(typed) for text in (offer.words, f"{offer.beside} {offer.words}"))


class _OfferDelegate(QStyledItemDelegate):
    """The words, and what is said beside them at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c = theme.colours()
        box: QRect = option.rect
        offer = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(c.selection))
        left, right = box.left() + 8, box.right() - 8
        beside = offer.beside if isinstance(offer, Offer) else ""
        if beside:
            small = theme.sized(option.font, theme.SECONDARY)
            painter.setFont(small)
            painter.setPen(QColor(c.muted))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(left, box.top(), right - left, ROW), side, beside)
            right -= QFontMetrics(small).horizontalAdvance(beside) + 12
        is_chosen = isinstance(offer, Offer) and offer.chosen
        font = theme.sized(option.font, theme.BODY - 0.5, bold=is_chosen)
        painter.setFont(font)
        painter.setPen(QColor(c.accent if offer is None or is_chosen else c.text))
        text = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, box.top(), right - left, ROW), Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class Ask(Panel):
    """A value to type: Enter keeps it. What can't be kept is said below and stays typed."""

    def __init__(
        self, parent: QWidget, title: str, keep: Callable[[str], str], *, text: str = "", hint: str = "", done: str = ""
    ) -> None:
        """`keep(text)` does what is to be done and answers "", or why it can't be."""
        super().__init__(parent, title)
        self._keep = keep
        self.box = QLineEdit(text)
        self.box.setPlaceholderText(hint)
        self.box.setAccessibleName(title)
        self.box.selectAll()
        self.why = label("", wrap=True)
        self.why.hide()
        row = QHBoxLayout()
        row.addWidget(self.why, 1)
        row.addStretch(1)
        row.addWidget(button(done or _("Keep (Enter)"), self._finish, primary=True))
        self.column.addWidget(self.box)
        self.column.addLayout(row)
        self.box.returnPressed.connect(self._finish)

    def focus_first(self) -> None:
        self.box.setFocus()

    def _finish(self) -> None:
        why = self._keep(self.box.text())
        if why:
            self.why.setText(why)
            set_role(self.why, "bad")
            self.why.show()
            self.fit()
        else:
            self.close()


class Confirm(Panel):
    """What can't be undone is asked before it is done; the button that does it is not the first."""

    def __init__(
        self, parent: QWidget, title: str, text: str, does: str, leave: str, run: Callable[[], object]
    ) -> None:
        super().__init__(parent, title, width=420)
        self.run = run
        self.column.addWidget(label(text, wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        self.leave = button(leave, self.close)
        self.does = button(does, self._do)
        row.addWidget(self.leave)
        row.addWidget(self.does)
        self.column.addLayout(row)

    def focus_first(self) -> None:
        self.leave.setFocus()

    def _do(self) -> None:
        self.close()
        self.run()
