"""Words on the screen that are never markup: a name of a contact can't be taken for HTML."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.language import _


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label of plain text. role: muted, title, section, strong, ok, warn, bad."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Change the role of a label that stands already."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_flag(widget: QWidget, name: str, value: bool) -> None:
    """Change a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tip(widget: QWidget, text: str) -> None:
    """A tooltip of plain text (tooltips are rich text otherwise)."""
    widget.setToolTip(f"<span>{escape(text)}</span>" if text else "")


def show_problem(parent: QWidget | None, problem: Problem) -> None:
    """A problem in a box of its own, for what can't wait."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("PetitCRM")
    box.setText(problem.text)
    box.setInformativeText(problem.what_to_do)
    box.addButton(_("OK"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
