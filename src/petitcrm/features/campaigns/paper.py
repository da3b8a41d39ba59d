"""A campaign on A4: what it did in words, the same charts as on the screen, what was recorded last."""

from datetime import date

from petitcrm.base import money
from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.features.campaigns import words
from petitcrm.features.campaigns.cost_form import FIELDS, shown_rate
from petitcrm.features.campaigns.detail import Shown
from petitcrm.features.letters.chart_paper import put_charts, room_for
from petitcrm.features.letters.costs import Costs
from petitcrm.features.letters.paper import MUTED, Paper

LINE = 5.0  # millimetres of a line of the last table


def campaign_pdf(found: Shown, today: date) -> bytes:
    """The PDF of one campaign, on as many pages as it takes."""
    one = found.campaign
    paper = Paper(one.name, 0)
    paper.text(_("As of {day}").format(day=shown(today)), size=9, colour=MUTED)
    paper.text(one.name, size=18, bold=True)
    paper.text(f"M{one.number} · {words.summary(one)}", size=9, colour=MUTED)
    paper.y += 2
    for sentence in words.story(one):
        paper.text(sentence)
    _costs(paper, one.outcome.costs, one.outcome.sent)
    for chart in found.charts:
        if room_for(paper, [chart], paper.inner) > paper.room:
            paper.next_page()
        put_charts(paper, [chart], paper.margin, paper.inner)
    if found.compared:
        paper.heading(_("Compared"))
        paper.text(found.compared)
    _answers(paper, found)
    return paper.done()


def _costs(paper: Paper, costs: Costs, count: int) -> None:
    if not costs.is_known and costs.margin is None:
        return
    paper.heading(_("Costs and break-even"))
    amounts = {"fixed": costs.fixed, "piece": costs.piece, "margin": costs.margin}
    said = {key: "—" if value is None else money.shown(value) for key, value in amounts.items()}
    said["rate"] = shown_rate(costs.expected_rate) or "—"
    wide = paper.inner / len(FIELDS)
    for at, (key, name, _what) in enumerate(FIELDS):
        paper.cell(_(name), paper.margin + at * wide, paper.y, wide - 3, size=8, colour=MUTED)
        paper.cell(said[key], paper.margin + at * wide, paper.y + 3.8, wide - 3, bold=True)
    paper.y += 9.5
    told, _role = words.plan(costs, count)
    paper.text(told, size=9)


def _answers(paper: Paper, found: Shown) -> None:
    if not found.answers:
        return
    if paper.room < 4 * LINE:
        paper.next_page()
    paper.heading(_("Recorded last"))
    for one in found.answers:
        if paper.room < LINE and not paper.next_page():
            return
        x, y = paper.margin, paper.y
        paper.cell(one.reference, x, y, 24, size=9)
        paper.cell(shown(one.day), x + 26, y, 26, size=9, colour=MUTED)
        paper.cell(one.name, x + 54, y, 58, size=9)
        paper.cell(words.what(one.kind, one.reason, one.amount), x + 114, y, paper.inner - 114, size=9)
        paper.y += LINE
