"""How far a printer prints beside the place it should: kept with this computer, per printer, in tenths of a mm.

Labels lie on A4; any other `paper` (an envelope) comes another way through the printer and has an offset of its own.
"""

from petitcrm.base import preferences

MOST = 100  # tenths of a mm: a printer that misses by more than 1 cm takes the paper wrongly
KEY, OTHERS = "label_offsets", "paper_offsets"
Offset = tuple[int, int]


def offset_of(printer: str, paper: str = "") -> Offset:
    """How far to the right and down to move what `printer` prints on `paper` ("" for A4); "" for a PDF file."""
    found = _known(paper).get(printer)
    if isinstance(found, list) and len(found) == 2 and all(isinstance(one, int) for one in found):
        return _bounded(found[0]), _bounded(found[1])
    return 0, 0


def keep(printer: str, offset: Offset, paper: str = "") -> None:
    """Remember the offset of a printer for a paper."""
    known = dict(_known(paper))
    known.pop(printer, None)
    if any(offset):
        known[printer] = list(map(_bounded, offset))
    preferences.keep(**({OTHERS: {**_others(), paper: known}} if paper else {KEY: known}))


def _known(paper: str) -> dict[str, object]:
    """What is kept for a paper, by the name of the printer."""
    kept = _others().get(paper) if paper else preferences.read().get(KEY)
    return kept if isinstance(kept, dict) else {}


def _others() -> dict[str, object]:
    kept = preferences.read().get(OTHERS)
    return kept if isinstance(kept, dict) else {}


def _bounded(tenths: int) -> int:
    return max(-MOST, min(MOST, tenths))
