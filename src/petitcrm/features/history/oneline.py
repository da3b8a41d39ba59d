"""One typed line becomes an exchange: who, what, when, how long, how it ended, what was promised. Never raises.

The line is read by what can be recognised wherever it stands, surest first: promises, kinds, directions, outcomes,
names, days, lengths and hours. What is understood leaves the text, except the words of a promise.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from petitcrm.base.language import _
from petitcrm.features.history import line_promises as promises
from petitcrm.features.history import line_when
from petitcrm.features.history import line_words as vocabulary
from petitcrm.features.history.line_days import days
from petitcrm.features.history.line_names import BEFORE_NAME, LEADS, TITLES, WORD, Finder, Named, Token, named, runs
from petitcrm.features.history.line_numbers import Hour, Length, hours, lengths
from petitcrm.features.history.line_promises import Promise
from petitcrm.features.history.line_text import TAKEN, Line
from petitcrm.features.history.line_words import Word

LIVE = ("visit", "meeting", "video")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says. `contact_id` None where nobody or several are meant (then `candidates`); days are ISO days.

    `problems` says in plain words what was not understood.
    """

    contact_id: int | None
    candidates: tuple[int, ...]
    kind: str
    direction: str
    outcome: str
    on: date
    at: str
    minutes: int | None
    follow_up: Promise | None
    text: str
    problems: tuple[str, ...]


def understood(text: str, today: date, find: Finder, near: Finder = lambda _text: []) -> Understood:
    """What `text` says, seen from `today`.

    `find` answers those in whose names all words of a text may stand, `near` those with a name like a word.
    """
    return _Reading(text, today, find, near).read()


class _Reading:
    """One line while it is read."""

    def __init__(self, text: str, today: date, find: Finder, near: Finder) -> None:
        self.line = Line(text)
        self.today, self.find, self.near = today, find, near
        folded = self.line.folded
        self.days = days(folded, today)
        clock = hours(folded)
        told = lengths(folded)
        self.hours = [one for one in clock if isinstance(one, Hour) and not self._in_day(one.start, one.end)]
        self.lengths = [one for one in clock if isinstance(one, Length)]
        self.lengths += [
            one for one in told if not any(other.start < one.end and one.start < other.end for other in clock)
        ]
        self.lengths = [one for one in self.lengths if not self._in_day(one.start, one.end)]
        spans = [(day.start, day.end) for day in self.days] + [(hour.start, hour.end) for hour in self.hours]
        spans += [(length.start, length.end) for length in self.lengths]
        for start, end in spans:
            self.line.times[start:end] = b"\1" * (end - start)
        self.outcomes = vocabulary.found(vocabulary.OUTCOMES, folded)
        self.kind = self.direction = self.outcome = self.lead = ""
        self.kind_word: Word | None = None
        self.problems: list[str] = []

    def _in_day(self, start: int, end: int) -> bool:
        return any(day.start < end and start < day.end for day in self.days)

    def read(self) -> Understood:
        self._read_kind()
        self._without_scores()
        found = promises.promised(self.line, self.days, self.hours, self.today, self.kind_word)
        self._read_outcome()
        who = self._read_person()
        if not self.outcome:
            self._read_outcome()
        self._read_direction(who)
        promise = found.promise or self._planned()
        on = line_when.day_of(self.line, self.days, self.today, self.problems)
        minutes = line_when.minutes_of(self.line, self.lengths)
        at, until = line_when.hour_of(self.line, self.hours, self.problems)
        if promise is not None and promise.kind == "":
            promise = replace(promise, kind="call" if self.outcome in ("no_answer", "message_left", "busy") else "task")
        if promise is None and found.is_undated:
            self.problems.append(_("no day for what is to be done"))
        if not self.outcome:
            self._read_outcome(last=True)
        return self._answer(who, on or self.today, at, minutes or until, promise)

    def _answer(self, who: Named | None, on: date, at: str, minutes: int | None, promise: Promise | None) -> Understood:
        if not self.kind:
            self.problems.append(_("no kind of exchange: noted as a note"))
        kind = self.kind or "note"
        if kind == "call" and not self.outcome:
            self.outcome = "reached"
        people = who.people if who else ()
        if not people:
            self.problems.append(_("no contact found"))
        elif len(people) > 1:
            self.problems.append(_("several contacts of that name"))
        return Understood(
            contact_id=people[0].id if len(people) == 1 else None,
            candidates=tuple(one.id for one in people) if len(people) > 1 else (),
            kind=kind,
            direction=self.direction or "out",
            outcome=self.outcome,
            on=on,
            at=at,
            minutes=minutes,
            follow_up=promise,
            text=self.line.rest(),
            problems=tuple(dict.fromkeys(self.problems)),
        )

    # kind

    def _read_kind(self) -> None:
        line = self.line
        theirs = vocabulary.found(vocabulary.THEIR_CALL, line.folded)
        verbs = [one for one in vocabulary.found(vocabulary.FOLLOW_UPS, line.folded) if self._is_to_come(one)]
        words = [
            one
            for one in vocabulary.found(vocabulary.KINDS, line.folded)
            if (one.is_strong or line.begins(one.start)) and not self._is_wished(one)
            and not any(verb.start <= one.start and one.end <= verb.end for verb in verbs)
            and not any(verb.end <= one.start and not line.folded[verb.end : one.start].strip() for verb in verbs)
            and not self._is_left_message(one)
            and not self._is_promised(one, verbs)
        ]  # fmt: skip
        words += [replace(one, value="call", is_told=True) for one in theirs]
        words.sort(
            key=lambda one: (vocabulary.BACKWARD.search(line.folded[: one.start]) is not None, one.start, -one.end)
        )
        if words:
            first = words[0]
            self.kind, self.kind_word = first.value, first
            if first.is_told:
                self.direction = "in"
            if self._is_sent_paper(first):
                self.kind, self.kind_word, self.direction = "", None, ""
                return
            line.take(first.start, first.end)
            if re.search(r"manque|missed", line.folded[first.start : first.end]):
                self.outcome = "no_answer"

    def _is_sent_paper(self, word: Word) -> bool:
        """ "sent the brochure, call on Friday": the paper is what happened."""
        sent = vocabulary.SENT.search(self.line.folded, 0, word.start)
        return sent is not None and vocabulary.PAPERS.search(self.line.folded, sent.end(), word.start) is not None

    def _is_to_come(self, word: Word) -> bool:
        """Whether words of a promise can be no kind of exchange: verbs ("rappeler"), "être rappelé", "to call"."""
        to_come = ("etre ", "be ", "to ", "need", "have to", "must", "should", "will", "i'll", "please")
        return not word.is_told or self.line.folded.startswith(to_come, word.start)

    def _is_promised(self, word: Word, verbs: list[Word]) -> bool:
        """Whether a kind belongs to what is to come: "envoyer le devis par mail", "joint, visite le 19/5"."""
        begin = self.line.pause_before(word.start)
        if any(begin <= verb.start < word.start and verb.value in ("call", "send", "visit") for verb in verbs):
            return True
        told = any(one.end <= word.start and one.value != "refused" for one in self.outcomes)
        following = next((day for day in self.days if day.start >= word.end), None)
        return told and word.value != "call" and following is not None and following.ahead is not None

    def _is_wished(self, word: Word) -> bool:
        """ "veut un rdv" is no meeting."""
        return vocabulary.WISH.search(self.line.folded[max(0, word.start - 40) : word.start]) is not None

    def _is_left_message(self, word: Word) -> bool:
        outcomes = self.outcomes
        return any(
            one.value in ("message_left", "wrong_number", "no_answer") and one.start <= word.start and word.end <= one.end
            and not (word.start == one.start and word.end == one.end)
            for one in outcomes
        )  # fmt: skip

    # outcome

    def _read_outcome(self, last: bool = False) -> None:
        line = self.line
        free = [one for one in self.outcomes if line.is_free(one.start, one.end) and not self._is_negated(one)]
        beside = [one for one in free if self._is_beside(one, last)]
        wanted = beside or ([one for one in free if one.is_strong] if self.kind in ("", "call") else [])
        allowed = (
            vocabulary.URGENCY if self.kind in ("", "call") else ("no_answer", "refused") if self.kind in LIVE else ()
        )
        wanted = [one for one in wanted if one.value in allowed]
        if not wanted:
            return
        if not self.kind and all(line.said(one.start, one.end).casefold() == "ok" for one in wanted):
            return
        self._read_left_by_them(wanted)
        chosen = min(wanted, key=lambda one: (vocabulary.URGENCY.index(one.value), one.start))
        self.outcome, self.kind = chosen.value, self.kind or "call"
        for one in wanted:
            if one.value != chosen.value and one.is_told:
                continue
            if _is_reason(one) or self._is_inside(one):
                line.keep(one.start, one.end)
            else:
                line.take(one.start, one.end)

    def _read_left_by_them(self, words: list[Word]) -> None:
        if any(self.line.folded.startswith(("m'a ", "nous a "), one.start) for one in words):
            self.direction = "in"

    def _is_beside(self, word: Word, last: bool) -> bool:
        """Whether an outcome stands beside something understood, or begins or ends a clause."""
        if self.line.begins(word.start) or (word.is_strong and self.line.ends(word.end)):
            return True
        return last and self.line.ends(word.end) and not _is_reason(word) and self._name_precedes(word)

    def _is_inside(self, word: Word) -> bool:
        """Whether an outcome is part of a sentence ("refuse le devis", "dit qu'il est absent jusqu'au 18"): it stays there."""
        if self.line.ends(word.end):
            return False
        if word.is_told:
            return not self._name_follows(word)
        return not self.line.begins(word.start) and not self._name_precedes(word)

    def _name_precedes(self, word: Word) -> bool:
        """Whether few free words stand before (a name, not yet read)."""
        begin = self.line.pause_before(word.start)
        taken = max((at + 1 for at in range(begin, word.start) if self.line.state[at]), default=begin)
        return len(WORD.findall(self.line.folded, taken, word.start)) <= 3

    def _name_follows(self, word: Word) -> bool:
        """Whether a name comes right after the outcome ("joint dupont", "spoke to smith")."""
        after = list(WORD.finditer(self.line.folded, word.end))[:4]
        tokens = [Token(hit.start(), hit.end(), hit[0], at == 0) for at, hit in enumerate(after)]
        while tokens and tokens[0].text in LEADS | TITLES:
            tokens.pop(0)
        if not tokens:
            return False
        tokens[0] = replace(tokens[0], is_first=True)
        return named([tokens[:1], tokens[:3]], self.find, lambda _text: []) is not None

    def _is_negated(self, word: Word) -> bool:
        return vocabulary.NEGATED_LATER.search(self.line.folded[max(0, word.start - 16) : word.start]) is not None

    # who

    def _read_person(self) -> Named | None:
        line = self.line
        who = named(runs(line), self.find, self.near)
        if who is None:
            return None
        self.lead = ""
        found = BEFORE_NAME.search(line.folded[: who.start])
        begin = who.start
        while found is not None and found.end() == begin and TAKEN not in line.state[found.start() : found.end()]:
            begin = found.start()
            self.lead = found[1] if found[1] not in TITLES else self.lead
            found = BEFORE_NAME.search(line.folded[:begin])
        line.take(begin, who.end + 2 * line.folded.startswith("'s", who.end))
        return who

    # direction

    def _read_direction(self, who: Named | None) -> None:
        line = self.line
        for one in vocabulary.found(vocabulary.DIRECTIONS, line.folded):
            if line.is_free(one.start, one.end) and line.begins(one.start):
                if not one.is_strong and self.kind_word and not line.ends(one.end) and one.start > self.kind_word.start:
                    continue  # "appel X, reçu le devis": what X received
                self.direction = self.direction or one.value
                if one.is_strong or self.kind:
                    line.take(one.start, one.end)
                elif vocabulary.PAPERS.search(line.folded, one.end):
                    self.kind = "document"
                elif who is not None and line.ends(one.end):
                    self.kind = "visit"
                    line.take(one.start, one.end)
        self._read_writing(who)
        if self.direction or who is None or self.kind_word is None:
            return
        word, kind = self.kind_word, self.kind
        said = line.folded[word.start : word.end]
        if said.startswith(("called", "phoned", "rang", "mailed", "emailed", "texted")) and who.end <= word.start:
            self.direction = "in" if line.begins(word.start) else ""
        elif self.lead in ("de", "d'", "du", "from", "by", "par") and kind not in ("meeting", "note", "video"):
            between = line.folded[word.end : who.start]
            if word.end <= who.start and len(WORD.findall(between)) <= 3 and _FROM.search(between):
                self.direction = "in"

    def _read_writing(self, who: Named | None) -> None:
        """ "a écrit", "envoyé": who wrote, and what where no other word says it."""
        line = self.line
        theirs = [one for one in vocabulary.found(vocabulary.THEIR_WRITING, line.folded) if line.begins(one.start)]
        theirs = [one for one in theirs if line.is_free(one.start, one.end)]
        ours = next((hit for hit in vocabulary.SENT.finditer(line.folded) if line.is_free(*hit.span())), None)
        if theirs:
            self.direction = self.direction or "in"
        elif ours is None or not (line.begins(ours.start()) or line.ends(ours.end())):
            return
        start, end = (theirs[0].start, theirs[0].end) if theirs else ours.span() if ours else (0, 0)
        paper = vocabulary.PAPERS.search(line.folded, line.pause_before(start), end + 30)
        if self.kind:
            line.take(start, end)
            self.direction = self.direction or "out"
        elif paper is not None:
            self.kind = "document"
            line.keep(start, end)
        elif theirs:
            self.kind = "email"
            line.take(start, end)

    # when

    def _without_scores(self) -> None:
        """ "9/10" in a satisfaction answer is no day."""
        if self.kind == "satisfaction":
            self.days = [one for one in self.days if not _SCORE.fullmatch(self.line.folded, one.start, one.end)]

    def _planned(self) -> Promise | None:
        """A day to come, and nothing that has happened: the exchange is still ahead, what is noted is the plan."""
        if self.kind == "meeting":
            self.days = [line_when.as_appointment(one, self.today) for one in self.days]
        has_happened = bool(self.outcome or self.direction == "in") or any(
            day.past is not None and day.ahead is None for day in self.days
        )
        kind = "" if has_happened or not self.kind_word else promises.OF_KIND.get(self.kind, "task")
        promise = promises.planned(self.line, self.days, self.hours, kind)
        if promise is not None and kind and self.kind_word is not None:
            self.line.release(self.kind_word.start, self.kind_word.end)
            self.kind = ""
        return promise


_SCORE = re.compile(r"\d{1,2}/10")


def _is_reason(word: Word) -> bool:
    """ "en vacances" tells why nobody answered: it stays in the text."""
    return word.value == "no_answer" and word.is_told


_FROM = re.compile(r"(?<!\w)(?:de|d'|du|from|by|par)(?![\w])|d'")
