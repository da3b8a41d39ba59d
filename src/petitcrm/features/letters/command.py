"""Letters from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _, ngettext
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.letters import mailing, pictures, queries, settings
from petitcrm.features.letters.costs import Costs
from petitcrm.features.letters.grouping import written_to
from petitcrm.features.letters.joining import PERSON
from petitcrm.features.letters.mailing import Composed, Order
from petitcrm.features.letters.pieces import Maker, Pieces, beside
from petitcrm.features.letters.queries import LeftOut, Selection
from petitcrm.features.letters.windows import PRESETS, Window
from petitcrm.store.connection import Reader
from petitcrm.store.store import Store

MOST_TOLD = 5  # reasons in the message where nobody is left


@dataclass(frozen=True)
class Report:
    """What was written and who was left out."""

    composed: Composed
    out: Path
    pieces: Pieces | None = None
    pieces_out: Path | None = None

    @property
    def left_out(self) -> list[LeftOut]:
        return self.composed.order.selection.left_out

    @property
    def references(self) -> list[str]:
        """The reference of each letter, in their order."""
        order = self.composed.order
        return [order.reference(at) for at in range(len(self.composed.letters))]

    def as_json(self) -> dict[str, Any]:
        """Names that do not change, as the README documents them."""
        return {
            "written": len(self.composed.letters),
            "pages": self.composed.pages,
            "letters": [
                {"uid": letter.recipient_uid, "name": name, "reference": reference}
                for letter, name, reference in zip(
                    self.composed.letters, self.composed.order.selection.names, self.references, strict=True
                )
            ],
            "out": str(self.out),
            **({"pieces_out": str(self.pieces_out), "pieces_pages": self.pieces.pages} if self.pieces else {}),
            "left_out": [{"uid": one.uid, "name": one.name, "reason": one.reason} for one in self.left_out],
            "problems": [{"uid": uid, "name": name, "problem": text} for uid, name, text in self.composed.problems()],
        }

    def in_words(self) -> str:
        """The same for a person."""
        written, pages = len(self.composed.letters), self.composed.pages
        lines = [
            _("{path}: {letters}, {pages}.").format(
                path=self.out,
                letters=ngettext("{n} letter", "{n} letters", written).format(n=written),
                pages=ngettext("{n} page", "{n} pages", pages).format(n=pages),
            ),
            ngettext("{n} entry in the history.", "{n} entries in the history.", written).format(n=written),
        ]
        if self.pieces is not None:
            lines.insert(1, _("{path}: {labels}.").format(path=self.pieces_out, labels=self.pieces.words))
        if self.left_out:
            count = len(self.left_out)
            lines.append(ngettext("{n} contact left out:", "{n} contacts left out:", count).format(n=count))
            lines += [f"  {said(one)}" for one in self.left_out]
        problems = self._problems_in_words()
        if problems:
            lines += [_("To look at:"), *problems]
        return "\n".join(lines)

    def _problems_in_words(self) -> list[str]:
        """One line for each sentence, with whom it is said of."""
        names: dict[str, list[str]] = {}
        for _uid, name, text in self.composed.problems():
            names.setdefault(text, []).append(name)
        return [
            f"  {text} {named[0]}"
            if len(named) == 1
            else f"  {text} " + ngettext("({n} letter)", "({n} letters)", len(named)).format(n=len(named))
            for text, named in names.items()
        ]


def said(one: LeftOut) -> str:
    """Who is left out and why."""
    return _("{name}: {reason}").format(name=one.name or one.uid, reason=one.reason)


def run(
    store: Store,
    out: Path,
    *,
    to: Sequence[str] | None = None,
    tier: str | None = None,
    model: str = "",
    window: str = "",
    on: date,
    per: str = PERSON,
    order: str = "list",
    name: str = "",
    costs: Costs = Costs(),  # noqa: B008 - never changed
    make_pieces: Maker | None = None,
) -> Report:
    """Write letters into the PDF `out` and into the history: to the uids `to`, to a `tier`, or else to everybody.

    Whoever can't be written to is left out and reported; somebody named in `to` is written to even if a letter went
    out a short time ago. `make_pieces` makes the envelopes or labels that go with the letters, written beside `out`.
    Problem where nobody is left, or where a name is unknown, naming the choices.
    """
    mailing.check_target(out, store.path)
    chosen = store.read(queries.model, model)
    selection = store.read(_selection, to, tier, chosen.language, on, per, order)
    _check_somebody(selection)
    run_order = Order(
        selection,
        store.read(pictures.with_pictures, chosen.as_model()),
        store.read(settings.letterhead),
        store.read(_window, window),
        on,
        store.read(queries.next_number),
        store.read(queries.is_referenced, len(selection.ids)),
        name,
        costs,
    )
    pieces = store.read(make_pieces, selection) if make_pieces is not None else None
    composed = mailing.compose(replace(run_order, pieces=pieces))
    more = [(beside(out, pieces), pieces.compose())] if pieces is not None else []
    mailing.save(store, composed, out, more=more)
    return Report(composed, out, pieces, more[0][0] if more else None)


def chosen_ids(reader: Reader, to: Sequence[str] | None, tier: str | None) -> list[int]:
    """The contacts that the uids `to` name, those of a `tier`, or else all. Problem where a name is unknown."""
    if to is not None:
        return [contacts.id_of(reader, uid) for uid in to]
    if tier is not None:
        return list(contacts.ids_with_tier(reader, _tier(reader, tier)))
    return list(contacts.ids(reader))


def _selection(
    reader: Reader, to: Sequence[str] | None, tier: str | None, language: str, on: date, per: str, order: str
) -> Selection:
    ids = chosen_ids(reader, to, tier)
    return written_to(reader, ids, on, per, order, language=language, with_recent=to is not None)


def _tier(reader: Reader, code: str) -> str:
    known = contacts.tiers(reader)
    found = next((one for one in known if one.casefold() == code.strip().casefold()), None)
    if found is None:
        raise Problem(
            _("There is no tier “{code}”.").format(code=code), _("The tiers are: {all}.").format(all=", ".join(known))
        )
    return found


def _window(reader: Reader, name: str) -> Window:
    """The window called `name`, "" for the owner's."""
    wanted = name.strip() or settings.WINDOW.read(reader)
    found = next((one for one in PRESETS if one.id == wanted), None)
    if found is None:
        raise Problem(
            _("There is no window envelope “{name}”.").format(name=name),
            _("The choices are: {all}.").format(all=", ".join(one.id for one in PRESETS)),
        )
    return found


def _check_somebody(selection: Selection) -> None:
    if selection.recipients:
        return
    if not selection.left_out:
        raise Problem(_("There is nobody to write to."), _("Choose at least one recipient."))
    told = [said(one) for one in selection.left_out[:MOST_TOLD]]
    more = len(selection.left_out) - len(told)
    if more > 0:
        told.append(ngettext("{n} other", "{n} others", more).format(n=more))
    raise Problem(_("There is nobody to write to."), _("Left out: {reasons}.").format(reasons="; ".join(told)))
