"""Stars, lists, page breaks and optional passages of the owner's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.features.letters.markup import (
    BOLD_OFF,
    BOLD_ON,
    ITALIC_OFF,
    ITALIC_ON,
    Passages,
    Piece,
    marked,
    pieces,
    unmarked,
)


def shown(text: str) -> str:
    for mark, sign in ((BOLD_ON, "<b>"), (BOLD_OFF, "</b>"), (ITALIC_ON, "<i>"), (ITALIC_OFF, "</i>")):
        text = text.replace(mark, sign)
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un **mot** gras", "un <b>mot</b> gras"),
        ("*tout {nom}* penché", "<i>tout {nom}</i> penché"),
        ("***les deux***", "<b><i>les deux</b></i>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("une note* et une autre*", "une note* et une autre*"),
        (r"\*pas\* penché", "*pas* penché"),
        ("** rien ** et ****", "** rien ** et ****"),
        ("sur **deux\nlignes**", "sur <b>deux\nlignes</b>"),
    ],
)
def test_stars(text: str, expected: str) -> None:
    assert shown(marked(text)) == expected


@given(st.text(alphabet="a *\\\n", max_size=60))
def test_no_word_is_lost_and_marks_come_in_pairs(text: str) -> None:
    found = marked(text)
    assert unmarked(found).replace("*", "").split() == text.replace("\\*", "*").replace("*", "").split()
    assert found.count(BOLD_ON) == found.count(BOLD_OFF)
    assert found.count(ITALIC_ON) == found.count(ITALIC_OFF)


def test_lists_and_breaks() -> None:
    text = "Voici :\n- un\n  suite\n- deux\n1. trois\n---\nAprès"
    assert pieces(text, 4) == [
        Piece("Voici :", 4),
        Piece("un\nsuite", 5, "•", True),
        Piece("deux", 7, "•", True),
        Piece("trois", 8, "1.", True),
        Piece("", 9, breaks=True),
        Piece("Après", 10),
    ]
    assert [one.breaks for one in pieces("{saut de page}", 1)] == [True]
    assert pieces("-rien\n12 rue", 1) == [Piece("-rien\n12 rue", 1)]


BODY = "A\n{si catégorie = A, B}\ntop {si ville}à {ville}{sinon}chez vous{fin}\n{fin}\nZ"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"tier": "a", "town": "Lyon"}, "A top à {ville} Z"),
        ({"tier": "B", "town": ""}, "A top chez vous Z"),
        ({"tier": "C"}, "A Z"),
        ({}, "A Z"),
    ],
)
def test_passages(values: dict[str, str], expected: str) -> None:
    found = Passages(BODY)
    assert found.problems == []
    text = found.text(found.truths(values))
    assert " ".join(text.split()) == expected
    assert text.count("\n") == BODY.count("\n")  # lines keep their numbers
    assert found.keys == {"tier", "town"}


def test_not_and_english_and_unknown_fields() -> None:
    found = Passages("{if tier != A}x{else}y{end}{if shoe size}z{end}")
    assert found.text(found.truths({"tier": "A"})) == "y"
    assert found.text(found.truths({"tier": "", "shoesize": "42"})) == "xz"
    assert found.unknown(frozenset()) == [("shoe size", 1)]
    assert found.unknown(frozenset({"shoesize"})) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{si ville}b", "Line 2: this optional passage has no {end}."),
        ("{fin}", "Line 1: nothing was opened here."),
        ("{si ville}{sinon}{sinon}{fin}", "Line 1: nothing was opened here."),
        ("{si a}" * 9 + "{fin}" * 9, "Line 1: too many passages inside each other."),
    ],
)
def test_what_does_not_fit_is_said(text: str, said: str) -> None:
    assert said in [say() for say in Passages(text).problems]


@given(st.lists(st.sampled_from(["{si ville}", "{sinon}", "{fin}", "x", "\n"]), max_size=30))
def test_any_tags_make_a_text(parts: list[str]) -> None:
    found = Passages("".join(parts))
    for values in ({}, {"town": "Lyon"}):
        text = found.text(found.truths(values))
        assert text.count("x") <= parts.count("x")
    assert found.whole().count("x") == parts.count("x")


def test_equal_to_nothing_means_empty() -> None:
    found = Passages("{si catégorie =}sans{sinon}avec{fin}{si catégorie ≠}A{fin}")
    assert found.text(found.truths({"tier": ""})) == "sans"
    assert found.text(found.truths({"tier": "B"})) == "avecA"
