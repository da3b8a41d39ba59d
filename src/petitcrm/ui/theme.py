"""The look: one palette of roles, light and dark, and one short style sheet; follows the system without a restart."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from petitcrm.base import garbage
from petitcrm.base.paths import resource


@dataclass(frozen=True)
class Colours:
    """A colour for each role; the contrast of every text on every ground it stands on is tested (tests/ui)."""

    window: str
    surface: str
    sunken: str
    border: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    ok: str
    warn: str
    bad: str
    tiers: tuple[str, str, str, str, str, str, str, str]


LIGHT = Colours(
    "#F5F6F8", "#FFFFFF", "#ECEEF2", "#D5DAE1", "#858E9B", "#1A1D21", "#59626E", "#0B5CAD", "#FFFFFF", "#DCEBFA",
    "#17703A", "#855600", "#B3261E",
    ("#6B3FA0", "#0B6B72", "#6A6F00", "#5F6670", "#0B5CAD", "#994800", "#A3195B", "#17703A"),
)  # fmt: skip
DARK = Colours(
    "#17191D", "#1F2227", "#121417", "#3A3F47", "#747C88", "#E9EBEE", "#A3ABB6", "#6CB2F7", "#0E1A26", "#1D3A57",
    "#6CCB8B", "#E5B454", "#FF8A80",
    ("#C3A1F0", "#6FD3DA", "#D5D967", "#AEB5BF", "#6CB2F7", "#F0A868", "#F59AC0", "#6CCB8B"),
)  # fmt: skip

BODY, SECONDARY, TITLE = 11.0, 9.5, 15.0

_choice = "system"


def colours() -> Colours:
    """The colours in use."""
    return DARK if is_dark() else LIGHT


def is_dark() -> bool:
    if _choice != "system":
        return _choice == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


TIER_COLOURS = ("violet", "teal", "olive", "grey", "blue", "rust", "rose", "green")
_of_tiers: dict[str, str] = {}


def use_tier_colours(chosen: dict[str, str]) -> None:
    """From now on the letters of these tiers have these colours (names of TIER_COLOURS); the others that of their letter."""
    _of_tiers.clear()
    _of_tiers.update(chosen)


def tier_colour(code: str) -> str:
    """The colour of a tier's letter: the chosen one, else by the letter; those beyond D are grey."""
    if _of_tiers.get(code) in TIER_COLOURS:
        return colours().tiers[TIER_COLOURS.index(_of_tiers[code])]
    at = "ABCD".find(code[:1].upper()) if code else -1
    return colours().tiers[at if at >= 0 else 3]


def apply(choice: str = "system") -> None:
    """Dress the application: "system", "light" or "dark"."""
    global _choice
    _choice = choice
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not app.property("dressed"):  # once: a style changed under living widgets may still be painting them
        with garbage.resting():
            app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty("dressed", True)
    font = QFont(app.font())
    font.setPointSizeF(BODY)
    app.setFont(font)
    with garbage.resting():  # Qt walks over all widgets here: one collected meanwhile would bring it down
        app.setPalette(_palette(colours()))
        app.setStyleSheet(_sheet(colours()))


def sized(font: QFont, points: float, *, bold: bool = False) -> QFont:
    """`font` at another of the three sizes."""
    made = QFont(font)
    made.setPointSizeF(points)
    made.setBold(bold)
    return made


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, c.window), (role.WindowText, c.text), (role.Base, c.surface), (role.AlternateBase, c.sunken),
        (role.Text, c.text), (role.Button, c.surface), (role.ButtonText, c.text), (role.Highlight, c.selection),
        (role.HighlightedText, c.text), (role.ToolTipBase, c.surface), (role.ToolTipText, c.text),
        (role.PlaceholderText, c.muted), (role.Link, c.accent), (role.Mid, c.border), (role.Midlight, c.border),
        (role.Light, c.surface), (role.Dark, c.edge), (role.Shadow, c.border), (role.Accent, c.accent),
    ):  # fmt: skip
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.edge))
    return palette


def _sheet(c: Colours) -> str:
    tick = resource("icons", "tick-dark.svg" if c is DARK else "tick-light.svg").as_posix()
    arrow = resource("icons", "down-dark.svg" if c is DARK else "down-light.svg").as_posix()
    return f"""
    QToolTip {{ color: {c.text}; background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
    QWidget#surface, QScrollArea#surface, QWidget#surface > QWidget#qt_scrollarea_viewport {{ background: {c.surface}; }}
    QWidget#rail {{ background: {c.window}; border-right: 1px solid {c.border}; }}
    QWidget#bar {{ background: {c.window}; border-top: 1px solid {c.border}; }}
    QMenuBar {{ background: {c.window}; border-bottom: 1px solid {c.border}; }}
    QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.selection}; border-radius: 4px; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.selection}; }}
    QMenu::item:disabled {{ color: {c.edge}; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px; }}
    QAbstractScrollArea {{ border: none; background: {c.surface}; }}
    QLineEdit, QPlainTextEdit, QComboBox {{
        background: {c.surface}; border: 1px solid {c.edge}; border-radius: 6px; padding: 4px 8px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {c.accent}; padding: 3px 7px; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
    QComboBox[flat="true"]::down-arrow {{ image: none; }}
    QComboBox[flat="true"]::down-arrow:hover, QComboBox[flat="true"]::down-arrow:focus {{ image: url("{arrow}"); }}
    QComboBox[narrows="true"]::down-arrow {{ image: url("{arrow}"); width: 10px; height: 10px; }}
    QComboBox[quietly="true"] {{ color: {c.muted}; font-size: 9.5pt; }}
    QComboBox[quietly="true"]::drop-down {{ width: 12px; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.border}; outline: none; }}
    QLineEdit[flat="true"], QPlainTextEdit[flat="true"], QComboBox[flat="true"] {{
        background: transparent; border: 1px solid transparent; padding: 3px 6px; }}
    QLineEdit[flat="true"]:hover, QPlainTextEdit[flat="true"]:hover, QComboBox[flat="true"]:hover {{
        border: 1px solid {c.border}; background: {c.sunken}; }}
    QLineEdit[flat="true"]:focus, QPlainTextEdit[flat="true"]:focus, QComboBox[flat="true"]:focus {{
        border: 2px solid {c.accent}; background: {c.surface}; padding: 2px 5px; }}
    QLineEdit[main="true"] {{ font-weight: 600; }}
    QLineEdit[wrong="true"], QLineEdit[flat="true"][wrong="true"] {{ border: 2px solid {c.bad}; padding: 2px 5px; }}
    QPushButton {{ background: {c.surface}; border: 1px solid {c.edge}; border-radius: 6px; padding: 5px 14px; }}
    QPushButton:hover {{ background: {c.sunken}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 4px 13px; }}
    QPushButton:disabled {{ color: {c.edge}; border-color: {c.border}; }}
    QPushButton[primary="true"] {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; font-weight: 600; }}
    QPushButton[primary="true"]:hover {{ border: 1px solid {c.text}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {c.text}; padding: 4px 13px; }}
    QPushButton[primary="true"]:disabled {{ background: {c.sunken}; color: {c.muted}; border-color: {c.border}; }}
    QPushButton[quiet="true"] {{ background: transparent; border: 1px solid transparent; padding: 4px 8px; color: {c.accent}; }}
    QPushButton[quiet="true"]:hover {{ background: {c.sunken}; }}
    QPushButton[quiet="true"]:focus {{ border: 2px solid {c.accent}; padding: 3px 7px; }}
    QPushButton[line="true"] {{ text-align: left; padding: 3px 8px; color: {c.text}; }}
    QPushButton[line="true"]:focus {{ padding: 2px 7px; }}
    QPushButton[chip="true"] {{ border: 1px solid {c.edge}; border-radius: 11px; padding: 2px 8px; font-size: 9.5pt; }}
    QPushButton[chip="true"]:checked {{ background: {c.selection}; border: 1px solid {c.accent}; color: {c.text}; }}
    QPushButton[chip="true"]:focus {{ border: 2px solid {c.accent}; padding: 1px 7px; }}
    QWidget#closed, QWidget#closed QTableView {{ background: {c.sunken}; }}
    QWidget#tabs {{ background: {c.window}; border-bottom: 1px solid {c.border}; }}
    QPushButton[tab="true"] {{ background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 4px 12px;
        color: {c.muted}; }}
    QPushButton[tab="true"]:hover {{ background: {c.sunken}; }}
    QPushButton[tab="true"]:checked {{ background: {c.selection}; color: {c.text}; font-weight: 600; }}
    QPushButton[tab="true"]:focus {{ border: 2px solid {c.accent}; }}
    QPushButton[step="true"] {{ background: transparent; border: 2px solid transparent; border-radius: 0; padding: 7px 2px;
        color: {c.muted}; }}
    QPushButton[step="true"]:hover {{ color: {c.text}; }}
    QPushButton[step="true"]:checked {{ color: {c.text}; font-weight: 600; border-bottom: 2px solid {c.accent}; }}
    QPushButton[step="true"]:disabled {{ color: {c.edge}; }}
    QPushButton[step="true"]:focus {{ border: 2px solid {c.accent}; border-radius: 6px; }}
    QPushButton[rail="true"] {{ background: transparent; border: 2px solid transparent; border-radius: 6px; text-align: left;
        padding: 6px 10px; }}
    QPushButton[rail="true"]:hover {{ background: {c.sunken}; }}
    QPushButton[rail="true"]:checked {{ background: {c.selection}; font-weight: 600; }}
    QPushButton[rail="true"]:focus {{ border: 2px solid {c.accent}; }}
    QListView, QTableView, QTreeView {{ background: {c.surface}; border: none; outline: none; gridline-color: {c.border}; }}
    QHeaderView::section {{ background: {c.window}; border: none; border-bottom: 1px solid {c.border}; padding: 4px 8px;
        color: {c.muted}; font-size: 9.5pt; }}
    QHeaderView {{ background: {c.window}; border: none; }}
    QHeaderView#heads::section {{ padding: 4px 12px; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QSplitter::handle {{ background: {c.border}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c.edge}; border-radius: 4px; min-height: 32px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {c.edge}; border-radius: 4px; min-width: 32px; margin: 2px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none;
        width: 0; height: 0; }}
    QProgressBar {{ border: 1px solid {c.border}; border-radius: 4px; background: {c.sunken}; text-align: center; height: 14px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QFrame#hairline {{ background: {c.border}; max-height: 1px; min-height: 1px; border: none; }}
    QFrame#floating {{ background: {c.surface}; border: 1px solid {c.edge}; border-radius: 8px; }}
    QFrame#choice {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 6px; }}
    QFrame#choice:hover {{ background: {c.sunken}; }}
    QFrame#choice[current="true"] {{ border: 2px solid {c.accent}; }}
    QFrame#stop {{ background: {c.surface}; border: 1px solid {c.bad}; border-radius: 6px; }}
    QFrame#strip {{ background: {c.sunken}; border-radius: 6px; }}
    QLabel[role="muted"] {{ color: {c.muted}; font-size: 9.5pt; }}
    QLabel[role="title"] {{ font-size: 15pt; font-weight: 600; }}
    QLabel[role="section"] {{ color: {c.muted}; font-size: 9.5pt; font-weight: 600; }}
    QLabel[role="ok"] {{ color: {c.ok}; }}
    QLabel[role="warn"] {{ color: {c.warn}; }}
    QLabel[role="bad"] {{ color: {c.bad}; }}
    QLabel[role="accent"] {{ color: {c.accent}; }}
    QPushButton#notice {{ padding: 2px 6px; margin-left: -6px; }}
    QPushButton#notice[role="warn"] {{ color: {c.warn}; }}
    QPushButton#notice[role="bad"] {{ color: {c.bad}; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QCheckBox {{ spacing: 8px; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {c.edge}; border-radius: 4px; background: {c.surface}; }}
    QCheckBox::indicator:checked {{ background: {c.accent}; border: 1px solid {c.accent}; image: url("{tick}"); }}
    QRadioButton {{ spacing: 8px; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {c.edge}; border-radius: 8px; background: {c.surface}; }}
    QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 4px solid {c.accent}; background: {c.surface}; }}
    QRadioButton::indicator:disabled {{ border-color: {c.border}; }}
    QRadioButton:disabled {{ color: {c.edge}; }}
    QRadioButton:focus {{ outline: none; color: {c.accent}; }}
    QCheckBox:focus {{ outline: none; color: {c.accent}; }}
    """
