"""What: the model, its text and the day that stands in it. A text that was changed is a draft of its model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitcrm.base.dates import shown, understood
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.letters import pictures, queries, settings, text_files
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.editor import Editor
from petitcrm.store import drafts
from petitcrm.ui.desk import Desk
from petitcrm.ui.messages import label, set_flag, tip
from petitcrm.ui.pictures import KINDS, shrunk
from petitcrm.ui.widgets.small import button

if TYPE_CHECKING:
    from petitcrm.features.letters import edits
else:
    edits = Late("petitcrm.features.letters.edits")

PICTURE_SIDE = 1_600  # pixels: the width of the text at 240 dpi
DRAFT_TEXT, DRAFT_MODEL = "letter:text:", "letter:model"


class WhatStep(QWidget):
    """`day_read` tells the day of the letters once it was typed, `model_picked` that another model was chosen."""

    day_read = Signal(object)
    model_picked = Signal()
    settings_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._is_used = False  # the text was printed: the next letters begin with the model's own
        self.sender_said = label(_("No letterhead yet."), "warn", wrap=True)
        self.sender_row = QWidget()
        row = QHBoxLayout(self.sender_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sender_said, 1)
        row.addWidget(flush(button(_("Say who you are"), self.settings_wanted.emit, quiet=True)))
        self.editor = Editor(self._more, lambda model: desk.read(pictures.with_pictures, model))
        self.editor.picked.connect(self.pick_model)
        self.editor.named.connect(self._keep_model_as)
        self.editor.drafted.connect(self._draft)
        self.editor.picture_wanted.connect(self.take_picture)
        self.editor.picture_unwanted.connect(self.delete_picture)
        self.date = QLineEdit()
        self.date.setAccessibleName(_("Date of the letters"))
        tip(self.date, _("As people say it: today, Mon, +3d, 12/4"))
        self.date.editingFinished.connect(self._read_date)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(_("Date"), "muted"), 0, 0)
        grid.addWidget(self.date, 0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.sender_row)
        column.addWidget(self.editor, 1)
        column.addLayout(grid)

    def reload(self) -> None:
        """The models, the own fields and the letterhead may have changed."""
        self.editor.own_fields = [one.label for one in self.desk.read(queries.own_fields)]
        self.editor.pictures = self.desk.read(pictures.names)
        self.sender_row.setVisible(not self.desk.read(settings.letterhead).name)
        known = self.desk.read(queries.models)
        self.editor.offer(known)
        kept = self.desk.read(drafts.kept, DRAFT_MODEL).get(DRAFT_MODEL, "")
        wanted = self.editor.kept.name or kept
        current = self.desk.read(queries.model, wanted if wanted in [one.name for one in known] else "")
        if current != self.editor.kept:
            self.editor.show_model(current, self._drafted(current.name))
        self.editor.say_wrong()

    # the day

    def show_day(self, day: date) -> None:
        if not self.date.hasFocus():
            self.date.setText(shown(day))

    def _read_date(self) -> None:
        day = understood(self.date.text(), self.desk.today())
        set_flag(self.date, "wrong", day is None)
        if day is None:
            self.desk.say(_("“{text}” is not a day. Write for example Mon, +3w, 12/4.").format(text=self.date.text()))
            return
        self.date.setText(shown(day))
        self.day_read.emit(day)

    # the text and its draft

    def begin(self) -> None:
        """Letters to others: what was printed already is no draft of theirs."""
        if self._is_used:
            self._is_used = False
            self.editor.show_model(self.editor.kept)

    def use_up(self, model: str) -> None:
        """The text is printed: it is no draft any more, but stands until others are written to."""
        self._draft(model, None)
        self._is_used = True

    def _drafted(self, name: str) -> str | None:
        key = DRAFT_TEXT + name
        return self.desk.read(drafts.kept, key).get(key)

    def _draft(self, name: str, text: str | None) -> None:
        if self.desk.store.read_only:
            return
        try:
            self.desk.keep(drafts.keep, DRAFT_TEXT + name, text)
            self.desk.keep(drafts.keep, DRAFT_MODEL, name)
        except Problem as problem:
            self.desk.problem.emit(problem)

    # models

    def pick_model(self, name: str) -> None:
        """The model called so, with the text as it was left."""
        self.editor.keep_draft()
        self.editor.name_line.hide()
        self.editor.show_model(self.desk.read(queries.model, name), self._drafted(name))
        self.model_picked.emit()

    def _more(self) -> list[tuple[str, Callable[[], object]]]:
        offered: list[tuple[str, Callable[[], object]]] = [(_("Keep this text as my model…"), self.keep_model)]
        offered.append((_("Take the text from a file…"), self.take_text))
        if self.editor.is_changed:
            offered.append((_("Back to the text of the model"), self.reset_text))
        if self.editor.kept.is_own:
            offered.append((_("Delete my model"), self.delete_model))
        return offered

    def keep_model(self) -> None:
        """Ask for the name under which the text is kept."""
        self.editor.name_line.ask(self.editor.kept.name)

    def _keep_model_as(self, name: str) -> None:
        model = self.editor.model()
        model.name = name
        old = self.editor.kept.name
        if not self.desk.try_to(_("Keep a letter model"), edits.save_model, model):
            return
        self.editor.name_line.hide()
        self._draft(old, None)
        kept = self.desk.read(queries.model, name.strip())
        self.editor.offer(self.desk.read(queries.models))
        self.editor.show_model(kept)
        self.desk.say(_("Kept as your model “{model}”.").format(model=kept.name))

    def take_text(self) -> None:
        """Ask for the file whose text is put in place of what stands there."""
        kinds = _("Texts") + f" ({text_files.KINDS})"
        name, _kind = QFileDialog.getOpenFileName(self, _("Take the text from a file"), "", kinds)
        if name:
            self.take_text_of(Path(name))

    def take_text_of(self, path: Path) -> None:
        """Put the text of a file in place of what stands there; Back to the text of the model brings that back."""
        self.desk.work(
            _("Take the text from a file"),
            lambda _store, _progress: text_files.read(path),
            self.editor.body.setPlainText,
        )

    # pictures

    def take_picture(self) -> None:
        """Ask for a picture, keep it and put it where the cursor stands."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Put a picture into the text"), "", _("Pictures") + f" ({KINDS})"
        )
        if name:
            self.take_picture_of(Path(name))

    def take_picture_of(self, path: Path) -> None:
        """Keep the picture in a file, made as small as paper allows, and put it where the cursor stands."""

        def keep(content: bytes) -> None:
            name = self.desk.do(_("Keep a picture"), edits.add_picture, path.stem, content)
            self.editor.insert_picture(name)

        self.desk.work(_("Keep a picture"), lambda _store, _progress: shrunk(path, PICTURE_SIDE), keep)

    def delete_picture(self, name: str) -> None:
        """Take a picture away; the texts that show it say so."""
        if self.desk.try_to(_("Delete a picture"), edits.delete_picture, name):
            self.desk.say(_("The picture “{name}” is deleted.").format(name=name))

    def reset_text(self) -> None:
        """The model's own text again."""
        self._draft(self.editor.kept.name, None)
        self.editor.show_model(self.editor.kept)

    def delete_model(self) -> None:
        """Take the owner's model away; one that came with the program stays."""
        kept = self.editor.kept
        if not kept.is_own:
            self.desk.say(_("This model came with the program; only your own can be deleted."))
        elif self.desk.try_to(_("Delete a letter model"), edits.delete_model, kept.name):
            self.desk.say(_("The model “{model}” is deleted.").format(model=kept.name))
