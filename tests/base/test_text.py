import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base import text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Œuvrard", "oeuvrard"),
        ("L'Église", "l'eglise"),
        ("STRAßE", "strasse"),
        ("Ångström", "angstrom"),
        ("İstanbul", "istanbul"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert text.fold(written) == folded


def test_words_and_key() -> None:
    assert text.words("Bois & Fils, L'Hé-rault") == ["bois", "fils", "l", "he", "rault"]
    assert text.key("  Saint-Étienne ") == "saint etienne"


def test_clean() -> None:
    assert text.clean(" a\x00b\n\tc \ud800") == "ab c"
    assert text.clean_lines("a  \r\nb\rc\x07") == "a\nb\nc"


@given(st.text())
def test_folding_twice_changes_nothing(value: str) -> None:
    assert text.fold(text.fold(value)) == text.fold(value)


@given(st.text())
def test_cleaned_text_can_always_be_stored(value: str) -> None:
    text.clean(value).encode("utf-8")
    text.clean_lines(value).encode("utf-8")


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=8), max_size=3), st.integers(20, 90))
def test_an_excerpt_is_part_of_the_text(content: str, typed: list[str], length: int) -> None:
    made = text.excerpt(content, typed, length)
    assert len(made) <= length + 4
    assert made.removeprefix("… ").removesuffix(" …") in " ".join(content.split())


def test_an_excerpt_shows_the_word_that_was_found() -> None:
    said = "Très satisfait de la visite. " * 6 + "Il veut un Devis pour la scie à ruban. " + "Merci encore. " * 6
    assert "Devis pour la scie" in text.excerpt(said, ["devi"])
    assert text.excerpt(said, ["devi"]).startswith("… ")
    assert text.excerpt("court", ["devi"]) == "court"
    assert text.excerpt(said, ["zzz"]).startswith("Très satisfait")
