"""Pictures in the text of letters: kept by name, drawn once, said where there is none; in e-mails they come along."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from petitcrm.base.cards import Address
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.emails import drafts
from petitcrm.features.emails.rendered import rendered
from petitcrm.features.letters import edits, pictures
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.markup import pictures_in
from petitcrm.features.letters.model import Model, check
from petitcrm.features.letters.page import LettersPage
from petitcrm.features.letters.pdf import write
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.windows import DEFAULT
from petitcrm.store.store import Store
from petitcrm.ui.desk import Desk
from petitcrm.ui.printing import Pages

SOMEBODY = Recipient(family_name="Roche", address=Address(street="1 rue", postcode="26000", town="Valence"))
ON = date(2026, 5, 12)
HINT = ": “Insert a field › Picture” brings one in."


def _jpeg(folder: Path, name: str = "stand.jpg", size: tuple[int, int] = (1600, 800)) -> Path:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B5CAD"))
    path = folder / name
    assert image.save(str(path), "JPEG")  # type: ignore[call-overload]
    return path


def _model(content: bytes, body: str) -> Model:
    return Model("x", "fr", "Objet", body, pictures={"stand": content})


def _letters(model: Model, count: int = 1) -> tuple[bytes, list[Any]]:
    out = BytesIO()
    letters = write(out, [SOMEBODY] * count, model, Letterhead("Atelier"), DEFAULT, ON)
    return out.getvalue(), letters


def _blue(pdf: bytes, page: int = 0) -> tuple[float, float, float, float] | None:
    """Where the picture stands on a page, in mm from the top left: left, top, width, height."""
    pages = Pages(pdf)
    image = pages.image(page, 72 / 25.4)  # 8 pixels a mm
    pages.close()
    spots = [
        (x, y)
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 2)
        if image.pixelColor(x, y).blue() > 120 and image.pixelColor(x, y).red() < 60
    ]
    if not spots:
        return None
    left, top = min(x for x, _y in spots), min(y for _x, y in spots)
    per = 72 / 25.4 * 72 / 25.4
    wide, high = max(x for x, _y in spots) - left, max(y for _x, y in spots) - top
    return left / per, top / per, wide / per, high / per


def test_a_picture_stands_alone_on_its_line() -> None:
    assert pictures_in("Voici {image: non}\n {image : Mon stand, 60 mm} \n{IMAGE:plan}") == ["Mon stand", "plan"]


def test_it_is_as_wide_as_the_text_says_or_as_the_page_allows(tmp_path: Path) -> None:
    content = _jpeg(tmp_path).read_bytes()
    pdf, letters = _letters(_model(content, "Voici\n\n{image: stand, 60 mm}\n\nVoilà"))
    assert (len(letters[0].problems), letters[0].pages) == (0, 1)
    spot = _blue(pdf)
    assert spot is not None
    assert spot[0] == pytest.approx(20, abs=0.5)
    assert spot[2:] == pytest.approx((60, 30), abs=0.6)
    spot = _blue(_letters(_model(content, "{image: Stand}"))[0])
    assert spot is not None
    assert spot[2:] == pytest.approx((170, 85), abs=0.6)


def test_what_does_not_fit_goes_to_the_next_page_whole(tmp_path: Path) -> None:
    tall = _jpeg(tmp_path, size=(600, 900)).read_bytes()
    pdf, letters = _letters(_model(tall, "Texte\n\n{image: stand, 150 mm}\n\nFin"))
    assert letters[0].pages == 2
    assert _blue(pdf, 0) is None
    spot = _blue(pdf, 1)
    assert spot is not None
    assert spot[3] == pytest.approx(180, abs=0.6)  # never higher than a page leaves room for


def test_it_is_in_the_file_once(tmp_path: Path) -> None:
    content = _jpeg(tmp_path).read_bytes()
    body = "{image: stand, 50 mm}"
    one, many = len(_letters(_model(content, body))[0]), len(_letters(_model(content, body), 100)[0])
    assert many < one + 100 * 2_500


@pytest.mark.parametrize("content", [b"", b"no picture at all"])
def test_one_that_is_not_there_is_said_and_stands_as_written(content: bytes) -> None:
    model = Model("x", "fr", "", "Voici\n\n{image: stand}", pictures={"stand": content} if content else {})
    pdf, letters = _letters(model)
    assert letters[0].problems == [f"Line 3: there is no picture “stand”{HINT}"]
    pages = Pages(pdf)
    assert "{image: stand}" in pages.text(0)
    pages.close()


def test_within_a_line_it_is_no_field() -> None:
    assert check(_model(b"x", "Voici {image: stand} chez nous")) == ["Line 1: a picture stands alone on its line."]


def test_the_text_is_checked_at_once() -> None:
    assert check(Model("x", "fr", "", "{image: rien}")) == [f"Line 1: there is no picture “rien”{HINT}"]
    assert check(_model(b"x", "{image: Stand, 40 mm}")) == []


def test_kept_by_name_and_once(store: Store) -> None:
    def add(name: str, content: bytes) -> str:
        return str(store.do("keep", edits.add_picture, name, content)[0])

    assert add("Stand 2026", b"one") == "Stand 2026"
    assert add("stand_2026", b"one") == "Stand 2026"  # the very same one
    assert add("Stand 2026", b"two") == "Stand 2026 2"
    assert add('<b>{"', b"three") == "b"
    assert add("…", b"four") == "picture"
    assert store.read(pictures.names) == ["b", "picture", "Stand 2026", "Stand 2026 2"]
    model = store.read(pictures.with_pictures, Model("x", "fr", "", "{image: stand 2026}\n{image: gone}"))
    assert model.pictures == {"stand2026": b"one"}
    store.do("delete", edits.delete_picture, "Stand 2026")
    assert store.read(pictures.with_pictures, model).pictures == {}
    store.undo()
    assert "Stand 2026" in store.read(pictures.names)


def test_it_is_put_in_from_a_file(qtbot: QtBot, desk: Desk, ids: dict[str, int], tmp_path: Path) -> None:
    page = LettersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page._warm.is_set, timeout=20_000)
    page.choose([ids["anna"]])
    page.editor.body.setPlainText("Voici notre stand :")
    page.what.take_picture_of(_jpeg(tmp_path, "Mon stand.jpg", (4000, 2000)))
    qtbot.waitUntil(lambda: "{image: Mon stand}" in page.editor.body.toPlainText(), timeout=20_000)
    assert page.editor.body.toPlainText() == "Voici notre stand :\n\n{image: Mon stand}\n"
    assert page.editor.wrong.isHidden()
    assert page.editor.pictures == ["Mon stand"]
    kept = page.editor.model().pictures["monstand"]
    assert QImage.fromData(kept).width() == 1600
    page.what.delete_picture("Mon stand")
    assert page.editor.wrong.text() == f"Line 3: there is no picture “Mon stand”{HINT}"
    desk.undo()
    assert page.editor.wrong.isHidden()


def test_what_is_no_picture_is_said(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    page = LettersPage(desk)
    qtbot.addWidget(page)
    problems: list[object] = []
    desk.problem.connect(problems.append)
    bad = tmp_path / "bad.jpg"
    bad.write_text("<svg/>")
    page.what.take_picture_of(bad)
    qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    assert "not a picture" in str(problems[0])


def test_shown_twice_it_comes_once(tmp_path: Path) -> None:
    said = rendered(_model(b"x", "{image: stand, 20 mm}\n\n{image: stand}"), Letterhead("Atelier"), SOMEBODY, ON)
    assert (list(said.pictures), said.html.count("cid:picture1@petitcrm")) == (["picture1@petitcrm"], 2)


def test_contacts_can_be_deleted_for_good_while_pictures_are_kept(store: Store, ids: dict[str, int]) -> None:
    store.do("keep", edits.add_picture, "Stand", b"one")
    store.do("trash", contacts.trash, [ids["anna"]])
    store.keep(contacts.delete_for_good, [ids["anna"]])
    assert store.reader.value("SELECT content FROM document") == b"one"


def test_in_an_email_it_comes_along(tmp_path: Path) -> None:
    content = _jpeg(tmp_path).read_bytes()
    model = _model(content, "Voici\n\n{image: stand, 60 mm}\n\n{image: rien}")
    said = rendered(model, Letterhead("Atelier"), SOMEBODY, ON)
    assert "[stand]" in said.text
    assert '<img src="cid:picture1@petitcrm" alt="stand" width="227" style="max-width:100%;height:auto">' in said.html
    assert drafts.link(said, "a@b.example") is None  # a link can't bring it: the draft does
    assert said.problems == [f"Line 5: there is no picture “rien”{HINT}"]
    message = message_from_bytes(drafts.message(said, "a@b.example", Letterhead("Atelier")), policy=default)
    (image,) = [part for part in message.walk() if part.get_content_type() == "image/jpeg"]
    assert (image["Content-ID"], image.get_content()) == ("<picture1@petitcrm>", content)
    assert image.get_content_disposition() == "inline"
