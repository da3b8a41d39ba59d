"""What a typed line promises: a call, a visit, an e-mail, a document or a task, on which day and at which hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from petitcrm.features.history import line_words as vocabulary
from petitcrm.features.history.line_days import Day
from petitcrm.features.history.line_numbers import Hour
from petitcrm.features.history.line_text import SEPARATOR, Line
from petitcrm.features.history.line_words import Word

OF_KIND = {
    "call": "call", "visit": "visit", "meeting": "visit", "video": "visit", "email": "email", "document": "document",
    "letter": "document",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """Something to do `on` a day, perhaps `at` an hour."""

    on: date
    at: str
    kind: str


@dataclass(slots=True)
class Found:
    """What the reading of promises comes to; `is_undated`: something was promised for no day, `bad` for one there isn't."""

    promise: Promise | None = None
    is_undated: bool = False
    bad: Day | None = None


def promised(line: Line, days: list[Day], hours: list[Hour], today: date, kind_word: Word | None) -> Found:
    """The first promise with a day; its words are kept in the line."""
    found = Found()
    ahead = [day for day in days if day.ahead is not None and line.is_free(day.start, day.end)]
    for hit in _hits(line, kind_word):
        kind = _kind(line, hit)
        if kind == "again":
            kind = OF_KIND.get(kind_word.value, "task") if kind_word else "task"
        if kind is None:
            continue
        end = _clause_end(line, hit.end)
        bad = next((day for day in days if day.is_bad and hit.end <= day.start < end), None)
        day = _after(line, ahead, hit, end)
        if day is not None and not _is_verb(hit) and _is_rather_behind(day, today):
            continue
        day = day or _just_before(line, ahead, hit)
        if day is None and bad is not None:
            found.bad = found.bad or bad
            continue
        at = _hour(hours, min(hit.start, day.start if day else hit.start), end, day)
        if day is not None:
            return _kept(line, found, hit, day, at, kind)
        if at is not None and _is_verb(hit) and at.start - hit.end <= 12:
            found.promise = Promise(today, at.at, kind)
            line.keep(hit.start, at.end)
            return found
        found.is_undated = found.is_undated or (_is_verb(hit) and kind_word is not hit)
    _deadline(line, ahead, hours, found)
    if found.promise is None:
        _after_pause(line, ahead, hours, found, today)
    return found


def _kept(line: Line, found: Found, hit: Word, day: Day, at: Hour | None, kind: str) -> Found:
    assert day.ahead is not None
    found.promise = Promise(day.ahead, at.at if at else "", kind)
    line.keep(min(hit.start, day.start), max(day.end, hit.end, at.end if at else 0))
    return found


def planned(line: Line, days: list[Day], hours: list[Hour], kind: str) -> Promise | None:
    """The promise of a day that can only come ("demain"), where it stands beside what was understood."""
    for day in days:
        if (
            day.ahead is not None and day.past is None and not day.is_vague and line.is_free(day.start, day.end)
            and line.begins(day.start) and not _is_no_deadline(line, day)
        ):  # fmt: skip
            at = _hour(hours, day.start - 12, _clause_end(line, day.end), day)
            line.keep(min(day.start, at.start if at else day.start), max(day.end, at.end if at else 0))
            return Promise(day.ahead, at.at if at else "", kind)
    return None


def _hits(line: Line, kind_word: Word | None) -> Iterator[Word]:
    hits = sorted(vocabulary.found(vocabulary.FOLLOW_UPS, line.folded), key=lambda one: one.start)
    for hit in hits:
        said = line.said(hit.start, hit.end).casefold()
        if said.endswith(("relancé", "relancée", "contacté", "visité")) or not line.is_free(hit.start, hit.end):
            continue
        if kind_word is not None and hit.start < kind_word.end and kind_word.start < hit.end:
            continue
        if not _is_verb(hit) and vocabulary.BACKWARD.search(line.folded[max(0, hit.start - 40) : hit.start]):
            continue
        yield hit


def _is_verb(hit: Word) -> bool:
    return not hit.is_told


def _kind(line: Line, hit: Word) -> str | None:
    """What is promised; None where the words promise nothing ("faire" without a quote)."""
    if hit.value not in ("send", "make"):
        return hit.value
    end = _clause_end(line, hit.end)
    begin = line.pause_before(hit.start)
    after = [(pattern.search(line.folded, hit.end, end), kind) for pattern, kind in _OBJECTS]
    placed = sorted((found.start(), kind) for found, kind in after if found)
    if placed and (hit.value == "send" or placed[0][0] - hit.end < 25):
        return placed[0][1]
    before = [
        (found.start(), kind) for pattern, kind in _OBJECTS for found in pattern.finditer(line.folded, begin, hit.start)
    ]
    if before and (hit.value == "send" or hit.start - max(before)[0] < 25):
        return max(before)[1]
    return "document" if hit.value == "send" else None


_OBJECTS = ((vocabulary.PAPERS, "document"), (vocabulary.MAILS, "email"))


def _clause_end(line: Line, start: int) -> int:
    """Where the words that belong to a promise end: a full stop or a semicolon."""
    for found in SEPARATOR.finditer(line.folded, start):
        if found[0] in ";!?" or (
            found[0] == "."
            and line.folded[found.end() : found.end() + 1] in ("", " ")
            and not _is_short(line, found.start())
        ):
            return found.start()
    return len(line.folded)


def _is_short(line: Line, at: int) -> bool:
    """Whether the full stop at `at` ends an abbreviation ("lun.", "M.")."""
    word = line.folded[max(0, at - 4) : at].split(" ")[-1]
    return len(word) <= 3


def _after(line: Line, ahead: list[Day], hit: Word, end: int) -> Day | None:
    for day in ahead:
        if day.start >= hit.end and day.end <= end and not _is_no_deadline(line, day):
            return day
    return None


def _is_rather_behind(day: Day, today: date) -> bool:
    """Whether a day without a year is nearer behind ("envoi du devis le 5 mai"); weekdays are as near on both sides."""
    if day.past is None or day.ahead is None or (day.ahead - day.past).days in (7, 14):
        return False
    return today - day.past <= day.ahead - today


def _just_before(line: Line, ahead: list[Day], hit: Word) -> Day | None:
    """ "demain rappeler", ", lundi rappeler": a day that opens the words of a promise."""
    for day in ahead:
        between = line.folded[day.end : hit.start]
        if day.end <= hit.start and len(between) <= 12 and between.strip(" ,:").replace("a", "").strip() in ("", "14h"):
            opens = line.folded[: day.start].rstrip()
            if day.past is None or opens.endswith((",", ":", ";", "-", ".")) or not opens:
                return day
    return None


def _is_no_deadline(line: Line, day: Day) -> bool:
    """ "jusqu'à lundi", "depuis lundi": a day that says something else."""
    if day.lead in ("depuis", "jusqu'au", "jusqu'a", "since", "until", "till"):
        return True
    return bool(vocabulary.UNTIL.search(line.folded[max(0, day.start - 20) : day.start]))


def _hour(hours: list[Hour], start: int, end: int, day: Day | None) -> Hour | None:
    """The hour that belongs to the promised day: the nearest one after it, or just before it."""
    inside = [one for one in hours if start <= one.start and one.end <= end and not one.is_bad]
    if day is None:
        return inside[0] if inside else None
    after = [one for one in inside if one.start >= day.end and one.start - day.end <= 12]
    before = [one for one in inside if one.end <= day.start and day.start - one.end <= 6]
    return after[0] if after else before[-1] if before else None


def _deadline(line: Line, ahead: list[Day], hours: list[Hour], found: Found) -> None:
    """ "pour lundi", "avant vendredi", "by Friday", and a wish for a paper on a day ("veut un devis lundi")."""
    for day in ahead:
        before = line.folded[max(0, day.start - 20) : day.start]
        is_deadline = day.lead in ("pour", "avant", "by", "before") or vocabulary.DEADLINE.search(before)
        begin, end = line.pause_before(day.start), _clause_end(line, day.end)
        papers = list(vocabulary.PAPERS.finditer(line.folded, begin, day.start))
        is_wished = papers and vocabulary.WISH.search(line.folded[begin : papers[-1].start()])
        if not (is_deadline or is_wished):
            continue
        at = _hour(hours, day.start - 8, end, day)
        mails = vocabulary.MAILS.search(line.folded, begin, day.start)
        kind = "document" if papers else "email" if mails and line.is_free(*mails.span()) else "task"
        assert day.ahead is not None
        found.promise = Promise(day.ahead, at.at if at else "", kind)
        said = vocabulary.DEADLINE.search(before)
        first = day.start - len(before) + said.start() if said else day.start
        line.keep(max(first, begin), max(day.end, at.end if at else 0))
        return


def _after_pause(line: Line, ahead: list[Day], hours: list[Hour], found: Found, today: date) -> None:
    """A day right after a comma or a colon, with something said before it, is one to come if it is no nearer behind."""
    for day in ahead:
        opens = line.folded[: day.start].rstrip()
        if not opens.endswith((",", ":", "->", "=>", "→")) or not opens.strip(" ,:->=→") or day.is_vague:
            continue
        assert day.ahead is not None
        if _is_rather_behind(day, today):
            continue
        at = _hour(hours, day.start, _clause_end(line, day.end), day)
        found.promise = Promise(day.ahead, at.at if at else "", "")
        line.keep(day.start, max(day.end, at.end if at else 0))
        return
