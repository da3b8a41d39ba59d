"""Letters with bold, italic, lists, page breaks and optional passages, read back from the PDF."""

import ctypes
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from petitcrm.base.cards import Address
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.model import Model, check
from petitcrm.features.letters.pdf import write
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.windows import DEFAULT

HOME = Address(street="5 rue des Lilas", postcode="26000", town="Valence")


def someone(name: str = "Petit", **values: str) -> Recipient:
    known = {"catégorie": "A", "étiquettes": "", **values}
    return Recipient(
        "u", civility="Mme", given_name="Zoé", family_name=name, stage="client", address=HOME, values=known
    )


def printed(body: str, *recipients: Recipient, language: str = "fr") -> Any:
    out = BytesIO()
    letters = write(
        out,
        recipients or [someone()],
        Model("x", language, "", body),
        Letterhead("Atelier"),
        DEFAULT,
        date(2026, 5, 12),
    )
    return pypdfium2.PdfDocument(out.getvalue()), letters


def fonts_of(document: Any, page: int = 0) -> dict[str, str]:
    """word -> the font it is shown in."""
    text = document[page].get_textpage()
    whole = text.get_text_range()
    found: dict[str, str] = {}
    at = 0
    for word in whole.split():
        at = whole.index(word, at)
        buffer = ctypes.create_string_buffer(100)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(text.raw, at, buffer, 100, flags)
        found[word] = buffer.value.decode().split("+")[-1]
        at += len(word)
    return found


def test_bold_and_italic_are_their_own_fonts() -> None:
    document, letters = printed("Un **mot gras**, un *mot penché* et ***les deux*** ; **{nom}** aussi.")
    assert letters[0].problems == []
    found = fonts_of(document)
    assert "Bold" in found["gras,"] or "Bold" in found["mot"]
    assert "Italic" in found["penché"]
    assert "BoldItalic" in found["les"]
    assert "Bold" in found["Petit"]
    assert found["aussi."] == found["Un"] == "LiberationSans"
    assert "*" not in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize("name", ["**X**", "*X*", "\ue000X\ue001", "{si ville}X{fin}", "- X", "---"])
def test_what_stands_in_a_name_is_a_name(name: str) -> None:
    document, letters = printed("Bonjour {nom} !", someone(name))
    text = document[0].get_textpage().get_text_range()
    plain = name.replace("\ue000", "").replace("\ue001", "")
    assert f"Bonjour {plain}" in text.replace("\u00a0", " ")
    assert letters[0].pages == 1
    assert "Bold" not in fonts_of(document).get(plain.split()[0], "")


def test_items_stand_behind_their_signs() -> None:
    words = "mot " * 40
    document, _letters = printed(f"Nous proposons :\n- {words}\n- deux\n2. trois")
    text = document[0].get_textpage()
    whole = text.get_text_range()
    left = {word: text.get_charbox(whole.index(word))[0] for word in ("Nous", "•", "mot", "deux", "2.", "trois")}
    assert left["•"] == pytest.approx(left["Nous"], abs=1)
    assert left["2."] == pytest.approx(left["Nous"], abs=1)
    assert left["mot"] - left["Nous"] == pytest.approx(5.5 * 72 / 25.4, abs=1)
    assert left["deux"] == pytest.approx(left["mot"], abs=1)
    assert left["trois"] == pytest.approx(left["mot"], abs=1)
    assert text.get_charbox(whole.rindex("mot"))[0] >= left["mot"] - 1  # the second line of an item too


def test_a_page_break_begins_a_page() -> None:
    document, letters = printed("Première\n\n---\n\nDeuxième")
    assert letters[0].pages == 2
    assert "Première" in document[0].get_textpage().get_text_range()
    assert "Deuxième" in document[1].get_textpage().get_text_range()
    _document, letters = printed("---\n\nSeule\n\n---")
    assert letters[0].pages <= 2


def test_a_passage_is_for_those_it_is_for() -> None:
    body = "Bonjour.\n\n{si catégorie = A}\nVotre conseiller **dédié** vous attend.\n{sinon}\nÀ bientôt.\n{fin}"
    document, letters = printed(body, someone(), someone(catégorie="C"), someone())
    texts = [document[at].get_textpage().get_text_range() for at in range(3)]
    assert ["dédié" in text for text in texts] == [True, False, True]
    assert ["À bientôt" in text for text in texts] == [False, True, False]
    assert all(letter.problems == [] for letter in letters)


def test_unknown_conditions_and_open_passages_are_said_with_their_line() -> None:
    model = Model("x", "fr", "", "Un\n{si pointure}deux{fin}\n{si ville}")
    first, second = check(model)
    assert first == "Line 3: this optional passage has no {end}."
    assert second.startswith("Line 2: there is no field {pointure}")


def test_a_long_bold_text_wraps_within_the_margins() -> None:
    document, _letters = printed("**" + "gras et long " * 60 + "Donaudampfschifffahrtsgesellschaft" * 6 + "**")
    text = document[0].get_textpage()
    for at in range(text.count_rects()):
        _left, _bottom, right, _top = text.get_rect(at)
        assert right <= (210 - 19.5) * 72 / 25.4


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "ne plus recevoir nos courriers"), ("en", "no more letters"), ("de", "kostenlos")]
)
def test_how_to_object_stands_in_small_print_below_the_signature(language: str, words: str) -> None:
    document, letters = printed("Bonjour.\n\n{mentions RGPD}", language=language)
    text = document[0].get_textpage()
    whole = " ".join(text.get_text_range().split())
    assert words in whole
    assert "Atelier" in whole
    assert letters[0].problems == []
    sizes = [text.get_charbox(text.get_text_range().index(one)) for one in ("Bonjour", words.split()[0])]
    assert sizes[1][1] < sizes[0][1]
