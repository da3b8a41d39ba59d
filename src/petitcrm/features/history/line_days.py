"""Days in a typed line: "hier", "lundi dernier", "il y a 3 jours", "dans 2 semaines", "le 12/4", "May 12", "fin du mois"."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from petitcrm.base.dates import add_months
from petitcrm.features.history.line_numbers import NUMBER, number


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a folded line: `past` if it is meant as one behind us, `ahead` as one to come (None: it can't be).

    `lead` is the small word before it. `is_vague` days ("en juin", "lun") are days only where one is expected;
    `is_bad` ones don't exist (30 February).
    """

    start: int
    end: int
    past: date | None
    ahead: date | None
    lead: str = ""
    is_vague: bool = False
    is_bad: bool = False


_WEEKDAYS = (
    "lundi monday", "mardi tuesday", "mercredi wednesday", "jeudi thursday", "vendredi friday", "samedi saturday",
    "dimanche sunday",
)  # fmt: skip
_SHORT = ("lun mon", "mar tue tues", "mer wed", "jeu thu thur thurs", "ven fri", "sam sat", "dim sun")
_MONTHS = (
    "janvier january janv jan", "fevrier february fevr fev feb", "mars march mar", "avril april avr apr", "mai may",
    "juin june jun", "juillet july juil jul", "aout august aug", "septembre september sept sep",
    "octobre october oct", "novembre november nov", "decembre december dec",
)  # fmt: skip


def _numbered(rows: tuple[str, ...]) -> dict[str, int]:
    return {word: at for at, row in enumerate(rows) for word in row.split()}


WEEKDAY, SHORT, MONTH = _numbered(_WEEKDAYS), _numbered(_SHORT), _numbered(_MONTHS)


def _any(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_W, _M = _any(WEEKDAY), _any(MONTH)
_PART = r"(?: (?:matin|midi|soir|apres[- ]midi|aprem|morning|afternoon|evening|noon|night))?"
_LEAD = (
    r"(?:(?P<lead>le|du|de|d'|ce|cette|on|of|the|this|des|au|depuis|jusqu'au|jusqu'a|since|until|till|from|"
    r"pour|avant|by|before) ?)?"
)
_UNIT = (
    r"(?P<unit>jours?|j|days?|d|semaines?|sem|s|weeks?|wk|w|mois|months?|m|ans?|years?|heures?|hours?|h|"
    r"minutes?|mins?|mn)"
)
_TH = r"(?:er|st|nd|rd|th|e)?"

Given = re.Match[str]
Answer = tuple[date | None, date | None] | None  # behind, ahead; None where there is no such day


def _back(today: date, weekday: int) -> date:
    """The last such weekday before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _on(today: date, weekday: int) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _moved(today: date, count: int, unit: str, sign: int) -> date | None:
    try:
        if unit[0] in "h" or unit.startswith(("min", "mn")):
            hours = count if unit[0] == "h" else 0
            return today + timedelta(days=sign * (hours // 24))
        if unit[0] in "jd":
            return today + timedelta(days=sign * count)
        if unit.startswith("m"):
            return add_months(today, sign * count)
        if unit[0] in "ay":
            return add_months(today, sign * count * 12)
        return today + timedelta(weeks=sign * count)
    except (OverflowError, ValueError):
        return None


def _of_month(day: int, month: int, year: str | None, today: date) -> Answer:
    """A day and a month, perhaps a year of two or four digits."""
    if year:
        found = _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        return None if found is None else (found if found <= today else None, found if found >= today else None)
    near = [_date(year, month, day) for year in range(today.year - 4, today.year + 5)]
    behind = [one for one in near if one is not None and one <= today]
    ahead = [one for one in near if one is not None and one >= today]
    if not behind and not ahead:
        return None
    # 29 February in a year that has none: the next one that exists
    return (behind[-1] if behind else None, ahead[0] if ahead else None)


def _date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= year <= MAXYEAR and _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _alone(day: int, today: date) -> Answer:
    """ "le 12": the last one and the next one."""
    found = []
    for sign in (-1, 1):
        first = today.replace(day=1)
        there = (_date(m.year, m.month, day) for m in (add_months(first, sign * n) for n in range(3)))
        found.append(next((one for one in there if one and (one - today).days * sign >= 0), None))
    return found[0], found[1]


def _month(word: str, part: str, year: str | None, today: date) -> date:
    month = MONTH[word] + 1
    at = int(year) if year else today.year + (1 if month < today.month else 0)
    last = monthrange(at, month)[1]
    return date(at, month, last if part in ("fin", "late", "end of") else 15 if part in ("mi", "mid") else 1)


def _next_week(today: date, weekday: int) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _friday(today: date) -> date:
    return today + timedelta(days=(4 - today.weekday()) % 7)


def _relative(found: Given, today: date) -> Answer:
    count = number(found["count"])
    return (None, None) if count is None else (None, _moved(today, count, found["unit"], 1))


def _ago(found: Given, today: date) -> Answer:
    count = number(found["count"])
    return (None, None) if count is None else (_moved(today, count, found["unit"], -1), None)


def _named(found: Given, today: date) -> Answer:
    return _of_month(int(found["day"]), MONTH[found["month"]] + 1, found["year"], today)


def _numeric(found: Given, today: date) -> Answer:
    return _of_month(int(found["day"]), int(found["month"]), found["year"], today)


def _fixed(behind: int | None, ahead: int | None) -> Callable[[Given, date], Answer]:
    def answer(_found: Given, today: date) -> Answer:
        return (
            None if behind is None else today + timedelta(days=behind),
            None if ahead is None else today + timedelta(days=ahead),
        )

    return answer


_Rule = tuple[re.Pattern[str], Callable[[Given, date], Answer], bool]


def _rule(pattern: str, answer: Callable[[Given, date], Answer], vague: bool = False) -> _Rule:
    return re.compile(rf"(?<![\w/.+\-]){pattern}(?![\w/]|-\w)"), answer, vague


_COUNT = rf"(?P<count>{NUMBER})"
_YEAR = r"(?:,? (?P<year>\d{4}))?"
_RULES: tuple[_Rule, ...] = (
    _rule(rf"{_LEAD}(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})", _numeric),
    _rule(rf"il y a {_COUNT} ?{_UNIT}", _ago),
    _rule(rf"{_COUNT} ?{_UNIT} (?:ago|earlier)", _ago),
    _rule(r"(?:avant[- ]hier|(?:the )?day before yesterday)" + _PART, _fixed(-2, None)),
    _rule(rf"(?:hier|yesterday){_PART}|last night", _fixed(-1, None)),
    _rule(r"ce matin|this morning", _fixed(0, None)),
    _rule(r"(?:la )?semaine (?:derniere|passee)|last week", _fixed(-7, None)),
    _rule(r"(?:le )?mois (?:dernier|passe)|last month", lambda _f, t: (add_months(t, -1), None)),
    _rule(rf"{_LEAD}(?P<w>{_W}) (?:dernier|passe)", lambda f, t: (_back(t, WEEKDAY[f["w"]]), None)),
    _rule(rf"last (?P<w>{_W})", lambda f, t: (_back(t, WEEKDAY[f["w"]]), None)),
    _rule(r"apres[- ]demain" + _PART + r"|(?:the )?day after tomorrow", _fixed(None, 2)),
    _rule(rf"(?:demain|tomorrow){_PART}", _fixed(None, 1)),
    _rule(
        rf"{_LEAD}(?P<w>{_W}){_PART}(?: de)?(?: la)? (?:semaine prochaine|next week)",
        lambda f, t: (None, _next_week(t, WEEKDAY[f["w"]])),
    ),
    _rule(rf"next week(?: on)? (?P<w>{_W})", lambda f, t: (None, _next_week(t, WEEKDAY[f["w"]]))),
    _rule(rf"{_LEAD}(?P<w>{_W}) en huit", lambda f, t: (None, _on(t, WEEKDAY[f["w"]]) + timedelta(days=7))),
    _rule(rf"{_LEAD}(?P<w>{_W}) prochain", lambda f, t: (None, _on(t, WEEKDAY[f["w"]]))),
    _rule(rf"(?:next|coming) (?P<w>{_W})", lambda f, t: (None, _on(t, WEEKDAY[f["w"]]))),
    _rule(rf"(?:dans|ds|d'ici|sous|in|within) (?:l[ea]s? )?{_COUNT} ?{_UNIT}", _relative),
    _rule(rf"(?P<lead>)(?:^|(?<= ))\+ ?(?P<count>\d{{1,3}}) ?{_UNIT}", _relative),
    _rule(r"j ?\+ ?(?P<count>\d{1,3})(?P<unit>)", lambda f, t: (None, t + timedelta(days=int(f["count"])))),
    _rule(r"sous huitaine", _fixed(None, 7)),
    _rule(r"(?:dans|sous) (?:une )?quinzaine", _fixed(None, 15)),
    _rule(r"(?:en |a la )?fin (?:de )?(?:la )?semaine prochaine|"
    r"end of next week", lambda _f, t: (None, _next_week(t, 4))),
    _rule(r"(?:en |au )?(?:debut (?:de )?)?(?:la )?semaine prochaine|"
    r"(?:early )?next week", lambda _f, t: (None, _next_week(t, 0))),
    _rule(r"(?:en )?fin (?:de )?(?:la )?semaine|"
    r"(?:the )?end of (?:the )?week", lambda _f, t: (None, _friday(t)), True),
    _rule(r"(?:a la |en )?fin (?:du|de|de ce) mois|(?:the )?end of (?:the |"
    r"this )?month", lambda _f, t: (None, _month_end(t))),
    _rule(r"(?:a la |en )?fin (?:du )?mois prochain|"
    r"(?:the )?end of next month", lambda _f, t: (None, _month_end(add_months(t, 1)))),
    _rule(r"(?:au )?(?:debut (?:du )?)?(?:le )?mois prochain|"
    r"next month", lambda _f, t: (None, add_months(t.replace(day=1), 1))),
    _rule(r"(?:l'annee prochaine|l'an prochain|"
    r"next year)", lambda _f, t: (None, date(min(t.year + 1, MAXYEAR), 1, 1)), True),
    _rule(rf"{_LEAD}(?:(?:{_W}|"
    rf"{_any(SHORT)}\.?) )?(?P<day>\d{{1,2}}){_TH} (?:of )?(?P<month>{_M})\b\.?{_YEAR}", _named),
    _rule(rf"{_LEAD}(?:(?:{_W}),? )?(?P<month>{_M}) (?P<day>\d{{1,2}}){_TH}{_YEAR}(?! ?(?:h|:|am|pm|min|mn))", _named),
    _rule(rf"{_LEAD}(?:(?:{_W}|{_any(SHORT)}\.?) )?(?P<day>\d{{1,2}})/(?P<month>0?[1-9]|"
    rf"1[0-2])(?:/(?P<year>\d{{4}}|\d{{2}}))?(?! ?(?:d'heure|heure|h\b))", _numeric),
    _rule(rf"{_LEAD}(?P<day>\d{{1,2}})[.\-](?P<month>0?[1-9]|1[0-2])[.\-](?P<year>\d{{4}}|\d{{2}})", _numeric),
    _rule(
        rf"(?:(?P<part>debut|mi|fin|courant|en|early|mid|late|end of|in)[ -])(?P<month>{_M}){_YEAR}",
        lambda f, t: (None, _month(f["month"], f["part"], f["year"], t)), True,
    ),
    _rule(
        rf"{_LEAD}(?:{_W}) (?P<day>[12]\d|3[01]|0?[1-9]){_TH}(?! ?(?:h|:|/|am\b|pm\b|heures?|min|mn|a |%|€))",
        lambda f, t: _alone(int(f["day"]), t),
    ),
    _rule(rf"{_LEAD}(?P<w>{_W}){_PART}", lambda f, t: (_back(t, WEEKDAY[f["w"]]), _on(t, WEEKDAY[f["w"]]))),
    _rule(
        r"(?P<lead>le|the|du) (?P<day>[12]\d|3[01]|0?[1-9])(?:er|st|nd|rd|th)?(?=$|"
        r"[ ,;.:!?)])(?![:.,]\d)(?! ?(?:h\b|:|/|am\b|pm\b|heures?|min|mn|%|€|euros|[a-z]{3,} (?!a |h)))",
        lambda f, t: _alone(int(f["day"]), t),
    ),
    _rule(r"(?:aujourd'hui|aujourdhui|auj|today|ce jour)", _fixed(0, 0)),
    _rule(r"cet(?:te)? apres[- ]midi|cet aprem|ce midi|ce soir|this (?:afternoon|evening)|tonight", _fixed(0, 0)),
    _rule(r"(?:en )?fin (?:de )?journee|(?:the )?end of (?:the )?day", _fixed(0, 0), True),
    _rule(rf"(?P<w>{_any(SHORT)})\.?,? (?:dernier|passe)", lambda f, t: (_back(t, SHORT[f["w"]]), None)),
    _rule(rf"(?P<w>{_any(SHORT)})\.?,? prochain", lambda f, t: (None, _on(t, SHORT[f["w"]]))),
    _rule(rf"(?P<w>{_any(SHORT)})\.", lambda f, t: (_back(t, SHORT[f["w"]]), _on(t, SHORT[f["w"]]))),
    _rule(
        rf"(?P<w>{_any(SHORT)})(?:\.|(?=$|[,;])|(?= (?:\d|a \d|at \d|vers|matin|soir|morning|apres-midi)))",
        lambda f, t: (_back(t, SHORT[f["w"]]), _on(t, SHORT[f["w"]])), True,
    ),
)  # fmt: skip


def days(folded: str, today: date) -> list[Day]:
    """The days in a folded line, in their order; the longer and surer reading takes the place."""
    return sorted(_days(folded, today), key=lambda one: one.start)


def _days(folded: str, today: date) -> Iterator[Day]:
    taken = bytearray(len(folded))
    for pattern, answer, vague in _RULES:
        for found in pattern.finditer(folded):
            if any(taken[found.start() : found.end()]):
                continue
            made = _answered(answer, found, today)
            if made == (None, None):
                continue
            taken[found.start() : found.end()] = b"\1" * (found.end() - found.start())
            lead = found.groupdict().get("lead") or ""
            if made is None:
                yield Day(found.start(), found.end(), None, None, lead, is_bad=True)
            else:
                yield Day(found.start(), found.end(), made[0], made[1], lead, vague)


def _answered(answer: Callable[[Given, date], Answer], found: Given, today: date) -> Answer:
    try:
        return answer(found, today)
    except (OverflowError, ValueError):  # a day beyond the calendar's ends
        return None, None
