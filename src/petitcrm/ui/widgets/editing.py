"""A value edited in place: saved on leaving the field, kept as a draft while it is typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from petitcrm.base.errors import Problem
from petitcrm.base.fields import Conflict
from petitcrm.base.language import _
from petitcrm.ui.messages import label, set_flag, tip

LONGEST_LINE = 1_000

DRAFT_AFTER = 400  # milliseconds after the last key


class InPlace(QObject):
    """Gives a line or text editor its habits: Enter and leaving save, Escape takes back, a draft survives a crash.

    `seen` is the text that stood there when typing began, for a save that overwrites nothing of somebody else's.
    """

    refused = Signal(str)
    conflicted = Signal(object)

    def __init__(
        self,
        editor: QLineEdit | QPlainTextEdit,
        save: Callable[[str], None],
        draft: Callable[[str | None], None] = lambda _text: None,
    ) -> None:
        super().__init__(editor)
        self.editor = editor
        self._save = save
        self._draft = draft
        self._kept = ""
        self.seen = ""
        self.conflict: Conflict | None = None
        self._has_draft = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self._keep_draft)
        editor.installEventFilter(self)
        editor.textChanged.connect(self._on_typed)
        set_flag(editor, "flat", True)

    def text(self) -> str:
        return self.editor.text() if isinstance(self.editor, QLineEdit) else self.editor.toPlainText()

    def show(self, text: str, draft: str | None = None) -> None:
        """Show the saved value, or what was half typed when the program was stopped."""
        if self.is_dirty and (self.editor.hasFocus() or self.conflict is not None):
            return  # never take away what somebody is typing, nor before they chose between two values
        self._kept = text
        self._put(text if draft is None else draft)
        self._has_draft = draft is not None
        set_flag(self.editor, "wrong", False)
        tip(self.editor, "")

    @property
    def is_dirty(self) -> bool:
        return self.text() != self._kept

    def _put(self, text: str) -> None:
        if self.text() == text:
            return
        self.editor.blockSignals(True)
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
            self.editor.setCursorPosition(0)
        else:
            self.editor.setPlainText(text)
        self.editor.blockSignals(False)

    def _on_typed(self) -> None:
        self._timer.start()

    def _keep_draft(self) -> None:
        if self.is_dirty:
            self._has_draft = True
            self._draft(self.text())

    def commit(self) -> bool:
        """Save what stands in the field; False where it was refused (it stays, marked, and as a draft)."""
        self._timer.stop()
        text = self.text()
        if text == self._kept:
            self._forget_draft()
            return True
        if self.conflict is not None:
            return False  # the choice stands beside the field
        before = self.seen = self._kept
        self._kept = text
        try:
            self._save(text)
        except Problem as problem:
            self._kept = before
            self._keep_draft()
            set_flag(self.editor, "wrong", True)
            tip(self.editor, str(problem))
            if isinstance(problem, Conflict):
                self.conflict = problem
                self.conflicted.emit(problem)
            self.refused.emit(str(problem))
            return False
        self._settled()
        return True

    def keep_mine(self) -> None:
        """After a conflict: what was typed here replaces what somebody else wrote."""
        if self.conflict is not None:
            self._kept, self.conflict = self.conflict.theirs, None
            self.commit()

    def take_theirs(self) -> None:
        """After a conflict: what somebody else wrote stays."""
        if self.conflict is not None:
            self._kept, self.conflict = self.conflict.theirs, None
            self._put(self._kept)
            self._settled()

    def accept(self) -> None:
        """What stands in the field was saved together with others: it is no longer half typed."""
        self._timer.stop()
        self._kept = self.text()
        self.conflict = None
        self._settled()

    def _settled(self) -> None:
        set_flag(self.editor, "wrong", False)
        tip(self.editor, "")
        self._forget_draft()

    def _forget_draft(self) -> None:
        if self._has_draft:
            self._has_draft = False
            self._draft(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self.commit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        many = isinstance(self.editor, QPlainTextEdit)
        if is_enter and (not many or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            if self.commit():
                self.editor.focusNextChild() if hasattr(self.editor, "focusNextChild") else None
            return True
        if event.key() == Qt.Key.Key_Escape and self.is_dirty:
            if self.conflict is not None:
                self.take_theirs()
                return True
            self._put(self._kept)
            self._timer.stop()
            self._forget_draft()
            return True
        return False


class ConflictLine(QWidget):
    """Below a field that two people changed: what the other one wrote, and the choice. Hidden while there is none."""

    def __init__(self, in_place: InPlace) -> None:
        super().__init__()
        self.in_place = in_place
        self.theirs = label("", "warn", wrap=True)
        self.mine = QPushButton(_("Keep mine"))
        self.other = QPushButton(_("Take the other"))
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 0, 2)
        row.setSpacing(4)
        row.addWidget(self.theirs, 1)
        for made, run in ((self.mine, in_place.keep_mine), (self.other, in_place.take_theirs)):
            made.setProperty("quiet", True)
            made.clicked.connect(lambda *_clicked, run=run: self._choose(run))
            row.addWidget(made)
        in_place.conflicted.connect(self._show)
        self.hide()

    def _show(self, conflict: Conflict) -> None:
        self.theirs.setText(_("Meanwhile: “{theirs}”").format(theirs=conflict.theirs))
        self.show()

    def _choose(self, run: Callable[[], None]) -> None:
        run()
        self.setVisible(self.in_place.conflict is not None)


class LineEdit(QLineEdit):
    """A line that lets Enter go on to the next field. What is pasted and too long is not cut: it is not taken, and said."""

    too_long = Signal(str)

    def __init__(self, most: int = LONGEST_LINE) -> None:
        super().__init__()
        self.setMaxLength(most)
        self._before = ""
        self.textChanged.connect(self._remember)
        self.inputRejected.connect(self._on_rejected)

    def setText(self, text: str | None) -> None:
        super().setText(text)
        self._before = self.text()  # signals may be blocked

    def _remember(self, text: str) -> None:
        self._before = text

    def _on_rejected(self) -> None:
        """Asked while Qt has put in what fits, and has not yet said that the text changed."""
        before = self._before
        QTimer.singleShot(0, self, lambda: self._take_back(before))

    def _take_back(self, before: str) -> None:
        self.setText(before)
        told = _("This is too long for the field ({most} characters at most): nothing was put in.")
        self.too_long.emit(told.format(most=self.maxLength()))

    def focusNextChild(self) -> bool:
        return self.focusNextPrevChild(True)


class NoteEdit(QPlainTextEdit):
    """A text as high as what stands in it, from one line to twelve; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, min(12, int(self.document().documentLayout().documentSize().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 18)


class Choices(QComboBox):
    """A choice edited in place; `picked` only when a person picked another one. The wheel scrolls the page, not it."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_flag(self, "flat", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _at: self.picked.emit(self.value()))
        self.installEventFilter(self)

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Replace the choices: (value, words)."""
        if choices == [(self.itemData(at), self.itemText(at)) for at in range(self.count())]:
            return
        current = self.value()
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.show_value(current)

    def value(self) -> str:
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        at = self.findData(value)
        if at < 0 and value:
            self.addItem(value, value)
            at = self.count() - 1
        self.setCurrentIndex(max(at, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
