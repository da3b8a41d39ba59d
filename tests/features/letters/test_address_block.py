"""A name too wide for the window takes two lines of the address where there is room."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from petitcrm.base.cards import Address
from petitcrm.features.letters import fonts
from petitcrm.features.letters.address_block import MOST_LINES, printed
from petitcrm.features.letters.layout import ADDRESS_GOOD, MM
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.pdf import write
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.windows import DEFAULT, PRESETS, Window, by_id

PLACE = Address(street="12 bis, rue de l'Église", postcode="69002", town="Lyon", label="home")
LONG = Recipient(
    "u", civility="Mme", given_name="Marie-Antoinette", family_name="de Vandenbroucke-Lefèvre", address=PLACE
)


@pytest.fixture(scope="module")
def face() -> fonts.Face:
    fonts.register(fonts.REGULAR)
    return fonts.Face(fonts.REGULAR, Canvas(BytesIO(), initialFontName=fonts.REGULAR)._doc, set())


def test_the_surname_goes_on_below(face: fonts.Face) -> None:
    found = printed(LONG, "FR", face, DEFAULT)
    assert found.lines[:2] == ["Mme Marie-Antoinette", "DE VANDENBROUCKE-LEFÈVRE"]
    assert len(found.lines) == len(found.whole) + 1 == 4
    assert found.widest * ADDRESS_GOOD <= DEFAULT.text_width * MM


def test_it_is_printed_in_good_letters_and_the_length_still_said() -> None:
    (letter,) = write(BytesIO(), [LONG], Model("x", "fr", "", "Bonjour"), Letterhead("A"), DEFAULT, date(2026, 5, 12))
    assert len(letter.problems) == 1
    assert "38 are allowed" in letter.problems[0]


def test_a_long_company_is_cut_in_its_middle(face: fonts.Face) -> None:
    one = Recipient(
        "u",
        kind="company",
        company="Établissements Vandenbroucke, Lefèvre, Gérard et Fils réunis de Lyon",
        address=PLACE,
    )
    assert printed(one, "FR", face, DEFAULT).lines[:2] == [
        "Établissements Vandenbroucke,",
        "Lefèvre, Gérard et Fils réunis de Lyon",
    ]


def test_where_six_lines_are_taken_nothing_is_broken(face: fonts.Face) -> None:
    full = Address("Appartement 12", "Bâtiment B", "9 quai Sud", "BP 12", "26000", "Valence", label="home")
    one = Recipient("u", civility="Mme", given_name=LONG.given_name, family_name=LONG.family_name, address=full)
    assert printed(one, "FR", face, DEFAULT).lines[0] == "Mme Marie-Antoinette DE VANDENBROUCKE-LEFÈVRE"
    assert len(printed(LONG, "FR", face, by_id("us-10")).lines) <= MOST_LINES


def test_streets_and_single_words_are_not_broken(face: fonts.Face) -> None:
    street = Address(street="avenue du Maréchal " * 4, postcode="69002", town="Lyon", country="DE")
    for one in (Recipient("u", family_name="A", address=street), Recipient("u", family_name="W" * 60, address=PLACE)):
        found = printed(one, "FR", face, DEFAULT)
        assert found.lines == found.whole


@given(st.lists(st.sampled_from(["Mme", "Anna", "ROCHE", "de", "Vandenbroucke-Lefèvre", "&"]), min_size=1, max_size=12),
       st.sampled_from(PRESETS))  # fmt: skip
def test_no_word_is_lost_and_no_line_too_many(words: list[str], window: Window) -> None:
    fonts.register(fonts.REGULAR)
    ruler = fonts.Face(fonts.REGULAR, Canvas(BytesIO(), initialFontName=fonts.REGULAR)._doc, set())
    one = Recipient("u", kind="company", company=" ".join(words), address=PLACE)
    found = printed(one, "FR", ruler, window)
    assert " ".join(found.lines) == " ".join(found.whole)
    assert len(found.lines) <= max(MOST_LINES, len(found.whole))
