"""The place on the page of letters where the costs of a mailing are typed; campaigns fill it."""

from PySide6.QtWidgets import QWidget

from petitcrm.features.letters.costs import Costs


class CostPart(QWidget):
    """What the page needs of the part in which the costs of a mailing are typed."""

    def name(self) -> str:
        """What the mailing is called, "" for nothing of its own."""
        raise NotImplementedError

    def costs(self) -> Costs:
        raise NotImplementedError

    def show_count(self, letters: int) -> None:
        """So many letters will be written."""
        raise NotImplementedError

    def is_right(self) -> bool:
        """Whether all that is typed can be read; what can't be is marked and takes the keyboard."""
        raise NotImplementedError

    def clear(self) -> None:
        """The letters are printed: what was typed is kept with them."""
        raise NotImplementedError
