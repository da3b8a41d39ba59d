"""Lines of text in several faces: what stands between marks (petitcrm.features.letters.markup) is bold or italic."""

import re
from collections.abc import Callable

from petitcrm.features.letters import fonts
from petitcrm.features.letters.markup import BOLD_OFF, BOLD_ON, ITALIC_OFF, ITALIC_ON, MARKS

Face = Callable[[str], fonts.Face]
Run = tuple[str, str]  # font, text

_TOKEN = re.compile("[\ue000-\ue003]|[^\ue000-\ue003]+")
_FONTS = {
    (False, False): fonts.REGULAR,
    (True, False): fonts.BOLD,
    (False, True): fonts.ITALIC,
    (True, True): fonts.BOLD_ITALIC,
}


def is_rich(text: str) -> bool:
    """Whether any marks stand in `text`."""
    return MARKS.search(text) is not None


def wrap(face: Face, text: str, size: float, width: float) -> list[str]:
    """`text` (printable, with marks) as lines at most `width` points wide: instructions that begin and end in the regular font."""
    lines: list[str] = []
    bold = italic = False
    for part in fonts.glued(text).split("\n"):
        runs: list[Run] = []
        for token in _TOKEN.findall(part):
            if token in (BOLD_ON, BOLD_OFF):
                bold = token == BOLD_ON
            elif token in (ITALIC_ON, ITALIC_OFF):
                italic = token == ITALIC_ON
            else:
                runs.append((_FONTS[bold, italic], token))
        lines += _wrapped(face, _words(runs), size, width)
    return lines


def _words(runs: list[Run]) -> list[list[Run]]:
    """Runs cut at spaces: a word may change its face inside."""
    words: list[list[Run]] = [[]]
    for font, text in runs:
        first, *others = text.split(" ")
        if first:
            words[-1].append((font, first))
        for one in others:
            words.append([(font, one)] if one else [])
    return [word for word in words if word]


def _wrapped(face: Face, words: list[list[Run]], size: float, width: float) -> list[str]:
    lines: list[str] = []
    line: list[list[Run]] = []
    above: list[list[Run]] = []  # the line before
    used = 0.0
    for word in words:
        wide = _width(face, word, size)
        if wide > width:
            if line:
                lines.append(_code(face, line, size))
            *full, word = _cut(face, word, size, width)
            lines += [_code(face, [piece], size) for piece in full]
            line, above, used = [word], [], _width(face, word, size)
            continue
        space = face(line[-1][-1][0]).space * size if line else 0.0
        if line and used + space + wide > width:
            lines.append(_code(face, line, size))
            line, above, used = [word], line, wide
        else:
            line.append(word)
            used += space + wide
    if len(line) == 1 and len(above) > fonts.LEAST_ABOVE and used < width * fonts.LONELY:
        wide = _width(face, above[-1], size) + face(above[-1][-1][0]).space * size
        if used + wide <= width:
            line.insert(0, above.pop())
            lines[-1] = _code(face, above, size)
    lines.append(_code(face, line, size))
    return lines


def _width(face: Face, word: list[Run], size: float) -> float:
    return sum(face(font).width(text, size) for font, text in word)


def _cut(face: Face, word: list[Run], size: float, width: float) -> list[list[Run]]:
    """A word too wide for a line, in pieces that are not."""
    found: list[list[Run]] = [[]]
    used = 0.0
    for font, text in word:
        for char in text:
            wide = face(font).width(char, size)
            if found[-1] and used + wide > width:
                found.append([])
                used = 0.0
            found[-1].append((font, char))
            used += wide
    return found


def _code(face: Face, words: list[list[Run]], size: float) -> str:
    """One line: runs of one face joined, each shown in its font; the last word is the regular font again."""
    runs: list[Run] = []
    for at, word in enumerate(words):
        for inside, (font, text) in enumerate(word):
            space = " " if at and not inside else ""
            if runs and runs[-1][0] == font:
                runs[-1] = (font, runs[-1][1] + space + text)
            elif space and runs:  # the space belongs to the word before: an underlined or wider one would show
                runs[-1] = (runs[-1][0], runs[-1][1] + space)
                runs.append((font, text))
            else:
                runs.append((font, space + text))
    regular = face(fonts.REGULAR).code_name()
    out = [
        part for font, text in runs for part in (f"{face(font).code_name()} {size:g} Tf", face(font).line(text, size))
    ]
    return " ".join([*out, f"{regular} {size:g} Tf"])
