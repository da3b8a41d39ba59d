"""The photo and the business card on a contact's card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout

from petitcrm.base.language import _
from petitcrm.base.late import Late
from petitcrm.features.contacts.card_fields import INSET, section_label
from petitcrm.features.contacts.queries import ContactCard
from petitcrm.store import documents
from petitcrm.ui import pictures as files
from petitcrm.ui.messages import label, tip

if TYPE_CHECKING:
    from petitcrm.features.contacts import pictures
    from petitcrm.features.contacts.card import CardView
else:
    pictures = Late("petitcrm.features.contacts.pictures")

THUMB = QSize(220, 130)


class CardPictures:
    """What a card shows of its pictures: the portrait in its head, the business card at its foot."""

    def __init__(self, view: CardView) -> None:
        self.view = view
        self.shown: dict[str, int] = {}
        self._said = ""
        self.portrait = files.Portrait()
        self.portrait.setAccessibleName(_("Photo"))
        self.portrait.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.portrait.clicked.connect(self._on_portrait)
        self.title = section_label(_("Business card"))
        self.thumb = QPushButton()
        self.thumb.setProperty("quiet", True)
        self.thumb.setIconSize(THUMB)
        self.thumb.setFixedSize(THUMB + QSize(12, 12))
        self.thumb.setAccessibleName(_("Business card"))
        self.thumb.clicked.connect(lambda: self.enlarge("card"))

    def put_into(self, column: QVBoxLayout) -> None:
        column.addWidget(self.title)
        column.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignLeft)

    def show_card(self, card: ContactCard) -> None:
        found = {picture.kind: picture.document_id for picture in reversed(card.pictures)}
        words = _("Enlarge the photo") if "photo" in found else _("Add a photo")
        tip(self.portrait, words)
        said = f"{card.id} {found} {card.display_name}"
        if said == self._said:
            return
        self._said, self.shown = said, found
        self.portrait.show_person(self._content("photo"), card.display_name)
        pixmap = QPixmap()
        pixmap.loadFromData(self._content("card"))
        self.thumb.setIcon(QIcon(pixmap))
        for widget in (self.title, self.thumb):
            widget.setVisible("card" in found)

    def _content(self, kind: str) -> bytes:
        found = self.shown.get(kind)
        return self.view.desk.read(documents.content, found) if found else b""

    def _on_portrait(self) -> None:
        self.enlarge("photo") if "photo" in self.shown else self.choose("photo")

    def removable(self) -> list[tuple[str, str]]:
        """The kinds of pictures there are, each with the words for taking it off."""
        words = {"photo": _("Remove the photo"), "card": _("Remove the picture of the business card")}
        return [(kind, text) for kind, text in words.items() if kind in self.shown]

    def choose(self, kind: str) -> None:
        """Ask for a file and keep it, made small in the background."""
        name, _kind = QFileDialog.getOpenFileName(
            self.view, _("Choose a picture"), "", _("Pictures ({kinds})").format(kinds=files.KINDS)
        )
        if name:
            self.take(kind, Path(name))

    def take(self, kind: str, path: Path) -> None:
        """Keep the picture in a file as the contact's photo or business card."""
        desk, contact_id = self.view.desk, self.view.contact_id
        words = _("Add a photo") if kind == "photo" else _("Add a business card")

        def put(content: bytes) -> None:
            desk.try_to(words, pictures.put, contact_id, kind, content)

        side = files.SIDE if kind == "photo" else 2 * files.SIDE
        desk.work(words, lambda _store, _progress: files.shrunk(path, side), put)

    def remove(self, kind: str) -> None:
        words = dict(self.removable()).get(kind, "")
        if words:
            self.view.desk.try_to(words, pictures.remove, self.view.contact_id, kind)

    def enlarge(self, kind: str) -> None:
        """The picture in a window of its own."""
        pixmap = QPixmap()
        if not pixmap.loadFromData(self._content(kind)):
            return
        box = QDialog(self.view)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.view.name.accessibleName())
        picture = label()
        picture.setPixmap(
            pixmap.scaled(
                QSize(900, 640), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        column = QVBoxLayout(box)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.addWidget(picture)
        box.show()
