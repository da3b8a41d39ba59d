"""Small panels that open under a place of the window: choose one of many, type a value, say yes. Escape leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
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
TOP = 72  # where a panel in the middle begins


class Panel(QFrame):
    """A panel that lies over the window, a part of it; it goes when the keyboard or a click goes elsewhere.

    (Windows of their own are closed, or put elsewhere, by some systems when one follows the other.)
    """

    def __init__(self, parent: QWidget, title: str, *, width: int = 360) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("floating")
        self.setAccessibleName(title)
        self.setFixedWidth(width)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self._under: QWidget | None = None
        self._back: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        self.title = label(title, "section")
        self.column.addWidget(self.title)

    def fit(self) -> None:
        """Be as high as what stands in it, below its place, within the window."""
        self.column.activate()
        wraps = self.column.hasHeightForWidth()
        height = self.column.totalHeightForWidth(self.width()) if wraps else self.sizeHint().height()
        self.resize(self.width(), height + 2)
        window = self.window()
        if self._under is None:
            corner = QPoint((window.width() - self.width()) // 2, TOP)
        else:
            corner = self._under.mapTo(window, QPoint(0, self._under.height() + 4))
        left = max(4, min(corner.x(), window.width() - self.width() - 4))
        top = max(4, min(corner.y(), window.height() - self.height() - 4))
        self.move(left, top)

    def open_under(self, widget: QWidget) -> None:
        """Open below `widget`, and take the keyboard."""
        self._under = widget
        self._open()

    def open_centred(self) -> None:
        """Open at the top of the window, in its middle, and take the keyboard."""
        self.setFixedWidth(min(self.width(), self.window().width() - 48))
        self._under = None
        self._open()

    def _open(self) -> None:
        self._back = self.window().focusWidget()
        self.fit()
        self.show()
        self.raise_()
        self.focus_first()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.installEventFilter(self)

    def focus_first(self) -> None:
        self.setFocus()

    def _is_inside(self, widget: object) -> bool:
        return widget is self or (isinstance(widget, QWidget) and self.isAncestorOf(widget))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        elsewhere = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn)
        if elsewhere and self.isVisible() and isinstance(watched, QWidget) and not self._is_inside(watched):
            self._back = None
            self.close()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            event.accept()  # no key of the panel reaches the page below

    def closeEvent(self, event: QCloseEvent) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        back, self._back = self._back, None
        if back is not None and back.isVisible():
            back.setFocus()
        super().closeEvent(event)


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
        is_key = watched is self.box and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and self._shown:
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
        row.addStretch(1)
        row.addWidget(button(done or _("Keep (Enter)"), self._finish, primary=True))
        self.column.addWidget(self.box)
        self.column.addWidget(self.why)
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
