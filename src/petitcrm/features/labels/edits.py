"""What can change of labels: the owner's sheets, and which labels are used."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Refused
from petitcrm.base.language import _
from petitcrm.base.text import clean
from petitcrm.features.labels import sheets
from petitcrm.features.labels.sheets import Sheet
from petitcrm.features.labels.tables import LabelSheet, LabelUse

LONGEST_NAME = 60


def save_sheet(session: Session, sheet: Sheet, old_name: str = "") -> str:
    """Keep a sheet of the owner's own, in place of the one called `old_name`: its name as kept.

    Refused where its numbers can't be, or a sheet of that name came with the program or is there already.
    """
    sheet = replace(sheet, name=clean(sheet.name)[:LONGEST_NAME])
    sheets.check(sheet)
    wanted = sheets.key(sheet.name)
    rows = {row.name: row for row in session.scalars(select(LabelSheet))}
    others = [one.name for one in sheets.SHEETS] + [alias for one in sheets.SHEETS for alias in one.aliases]
    others += [name for name in rows if name != old_name]
    if wanted in map(sheets.key, others):
        raise Refused(
            "name", _("There is a sheet “{name}” already.").format(name=sheet.name), _("Choose another name.")
        )
    row = rows.get(old_name)
    if row is None:
        row = LabelSheet()
        session.add(row)
    elif (used := session.scalars(select(LabelUse).where(LabelUse.sheet == old_name)).one_or_none()) is not None:
        used.sheet = sheet.name
    row.name = sheet.name
    row.across, row.down = sheet.columns, sheet.rows
    row.width, row.height = sheet.width, sheet.height
    row.left_margin, row.top_margin = sheet.left, sheet.top
    row.pitch_x, row.pitch_y = sheet.pitch_x, sheet.pitch_y
    session.flush()
    return sheet.name


def delete_sheet(session: Session, name: str) -> None:
    """Take a sheet of the owner's own away, with what is used of it."""
    if not session.scalars(select(LabelSheet).where(LabelSheet.name == name)).first():
        raise Problem(_("There is no label sheet “{name}” of yours.").format(name=name))
    session.execute(delete(LabelSheet).where(LabelSheet.name == name))
    session.execute(delete(LabelUse).where(LabelUse.sheet == name))


def note_used(session: Session, sheet: str, next_free: int) -> None:
    """Labels of `sheet` were printed: `next_free` (from 1) is the first free one, 1 where the sheet is used up."""
    row = session.scalars(select(LabelUse).where(LabelUse.sheet == sheet)).one_or_none()
    if next_free == 1:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(LabelUse(sheet=sheet, next_free=next_free))
    else:
        row.next_free = next_free
