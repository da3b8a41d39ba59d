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
