"""One campaign: what it did in words and pictures, its costs changed in place, another one beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.language import _, mark
from petitcrm.base.late import Late
from petitcrm.features.campaigns import queries, words
from petitcrm.features.campaigns.cost_form import CostForm, texts
from petitcrm.features.campaigns.queries import Answered, Campaign
from petitcrm.features.contacts.fields import STAGES
from petitcrm.features.letters.addressees import flush
from petitcrm.store.connection import Reader
from petitcrm.ui.charts import Chart
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_flag
from petitcrm.ui.widgets.chart import ChartCard
from petitcrm.ui.widgets.editing import Choices, InPlace
from petitcrm.ui.widgets.small import Elided, button, icon_button

if TYPE_CHECKING:
    from petitcrm.features.campaigns import edits
else:
    edits = Late("petitcrm.features.campaigns.edits")

EDGE, GAP, BESIDE = 24, 16, 900
MOST_ANSWERS = 12
REFERENCE, DAY = 76, 96  # pixels
PARTS = (("tier", mark("by tier")), ("stage", mark("by stage")), ("tag", mark("by tag")))


@dataclass(frozen=True)
class Shown:
    """All that is shown of one campaign."""

    campaign: Campaign
    charts: tuple[Chart, ...]
    answers: tuple[Answered, ...]
    compared: str


def look_at(reader: Reader, mailing_id: int, by: str, other: Campaign | None) -> Shown | None:
    """Read one campaign, its parts `by` tier, stage or tag, and how it compares with another."""
    one = queries.campaign(reader, mailing_id)
    if one is None:
        return None
    charts = [words.results(one), words.by_segment(queries.segments(reader, mailing_id, by), by, STAGES)]
    if one.outcome.returned:
        charts.append(words.returns(queries.reasons(reader, mailing_id)))
    compared = ""
    if other is not None and (found := queries.comparison(reader, one.id, other.id)):
        compared = words.compared(found, title_of(one), title_of(other))
    return Shown(one, tuple(charts), tuple(queries.answers(reader, mailing_id, MOST_ANSWERS)), compared)


def title_of(one: Campaign) -> str:
    return f"M{one.number} {one.name}"


class AnswerLine(QWidget):
    """What was recorded of one letter; the name leads to the contact, the cross takes a mistake back."""

    def __init__(self, one: Answered, opens: Callable[[int], object], remove: Callable[[Answered], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        who = flush(button(one.name.replace("&", "&&"), lambda: opens(one.contact_id), quiet=True))
        said = words.what(one.kind, one.reason, one.amount)
        told = Elided("muted")
        told.show_text(said[:1].upper() + said[1:])
        cross = icon_button("trash", _("Remove what was recorded of {name}").format(name=one.name), lambda: remove(one))
        for text, wide in ((one.reference, REFERENCE), (shown(one.day), DAY)):
            beside = label(text, "muted")
            beside.setFixedWidth(wide)
            row.addWidget(beside)
        row.addWidget(who)
        row.addWidget(told, 1)
        row.addWidget(cross)


class Detail(QScrollArea):
    """The right half of the page."""

    open_contact = Signal(int)
    asked_again = Signal()  # other parts, another one to compare with: what is shown is to be read again

    def __init__(self, desk: Desk, print_it: Callable[[], object]) -> None:
        super().__init__()
        self.desk = desk
        self.shown: Shown | None = None
        self.title, self.when = label("", "title", wrap=True), label("", "muted", wrap=True)
        self.story = label("", wrap=True)
        self.story.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.print_button = button(_("Print…"), print_it)
        self.form = CostForm(4)
        self.fields = {key: InPlace(box, self._save_costs) for key, box in self.form.boxes.items()}
        for field in self.fields.values():
            field.refused.connect(self.form.told.setText)
            set_flag(field.editor, "flat", False)  # an empty field must be seen
        self.by, self.other = Choices(), Choices()
        self.by.offer([(value, _(name)) for value, name in PARTS])
        self.by.setAccessibleName(_("Who answers: by what"))
        self.other.setAccessibleName(_("Compare with"))
        self.compared = label("", wrap=True)
        self.none = label(_("Nothing was recorded yet."), "muted")
        self.cards: dict[str, ChartCard] = {}
        self._columns = 0
        self._lay_out()
        for choice in (self.by, self.other):
            set_flag(choice, "flat", False)
            choice.picked.connect(lambda _value: self.asked_again.emit())

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, GAP, EDGE, EDGE)
        column.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.when)
        head.addLayout(names, 1)
        head.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.story)
        column.addWidget(self._section(_("Costs and break-even"), self.form))
        self.grid = QGridLayout()
        self.grid.setSpacing(GAP)
        column.addLayout(self.grid)
        column.addWidget(self._compare_section())
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        holder = QWidget()
        holder.setLayout(self.lines)
        self.lines.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section(_("Recorded last"), self.none, holder))
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)

    @staticmethod
    def _section(name: str, *parts: QWidget) -> QWidget:
        made = QWidget()
        made.setObjectName("surface")
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(label(name, "section"))
        for part in parts:
            column.addWidget(part)
        return made

    def _compare_section(self) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.other)
        row.addStretch(1)
        holder = QWidget()
        holder.setLayout(row)
        self.compare = self._section(_("Compare with"), holder, self.compared)
        return self.compare

    # showing

    def show_others(self, others: Sequence[Campaign], current: int) -> None:
        """What the campaign can be compared with."""
        offered = [("", _("no other campaign"))]
        offered += [(str(one.id), f"{title_of(one)} · {shown(one.day)}") for one in others if one.id != current]
        self.other.offer(offered)
        if self.other.value() not in [value for value, _words in offered]:
            self.other.show_value("")
        self.compare.setVisible(len(offered) > 1)

    def other_id(self) -> int:
        return int(self.other.value() or 0)

    def show_campaign(self, found: Shown) -> None:
        is_other = self.shown is None or self.shown.campaign.id != found.campaign.id
        self.shown = found
        one = found.campaign
        self.title.setText(one.name)
        self.when.setText(f"M{one.number} · {words.summary(one)}")
        self.story.setText("\n".join(words.story(one)))
        for key, text in texts(one.outcome.costs).items():
            self.fields[key].show(text)
        self.form.show_count(one.outcome.sent)
        self.compared.setText(found.compared)
        self.compared.setVisible(bool(found.compared))
        self._show_charts(found.charts)
        self._show_answers(found.answers)
        if is_other:
            self.verticalScrollBar().setValue(0)

    def _show_charts(self, charts: Sequence[Chart]) -> None:
        for chart in charts:
            if chart.key in self.cards:
                self.cards[chart.key].show_chart(chart)
                continue
            card = self.cards[chart.key] = ChartCard(chart)
            if chart.key == "segments":
                self._put_choice(card)
            self._columns = 0
        wanted = {chart.key for chart in charts}
        for key, card in self.cards.items():
            if card.isHidden() == (key in wanted):
                card.setVisible(key in wanted)
                self._columns = 0
        self._place()

    def _put_choice(self, card: ChartCard) -> None:
        """The choice of the parts stands beside the chart's title."""
        column = card.layout()
        assert isinstance(column, QVBoxLayout)
        column.removeWidget(card.title)
        row = QHBoxLayout()
        row.addWidget(card.title, 1)
        row.addWidget(self.by)
        column.insertLayout(0, row)

    def _place(self) -> None:
        """Two charts beside each other where there is room."""
        columns = 2 if self.width() >= BESIDE else 1
        if columns == self._columns:
            return
        self._columns = columns
        for card in self.cards.values():
            self.grid.removeWidget(card)
        shown = [key for key in ("results", "returns", "segments") if key in self.cards]
        order = [self.cards[key] for key in shown if not self.cards[key].isHidden()]
        for at, card in enumerate(order):
            is_alone = columns == 2 and at == len(order) - 1 and at % 2 == 0
            self.grid.addWidget(card, at // columns, at % columns, 1, 2 if is_alone else 1)
        for at in range(2):
            self.grid.setColumnStretch(at, 1 if at < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _show_answers(self, found: Sequence[Answered]) -> None:
        while self.lines.count():
            item = self.lines.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in found:
            self.lines.addWidget(AnswerLine(one, self.open_contact.emit, self._remove))
        self.none.setVisible(not found)

    # changing

    def _save_costs(self, _text: str) -> None:
        if self.shown is None:
            return
        one = self.shown.campaign
        self.desk.do(_("Costs of a mailing"), edits.set_costs, one.id, self.form.costs())

    def _remove(self, one: Answered) -> None:
        try:
            self.desk.do(_("Remove what was recorded"), edits.remove, one.id)
        except Problem as problem:
            self.desk.problem.emit(problem)
            return
        self.desk.say(_("{reference}, {name}: removed").format(reference=one.reference, name=one.name))
