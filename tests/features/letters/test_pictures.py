"""The logo at the head and the picture of the signature: where they stand, once in the file however many letters."""

import base64
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from petitcrm.base.cards import Address
from petitcrm.base.errors import Problem
from petitcrm.features.letters import layout, settings
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.pdf import write
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.windows import PRESETS, Window
from petitcrm.features.options import edits
from petitcrm.features.options.page import OptionsPage, take_picture
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk

MM = 72 / 25.4


def jpeg(tmp_path: Path, width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B5CAD"))
    path = tmp_path / f"{width}x{height}.jpg"
    assert image.save(str(path))
    return path.read_bytes()


def written(head: Letterhead, window: Window, count: int = 1) -> bytes:
    one = Recipient(
        "u", family_name="Petit", address=Address(street="5 rue des Lilas", postcode="26000", town="Valence")
    )
    out = BytesIO()
    write(out, [one] * count, Model("x", "fr", "Objet", "Bonjour."), head, window, date(2026, 5, 12))
    return out.getvalue()


def images(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """(left, top, right, bottom) in mm of each picture on a page, also inside forms."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        one = document[page]
        height = one.get_height()
        found = [thing.get_bounds() for thing in one.get_objects(filter=[3], max_depth=4)]
        return [
            (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM) for left, bottom, right, top in found
        ]


@pytest.mark.parametrize("window", PRESETS, ids=lambda window: window.id)
@pytest.mark.parametrize("size", [(600, 200), (200, 600), (1000, 20), (1, 1)])
def test_a_logo_stands_at_the_head_out_of_the_window(tmp_path: Path, window: Window, size: tuple[int, int]) -> None:
    head = Letterhead("Atelier Duvernoy", ["5 rue du Lac"], signatory="G. Duvernoy", logo=jpeg(tmp_path, *size))
    ((left, top, right, bottom),) = images(written(head, window))
    assert left == pytest.approx(window.margin, abs=0.3)
    assert top == pytest.approx(layout.HEAD_TOP, abs=0.3)
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.02)
    assert bottom - top <= layout.LOGO[1] + 0.1
    x, y, width, height = window.glass
    is_apart = right <= x or left >= x + width or bottom <= y or top >= y + height
    assert is_apart


def test_a_signature_stands_above_the_name(tmp_path: Path) -> None:
    head = Letterhead("Atelier", signatory="Geneviève Duvernoy", signature=jpeg(tmp_path, 300, 100))
    pdf = written(head, PRESETS[0])
    ((left, _top, right, bottom),) = images(pdf)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        text = document[0].get_textpage()
        box = text.get_charbox(text.get_text_range().index("Geneviève"))
        name_top = (document[0].get_height() - box[3]) / MM
    assert left == pytest.approx(box[0] / MM, abs=0.6)
    assert right - left == pytest.approx(51, abs=1)
    assert -1 <= name_top - bottom < 3


def test_a_thousand_letters_hold_a_picture_once(tmp_path: Path) -> None:
    logo = jpeg(tmp_path, 1200, 400)
    head = Letterhead("Atelier", signatory="G", logo=logo, signature=logo)
    one, many = written(head, PRESETS[0]), written(head, PRESETS[0], 200)
    assert len(many) - len(one) < 200 * 2500
    assert images(many, 199) == images(many, 0)


def test_bytes_that_are_no_picture_are_left_out() -> None:
    assert images(written(Letterhead("Atelier", logo=b"not a picture", signature=b"\xff\xd8\xff"), PRESETS[0])) == []


def test_a_picture_is_chosen_kept_and_taken_back(store: Store, qtbot: Any, tmp_path: Path) -> None:
    page = OptionsPage(Desk(store))
    qtbot.addWidget(page)
    page.show()
    jpeg(tmp_path, 3000, 900)
    with qtbot.waitSignal(page.desk.hub.changed):
        take_picture(page, settings.LOGO, tmp_path / "3000x900.jpg")
    kept = base64.b64decode(settings.LOGO.read(store.reader))
    assert kept[:2] == b"\xff\xd8"
    assert store.read(settings.letterhead).logo == kept
    shown = next(one for one in page.findChildren(QLabel) if one.accessibleName() == "Logo")
    assert not shown.pixmap().isNull()
    page.desk.undo()
    assert settings.LOGO.read(store.reader) == ""
    (tmp_path / "no.png").write_bytes(b"no picture")
    with qtbot.waitSignal(page.desk.problem):
        take_picture(page, settings.LOGO, tmp_path / "no.png")
    with pytest.raises(Problem):
        store.do("huge", edits.save, settings.LOGO, "A" * 3_000_001)
    page.desk.wait()
