"""What a contact does not want, on the card."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from petitcrm.base.language import _
from petitcrm.features.consent import queries
from petitcrm.ui.desk import Desk


class ConsentToggles(QWidget):
    """What the contact does not want."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.contact_id = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(2)
        self.boxes: dict[str, QCheckBox] = {}
        for channel, words in (
            ("call", _("Does not want to be called")),
            ("post", _("Does not want any letters")),
            ("email", _("Does not want any e-mail")),
        ):
            box = QCheckBox(words)
            box.clicked.connect(lambda on, channel=channel: self._note(channel, on))
            self.boxes[channel] = box
            column.addWidget(box)

    def show_contact(self, contact_id: int) -> None:
        self.contact_id = contact_id
        found = self.desk.read(queries.states, contact_id)
        for channel, box in self.boxes.items():
            box.setChecked(found.get(channel) == "objected")

    def _note(self, channel: str, on: bool) -> None:
        from petitcrm.features.consent import edits  # late: it brings the tables

        words = self.boxes[channel].text()
        self.desk.try_to(words, edits.note, self.contact_id, channel, "objected" if on else "", self.desk.today())
