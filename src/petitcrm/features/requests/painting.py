"""Requests as lines of a list or cards of a board, and the small picture of their ages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from petitcrm.base.language import _
from petitcrm.features.requests import lines
from petitcrm.features.requests.queries import RequestRow, Times
from petitcrm.ui import theme
from petitcrm.ui.lists.painting import EDGE, Line, LineDelegate

GAP, INDENT = 12, 16
CARD = 74  # the height of a card of the board


@dataclass(frozen=True, slots=True)
class RequestLine(Line):
    """`lead` opens the second line in its own colour, `aside` ends it at the right."""

    lead: str = ""
    lead_role: str = "muted"
    aside: str = ""


class RequestDelegate(LineDelegate):
    """The subject, and by when; below how urgent, whose, how old. A bar at the left edge where selling stops."""

    def __init__(self, parent: QWidget, today: Callable[[], date], *, is_card: bool = False) -> None:
        """A card is narrower and higher: the day goes to a line of its own, the state stands above the column."""
        super().__init__(parent)
        self._today = today
        self._is_card = is_card

    def line(self, row: object) -> RequestLine:
        assert isinstance(row, RequestRow)
        due, lead = lines.promised(row, self._today()), lines.urgency(row)
        who = lines.whose(row)
        if not self._is_card and row.state == "waiting":
            who = f"{lines.state(row)} · {who}"
        return RequestLine(
            "", row.subject, who, due.text, due.role, lead=lead.text, lead_role=lead.role, aside=lines.age(row)
        )

    def _write(self, painter: QPainter, rect: QRect, line: Line, font: QFont) -> None:
        assert isinstance(line, RequestLine)
        c = theme.colours()
        small, bold = theme.sized(font, theme.SECONDARY), theme.sized(font, theme.BODY, bold=True)
        strong = theme.sized(font, theme.SECONDARY, bold=line.lead_role != "muted")
        left, right = rect.left() + INDENT, rect.right() - EDGE
        if line.lead_role != "muted":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(c, line.lead_role)))
            painter.drawRoundedRect(QRectF(rect.left() + 6, rect.top() + 9, 3, rect.height() - 18), 1.5, 1.5)
        due, muted = QColor(getattr(c, line.mark_role)), QColor(c.muted)
        first, second, third = rect.top() + 6, rect.top() + 27, rect.top() + 47
        if self._is_card:
            _write_left(painter, line.title, QColor(c.text), bold, left, right, first)
            _write_left(painter, line.mark, due, small, left, right, third)
            _write_right(painter, line.aside, muted, small, left, right, third)
            end = right
        else:
            end = _write_right(painter, line.mark, due, small, left, right, first + 1)
            _write_left(painter, line.title, QColor(c.text), bold, left, end, first)
            end = _write_right(painter, line.aside, muted, small, left, right, second)
        after = _write_left(painter, line.lead, QColor(getattr(c, line.lead_role)), strong, left, end, second)
        _write_left(painter, f" · {line.below}", muted, small, after, end, second)


def _write_right(painter: QPainter, text: str, colour: QColor, font: QFont, left: int, right: int, top: int) -> int:
    """Write `text` so that it ends at `right`. Where what stands before it has to end."""
    if not text:
        return right
    width = min(QFontMetrics(font).horizontalAdvance(text), right - left)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRect(right - width, top, width, 20), Qt.AlignmentFlag.AlignVCenter, text)
    return right - width - GAP


def _write_left(painter: QPainter, text: str, colour: QColor, font: QFont, left: int, right: int, top: int) -> int:
    """Write `text` from `left`, with an ellipsis where it does not fit. Where it ends."""
    metrics = QFontMetrics(font)
    fitted = metrics.elidedText(text[:300], Qt.TextElideMode.ElideRight, max(0, right - left))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRect(left, top, max(0, right - left), 20), Qt.AlignmentFlag.AlignVCenter, fitted)
    return left + metrics.horizontalAdvance(fitted)


class AgesPicture(QWidget):
    """Four bars: how many open requests are how old."""

    BAR, SPACE, TALL = 36, 8, 30

    def __init__(self) -> None:
        super().__init__()
        self._counts = [0] * len(lines.AGES)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(len(lines.AGES) * (self.BAR + self.SPACE) - self.SPACE, self.TALL + 34)

    def show_times(self, times: Times) -> None:
        self._counts = lines.by_age(times.open_ages)
        self.setAccessibleName(lines.picture_in_words(times))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.sized(self.font(), theme.SECONDARY - 1))
        most, middle = max(1, *self._counts), Qt.AlignmentFlag.AlignCenter
        for at, ((longest, ages), count) in enumerate(zip(lines.AGES, self._counts, strict=True)):
            left = at * (self.BAR + self.SPACE)
            height = round(self.TALL * count / most)
            base = 16 + self.TALL
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.border if not count else c.warn if longest is None else c.accent))
            painter.drawRoundedRect(QRectF(left + 6, base - max(height, 2), self.BAR - 12, max(height, 2)), 2, 2)
            painter.setPen(QColor(c.text))
            if count:
                painter.drawText(QRect(left, base - height - 16, self.BAR, 15), middle, str(count))
            painter.setPen(QColor(c.muted))
            painter.drawText(
                QRect(left, base + 2, self.BAR, 15), middle, ages if at else _("{ages} d").format(ages=ages)
            )
        painter.end()
