"""The model of a letter and its text: fields are inserted from a menu, an unknown one is said at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from petitcrm.base.language import _, current, mark
from petitcrm.features.letters import template
from petitcrm.features.letters.addressees import flush
from petitcrm.features.letters.company import name_in_letters
from petitcrm.features.letters.markup import styled, tags
from petitcrm.features.letters.model import Model, check
from petitcrm.features.letters.names import FIELDS as NAMED
from petitcrm.features.letters.names import OF_COMPANY, Field, fold, is_field, key_of, later_fields
from petitcrm.features.letters.queries import ModelRow
from petitcrm.ui import theme
from petitcrm.ui.messages import label, set_flag, tip
from petitcrm.ui.widgets.editing import DRAFT_AFTER, Choices, LineEdit
from petitcrm.ui.widgets.small import button

LEAST = 112

FIELDS = (
    (mark("Recipient"), ("civility", "given_name", "family_name", "company", "job_title", "department", "street",
                         "postcode", "town", "country", "stage", "tier", "tags", "last_contact", "next_call")),
    (mark("Company of the recipient"), tuple(one.key for one in OF_COMPANY)),
    (mark("Sender"), ("my_company", "signatory", "signatory_function", "my_town", "my_phone", "my_email", "my_web")),
    (mark("Letter"), ("appel", "appel_min", "closing", "date", "reference", "privacy")),
)  # fmt: skip


def field_groups() -> list[tuple[str, list[Field]]]:
    """The fields of the closed list, by what they speak of; those of later features come last."""
    known = {one.key: one for one in (*NAMED, *OF_COMPANY)}
    groups = [(title, [known[key] for key in keys]) for title, keys in FIELDS]
    return [*groups, *((one.title, list(one.fields)) for one in later_fields())]


class _Fields(QSyntaxHighlighter):
    """Fields in colour: known ones as what acts, others as wrong; bold and italic as they will be, passages muted.

    `own` are the keys of the owner's fields.
    """

    own: frozenset[str] = frozenset()

    def highlightBlock(self, text: str) -> None:
        for start, length, bold in styled(text):
            form = QTextCharFormat()
            if bold:
                form.setFontWeight(QFont.Weight.Bold)
            else:
                form.setFontItalic(True)
            self.setFormat(start, length, form)
        for start, length in tags(text):
            form = QTextCharFormat()
            form.setForeground(QColor(theme.colours().muted))
            self.setFormat(start, length, form)
        at = 0
        for part in template.cut(text).parts:
            if isinstance(part, str):
                continue
            start = text.find(part.source, at)
            at = start + len(part.source)
            if any(first <= start < first + length for first, length in tags(text)):
                continue
            c = theme.colours()
            form = QTextCharFormat()
            form.setForeground(QColor(c.accent if is_field(part.key) or part.key in self.own else c.bad))
            self.setFormat(start, len(part.source), form)


def _sign_of(event: QKeyEvent) -> str:
    """The sign that a key puts around a text, "" for any other key."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return ""
    return {Qt.Key.Key_B: "**", Qt.Key.Key_I: "*"}.get(Qt.Key(event.key()), "")


class Body(QPlainTextEdit):
    """The text of a letter; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Text of the letter"))
        self.setMinimumHeight(LEAST)
        self.highlighter = _Fields(self.document())

    def event(self, event: QEvent) -> bool:
        # while the text is written in, these keys are its own, whatever the window does with them
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _sign_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if sign := _sign_of(event):
            self.turn(sign)
        else:
            super().keyPressEvent(event)

    def turn(self, sign: str) -> None:
        """Make what is chosen bold ("**") or italic ("*"), or plain again; it stays chosen."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            self.put_around(sign, sign)
            return
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        while end - start > 2 and self._is_star(start) and self._is_star(end - 1):
            start, end = start + 1, end - 1  # the signs were chosen with the words
        stars = 0
        while stars < 3 and self._is_star(start - stars - 1) and self._is_star(end + stars):
            stars += 1
        has = stars >= 2 if sign == "**" else stars in (1, 3)
        cursor.beginEditBlock()
        for place, outwards in ((end, 0), (start, -len(sign) if has else 0)):
            cursor.setPosition(place + outwards)
            if has:
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(sign))
                cursor.removeSelectedText()
            else:
                cursor.insertText(sign)
        cursor.endEditBlock()
        moved = -len(sign) if has else len(sign)
        cursor.setPosition(start + moved)
        cursor.setPosition(end + moved, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _is_star(self, at: int) -> bool:
        return at >= 0 and self.document().characterAt(at) == "*"

    def put_around(self, before: str, after: str) -> None:
        """Put signs around what is chosen (or where the cursor stands, which then stands between them)."""
        cursor = self.textCursor()
        text = cursor.selectedText().replace("\u2029", "\n")
        cursor.insertText(f"{before}{text}{after}")
        if not text:
            cursor.movePosition(QTextCursor.MoveOperation.Left, n=len(after))
            self.setTextCursor(cursor)
        self.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(200, LEAST)  # what is above and below goes first; the rest of the column is the text's

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.highlighter.rehighlight()
        super().changeEvent(event)


class Picker(Choices):
    """A choice in a narrow column: its text gives way to an ellipsis, the list below is as wide as it needs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        set_flag(self, "flat", False)
        self.setSizeAdjustPolicy(Choices.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setAccessibleName(name)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(min(self.view().sizeHintForColumn(0) + 32, 640))
        super().showPopup()
        self._fit_popup()

    def _fit_popup(self) -> None:
        """All the lines it may show, whatever the style reckons with."""
        frame, view = self.view().parentWidget(), self.view()
        lines = min(self.count(), self.maxVisibleItems())
        missing = sum(view.sizeHintForRow(at) for at in range(lines)) - view.viewport().height()
        if frame is not None and missing > 0:
            frame.resize(frame.width(), frame.height() + missing)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        whole = self.currentText()
        option.currentText = fitted = option.fontMetrics.elidedText(
            whole, Qt.TextElideMode.ElideRight, self.width() - 40
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        tip(self, whole if fitted != whole else "")


class _NameLine(QWidget):
    """Asks under which name the text is kept as a model, without a dialog."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name = LineEdit()
        self.name.setPlaceholderText(_("Name of the model"))
        self.name.setAccessibleName(_("Name of the model"))
        self.name.returnPressed.connect(self._give)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(button(_("Keep (Enter)"), self._give))
        self.hide()

    def ask(self, name: str) -> None:
        self.name.setText(name)
        self.show()
        self.name.setFocus()
        self.name.selectAll()

    def _give(self) -> None:
        self.given.emit(self.name.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class Editor(QWidget):
    """Which model, its subject and text as they will be used in this run.

    A changed text is a draft of its model: kept while it is typed, found again whenever the model is chosen.
    """

    changed = Signal()
    picked = Signal(str)
    named = Signal(str)
    drafted = Signal(str, object)
    picture_wanted = Signal()
    picture_unwanted = Signal(str)

    def __init__(
        self,
        more: Callable[[], Sequence[tuple[str, Callable[[], object]]]],
        complete: Callable[[Model], Model] = lambda model: model,
    ) -> None:
        """`more` are the further choices of the model's menu; `complete` brings the pictures that a text asks for."""
        super().__init__()
        self._more = more
        self._complete = complete
        self.pictures: list[str] = []  # the names of those that are kept
        self._kept = ModelRow("", "fr", "", "")
        self._has_draft = False
        self._own_fields: list[str] = []
        self.models = Picker(_("Model"))
        self.models.picked.connect(self.picked)
        self.subject = QLineEdit()
        self.subject.setAccessibleName(_("Subject"))
        self.subject.setPlaceholderText(_("Subject"))
        self.body = Body()
        self.wrong = label("", "bad", wrap=True)
        self.wrong.hide()
        self.fields = flush(button(_("Insert a field"), self.offer_fields, quiet=True))
        self.more = flush(button(_("Model…"), self._offer_more, quiet=True))
        self.changed_said = label(_("text changed"), "muted")
        self.changed_said.hide()
        tip(self.fields, _("Insert a field (Ctrl+E)"))
        self.name_line = _NameLine()
        self.name_line.given.connect(self.named)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self.keep_draft)
        self.subject.textChanged.connect(self._on_typed)
        self.body.textChanged.connect(self._on_typed)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.models)
        column.addWidget(self.subject)
        column.addWidget(self.body, 1)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.fields)
        row.addStretch(1)
        row.addWidget(self.changed_said)
        row.addSpacing(8)
        row.addWidget(self.more)
        column.addLayout(row)
        column.addWidget(self.name_line)

    # models

    def offer(self, models: Sequence[ModelRow]) -> None:
        """The models to choose from."""
        if self.models.value() not in [one.name for one in models]:
            self.models.setCurrentIndex(-1)
        mine = _("{model} (mine)")
        self.models.offer([(one.name, mine.format(model=one.name) if one.is_own else one.name) for one in models])

    def show_model(self, model: ModelRow, draft: str | None = None) -> None:
        """Show a model, or how its text was left."""
        self._kept = model
        self._has_draft = draft is not None
        self.models.show_value(model.name)
        subject, body = (model.subject, model.body) if draft is None else draft.split("\n", 1)
        if (subject, body) != (self.subject.text(), self.body.toPlainText()):
            for widget in (self.subject, self.body):
                widget.blockSignals(True)
            self.subject.setText(subject)
            self.subject.setCursorPosition(0)
            self.body.setPlainText(body)
            for widget in (self.subject, self.body):
                widget.blockSignals(False)
        self._timer.stop()
        self.say_wrong()
        self.changed.emit()

    @property
    def own_fields(self) -> list[str]:
        """The names of the fields that the owner made: of the recipients, then of their companies."""
        return self._own_fields

    @own_fields.setter
    def own_fields(self, names: list[str]) -> None:
        self._own_fields = names
        keys = frozenset(map(key_of, names))
        if keys != self.body.highlighter.own:
            self.body.highlighter.own = keys
            self.body.highlighter.rehighlight()

    @property
    def kept(self) -> ModelRow:
        """The model as it was chosen."""
        return self._kept

    @property
    def is_changed(self) -> bool:
        return (self.subject.text(), self.body.toPlainText()) != (self._kept.subject, self._kept.body)

    def model(self) -> Model:
        """The letter as it stands in the fields."""
        return self._complete(self._typed())

    def _typed(self) -> Model:
        return Model(self._kept.name, self._kept.language, self.subject.text(), self.body.toPlainText())

    # typing

    def _on_typed(self) -> None:
        self._timer.start()
        self.say_wrong()
        self.changed.emit()

    def keep_draft(self) -> None:
        """Keep what is typed, or forget it where it is the model's own text again."""
        self._timer.stop()
        if self.is_changed:
            self._has_draft = True
            self.drafted.emit(self._kept.name, f"{self.subject.text()}\n{self.body.toPlainText()}")
        elif self._has_draft:
            self._has_draft = False
            self.drafted.emit(self._kept.name, None)

    def say_wrong(self) -> None:
        """Fields nobody knows, said at once."""
        known = {fold(name): b"" for name in self.pictures}  # that they are there is all that is looked at
        said = check(replace(self._typed(), pictures=known), self.own_fields)
        self.wrong.setText("\n".join(said[:3]))
        was = self.wrong.isVisible()
        self.wrong.setVisible(bool(said))
        self.changed_said.setVisible(bool(self._kept.name) and self.is_changed)
        if bool(said) != was and self.body.hasFocus():
            # the text has more room, or less, in a moment
            QTimer.singleShot(0, self.body, self.body.ensureCursorVisible)

    # menus

    def offer_fields(self) -> None:
        """The fields, by what they speak of; the chosen one goes where the cursor stands."""
        menu = QMenu(self)
        for title, fields in field_groups():
            sub = menu.addMenu(_(title))
            for field in fields:
                name = field.french if current() == "fr" else field.english
                sub.addAction(name).triggered.connect(lambda *_checked, name=name: self.insert(name))
        form = menu.addMenu(_("Form"))
        is_french = current() == "fr"
        for words, before, after in (
            (_("Bold (Ctrl+B)"), "**", "**"),
            (_("Italic (Ctrl+I)"), "*", "*"),
            (_("Item of a list"), "- ", ""),
            (_("Page break"), "\n\n---\n\n", ""),
            (
                _("Passage for some only"),
                *(("{si catégorie = A}", "{fin}") if is_french else ("{if tier = A}", "{end}")),
            ),
        ):
            run = self.body.turn if before in ("**", "*") else partial(self.body.put_around, after=after)
            form.addAction(words).triggered.connect(lambda *_checked, run=run, before=before: run(before))
        self._offer_pictures(menu)
        if self.own_fields:
            sub = menu.addMenu(_("Own fields"))
            of_company = name_in_letters("")
            for at, name in enumerate(self.own_fields):
                if at and name.startswith(of_company) and not self.own_fields[at - 1].startswith(of_company):
                    sub.addSeparator()
                own = name.replace("&", "&&")
                sub.addAction(own).triggered.connect(lambda *_checked, name=name: self.insert(name))
        menu.exec(_above(self.fields, menu))

    def _offer_pictures(self, over: QMenu) -> None:
        """Those that are kept, another one from a file, and one to be deleted."""
        menu = over.addMenu(_("Picture"))
        for name in self.pictures:
            menu.addAction(name.replace("&", "&&")).triggered.connect(
                lambda *_checked, name=name: self.insert_picture(name)
            )
        menu.addAction(_("From a file…")).triggered.connect(lambda *_checked: self.picture_wanted.emit())
        if self.pictures:
            out = menu.addMenu(_("Delete a picture"))
            for name in self.pictures:
                out.addAction(name.replace("&", "&&")).triggered.connect(
                    lambda *_checked, name=name: self.picture_unwanted.emit(name)
                )

    def insert_picture(self, name: str) -> None:
        """Put a picture on a line of its own, below the one on which the cursor stands."""
        cursor = self.body.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before = "\n\n" if cursor.block().text().strip() else ""
        cursor.insertText(f"{before}{{image: {name}}}\n")
        self.body.setTextCursor(cursor)
        self.body.setFocus()

    def insert(self, name: str) -> None:
        """Put the field {name} where the cursor stands, in the subject if that was written in last."""
        if self.subject.hasFocus():
            self.subject.insert(f"{{{name}}}")
        else:
            self.body.insertPlainText(f"{{{name}}}")
            self.body.setFocus()

    def _offer_more(self) -> None:
        menu = QMenu(self)
        for words, run in self._more():
            menu.addAction(words).triggered.connect(lambda *_checked, run=run: run())
        menu.exec(_above(self.more, menu))


def _above(opener: QPushButton, menu: QMenu) -> QPoint:
    """Where a menu opens above its button: below there is no room."""
    return opener.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
