"""What was done in a day: what an evening says."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from petitcrm.base.language import _, ngettext
from petitcrm.features.calls.outcomes import OUTCOME_WORDS
from petitcrm.store.connection import Reader


@dataclass(frozen=True, slots=True)
class Done:
    """The calls of ours by outcome, other exchanges noted, calls promised that day, minutes where they are known."""

    outcomes: dict[str, int]
    others: int
    promised: int

    @property
    def calls(self) -> int:
        return sum(self.outcomes.values())


def done(reader: Reader, day: date) -> Done:
    """What was done on `day`."""
    text = day.isoformat()
    rows = reader.rows(
        "SELECT kind = 'call' AND direction = 'out', outcome, count(*) FROM interaction WHERE day = ? GROUP BY 1, 2",
        (text,),
    )
    calls: Counter[str] = Counter({outcome: count for ours, outcome, count in rows if ours})
    others = sum(count for ours, _outcome, count in rows if not ours)
    promised = reader.value(
        "SELECT count(*) FROM follow_up WHERE kind = 'call' AND done_on IS NULL AND day > ? AND created_at >= ?",
        (text, text),
    )
    return Done({one: calls[one] for one in OUTCOME_WORDS if calls[one]}, others, int(promised))


def in_words(found: Done) -> str:
    """The day in a sentence: "12 calls made: 5 reached, 4 no answer, 3 message left. 2 calls promised."."""
    told = ngettext("{n} call made", "{n} calls made", found.calls).format(n=found.calls)
    by_outcome = ", ".join(f"{count} {_(OUTCOME_WORDS[one]).lower()}" for one, count in found.outcomes.items())
    parts = [_("{calls}: {outcomes}.").format(calls=told, outcomes=by_outcome) if by_outcome else f"{told}."]
    if found.others:
        parts.append(
            ngettext("{n} other exchange noted.", "{n} other exchanges noted.", found.others).format(n=found.others)
        )
    if found.promised:
        parts.append(ngettext("{n} call promised.", "{n} calls promised.", found.promised).format(n=found.promised))
    return " ".join(parts)
