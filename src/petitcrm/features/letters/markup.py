"""What a letter's text may hold besides words and fields: **bold**, *italic*, lists, page breaks, pictures, optional passages.

Only the owner's text is looked at, before anything is filled in: stars in a name are stars. `\\*` is a star.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from petitcrm.base.language import _
from petitcrm.features.letters.template import FIELDS, fold, key_of

# Marks between words, from a part of Unicode that stands for nothing.
BOLD_ON, BOLD_OFF, ITALIC_ON, ITALIC_OFF = "\ue000", "\ue001", "\ue002", "\ue003"
MARKS = re.compile("[\ue000-\ue003]")
_STAR = "\ue004"  # a star that is a star, while the others are looked for

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])", re.DOTALL)
_ITEM = re.compile(r"[ \t]*(?:([-•–])|(\d{1,2})[.)])[ \t]+(?=\S)")
_BREAK = re.compile(r"[ \t]*(?:-{3,}|\{(?:saut de page|page break)\})[ \t]*", re.IGNORECASE)
_PICTURE = re.compile(r"[ \t]*\{\s*image\s*:\s*([^{}\n,]{1,80}?)\s*(?:,\s*(\d{1,3})\s*mm)?\s*\}[ \t]*", re.IGNORECASE)


def marked(text: str) -> str:
    """The owner's text with its stars turned into marks."""
    if "*" not in text:
        return text
    text = text.replace("\\*", _STAR)
    text = _BOLD.sub(f"{BOLD_ON}\\1{BOLD_OFF}", text)
    text = _ITALIC.sub(f"{ITALIC_ON}\\1{ITALIC_OFF}", text)
    return text.replace(_STAR, "*")


def styled(text: str) -> list[tuple[int, int, bool]]:
    """(start, length, is bold) of what is bold or italic in a line of the owner's text, its stars included."""
    found = [(one.start(), one.end() - one.start(), True) for one in _BOLD.finditer(text)]
    hidden = _BOLD.sub(lambda one: "*" * len(one[0]), text)
    return found + [(one.start(), one.end() - one.start(), False) for one in _ITALIC.finditer(hidden)]


def tags(text: str) -> list[tuple[int, int]]:
    """(start, length) of the tags of optional passages, page breaks and pictures in a line."""
    if _BREAK.fullmatch(text) or _PICTURE.fullmatch(text):
        return [(0, len(text))]
    return [(one.start(), one.end() - one.start()) for one in _TAG.finditer(text)]


def unmarked(text: str) -> str:
    """`text` of the data, which can hold no marks."""
    return MARKS.sub("", text)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the owner's, alone on its line: its name as it is written, its width in mm (0: as it comes)."""

    name: str
    width: int
    line: int

    @property
    def source(self) -> str:
        """How it is written in the text."""
        return f"{{image: {self.name}, {self.width} mm}}" if self.width else f"{{image: {self.name}}}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or an item of a list; `sign` stands before an item, `follows` is true inside a paragraph."""

    text: str
    line: int
    sign: str = ""
    follows: bool = False
    breaks: bool = False
    picture: Picture | None = None


def pictures_in(text: str) -> list[str]:
    """The names of the pictures a letter's text asks for, as they are written."""
    return [found[1] for line in text.split("\n") if (found := _PICTURE.fullmatch(line))]


def pieces(paragraph: str, line: int) -> list[Piece]:
    """A paragraph (without blank lines) as text, items of lists, page breaks, pictures; `line` is that of its first line."""
    found: list[Piece] = []
    waiting: list[str] = []
    start, sign = line, ""

    def flush() -> None:
        if waiting:
            follows = bool(found) and not found[-1].breaks
            found.append(Piece("\n".join(waiting), start, sign, follows))
            waiting.clear()

    for at, one in enumerate(paragraph.split("\n"), line):
        item = _ITEM.match(one)
        if _BREAK.fullmatch(one):
            flush()
            found.append(Piece("", at, breaks=True))
            sign = ""
        elif shown := _PICTURE.fullmatch(one):
            flush()
            found.append(Piece("", at, picture=Picture(shown[1], int(shown[2] or 0), at)))
            sign = ""
        elif item:
            flush()
            sign = "•" if item[1] else f"{item[2]}."
            start = at
            waiting.append(one[item.end() :])
        else:
            if not waiting:
                start = at
            waiting.append(one.strip() if sign else one)
    flush()
    return found


# ---- optional passages

_TAG = re.compile(r"\{\s*(?:(si|if)\s+([^{}\n]{1,120})|(sinon|else)|(fin|end))\s*\}", re.IGNORECASE)
_TEST = re.compile(r"(.+?)\s*(!=|≠|<>|=)\s*(.*)")
_KNOWN = frozenset(field.key for field in FIELDS)
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Condition:
    """A field holds one of `values` (or none of them where `negated`); without values: it is filled in."""

    key: str
    values: tuple[str, ...]
    negated: bool
    source: str
    line: int

    def holds(self, known: Mapping[str, str]) -> bool:
        value = fold(known.get(self.key, "") or "")
        if not self.values:
            return bool(value) is not self.negated
        return (value in self.values) is not self.negated


@dataclass(frozen=True, slots=True)
class _Cut:
    """A tag where it stands: if, else or end."""

    kind: str
    start: int
    end: int
    condition: Condition | None
    line: int


class Passages:
    """A text cut at {si …}, {sinon}, {fin}. `problems` says what does not fit together; such tags are printed as written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.problems: list[Callable[[], str]] = []
        self._tags = _paired(text, self.problems)
        self.conditions = tuple(tag.condition for tag in self._tags if tag.condition)
        self.keys = frozenset(one.key for one in self.conditions)

    def truths(self, values: Mapping[str, str]) -> tuple[bool, ...]:
        """Which of the conditions hold: texts with the same truths are the same."""
        return tuple(one.holds(values) for one in self.conditions)

    def text(self, truths: tuple[bool, ...]) -> str:
        """The passages that are meant; what is left out leaves its line breaks, so that lines keep their numbers."""
        if not self._tags:
            return self._text
        out: list[str] = []
        at, shown = 0, [True]
        answers = iter(truths)
        for tag in self._tags:
            self._add(out, at, tag.start, all(shown))
            if tag.kind == "if":
                shown.append(next(answers))
            elif tag.kind == "else":
                shown[-1] = not shown[-1]
            else:
                shown.pop()
            at = tag.end
        self._add(out, at, len(self._text), True)
        return "".join(out)

    def _add(self, out: list[str], start: int, end: int, is_shown: bool) -> None:
        part = self._text[start:end]
        out.append(part if is_shown else "\n" * part.count("\n"))

    def whole(self) -> str:
        """The text with every passage, without the tags: what is checked while it is written."""
        return _TAG.sub("", self._text)

    def unknown(self, names: frozenset[str]) -> list[tuple[str, int]]:
        """(name, line) of the fields that conditions ask for and nobody knows; `names` are keys of the owner's own."""
        return [(one.source, one.line) for one in self.conditions if one.key not in _KNOWN and one.key not in names]


def _paired(text: str, problems: list[Callable[[], str]]) -> list[_Cut]:
    """The tags that fit together."""
    kept: list[_Cut] = []
    open_tags: list[list[_Cut]] = []
    for found in _TAG.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        kind = "if" if found[1] else "else" if found[3] else "end"
        tag = _Cut(kind, found.start(), found.end(), _condition(found[2], line) if found[1] else None, line)
        if kind == "if":
            if len(open_tags) == DEEPEST:
                problems.append(lambda line=line: _too_deep(line))  # type: ignore[misc]
                continue
            open_tags.append([tag])
        elif not open_tags or (kind == "else" and len(open_tags[-1]) > 1):
            problems.append(lambda line=line: _alone(line))  # type: ignore[misc]
        else:
            open_tags[-1].append(tag)
            if kind == "end":
                kept += open_tags.pop()
    for left in open_tags:
        problems.append(lambda line=left[0].line: _without_end(line))  # type: ignore[misc]
    return sorted(kept, key=lambda tag: tag.start)


def _condition(text: str, line: int) -> Condition:
    found = _TEST.fullmatch(text.strip())
    if found is None:
        return Condition(key_of(text), (), False, text.strip(), line)
    values = tuple(fold(one) for one in found[3].split(",") if one.strip())
    is_not = found[2] != "="
    if not values:  # "= nothing" means empty, "≠ nothing" filled in
        is_not = not is_not
    return Condition(key_of(found[1]), values, is_not, found[1].strip(), line)


def _without_end(line: int) -> str:
    return _("Line {line}: this optional passage has no {end}.").replace("{line}", str(line)).replace("{end}", _END())


def _alone(line: int) -> str:
    return _("Line {line}: nothing was opened here.").replace("{line}", str(line))


def _too_deep(line: int) -> str:
    return _("Line {line}: too many passages inside each other.").replace("{line}", str(line))


def _END() -> str:
    from petitcrm.base.language import current

    return "{fin}" if current() == "fr" else "{end}"
