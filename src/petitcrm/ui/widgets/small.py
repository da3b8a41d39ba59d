"""Small parts of screens."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from petitcrm.ui.icons import icon
from petitcrm.ui.lists.painting import paint_badge
from petitcrm.ui.messages import label, tip


class Button(QPushButton):
    """A button that Return presses, too: Enter goes on, wherever one is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isEnabled():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str, run: Callable[[], object], *, primary: bool = False, quiet: bool = False, icon_name: str = ""
) -> QPushButton:
    """A button; `&` in `text` is a mnemonic."""
    made = Button(text)
    made.setProperty("primary", primary)
    made.setProperty("quiet", quiet)
    if icon_name:
        made.setIcon(icon(icon_name))
    made.clicked.connect(lambda *_clicked: run())
    return made


def hairline() -> QFrame:
    line = QFrame()
    line.setObjectName("hairline")
    return line


class Badge(QWidget):
    """The letter of a tier."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(24, 24)
        self._text = ""

    def show_tier(self, text: str) -> None:
        self._text = text
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, QPointF(1, 1), self._text, self.font())
        painter.end()


class Elided(QLabel):
    """A label of one line whose end gives way to an ellipsis, with the whole text as a tooltip."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)
        if role:
            self.setProperty("role", role)
        self._whole = ""

    def show_text(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        fitted = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(fitted)
        tip(self, self._whole if fitted != self._whole else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Empty(QWidget):
    """What an empty place says: one sentence, one button."""

    def __init__(self, sentence: str, *buttons: QPushButton) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(16)
        self.sentence = label(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMinimumWidth(260)
        column.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignCenter)
        for one in buttons:
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignCenter)


def icon_button(name: str, words: str, run: Callable[[], object]) -> QPushButton:
    """A button that is only a picture, with its words for a screen reader and as a tooltip."""
    made = QPushButton(icon(name), "")
    made.setProperty("quiet", True)
    made.setFixedSize(28, 28)
    made.setIconSize(QSize(18, 18))
    made.setAccessibleName(words)
    tip(made, words)
    made.clicked.connect(lambda *_clicked: run())
    return made
