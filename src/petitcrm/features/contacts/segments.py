"""Segments: choices of contacts to write to or to call, as the owner named them or as a filter says it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.features.contacts import conditions, search, views
from petitcrm.features.contacts.queries import Condition
from petitcrm.features.contacts.views import View
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class Segment:
    """What it is called, what kind of segment it is (both in words), and who is meant: a view of the list of contacts."""

    name: str
    kind: str
    view: View


def offered(reader: Reader, plain: Sequence[Condition]) -> list[Segment]:
    """All there are: the owner's views, everybody, then each filter; `plain` are the filters without a value."""
    found = [Segment(one.name, _("my view"), one.view) for one in views.all_of(reader)]
    found.append(Segment(_("All contacts"), "", View()))
    found += [Segment(_(one.label), _("filter"), View((one.key,))) for one in plain]
    for title, worded in conditions.groups(reader):
        found += [
            Segment(conditions.titled(title, words), title, View((condition.key,))) for condition, words in worded
        ]
    return found


def gone(reader: Reader, view: View, plain: Sequence[Condition]) -> list[str]:
    """What a segment asks for that is no longer there (a tag, a tier), in words."""
    return [key.partition(":")[2] or key for key in conditions.named(reader, view.filters, plain)[1]]


def members(reader: Reader, view: View, plain: Sequence[Condition]) -> "array[int]":
    """Who is in a segment now, in order of name. Problem where it asks for what is gone: without that, too many would be in."""
    known, _unknown = conditions.named(reader, view.filters, plain)
    if lost := gone(reader, view, plain):
        names = ", ".join(lost)
        raise Problem(
            _("This segment asks for what is no longer there: {names}.").format(names=names),
            _("Open the view in the list of contacts, choose its filters again, and keep it."),
        )
    return search.narrowed(reader, view.search, [condition for condition, _words in known])
