import pytest

from petitcrm.base.errors import Problem
from petitcrm.features.envelopes.sizes import CLEAR, SIZES, STAMP, Size, by_name

NORM = {"DL": (220, 110), "C6": (162, 114), "C5/6": (229, 114), "C5": (229, 162), "C4": (324, 229),
        "#10": (241.3, 104.8)}  # fmt: skip


def test_the_sizes_are_those_of_the_norm() -> None:
    assert {one.name: (one.width, one.height) for one in SIZES} == NORM


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
def test_the_address_keeps_clear_of_what_the_post_needs(size: Size) -> None:
    x, y, wide, high = size.address
    assert 0.45 * size.width - 0.1 <= x <= 0.5 * size.width + 0.1
    assert x + wide <= size.width - CLEAR
    assert y >= STAMP[1]
    assert y + high <= size.height - CLEAR
    assert y + high <= size.code[1]
    assert (y + y + high) / 2 > size.height / 2
    assert size.code[2:] == ((100, 35) if size.name == "C4" else (140, 15))
    assert size.stamp == (size.width - 74, 0, 74, 40)


def test_a_size_is_found_by_its_names() -> None:
    for name in ("C5/6", "c5/6", "DL+", " dl + ", "C56"):
        assert by_name(name).name == "C5/6"
    assert by_name("no.10").name == by_name("10").name == by_name("#10").name == "#10"
    with pytest.raises(Problem, match=r"no envelope “A4”.*DL, C6, C5/6, C5, C4, #10"):
        by_name("A4")
