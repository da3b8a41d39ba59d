"""A typed line, folded sign by sign so that what is found can be cut out of the person's own words."""

import re

from petitcrm.base.text import clean, fold

LONGEST = 10_000
SEPARATOR = re.compile(r"[,;:.!?()\[\]\n]|(?<= )[-–—>/|](?= )|->|=>|→")
FREE, TAKEN, KEPT = 0, 1, 2
_SMALL = re.compile(
    r"(?:(?<![\w'])(?:et|and|puis|then|mais|but|le|la|a|de|du|d'|avec|with|chez|to|on|at|par|i|we|je|j'ai|ai|m|mr|mme|un|une|est|is|was|etait|il|he|she|elle|c'est|toujours|encore|car|so|because|qui|who)(?![\w])|[\s,;:.!?()\-–—'/])+"
)


class Line:
    """`folded` is what is looked at; `state` says of each of its signs whether it is free, taken or kept in the text."""

    def __init__(self, text: str) -> None:
        self.text = clean(text)[:LONGEST].replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
        signs: list[str] = []
        self._at: list[int] = []
        for at, sign in enumerate(self.text):
            for small in fold(sign):
                signs.append(small)
                self._at.append(at)
        self.folded = "".join(signs)
        self.state = bytearray(len(signs))
        self.times = bytearray(len(signs))  # days, hours and lengths, whatever becomes of them

    def is_free(self, start: int, end: int) -> bool:
        return not any(self.state[start:end])

    def take(self, start: int, end: int) -> None:
        """These signs are understood and leave the text."""
        self.state[start:end] = bytes([TAKEN]) * (end - start)

    def keep(self, start: int, end: int) -> None:
        """These signs are understood and stay in the text."""
        for at in range(start, end):
            if self.state[at] == FREE:
                self.state[at] = KEPT

    def release(self, start: int, end: int) -> None:
        self.state[start:end] = bytes(end - start)

    def said(self, start: int, end: int) -> str:
        """The person's own letters behind folded ones."""
        return self.text[self._at[start] : self._at[end - 1] + 1] if end > start else ""

    def begins(self, at: int) -> bool:
        """Whether nothing but small words and signs stands between `at` and the beginning or something understood."""
        while at > 0:
            if self.state[at - 1]:
                return True
            step = self._small_before(at)
            if step == at:
                return False
            at = step
        return True

    def ends(self, at: int) -> bool:
        """Whether nothing but signs stands between `at` and the end, a pause or something understood."""
        while at < len(self.folded):
            if self.state[at] or self.times[at] or SEPARATOR.match(self.folded, at):
                return True
            if not self.folded[at].isspace():
                return False
            at += 1
        return True

    def _small_before(self, at: int) -> int:
        """Where the small word or sign before `at` begins; `at` itself where there is another word."""
        start = at
        while start > 0 and not self.state[start - 1] and start > at - 12:
            start -= 1
            if (start == 0 or not self.folded[start - 1].isalnum() or self.state[start - 1]) and _SMALL.fullmatch(
                self.folded, start, at
            ):
                return start
        return at

    def pause_before(self, at: int) -> int:
        """Where the clause that `at` stands in begins."""
        begin = 0
        for found in SEPARATOR.finditer(self.folded, 0, at):
            if not self.folded[max(0, found.start() - 1) : found.end() + 1].strip(".:/,").isdigit():
                begin = found.end()
        return begin

    def rest(self) -> str:
        """What stays: the person's own words without those that were understood, tidied."""
        gone = bytearray(len(self.text))
        for at, state in zip(self._at, self.state, strict=True):
            if state == TAKEN:
                gone[at] = 1
        parts: list[str] = []
        for sign, is_gone in zip(self.text, gone, strict=True):
            if not is_gone:
                parts.append(sign)
            elif parts and parts[-1] != "\0":
                parts.append("\0")
        return _tidied("".join(parts))


_DANGLING = re.compile(
    r"^(?:(?:et|and|puis|de|du|d'|avec|a|à|le|la|chez|with|to|at|on|by|par|est|is|was|i|we|j'ai|il|elle|he|she|que)\s*(?=$|[,;:.\0]))+",
    re.I,
)


def _tidied(text: str) -> str:
    text = text.replace("\0", " ")
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\(\s*\)|\[\s*\]", " ", text)
    text = re.sub(r"(?<!\S)[/|>](?!\S)", " ", text)
    text = re.sub(r"\s+([,;.])", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:.])+", r"\1", text)
    text = re.sub(r"\s+", " ", text).strip(" ,;:-–—|.")
    text = _DANGLING.sub("", re.sub(r"^(?:[-=]?>|→) ?| ?(?:[-=]>|→)$", "", text))
    return text.strip(" ,;:-–—|")
