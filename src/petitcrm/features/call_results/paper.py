"""The results on A4: the same charts as on the screen, drawn with a pen for paper."""

from collections.abc import Sequence
from datetime import date

from petitcrm.base.dates import shown
from petitcrm.base.language import _
from petitcrm.features.call_results import words
from petitcrm.features.call_results.queries import Results
from petitcrm.features.letters.chart_paper import put_charts, room_for
from petitcrm.features.letters.paper import MUTED, Paper
from petitcrm.ui.charts import Chart

APART = 8.0  # millimetres between two columns
BESIDE = ((("weekdays", "kept"), ("hours",)), (("attempts",), ("weeks",)))


def results_pdf(found: Results, today: date) -> bytes:
    """The PDF of the results, on as many pages as it takes."""
    title = _("Results of the calls")
    paper = Paper(title, 0)
    paper.text(_("As of {day}").format(day=shown(today)), size=9, colour=MUTED)
    paper.text(title, size=18, bold=True)
    paper.text(words.summary(found), size=9, colour=MUTED)
    charts = {chart.key: chart for chart in words.charts(found)}
    put_charts(paper, [charts["slots"]], paper.margin, paper.inner)
    half = (paper.inner - APART) / 2
    pairs = [([charts[key] for key in left], [charts[key] for key in right]) for left, right in BESIDE]
    while pairs:
        fitting = [pair for pair in pairs if max(room_for(paper, side, half) for side in pair) <= paper.room]
        if not fitting:
            paper.next_page()
        pair = (fitting or pairs)[0]  # what is too high for this page lets others go before it
        pairs.remove(pair)
        _pair(paper, *pair, half)
    return paper.done()


def _pair(paper: Paper, left: Sequence[Chart], right: Sequence[Chart], half: float) -> None:
    """Charts in two columns that begin side by side."""
    top = paper.y
    put_charts(paper, left, paper.margin, half)
    after, paper.y = paper.y, top
    put_charts(paper, right, paper.margin + half + APART, half)
    paper.y = max(after, paper.y)
