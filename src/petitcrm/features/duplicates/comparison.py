"""Two cards side by side, field by field: what is kept is chosen by key or click, the better value is chosen already."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from petitcrm.base import phones
from petitcrm.base.dates import typed
from petitcrm.base.language import _, ngettext
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.features.duplicates.better import JOINED, in_words
from petitcrm.features.duplicates.merging import MergePlan, merge_plan
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, tip
from petitcrm.ui.widgets.small import Elided

LABEL, LONGEST = 120, 60


class Comparison(QScrollArea):
    """The card that stays on the left, the one that goes on the right; `chosen` says what was decided otherwise."""

    open_contact = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.plan: MergePlan | None = None
        self._groups: dict[str, QButtonGroup] = {}
        self.setObjectName("surface")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pair(self, keep_id: int, drop_id: int) -> None:
        """Compare two cards. Problem where they can't become one."""
        self.plan = plan = self.desk.read(merge_plan, keep_id, drop_id)
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        self._groups = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        keep, drop = self.desk.read(contacts.card, keep_id), self.desk.read(contacts.card, drop_id)
        assert keep is not None
        assert drop is not None
        self._head(grid, keep, drop)
        for field in plan.fields:
            self._field(grid, field.key, field.label, field.kept, field.dropped, field.proposed)
        for words, mine, yours in _parts(keep, drop):
            self._row(grid, words, mine, yours)
        column.addLayout(grid)
        column.addWidget(label(moves(plan), "muted", wrap=True))
        column.addStretch(1)
        self.setWidget(inside)

    def _head(self, grid: QGridLayout, keep: ContactCard, drop: ContactCard) -> None:
        for at, (card, words) in enumerate(((keep, _("stays")), (drop, _("is merged into it")))):
            name = Elided("title")
            name.show_text(card.display_name)
            made = label(f"{words} · " + _("card of {day}").format(day=typed(card.created_at[:10])), "muted", wrap=True)
            grid.addWidget(name, 0, at + 1)
            grid.addWidget(made, 1, at + 1)

    def _row(self, grid: QGridLayout, words: str, mine: str, yours: str) -> int:
        at = grid.rowCount()
        grid.addWidget(label(words, "muted", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
        if mine == yours:
            grid.addWidget(label(mine, wrap=True), at, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label("=", "muted"), at, 2, Qt.AlignmentFlag.AlignTop)
        else:
            grid.addWidget(label(mine or "—", wrap=True), at, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(yours or "—", wrap=True), at, 2, Qt.AlignmentFlag.AlignTop)
        return at

    def _field(self, grid: QGridLayout, key: str, words: str, kept: str, dropped: str, proposed: str) -> None:
        mine, yours = (in_words(key, typed(value)) for value in (kept, dropped))
        if kept == dropped or not kept or not dropped or key in JOINED:
            self._row(grid, words, mine, yours)
            return
        at = grid.rowCount()
        grid.addWidget(label(words, "muted", wrap=True), at, 0)
        group = QButtonGroup(self)
        for place, (value, text) in enumerate(((kept, mine), (dropped, yours))):
            choice = QPushButton((text if len(text) <= LONGEST else text[:LONGEST] + "…").replace("&", "&&"))
            choice.setProperty("chip", True)
            choice.setCheckable(True)
            choice.setChecked(value == proposed)
            choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            choice.setAccessibleName(f"{words}: {text}")
            choice.setProperty("value", value)
            tip(choice, text if len(text) > LONGEST else "")
            group.addButton(choice, place)
            grid.addWidget(choice, at, place + 1, Qt.AlignmentFlag.AlignLeft)
        if group.checkedButton() is None:
            group.button(0).setChecked(True)
        self._groups[key] = group

    def chosen(self) -> dict[str, str]:
        """The value of every field in which the two contradict each other."""
        checked = {key: group.checkedButton() for key, group in self._groups.items()}
        return {key: str(choice.property("value")) for key, choice in checked.items() if choice is not None}


def _parts(keep: ContactCard, drop: ContactCard) -> list[tuple[str, str, str]]:
    """What both sides keep: numbers, addresses, tags."""
    found = []
    for words, texts in (
        (
            _("Phones"),
            [_lines(phones.shown(one.e164) if one.e164 else one.raw for one in card.phones) for card in (keep, drop)],
        ),
        (_("E-mails"), [_lines(one.raw for one in card.emails) for card in (keep, drop)]),
        (_("Web"), [_lines(one.raw for one in card.webs) for card in (keep, drop)]),
        (_("Addresses"), [_lines(_place(one.address) for one in card.places) for card in (keep, drop)]),
        (_("Tags"), [", ".join(card.tags) for card in (keep, drop)]),
    ):
        if any(texts):
            found.append((words, texts[0], texts[1]))
    return found


def _lines(texts: object) -> str:
    return "\n".join(texts)  # type: ignore[arg-type]


def _place(address: object) -> str:
    town = f"{address.postcode} {address.town}".strip()  # type: ignore[attr-defined]
    return ", ".join(part for part in (address.street, address.locality, town) if part)  # type: ignore[attr-defined]


def moves(plan: MergePlan) -> str:
    """What the card that goes hands over, in a sentence."""
    told = [
        ngettext("{n} exchange", "{n} exchanges", plan.exchanges).format(n=plan.exchanges) if plan.exchanges else "",
        ngettext("{n} letter", "{n} letters", plan.letters).format(n=plan.letters) if plan.letters else "",
        ngettext("{n} promise", "{n} promises", plan.follow_ups).format(n=plan.follow_ups) if plan.follow_ups else "",
        ngettext("{n} person", "{n} people", plan.people).format(n=plan.people) if plan.people else "",
    ]
    moving = ", ".join(part for part in told if part)
    rest = _(
        "Numbers, addresses and tags of both are kept; a value that is not chosen goes into the notes. Ctrl+Z undoes it."
    )
    return (_("Move over: {what}.").format(what=moving) + " " if moving else "") + rest
