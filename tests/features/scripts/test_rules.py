"""A script cut into what is said and what answers objections."""

from hypothesis import given
from hypothesis import strategies as st

from petitcrm.features.scripts.examples import examples
from petitcrm.features.scripts.rules import Objection, Parts, parts

TEXT = """Hello.

How are things?

? Too dear
Compared with what?
Let us look at it.

Goodbye.
? No time
? Another supplier
Which one?
"""


def test_objections_are_taken_out_of_the_text() -> None:
    assert parts(TEXT) == Parts(
        "Hello.\n\nHow are things?\n\nGoodbye.",
        (
            Objection("Too dear", "Compared with what?\nLet us look at it."),
            Objection("No time", ""),
            Objection("Another supplier", "Which one?"),
        ),
    )


def test_a_question_inside_a_line_is_no_objection() -> None:
    assert parts("Really ?\n ?\n??").objections == ()


@given(st.text(alphabet="ab ?\n", max_size=200))
def test_no_word_is_lost(body: str) -> None:
    found = parts(body)
    said = " ".join([found.text, *(f"{one.said} {one.answer}" for one in found.objections)])
    assert sorted(said.replace("?", " ").split()) == sorted(body.replace("?", " ").split())


def test_the_examples_are_whole_in_both_languages() -> None:
    for language in ("fr", "en"):
        found = examples(language)
        assert [one[2:] for one in found] == [("stage", "prospect"), ("stage", "client"), ("stage", "former")]
        assert all(parts(body).objections and parts(body).text for _name, body, _whom, _which in found)


def test_a_blank_line_before_the_answer_does_not_lose_it() -> None:
    assert parts("Bonjour\n?\n? Trop cher\n\nSur un an ?\n\nAu revoir") == Parts(
        "Bonjour\n\nAu revoir", (Objection("Trop cher", "Sur un an ?"),)
    )
