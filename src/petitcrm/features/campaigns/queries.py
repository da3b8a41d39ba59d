"""What can be asked about campaigns: all of them, one in its parts, the letter behind a reference."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.text import key
from petitcrm.features.campaigns.arithmetic import Difference, Outcome, Rate, difference
from petitcrm.features.letters import reference as references
from petitcrm.features.letters.costs import Costs
from petitcrm.store.connection import Reader

_NUMBER = re.compile(r"m?\s*(\d{1,6})", re.IGNORECASE)

# the letter behind a reference


@dataclass(frozen=True, slots=True)
class Piece:
    """One letter of a mailing, and what came of it so far."""

    letter_id: int
    contact_id: int
    name: str
    reference: str
    mailing_id: int
    mailing: str
    day: date
    address: str
    margin: int | None  # of an order, as planned for the mailing; cents
    returned: date | None
    is_answered: bool


_PIECE = """
SELECT l.id, l.contact_id, c.display_name, l.reference, m.id, m.name, m.model_name, m.day, l.address, m.margin_per_order,
       (SELECT min(day) FROM mailing_answer WHERE letter_id = l.id AND kind = 'returned'),
       EXISTS (SELECT 1 FROM mailing_answer WHERE letter_id = l.id AND kind <> 'returned')
FROM letter l JOIN mailing m ON m.id = l.mailing_id JOIN contact c ON c.id = l.contact_id
WHERE l.reference = ?
"""


def piece(reader: Reader, text: str) -> Piece:
    """The letter of a reference as people type it. Problem where it can't be read, or no letter has it."""
    found = references.understood(text)
    if found is None:
        raise Problem(
            _("“{text}” is not a reference.").format(text=text.strip()),
            _("It stands at the foot of the letter, for example M12-0347."),
        )
    known = find_piece(reader, found)
    if known is None:
        raise Problem(_unknown(reader, found), _("Compare it with the foot of the letter."))
    return known


def find_piece(reader: Reader, found: tuple[int, int]) -> Piece | None:
    """The letter of a number and a place."""
    row: Any = reader.row(_PIECE, (references.written(*found),))
    if row is None:
        return None
    letter, contact, name, reference, mailing, title, model, day, address, margin, returned, answered = row
    return Piece(
        letter,
        contact,
        name,
        reference,
        mailing,
        _plain_name(title, model),
        date.fromisoformat(day),
        address,
        margin,
        date.fromisoformat(returned) if returned else None,
        bool(answered),
    )


def _unknown(reader: Reader, found: tuple[int, int]) -> str:
    """What is wrong with a reference: there is no such mailing, or no such piece of it."""
    reference = references.written(*found)
    count = reader.value(
        "SELECT count(*) FROM letter l JOIN mailing m ON m.id = l.mailing_id WHERE m.number = ?", (found[0],)
    )
    if not count:
        return _("{reference}: there is no mailing M{number}.").format(reference=reference, number=found[0])
    told = _("{reference}: the mailing M{number} has no such letter, it has {count}.")
    return told.format(reference=reference, number=found[0], count=count)


# campaigns


@dataclass(frozen=True, slots=True)
class Campaign:
    """One mailing and what came of it."""

    id: int
    uid: str
    number: int
    name: str
    is_named: bool
    day: date
    outcome: Outcome
    without_margin: int = 0  # orders whose margin is not known


_MAILINGS = """
SELECT m.id, m.uid, m.number, m.name, m.model_name, m.day, m.fixed_cost, m.piece_cost, m.margin_per_order, m.expected_rate,
       (SELECT count(*) FROM letter WHERE mailing_id = m.id)
FROM mailing m {where} ORDER BY m.day DESC, m.id DESC
"""
_ANSWERS = """
SELECT l.mailing_id, count(DISTINCT CASE WHEN a.kind = 'returned' THEN l.id END),
       count(DISTINCT CASE WHEN a.kind = 'reply' THEN l.id END), count(CASE WHEN a.kind = 'order' THEN 1 END),
       count(DISTINCT CASE WHEN a.kind <> 'returned' THEN l.id END),
       coalesce(sum(a.amount), 0), coalesce(sum(a.margin), 0),
       count(CASE WHEN a.kind = 'order' AND a.margin IS NULL THEN 1 END)
FROM mailing_answer a JOIN letter l ON l.id = a.letter_id {where} GROUP BY l.mailing_id
"""


def campaigns(reader: Reader) -> list[Campaign]:
    """The campaigns, the newest first: mailings of several letters, and single ones with a name, costs or answers."""
    return [one for one in _campaigns(reader) if _counts(one)]


def _counts(one: Campaign) -> bool:
    done = one.outcome
    return done.sent > 1 or one.is_named or done.costs.is_known or bool(done.returned or done.answered)


def has_letters(reader: Reader) -> bool:
    """Whether anything was printed to which an answer may come."""
    return reader.value("SELECT 1 FROM letter LIMIT 1") is not None


def campaign(reader: Reader, mailing_id: int) -> Campaign | None:
    """One of them, None where it is gone."""
    found = _campaigns(reader, mailing_id)
    return found[0] if found else None


def _campaigns(reader: Reader, mailing_id: int | None = None) -> list[Campaign]:
    chosen = () if mailing_id is None else (mailing_id,)
    answers = {
        row[0]: row[1:]
        for row in reader.rows(_ANSWERS.format(where="WHERE l.mailing_id = ?" if chosen else ""), chosen)
    }
    found = []
    for row in reader.rows(_MAILINGS.format(where="WHERE m.id = ?" if chosen else ""), chosen):
        key_, uid, number, name, model, day, fixed, piece_cost, margin, expected, sent = row
        *counts, without = answers.get(key_, (0,) * 7)
        outcome = Outcome(Costs(fixed, piece_cost, margin, expected), sent, *counts)
        plain = _plain_name(name, model)
        found.append(Campaign(key_, uid, number or 0, plain, plain != model, date.fromisoformat(day), outcome, without))
    return found


def _plain_name(name: str, model: str) -> str:
    """What a mailing is called: without "Letters:" before the name of its model."""
    return model if name.endswith((f": {model}", f":\u00a0{model}")) else name


def named(reader: Reader, text: str) -> Campaign:
    """The campaign of a name or a number ("M12", "12"). Problem where there is none, or more than one."""
    known = _campaigns(reader)
    wanted = [one for one in known if key(one.name) == key(text)]
    number = _NUMBER.fullmatch(text.strip())
    if not wanted and number:
        wanted = [one for one in known if one.number == int(number[1])]
    if len(wanted) == 1:
        return wanted[0]
    offered = ", ".join(f"M{one.number} {one.name}" for one in (wanted or known)[:10])
    if wanted:
        raise Problem(
            _("Several campaigns are called “{name}”.").format(name=text),
            _("Give the number: {all}.").format(all=offered),
        )
    raise Problem(
        _("There is no campaign “{name}”.").format(name=text),
        _("The campaigns are: {all}.").format(all=offered) if known else _("No mailing was printed yet."),
    )


# one campaign in its parts


@dataclass(frozen=True, slots=True)
class Segment:
    """Those of a campaign who have something in common: a tier's code, a stage, a tag; "" for none."""

    name: str
    sent: int
    returned: int
    answered: int

    @property
    def rate(self) -> Rate:
        delivered = max(0, self.sent - self.returned)
        return Rate(min(self.answered, delivered), delivered)


_SEGMENTS = """
WITH piece AS (
    SELECT l.contact_id,
           EXISTS (SELECT 1 FROM mailing_answer WHERE letter_id = l.id AND kind = 'returned') AS returned,
           EXISTS (SELECT 1 FROM mailing_answer WHERE letter_id = l.id AND kind <> 'returned') AS answered
    FROM letter l WHERE l.mailing_id = ?)
SELECT {name}, count(*), sum(p.returned), sum(p.answered) FROM piece p JOIN contact c ON c.id = p.contact_id {join}
GROUP BY 1 ORDER BY {order}
"""
_PARTS = {
    "tier": ("coalesce(c.tier, '')", "LEFT JOIN tier t ON t.code = c.tier", "t.position IS NULL, t.position"),
    "stage": ("c.stage", "", "count(*) DESC, 1"),
    "tag": (
        "coalesce(t.name, '')",
        "LEFT JOIN contact_tag x ON x.contact_id = c.id LEFT JOIN tag t ON t.id = x.tag_id",
        "count(*) DESC, 1",
    ),
}
MOST_SEGMENTS = 12


def segments(reader: Reader, mailing_id: int, by: str) -> list[Segment]:
    """A campaign by tier, stage or tag of its contacts, as they are now; the largest dozen."""
    name, join, order = _PARTS[by]
    rows = reader.rows(_SEGMENTS.format(name=name, join=join, order=order), (mailing_id,))
    return [Segment(*row) for row in rows[:MOST_SEGMENTS]]


def reasons(reader: Reader, mailing_id: int) -> dict[str, int]:
    """How many letters came back for which reason."""
    return dict(
        reader.rows(
            "SELECT a.reason, count(*) FROM mailing_answer a JOIN letter l ON l.id = a.letter_id "
            "WHERE l.mailing_id = ? AND a.kind = 'returned' GROUP BY a.reason",
            (mailing_id,),
        )
    )


@dataclass(frozen=True, slots=True)
class Answered:
    """What was recorded of one letter."""

    id: int
    contact_id: int
    name: str
    reference: str
    kind: str
    day: date
    amount: int | None
    margin: int | None
    reason: str


def answers(reader: Reader, mailing_id: int, most: int = 200) -> list[Answered]:
    """What was recorded of a campaign's letters, the newest first."""
    rows = reader.rows(
        "SELECT a.id, c.id, c.display_name, l.reference, a.kind, a.day, a.amount, a.margin, a.reason "
        "FROM mailing_answer a JOIN letter l ON l.id = a.letter_id JOIN contact c ON c.id = l.contact_id "
        "WHERE l.mailing_id = ? ORDER BY a.id DESC LIMIT ?",
        (mailing_id, most),
    )
    return [
        Answered(key_, contact, name, reference, kind, date.fromisoformat(day), amount, margin, reason)
        for key_, contact, name, reference, kind, day, amount, margin, reason in rows
    ]


def last_answer(reader: Reader, letter_id: int) -> int:
    """What was recorded last of a letter, 0 for nothing."""
    return int(reader.value("SELECT coalesce(max(id), 0) FROM mailing_answer WHERE letter_id = ?", (letter_id,)))


def comparison(reader: Reader, first: int, second: int) -> Difference | None:
    """The response rates of two campaigns; None where one is gone."""
    one, other = campaign(reader, first), campaign(reader, second)
    if one is None or other is None:
        return None
    return difference(one.outcome.response, other.outcome.response)
