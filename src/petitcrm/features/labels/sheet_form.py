"""A sheet of the owner's own: its name and eight numbers, with its picture as they are typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Refused
from petitcrm.base.language import _, mark
from petitcrm.features.labels import sheets
from petitcrm.features.labels.offset_dialog import read_mm
from petitcrm.features.labels.picture import SheetPicture
from petitcrm.features.labels.sheets import Sheet
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_flag
from petitcrm.ui.widgets.small import button, hairline

FIELDS = (
    ("name", mark("&Name")),
    ("columns", mark("&Columns")),
    ("rows", mark("&Rows")),
    ("width", mark("&Width of a label, mm")),
    ("height", mark("&Height of a label, mm")),
    ("left", mark("&Left margin, mm")),
    ("top", mark("&Top margin, mm")),
    ("pitch_x", mark("From label to label &across, mm")),
    ("pitch_y", mark("From label to label &down, mm")),
)
WHOLE = ("columns", "rows")
MEASURES = tuple(field for field, _words in FIELDS if field != "name" and field not in WHOLE)


class SheetForm(QDialog):
    """`kept` says the name of the sheet that was kept, "" where it was deleted."""

    kept = Signal(str)

    def __init__(self, parent: QWidget, desk: Desk, sheet: Sheet, old_name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Label sheet"))
        self.desk = desk
        self._old_name = old_name
        self.picture = SheetPicture(is_choice=False)
        self.lines: dict[str, QLineEdit] = {}
        self.notice = label("", "bad", wrap=True)
        self.keep_button = button(_("&Keep"), self.keep, primary=True)
        self.keep_button.setDefault(True)
        self.delete_button = button(_("Delete"), self.delete, quiet=True)
        self.delete_button.setVisible(bool(old_name))
        self._lay_out()
        for field, line in self.lines.items():
            value = getattr(sheet, field)
            line.setText(value if field == "name" else str(value) if field in WHOLE else sheets.said(value))
            line.textChanged.connect(lambda _text: self.look())
        self.look()
        self.lines["name"].setFocus()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (field, words) in enumerate(FIELDS):
            line = self.lines[field] = QLineEdit()
            head = label(_(words), "muted")
            head.setBuddy(line)
            line.setAccessibleName(_(words).replace("&", ""))
            line.setMinimumWidth(150)
            grid.addWidget(head, at, 0)
            grid.addWidget(line, at, 1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(grid, 1)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self.delete_button)
        foot.addStretch(1)
        foot.addWidget(button(_("Close"), self.reject))
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(_("The sheet is A4; measures are taken from its top left corner."), "muted", wrap=True))
        column.addLayout(row)
        column.addWidget(self.notice)
        column.addWidget(hairline())
        column.addLayout(foot)

    def typed(self) -> Sheet:
        """The sheet as it is typed. Refused where a number is none."""
        values: dict[str, float] = {}
        for field, line in self.lines.items():
            if field == "name":
                continue
            number = read_mm(line.text())
            if number is None or (field in WHOLE and number != int(number)):
                raise Refused(field, _("“{text}” is not a number.").format(text=line.text()))
            values[field] = number
        columns, rows = int(values.pop("columns")), int(values.pop("rows"))
        width, height, left, top, pitch_x, pitch_y = (values[field] for field in MEASURES)
        return Sheet(self.lines["name"].text(), columns, rows, width, height, left, top, pitch_x, pitch_y, is_own=True)

    def look(self) -> None:
        """Show the sheet as far as it can be, and what is wrong."""
        try:
            sheet = self.typed()
            self.picture.show_sheet(
                sheet if sheet.columns <= sheets.MOST and sheet.rows <= sheets.MOST else None, 1, 10_000
            )
            sheets.check(sheet)
        except Refused as refused:
            self._say(refused)
        else:
            self._say(None)

    def _say(self, refused: Refused | None) -> None:
        is_new = refused is not None and refused.field == "name" and not self.lines["name"].text()
        self.notice.setText(str(refused) if refused and not is_new else "")
        for field, line in self.lines.items():
            set_flag(line, "wrong", refused is not None and refused.field == field and bool(line.text()))
        self.keep_button.setEnabled(refused is None or refused.field == "name")

    def keep(self) -> None:
        """Keep the sheet, as a step that can be undone."""
        from petitcrm.features.labels import edits

        try:
            name = self.desk.do(_("Keep a label sheet"), edits.save_sheet, self.typed(), self._old_name)
        except Refused as refused:
            self._say(refused)
            self.notice.setText(str(refused))
            self.lines[refused.field].setFocus()
        except Problem as problem:
            self.notice.setText(str(problem))
        else:
            self.kept.emit(name)
            self.accept()

    def delete(self) -> None:
        """Delete the sheet, as a step that can be undone."""
        from petitcrm.features.labels import edits

        if self.desk.try_to(_("Delete a label sheet"), edits.delete_sheet, self._old_name):
            self.kept.emit("")
            self.accept()
