"""The bar of filters: chips to press, the chosen filters each with its cross, and “+ Filter”."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from petitcrm.base.language import _
from petitcrm.features.contacts import conditions
from petitcrm.features.contacts.conditions import Group
from petitcrm.features.contacts.queries import Condition
from petitcrm.ui.messages import tip
from petitcrm.ui.widgets.flow import Flow
from petitcrm.ui.widgets.panels import Offer, Picker

QUICK = 4  # chips that are always there


class FilterBar(QWidget):
    """What the list is narrowed by. `groups` answers the filters by value when the picker opens."""

    changed = Signal()
    trash_left = Signal()

    def __init__(self, groups: Callable[[], list[Group]]) -> None:
        super().__init__()
        self._groups = groups
        self.offered: Sequence[Condition] = ()
        self.chosen: dict[str, tuple[Condition, str]] = {}
        self._quick: dict[str, QPushButton] = {}
        self._crossed: dict[str, QPushButton] = {}
        self._flow = Flow(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.more = _chip(_("+ Filter"))
        tip(self.more, _("More filters: tier, stage, temperature, town, tag (Ctrl+Shift+F)"))
        self.more.clicked.connect(lambda *_clicked: self.open_picker())
        self._flow.addWidget(self.more)
        self._trash = _chip(_("Trash") + "  ×")
        self._trash.setCheckable(True)
        self._trash.setAccessibleName(_("Leave the trash"))
        self._trash.clicked.connect(lambda *_clicked: self.trash_left.emit())
        self._trash.hide()
        self._flow.insert(0, self._trash)

    def show_trash(self, on: bool) -> None:
        """Say that it is the trash that is shown."""
        self._trash.setChecked(True)
        self._trash.setVisible(on)
        self._flow.invalidate()

    def offer(self, offered: Sequence[Condition]) -> None:
        """The filters without a value; the first of them are chips that are always there."""
        if [one.key for one in offered] == [one.key for one in self.offered]:
            self.offered = offered
            return
        self.offered = offered
        for chip in self._quick.values():
            chip.deleteLater()
        self._quick = {}
        for at, condition in enumerate(offered[:QUICK]):
            chip = _chip(_(condition.label))
            chip.setCheckable(True)
            chip.toggled.connect(lambda on, condition=condition: self.choose(condition, _(condition.label), on))
            self._quick[condition.key] = chip
            self._flow.insert(at + 1, chip)

    def conditions(self) -> list[Condition]:
        """What a contact in the list has to meet."""
        return [condition for condition, _words in self.chosen.values()]

    def choose(self, condition: Condition, words: str, on: bool = True) -> None:
        """Narrow the list by a condition, or no longer."""
        if (condition.key in self.chosen) == on:
            return
        if on:
            self.chosen[condition.key] = (condition, words)
        else:
            del self.chosen[condition.key]
        self._show()
        self.changed.emit()

    def choose_only(self, wanted: Iterable[tuple[Condition, str]]) -> None:
        """Exactly these, without saying that something changed."""
        self.chosen = {condition.key: (condition, words) for condition, words in wanted}
        self._show()

    def _show(self) -> None:
        for key, chip in self._quick.items():
            chip.blockSignals(True)
            chip.setChecked(key in self.chosen)
            chip.blockSignals(False)
        wanted = {key: words for key, (_one, words) in self.chosen.items() if key not in self._quick}
        for key in [key for key in self._crossed if key not in wanted]:
            gone = self._crossed.pop(key)
            gone.hide()
            gone.deleteLater()
        for key, words in wanted.items():
            if key not in self._crossed:
                self._crossed[key] = self._cross(key, words)
        self._flow.invalidate()
        self.updateGeometry()

    def _cross(self, key: str, words: str) -> QPushButton:
        chip = _chip(f"{words}  ×")
        chip.setCheckable(True)
        chip.setChecked(True)
        said = _("Take the filter away: {words}").format(words=words)
        chip.setAccessibleName(said)
        tip(chip, said)
        chip.clicked.connect(lambda *_clicked: self.choose(self.chosen[key][0], "", False))
        self._flow.insert(self._flow.count() - 1, chip)
        chip.show()
        return chip

    def open_picker(self) -> Picker:
        """Every filter there is, to be chosen by typing; one chosen already goes."""
        offers = [Offer(_(one.label), (one, _(one.label)), "", one.key in self.chosen) for one in self.offered[QUICK:]]
        for title, found in self._groups():
            offers += [
                Offer(words, (one, conditions.titled(title, words)), title, one.key in self.chosen)
                for one, words in found
            ]
        picker = Picker(self, _("Filter by"), offers, hint=_("Tier, town, tag…"))
        picker.picked.connect(lambda picked: self._turn(*picked))
        picker.open_under(self.more)
        return picker

    def _turn(self, condition: Condition, words: str) -> None:
        self.choose(condition, words, condition.key not in self.chosen)


def _chip(words: str) -> QPushButton:
    chip = QPushButton(words.replace("&", "&&"))
    chip.setProperty("chip", True)
    chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return chip
