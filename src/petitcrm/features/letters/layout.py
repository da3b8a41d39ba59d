"""Where things stand on a letter's pages. Millimetres from the sheet's top left corner, sizes in points.

After NF Z11-001 (a recommendation): 20 mm margins left and right, sender top left, addressee in the window, place and
date, references, object, appel, body, closing, signature; "…/…" bottom right where the letter goes on; closing and
signature are never alone on the last page.
"""

from dataclasses import dataclass, field, replace

from petitcrm.features.letters.windows import Window

MM = 72 / 25.4
MARGIN = 20.0  # on the right; on the left it is the window's
HEAD_TOP = 15.0  # of the letterhead
LOGO = (60.0, 16.0)  # at most, width and height
SIGNED = (60.0, 17.0)  # the picture of a signature, at most
NEXT_TOP = 25.0  # of the text on the pages after the first
FOOT = 10.0  # last line of the legal mentions, from the bottom edge; printers leave 5 mm white
BODY_FOOT = 27.0  # the text ends this far above the bottom edge
MARK_FOOT = 20.0  # the continuation mark
MARK_BAR, BAR_HEIGHT, BAR_TEXT = 22.0, 4.8, 7.5  # the reference: its bar code above the legal mentions, and its words

SIZE, LEADING = 11.0, 14.0
PAGE_HEAD = 8.0  # whose letter it is, on the pages after the first
SMALL, SMALL_LEADING = 9.5, 12.5  # postscript, enclosures
PARAGRAPH_GAP = 8.0
ITEM_GAP = 2.0  # between the items of a list
INDENT = 5.5  # mm, of an item behind its sign
SIGNATURE_GAP = 20.0 * MM  # room for a signature by hand
PICTURE_HEIGHT = 180.0  # mm, at most: a picture leaves room for a few lines
PICTURE_DENSITY = 6.0  # pixels a mm (about 150 dpi): how wide a picture comes where the text does not say
_KEPT_LINES = 6  # a last paragraph up to this long goes with the closing as a whole, of a longer one its last lines
_MOST_KEPT = 3

ADDRESS_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
ADDRESS_GOOD = 9.0  # NF Z10-011: below this an address is hard to read by machines
ADDRESS_LEADING = 4.0  # mm


@dataclass(slots=True)
class Block:
    """Lines in one font and size with one left edge; `before` points of white above unless at the top of a page."""

    lines: list[str]  # drawing instructions, one per line
    font: str
    size: float = SIZE
    leading: float = LEADING
    before: float = 0.0
    x: float = 20.0  # mm
    together: bool = False  # never parted between two pages
    kept: bool = False  # stays on one page with the other kept blocks (closing, signature, end of the body)
    breaks: bool = False  # no lines: what follows begins another page
    signed: bool = False  # the picture of the signature stands above it
    picture: str = ""  # no lines but one, as high as the picture of this name (a form of the document)

    @property
    def height(self) -> float:
        """Points, without the white above."""
        return self.leading * len(self.lines)


@dataclass(slots=True)
class Placed:
    """Some lines of a block on a page; `y` is the first baseline, in points from the top edge."""

    block: Block
    first: int
    last: int
    y: float


@dataclass(slots=True)
class Page:
    placed: list[Placed] = field(default_factory=list)


def date_x(window: Window) -> float:
    """Where the date stands, the signature of a French letter and, for a window on the left, the sender's contacts."""
    if window.on_the_left:
        return max(window.paper[0] - MARGIN - 65, window.glass[0] + window.glass[2] + 5)
    return window.text_x


def date_y(window: Window) -> float:
    """The date's baseline: under everything the window can show, and not on a fold."""
    y = window.clear + 4.5
    for fold in window.folds:
        if abs(y - 1 - fold) < 3.5:
            y = fold + 6
    return y


def head_boxes(window: Window) -> tuple[tuple[float, float], tuple[float, float, float]]:
    """The name's (x, width) and the contact lines' (x, width, first top or 0: under the name), in mm."""
    if window.on_the_left:
        x = date_x(window)
        return (window.margin, x - 5 - window.margin), (x, window.paper[0] - MARGIN - x, HEAD_TOP)
    width = window.glass[0] - 2 - window.margin
    return (window.margin, width), (window.margin, width, 0.0)


def logo_size(pixels: tuple[int, int], window: Window) -> tuple[float, float]:
    """How large a logo of that many pixels stands at the head, in mm: the name below stays above the window."""
    room = window.glass[1] - HEAD_TOP - 9 if window.on_the_left else LOGO[1]
    return fitted(pixels, (LOGO[0], max(4.0, min(LOGO[1], room))))


def fitted(pixels: tuple[int, int], box: tuple[float, float]) -> tuple[float, float]:
    """The size of a picture that fills `box` as far as its proportions let it."""
    width, height = pixels
    scale = min(box[0] / max(width, 1), box[1] / max(height, 1))
    return width * scale, height * scale


def address_leading(lines: int, size: float, window: Window) -> float:
    """The distance in mm between `lines` address lines so that they fill the safe zone at most; 4 mm when they can."""
    if lines < 2:
        return ADDRESS_LEADING
    room = window.bottom - window.safe[1] - size * 1.15 / MM  # accents above the first line, descenders under the last
    return min(ADDRESS_LEADING, room / (lines - 1))


def paginate(blocks: list[Block], first_top: float, window: Window) -> list[Page]:
    """The blocks on as many pages as needed; the text of the first page begins at `first_top` mm."""
    bottom = (window.paper[1] - BODY_FOOT) * MM
    next_top = NEXT_TOP * MM
    pages = [Page()]
    y = first_top * MM
    if y + 3 * LEADING > bottom:
        pages.append(Page())
        y = next_top
    has_breaks = any(block.breaks for block in blocks)
    if not has_breaks and y + sum(block.before + block.height for block in blocks) <= bottom:
        for block in blocks:
            y = _place(pages[-1], block, 0, len(block.lines), y, bool(pages[-1].placed))
        return pages
    blocks = _with_tail(blocks)
    need = _kept_height(blocks)
    met_kept = False
    for block in blocks:
        if block.breaks:
            if pages[-1].placed:
                pages.append(Page())
                y = next_top
            continue
        if block.kept and not met_kept:
            met_kept = True
            if pages[-1].placed and y + need > bottom and need <= bottom - next_top:
                pages.append(Page())
                y = next_top
        start = 0
        while start < len(block.lines):
            page = pages[-1]
            before = block.before if start == 0 and page.placed else 0.0
            take = _lines_that_fit(block, start, bottom - y - before, bool(page.placed))
            if take == 0:
                pages.append(Page())
                y = next_top
                continue
            y = _place(page, block, start, start + take, y, before > 0)
            start += take
    return pages


def _place(page: Page, block: Block, first: int, last: int, y: float, spaced: bool) -> float:
    if last > first:
        y += block.before if spaced and first == 0 else 0.0
        page.placed.append(Placed(block, first, last, y + block.size * 0.8))
    return y + block.leading * (last - first)


def _lines_that_fit(block: Block, start: int, room: float, page_in_use: bool) -> int:
    """How many of the remaining lines go on this page: no lonely first or last line, 0 for "begin another page"."""
    left = len(block.lines) - start
    fit = min(left, int((room + 0.01) // block.leading))
    if fit >= left:
        return left
    take = fit - 1 if left - fit == 1 else fit
    if page_in_use and (block.together or (start == 0 and take < 2)):
        return 0
    if page_in_use:
        return max(0, take)
    return max(1, take)


def _with_tail(blocks: list[Block]) -> list[Block]:
    """The end of the last paragraph before the closing joins the kept blocks."""
    first = next((i for i, block in enumerate(blocks) if block.kept), 0)
    if first == 0:
        return blocks
    last = blocks[first - 1]
    if len(last.lines) <= _KEPT_LINES:
        tail = [_part(last, 0, len(last.lines), kept=True)]
    else:
        cut = len(last.lines) - _MOST_KEPT
        tail = [_part(last, 0, cut), _part(last, cut, len(last.lines), kept=True)]
        tail[1].before = 0.0
    return [*blocks[: first - 1], *tail, *blocks[first:]]


def _part(block: Block, first: int, last: int, kept: bool = False) -> Block:
    return replace(block, lines=block.lines[first:last], kept=kept, together=kept, breaks=False)


def _kept_height(blocks: list[Block]) -> float:
    kept = [block for block in blocks if block.kept]
    return sum(block.before + block.height for block in kept)
