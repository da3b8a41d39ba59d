from hypothesis import given
from hypothesis import strategies as st

from petitcrm.features.letters import layout
from petitcrm.features.letters.layout import MM, Block, paginate
from petitcrm.features.letters.windows import DEFAULT, PRESETS, by_id

BOTTOM = (DEFAULT.paper[1] - layout.BODY_FOOT) * MM


def letter(paragraphs: list[int]) -> list[Block]:
    blocks = [Block([f"{i}.{n}" for n in range(count)], "R", before=8) for i, count in enumerate(paragraphs)]
    blocks.append(Block(["closing"], "R", before=8, together=True, kept=True))
    blocks.append(Block(["name", "function"], "R", before=57, together=True, kept=True))
    return blocks


def lines(blocks: list[Block]) -> list[str]:
    return [line for block in blocks for line in block.lines]


@given(st.lists(st.integers(1, 70), min_size=1, max_size=12), st.floats(20, 200))
def test_every_line_is_drawn_once_in_order_within_the_page(paragraphs: list[int], top: float) -> None:
    blocks = letter(paragraphs)
    pages = paginate(blocks, top, DEFAULT)
    drawn = [line for page in pages for p in page.placed for line in p.block.lines[p.first : p.last]]
    assert drawn == lines(blocks)
    for number, page in enumerate(pages):
        last = (top if number == 0 else layout.NEXT_TOP) * MM
        for p in page.placed:
            assert p.y > last
            last = p.y + p.block.leading * (p.last - p.first - 1)
        assert last <= BOTTOM


@given(st.lists(st.integers(1, 70), min_size=1, max_size=12), st.floats(20, 200))
def test_the_closing_is_never_alone(paragraphs: list[int], top: float) -> None:
    pages = paginate(letter(paragraphs), top, DEFAULT)
    last = [line for p in pages[-1].placed for line in p.block.lines[p.first : p.last]]
    assert last[-3:] == ["closing", "name", "function"]
    assert len(last) > 3
    assert len(last) > 4 or paragraphs[-1] == 1


@given(st.lists(st.integers(2, 70), min_size=1, max_size=12), st.floats(20, 200))
def test_no_line_of_a_paragraph_is_lonely(paragraphs: list[int], top: float) -> None:
    for page in paginate(letter(paragraphs), top, DEFAULT):
        counts: dict[str, int] = {}
        for p in page.placed:
            for line in p.block.lines[p.first : p.last]:
                counts[line.split(".")[0]] = counts.get(line.split(".")[0], 0) + 1
        assert all(count > 1 for name, count in counts.items() if name.isdigit())


def test_windows() -> None:
    assert len({window.id for window in PRESETS}) == len(PRESETS) == 10
    assert DEFAULT.safe == (100, 45, 90, 34)
    assert by_id("gone") is DEFAULT
    for window in PRESETS:
        x, y, w, h = window.safe
        gx, gy, gw, gh = window.glass
        assert gx <= x
        assert gy <= y
        assert gx + gw >= x + w
        assert gy + gh >= y + h
        assert x <= window.text_x
        assert window.text_x + window.text_width <= x + w
        assert y < window.bottom <= y + h
        assert all(abs(layout.date_y(window) - 1 - fold) > 3 for fold in window.folds)
