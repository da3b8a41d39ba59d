"""What the first screen says of requests."""

from collections.abc import Callable

from petitcrm.base.language import ngettext
from petitcrm.features.requests import queries
from petitcrm.ui.desk import Desk
from petitcrm.ui.widgets.notices import Notice


def waiting(desk: Desk, go: Callable[[], object]) -> list[Notice]:
    """The requests whose promised day is over or near, in a line; `go` leads to them. Nothing where there are none."""
    found = desk.read(queries.late, desk.today())
    if not found:
        return []
    late = sum(one.is_late for one in found)
    if late:
        words = ngettext("{n} late request", "{n} late requests", late).format(n=late)
    else:
        words = ngettext("{n} request to answer soon", "{n} requests to answer soon", len(found)).format(n=len(found))
    return [Notice(words, "bad" if late else "warn", go)]
