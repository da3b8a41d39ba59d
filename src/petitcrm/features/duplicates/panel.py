"""Who may be meant already, beside the form of a new card: never a box in the way, never a silent merge."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.duplicates import queries
from petitcrm.features.duplicates.queries import Candidate, Draft
from petitcrm.features.duplicates.words import BAND_ROLES, band_word
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_flag
from petitcrm.ui.widgets.small import Badge, Elided

MOST = 5


class Found(QFrame):
    """One card that may be meant: name, company and town, and why. Enter or a click opens it."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.contact_id = 0
        self.badge = Badge()
        self.name, self.below = Elided("strong"), Elided("muted")
        self.why = label("", "muted", wrap=True)
        self.band = label("", "muted")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.band)
        head.addWidget(self.badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self.below)
        column.addWidget(self.why)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)

    def show_found(self, found: Candidate) -> None:
        self.contact_id = found.contact_id
        self.name.show_text(found.name)
        below = " · ".join(part for part in (found.company, found.town) if part)
        self.below.show_text(below)
        self.below.setVisible(bool(below))
        self.why.setText(", ".join(found.reasons))
        self.band.setText(band_word(found.band))
        self.band.setProperty("role", BAND_ROLES[found.band])
        self.band.style().unpolish(self.band)
        self.band.style().polish(self.band)
        self.badge.show_tier(found.tier)
        self.setAccessibleName(f"{found.name}, {below}: {', '.join(found.reasons)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.contact_id)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.contact_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        set_flag(self, "current", True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        set_flag(self, "current", False)
        super().focusOutEvent(event)


class AlikePanel(QWidget):
    """The likely duplicates of what is typed so far, the likeliest first."""

    open_contact = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setMinimumWidth(230)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 16, 8)
        column.setSpacing(6)
        self.title = label("", "section", wrap=True)
        column.addWidget(self.title)
        self.found = [Found() for _at in range(MOST)]
        for one in self.found:
            one.opened.connect(self.open_contact)
            one.hide()
            column.addWidget(one)
        column.addStretch(1)

    def focus_first(self) -> None:
        """Put the keyboard on the likeliest card: Enter opens it."""
        if not self.found[0].isHidden():
            self.found[0].setFocus()

    def show_draft(self, kind: str, values: Mapping[str, str]) -> None:
        """Look for the cards that what is typed may be a second one of."""
        draft = Draft(
            kind=kind,
            civility=values.get("civility", ""),
            given_name=values.get("given_name", ""),
            family_name=values.get("family_name", ""),
            company=values.get("company", ""),
            phones=tuple(values[name] for name in ("phone", "mobile") if values.get(name)),
            emails=tuple(values[name] for name in ("email",) if values.get(name)),
            postcode=values.get("postcode", ""),
            town=values.get("town", ""),
            street=values.get("street", ""),
        )
        typed = any((draft.given_name, draft.family_name, draft.company, *draft.phones, *draft.emails))
        found = self.desk.read(queries.alike, draft, MOST) if typed else []
        for at, one in enumerate(self.found):
            if at < len(found):
                one.show_found(found[at])
            one.setVisible(at < len(found))
        self.title.setText(
            _("Perhaps known already (Ctrl+↓)")
            if found
            else _("Nobody like this yet.")
            if typed
            else _("Known cards appear here.")
        )
