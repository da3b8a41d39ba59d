"""Adding contacts to a sequence from elsewhere: a list of the sequences, narrowed by typing; a new name makes a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from petitcrm.base.language import _, ngettext
from petitcrm.base.late import Late
from petitcrm.base.text import key
from petitcrm.features.sequences import lines, queries
from petitcrm.features.sequences.doing import do_for
from petitcrm.features.sequences.queries import SequenceRow
from petitcrm.ui.desk import Desk
from petitcrm.ui.widgets.panels import Offer, Picker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from petitcrm.features.sequences import edits
    from petitcrm.features.sequences.edits import Joined
else:
    edits = Late("petitcrm.features.sequences.edits")


def offers(known: Sequence[SequenceRow], chosen: int = 0) -> list[Offer]:
    """A line for each sequence, beside it how many are in it."""
    return [
        Offer(
            one.name,
            one,
            ngettext("{n} contact", "{n} contacts", one.going).format(n=one.going),
            chosen=one.id == chosen,
        )
        for one in known
    ]


def ask_and_add(parent: QWidget, under: QWidget, desk: Desk, ids: Sequence[int]) -> Picker:
    """Ask into which sequence `ids` go, and put them into it."""
    known = desk.read(queries.sequences)
    title = ngettext("Add to which sequence? {n} contact", "Add to which sequence? {n} contacts", len(ids))

    def anew(text: str) -> str:
        is_new = text.strip() and key(text) not in [key(one.name) for one in known]
        return _("New sequence “{name}”").format(name=text.strip()) if is_new else ""

    hint = _("Name of a sequence, or of a new one")
    picker = Picker(parent, title.format(n=len(ids)), offers(known), hint=hint, make=anew)
    picker.picked.connect(lambda one: _add(desk, one.id, one.name, ids))
    picker.typed_anew.connect(lambda text: _add(desk, 0, text.strip(), ids))
    picker.open_under(under)
    return picker


def _add(desk: Desk, sequence_id: int, name: str, ids: Sequence[int]) -> None:
    today = desk.today()

    def edit(session: Session) -> Joined:
        return edits.join(session, sequence_id or edits.make(session, name), ids, today)

    do_for(
        desk,
        len(ids),
        _("Add to a sequence"),
        edit,
        told=lambda found: lines.joined(name, len(found.ids), found.left_out),
    )
