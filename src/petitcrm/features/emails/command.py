"""E-mail drafts for the command line."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from petitcrm.base.language import _, ngettext
from petitcrm.features.emails import edits
from petitcrm.features.emails.drafts import Run, reachable, save_all
from petitcrm.features.letters import pictures, queries, settings
from petitcrm.features.letters.command import chosen_ids, said
from petitcrm.features.letters.queries import Selection
from petitcrm.store.store import Store


def run(
    store: Store, folder: Path, to: Sequence[str] | None, tier: str | None, model: str, on: date, *, note: bool
) -> tuple[list[Path], Selection]:
    """Write a draft for each that can be e-mailed into `folder`, and into the history where `note` is true."""
    chosen = store.read(queries.model, model)
    ids = store.read(chosen_ids, to, tier)
    selection = store.read(queries.recipients, ids, on, language=chosen.language, channel="email")
    selection = reachable(selection)
    made = save_all(
        Run(selection, store.read(pictures.with_pictures, chosen.as_model()), store.read(settings.letterhead), on),
        folder,
    )
    if note:
        store.do(
            _("E-mails: {model}").format(model=chosen.name), edits.note, selection.ids, chosen.name, "", on.isoformat()
        )
    return made, selection


def as_json(made: Sequence[Path], selection: Selection) -> dict[str, Any]:
    """Names that do not change, as the README documents them."""
    return {
        "written": len(made),
        "out": [str(path) for path in made],
        "left_out": [{"uid": one.uid, "name": one.name, "reason": one.reason} for one in selection.left_out],
    }


def in_words(made: Sequence[Path], selection: Selection) -> str:
    """The same for a person."""
    lines = [ngettext("{n} draft written.", "{n} drafts written.", len(made)).format(n=len(made))]
    if selection.left_out:
        count = len(selection.left_out)
        lines.append(ngettext("{n} contact left out:", "{n} contacts left out:", count).format(n=count))
        lines += [f"  {said(one)}" for one in selection.left_out]
    return "\n".join(lines)
