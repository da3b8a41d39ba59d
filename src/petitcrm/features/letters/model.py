"""A letter as written once, and cut into what is filled in for each recipient."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from petitcrm.base.language import _
from petitcrm.features.letters import fonts
from petitcrm.features.letters.markup import Passages, Picture, marked, pieces, unmarked
from petitcrm.features.letters.names import fold, key_of
from petitcrm.features.letters.template import Piece, Template, by_key, cut, sentences

_POSTSCRIPT = re.compile(
    r"(?:p\.?[ \u00a0]?-?s\.?|p\.?[ \u00a0]?j\.?|c\.?[ \u00a0]?c\.?|encl?\.?|anlagen?|allegat[oi]|anexos?)"
    r"[ \u00a0]?[:.–—-]",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(slots=True)
class Model:
    """A letter as written once: `body` has paragraphs separated by blank lines and may hold fields.

    Without {appel}, {appel_min} and {formule} in it, the appel goes before the body and the closing after. Last
    paragraphs that begin with "P.-S.", "PJ :", "Encl:"… come under the signature. `familiar`: "Cher Monsieur,".
    `pictures` holds those that the text shows, by their folded names (pictures.read).
    """

    name: str = ""
    language: str = ""
    subject: str = ""
    body: str = ""
    familiar: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or an item of a list; see markup.Piece."""

    template: Template
    sign: str = ""
    follows: bool = False
    breaks: bool = False
    picture: Picture | None = None

    @property
    def keys(self) -> frozenset[str]:
        return self.template.keys


class Compiled:
    """A model cut into paragraphs: up to the closing, and under the signature. `body` are the passages that are meant."""

    def __init__(self, model: Model, body: str) -> None:
        self.subject = cut(fonts.one_line(model.subject))
        paragraphs = _cut_paragraphs(body)
        keys = frozenset().union(*(one.keys for one in paragraphs))
        end = len(paragraphs)
        while end and _is_below(paragraphs[end - 1]):
            end -= 1
        closing = next((i for i, one in enumerate(paragraphs[:end]) if "closing" in one.keys), None)
        self.before, self.after = paragraphs[:end], paragraphs[end:]
        if not keys & {"appel", "appel_min", "closing"}:
            self.before = [Paragraph(cut("{appel}")), *self.before, Paragraph(cut("{formule}"))]
        elif closing is not None:
            self.before, self.after = paragraphs[: closing + 1], paragraphs[closing + 1 :]
        self.keys = keys | self.subject.keys | {key for one in self.before for key in one.keys}

        self.pictures = [one.picture for one in self.paragraphs if one.picture is not None]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All of the text, as it is read."""
        return [*self.before, *self.after]


def _cut_paragraphs(body: str) -> list[Paragraph]:
    found, at = [], 0
    stripped = body.strip()
    line = 1 + body[: body.find(stripped)].count("\n") if stripped else 1
    for gap in [*_PARAGRAPHS.finditer(stripped), None]:
        text = stripped[at : gap.start() if gap else None]
        if text:
            found += [
                Paragraph(cut(marked(one.text), one.line), one.sign, one.follows, one.breaks, one.picture)
                for one in pieces(text, line)
            ]
        if gap:
            line += stripped.count("\n", at, gap.end())
            at = gap.end()
    return found


def _is_below(paragraph: Paragraph) -> bool:
    """Whether a last paragraph comes under the signature, in small print."""
    return paragraph.keys == {"privacy"} or _POSTSCRIPT.match(_first_words(paragraph.template)) is not None


def _first_words(template: Template) -> str:
    first = template.parts[0] if template.parts else ""
    return unmarked(first) if isinstance(first, str) else ""


def no_picture(one: Picture) -> str:
    """The text asks for a picture that is not kept."""
    said = _("Line {line}: there is no picture “{name}”: “Insert a field › Picture” brings one in.")
    return said.replace("{line}", str(one.line)).replace("{name}", one.name)


def check(model: Model, names: Iterable[str] = ()) -> list[str]:
    """The fields and pictures of a model nobody knows, one sentence each; `names` are the owner's own fields."""
    passages = Passages(fonts.printable(model.body))
    compiled = Compiled(model, passages.whole())
    values = by_key(dict.fromkeys(names, ""))
    missing: list[Piece] = []
    unknown: list[Piece] = []
    for template in (compiled.subject, *(one.template for one in compiled.paragraphs)):
        template.fill(values, missing, unknown)
    lost = [no_picture(one) for one in compiled.pictures if fold(one.name) not in model.pictures]
    asked = [Piece(key_of(name), "", f"{{{name}}}", line) for name, line in passages.unknown(frozenset(values))]
    return [*(say() for say in passages.problems), *lost, *sentences((), [*asked, *unknown], names)]
