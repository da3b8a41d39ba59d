"""What a contact waits for, on its card: whether to sell at all, and the open requests."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.language import _, ngettext
from petitcrm.features.history.fields import word
from petitcrm.features.requests import lines, queries
from petitcrm.features.requests.fields import BANNER, URGENCIES
from petitcrm.features.requests.queries import Blocking, RequestRow
from petitcrm.ui import theme
from petitcrm.ui.desk import Desk
from petitcrm.ui.icons import icon
from petitcrm.ui.messages import label, tip
from petitcrm.ui.widgets.small import Elided, button

MOST = 3
HEIGHT = 26


class Sign(QWidget):
    """An icon that warns, in the colour of what is forbidden."""

    def __init__(self, name: str, size: int = 20) -> None:
        super().__init__()
        self._icon = icon(name)
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        drawn = self._icon.pixmap(self.size(), self.devicePixelRatioF())
        tint = QPainter(drawn)
        tint.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        tint.fillRect(self.rect(), QColor(theme.colours().bad))
        tint.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, drawn)
        painter.end()


class OpenLine(QAbstractButton):
    """A request in one line, which leads to it."""

    def __init__(self) -> None:
        super().__init__()
        self._row: RequestRow | None = None
        self._due = lines.Said("")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_request(self, row: RequestRow, due: lines.Said, words: str) -> None:
        self._row, self._due = row, due
        self.setAccessibleName(words)
        tip(self, row.subject)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        row, c = self._row, theme.colours()
        if row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(c.sunken))
        if self.hasFocus():
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        small = theme.sized(self.font(), theme.SECONDARY)
        side, right = Qt.AlignmentFlag.AlignVCenter, self.width() - 8
        painter.setFont(small)
        for said in (self._due, lines.Said(lines.age(row))):
            if said.text:
                width = QFontMetrics(small).horizontalAdvance(said.text)
                painter.setPen(QColor(getattr(c, said.role)))
                painter.drawText(QRect(right - width, 0, width, HEIGHT), side, said.text)
                right -= width + 12
        left = 8
        urgency = lines.urgency(row)
        for text, colour in ((urgency.text, getattr(c, urgency.role)), (row.subject, c.text)):
            fitted = QFontMetrics(small).elidedText(text, Qt.TextElideMode.ElideRight, max(0, right - left))
            painter.setPen(QColor(colour))
            painter.drawText(QRect(left, 0, max(0, right - left), HEIGHT), side, fitted)
            left += QFontMetrics(small).horizontalAdvance(fitted) + 8
        painter.end()


class RequestsStrip(QFrame):
    """Hidden while the contact waits for nothing."""

    open_request = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._blocking = 0
        self._ids: list[int] = []
        self.banner = QFrame()
        self.banner.setObjectName("stop")
        self.words = label(_(BANNER), "bad")
        font = self.words.font()
        font.setBold(True)
        self.words.setFont(font)
        self.why = Elided("muted")
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.words)
        text.addWidget(self.why)
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(Sign("stop"))
        row.addLayout(text, 1)
        self.see = button(_("See the request"), self._see, quiet=True)
        row.addWidget(self.see)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(2)
        column.addWidget(self.banner)
        self.lines = [OpenLine() for _at in range(MOST)]
        for at, line in enumerate(self.lines):
            line.clicked.connect(lambda *_clicked, at=at: self.open_request.emit(self._ids[at]))
            column.addWidget(line)
        self.more = label("", "muted")
        self.more.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.more)
        self.hide()

    def show_contact(self, contact_id: int) -> None:
        today = self.desk.today()
        blocking = self.desk.read(queries.blocks_selling, [contact_id]).get(contact_id)
        found = [row for row in self.desk.read(queries.of_contact, contact_id, today) if row.state != "done"]
        self._show_banner(blocking, contact_id)
        others = [row for row in found if blocking is None or row.id != blocking.request_id]
        self._ids = [row.id for row in others]
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(others))
            if at < len(others):
                row = others[at]
                line.show_request(row, lines.promised(row, today), lines.in_a_line(row, today))
        left = len(others) - MOST
        self.more.setVisible(left > 0)
        if left > 0:
            self.more.setText(ngettext("and {n} more request", "and {n} more requests", left).format(n=left))
        self.setVisible(blocking is not None or bool(others))

    def _show_banner(self, blocking: Blocking | None, contact_id: int) -> None:
        self._blocking = blocking.request_id if blocking else 0
        self.banner.setVisible(blocking is not None)
        if blocking is None:
            return
        since = _("since {day}").format(day=shown(blocking.received_on, self.desk.today()))
        whose = blocking.name if blocking.contact_id != contact_id else ""
        urgency = _(word(URGENCIES, blocking.urgency))
        told = " · ".join(part for part in (blocking.subject, whose, urgency, since) if part)
        self.why.show_text(told)
        self.banner.setAccessibleName(f"{_(BANNER)}. {told}")

    def _see(self) -> None:
        if self._blocking:
            self.open_request.emit(self._blocking)
