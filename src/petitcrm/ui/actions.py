"""An action is declared once, beside the method that does it: menu, key, palette and key sheet come from there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from petitcrm.base.language import _, mark
from petitcrm.ui.icons import icon

F = TypeVar("F", bound=Callable[..., object])

MENUS = {
    "file": mark("&File"),
    "edit": mark("&Edit"),
    "contact": mark("&Contact"),
    "call": mark("C&alls"),
    "letter": mark("&Letters"),
    "view": mark("&View"),
    "help": mark("&Help"),
}


@dataclass(frozen=True)
class Declared:
    """`text` is marked for translation; `key` in Qt's portable writing; several keys are separated by a comma."""

    text: str
    key: str
    menu: str
    icon: str
    everywhere: bool


def action(text: str, key: str = "", menu: str = "", icon: str = "", *, everywhere: bool = True) -> Callable[[F], F]:
    """Declare a method as an action. `everywhere` False: the key works only inside the widget (single letters)."""

    def declare(method: F) -> F:
        method.declared = Declared(text, key, menu, icon, everywhere)  # type: ignore[attr-defined]
        return method

    return declare


def bind(owner: QWidget, on: QWidget | None = None) -> list[QAction]:
    """Make the actions declared in `owner`'s class, in the order of declaration; their keys work in `on`."""
    return bind_for(owner, on or owner)


def bind_for(owner: object, on: QWidget) -> list[QAction]:
    """The same for an `owner` that is no widget."""
    made = []
    for name in _names(type(owner)):
        declared: Declared = getattr(type(owner), name).declared
        made.append(_make(owner, on, name, declared))
    return made


def _names(cls: type) -> list[str]:
    names: dict[str, None] = {}
    for base in reversed(cls.__mro__):
        names.update(dict.fromkeys(name for name, value in vars(base).items() if hasattr(value, "declared")))
    return list(names)


def _make(owner: object, on: QWidget, name: str, declared: Declared) -> QAction:
    made = QAction(_(declared.text), on)
    made.setObjectName(name)
    if declared.icon:
        made.setIcon(icon(declared.icon))
    if declared.key:
        made.setShortcuts([QKeySequence(part.strip()) for part in declared.key.split(",")])
    context = (
        Qt.ShortcutContext.WindowShortcut if declared.everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    made.setShortcutContext(context)
    made.setData(declared.menu)
    made.triggered.connect(lambda *_checked: getattr(owner, name)())
    on.addAction(made)
    return made


def plain(made: QAction) -> str:
    """The action's words without the mnemonic sign and dots."""
    return made.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("….")
