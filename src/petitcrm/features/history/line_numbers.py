"""Small numbers as digits or words, hours and lengths of time in a typed line."""

import re
from dataclasses import dataclass

_WORDS = {
    "un": 1, "une": 1, "a": 1, "an": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4,
    "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9, "nine": 9, "dix": 10,
    "ten": 10, "douze": 12, "twelve": 12, "quinze": 15, "fifteen": 15, "vingt": 20, "twenty": 20, "trente": 30,
    "thirty": 30, "quarante": 40, "forty": 40, "quarante-cinq": 45, "forty-five": 45, "cinquante": 50, "fifty": 50,
    "a couple of": 2, "une quinzaine de": 15, "une dizaine de": 10, "quelques": 3, "a few": 3,
}  # fmt: skip
NUMBER = "(?:" + "|".join([r"\d{1,3}", *sorted(_WORDS, key=len, reverse=True)]) + ")"


def number(said: str) -> int | None:
    """The number in digits or words."""
    return int(said) if said.isascii() and said.isdigit() else _WORDS.get(said)


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the day, HH:MM; `minutes` where it is told until when. `is_bad` for 25h."""

    start: int
    end: int
    at: str
    minutes: int | None = None
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long something took, in minutes; `lead` is the small word before it."""

    start: int
    end: int
    minutes: int
    lead: str = ""


_CLOCK = r"(?:\d{1,2} ?h ?\d{2}|\d{1,2} ?h|\d{1,2}[:.]\d{2} ?[ap]\.?m\.?|\d{1,2}:\d{2}|\d{1,2} ?[ap]\.?m\.?)"
_BEFORE, _AFTER = r"(?<![\w/.,:+\-])", r"(?![\w/]|[.,:]\d)"
_RANGE = re.compile(rf"{_BEFORE}(?:de |from |entre |between )?({_CLOCK}) ?(?:-|a|to|et|and|until) ?({_CLOCK}){_AFTER}")
_TOLD = re.compile(
    rf"{_BEFORE}(?:(?P<lead>a|at|vers|des|around|about|pour|avant|apres|before|after|pendant|durant|for|de|en|"
    rf"duree|of|dure|@):? ?)?"
    rf"(?P<clock>{_CLOCK}){_AFTER}"
)
_NAMED = re.compile(rf"{_BEFORE}(?:a |at |vers |around )?(midi et demie?|midi|noon|minuit|midnight){_AFTER}")
_SPOKEN = re.compile(
    rf"{_BEFORE}(?:a|at|vers|des|around) (\d{{1,2}}|"
    rf"{'|'.join(w for w in _WORDS if w.isalpha() and _WORDS[w] in range(1, 13))})"
    rf" ?(?:heures?|o'clock)(?: (\d{{2}}|et demie|et quart)(?! ?min))?{_AFTER}"
)
_AT = re.compile(rf"{_BEFORE}at (\d{{1,2}})(?=$|[ ,;.!?]|:(?!\d))(?! ?(?:h|%|€|\$|am|pm|min|euros|percent|\d))")
_CLOCK_PARTS = re.compile(r"(\d{1,2}) ?(?:(?:h|:|\.) ?(\d{2})?)? ?([ap])?")
_OF_LENGTH = ("pendant", "durant", "for", "de", "en", "duree", "of", "dure")


def _at(clock: str) -> str:
    """HH:MM; "" where there is no such hour."""
    found = _CLOCK_PARTS.match(clock)
    if found is None:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def _minute(at: str) -> int:
    return int(at[:2]) * 60 + int(at[3:])


LONGEST_BARE = 5  # "2h" alone is a length, "9h" an hour of the day


def hours(folded: str) -> list[Hour | Length]:
    """The hours of the day in a folded line, and the lengths written as "1h15": the word before decides, else the size."""
    found: list[Hour | Length] = []
    taken = bytearray(len(folded))

    def take(one: Hour | Length) -> None:
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)

    for hit in _RANGE.finditer(folded):
        begin, end = _at(hit[1]), _at(hit[2])
        if begin and end and _minute(end) > _minute(begin):
            take(Hour(*hit.span(), begin, _minute(end) - _minute(begin)))
    for hit in _TOLD.finditer(folded):
        take(_clock(hit))
    for hit in _NAMED.finditer(folded):
        take(Hour(*hit.span(), {"m": "12:00", "n": "12:00"}[hit[1][0]] if hit[1] in ("midi", "noon") else _odd(hit[1])))
    for hit in _SPOKEN.finditer(folded):
        rest = {"et demie": "30", "et quart": "15"}.get(hit[2] or "", hit[2] or "00")
        at = _at(f"{number(hit[1])}:{rest}")
        take(Hour(*hit.span(), at, is_bad=not at))
    for hit in _AT.finditer(folded):
        hour = int(hit[1])
        take(
            Hour(*hit.span(), f"{hour + 12 if hour < 7 else hour:02d}:00")
            if 0 < hour < 24
            else Hour(*hit.span(), "", is_bad=True)
        )
    return found


def _odd(name: str) -> str:
    return "12:30" if name.startswith("midi") else "00:00"


def _clock(hit: re.Match[str]) -> Hour | Length:
    clock, lead = hit["clock"], hit["lead"] or ""
    start, end = hit.span()
    parts = _CLOCK_PARTS.match(clock)
    assert parts is not None
    is_h = "h" in clock and not parts[3]
    if is_h and int(parts[2] or 0) < 60:
        hour = int(parts[1])
        told = lead in _OF_LENGTH
        bare = not lead and 0 < hour <= LONGEST_BARE
        if (told and hour < 13) or bare:
            return Length(start, end, hour * 60 + int(parts[2] or 0), lead)
    at = _at(clock)
    return Hour(start, end, at, is_bad=not at)


_LEAD = (
    r"(?:(?P<lead>pendant|durant|for|de|en|duree|of|depuis|since|dans|in|sous|within|every|dure|toutes les|"
    r"d')[ :]? ?)?"
)
_LENGTHS = tuple(
    re.compile(rf"{_BEFORE}{_LEAD}(?:{pattern})(?![\w/])")
    for pattern in (
        r"(?P<whole>une|an|one|1) ?(?:heures?|hours?) (?P<rest>et demie|and a half|et quart|and a quarter|"
        r"(?:and |et )?\d{1,2}(?: ?min(?:utes?)?)?)",
        r"(?P<whole>\d{1,2}|deux|two|trois|three) ?(?:heures?|hours?|hrs?) (?P<rest>et demie|and a half|"
        r"et quart|(?:and |et )?\d{1,2}(?: ?min(?:utes?)?)?)",
        r"(?P<part>trois quarts d'heure|three quarters of an hour)",
        r"(?P<part>(?:une |1 |a )?demi[- ]?heure|half an hour|(?:a )?half[- ]hour|1/2 ?(?:d')?h(?:eure)?)",
        r"(?P<part>(?:un |1 )?quart d'heure|(?:a )?quarter of an hour|1/4 (?:d')?h(?:eure)?)",
        r"(?P<tenths>\d[.,]\d) ?(?:heures?|hours?|hrs?|h)",
        rf"(?P<whole>{NUMBER}) ?(?:heures?|hours?|hrs?|hr)",
        rf"(?P<minutes>{NUMBER}) ?(?:minutes?|mins?|min|mn|'(?!\w))\.?",
    )
)
_PARTS = {"t": 45, "d": 30, "h": 30, "q": 15}


def lengths(folded: str) -> list[Length]:
    """The lengths of time told in words or minutes in a folded line."""
    found: list[Length] = []
    taken = bytearray(len(folded))
    for pattern in _LENGTHS:
        for hit in pattern.finditer(folded):
            start, end = hit.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Length(start, end, _in_minutes(hit.groupdict()), hit["lead"] or ""))
    return [one for one in found if 0 < one.minutes <= 24 * 60]


def _in_minutes(told: dict[str, str | None]) -> int:
    if part := told.get("part"):
        plain = re.sub(r"^(?:une |un |a |1 )", "", part)
        return 30 if plain.startswith("1/2") else 15 if plain.startswith("1/4") else _PARTS[plain[0]]
    if tenths := told.get("tenths"):
        return round(float(tenths.replace(",", ".")) * 60)
    if minutes := told.get("minutes"):
        return number(minutes) or 0
    rest = told.get("rest") or ""
    more = (
        30
        if rest.endswith(("demie", "half"))
        else 15
        if rest.endswith(("quart", "quarter"))
        else int(re.sub(r"\D", "", rest) or 0)
    )
    return (number(told.get("whole") or "") or 0) * 60 + more
