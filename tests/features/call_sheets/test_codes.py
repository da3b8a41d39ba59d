"""The codes of lines: short, and no slip of a finger goes unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitcrm.base.errors import Problem
from petitcrm.features.call_sheets.codes import ALPHABET, code_of, contact_of

keys = st.integers(min_value=1, max_value=10**17)


def is_code(text: str) -> bool:
    try:
        contact_of(text)
    except Problem:
        return False
    return True


def test_twenty_thousand_contacts_need_four_signs_at_most() -> None:
    codes = [code_of(key) for key in range(1, 20_413)]
    assert len(set(codes)) == len(codes)
    assert {len(code) for code in codes} == {3, 4}
    assert len(code_of(20_413)) == 5


def test_there_are_no_look_alikes_and_no_words() -> None:
    assert not set(ALPHABET) & set("01OILAEUY")
    assert len(set(ALPHABET)) == len(ALPHABET) == 27


@given(keys)
def test_a_code_is_read_back(key: int) -> None:
    assert contact_of(code_of(key)) == key


@given(keys)
def test_capitals_and_blanks_do_not_matter(key: int) -> None:
    assert contact_of("  " + " ".join(code_of(key).lower()) + "\u00a0") == key


def _one_wrong(code: str) -> set[str]:
    return {code[:at] + sign + code[at + 1 :] for at in range(len(code)) for sign in ALPHABET} - {code}


def _swapped(code: str) -> set[str]:
    return {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)} - {code}


@pytest.mark.parametrize("first", [1, 700, 5_000, 20_300])
def test_every_wrong_sign_and_every_swap_is_seen(first: int) -> None:
    for key in range(first, first + 130):
        code = code_of(key)
        assert not any(is_code(wrong) for wrong in _one_wrong(code) | _swapped(code)), code


@given(keys)
def test_so_it_is_for_keys_of_any_size(key: int) -> None:
    code = code_of(key)
    assert not any(is_code(wrong) for wrong in _one_wrong(code) | _swapped(code))


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_key_or_a_problem(text: str) -> None:
    if is_code(text):
        assert code_of(contact_of(text)) == "".join(text.upper().split())


@pytest.mark.parametrize(
    ("text", "words"),
    [("0", "“0” is in no code."), ("2O2", "“O” is in no code."), ("222x", "“222x” is no code"), ("", "“” is no code")],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        contact_of(text)
