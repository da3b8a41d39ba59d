"""A page of two halves: the list on its own surface, and what belongs to the line chosen beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

LEAST, LEFT, RIGHT = 330, 390, 722  # pixels


def left_half(least: int = LEAST) -> tuple[QWidget, QVBoxLayout]:
    """The half of the list, and its column without margins."""
    half = QWidget()
    half.setObjectName("surface")
    half.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    half.setMinimumWidth(least)
    column = QVBoxLayout(half)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return half, column


def halves(left: QWidget, right: QWidget, splitter: QSplitter | None = None, *, at: int = LEFT) -> QSplitter:
    """Both halves with a hairline between them that can be drawn; the right one takes the room there is more."""
    splitter = splitter or QSplitter()
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setSizes([at, LEFT + RIGHT - at])
    splitter.setStretchFactor(1, 1)
    return splitter
