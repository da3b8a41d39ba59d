"""The text of a script: what is said, and the answers to objections, each beginning with a question mark."""

from dataclasses import dataclass

MARK = "?"


@dataclass(frozen=True, slots=True)
class Objection:
    """What may be objected, and the answer to it."""

    said: str
    answer: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A script cut up: `text` is read out, each of `objections` is opened when it comes."""

    text: str
    objections: tuple[Objection, ...]


def parts(body: str) -> Parts:
    """`body` cut up. A line "? Too dear" opens an objection; the next lines, until a blank one or the next, answer it.

    Blank lines between an objection and its answer are passed over, a question mark alone says nothing.
    """
    said: list[str] = []
    objections: list[tuple[str, list[str]]] = []
    inside = False
    for line in body.splitlines():
        bare = line.strip()
        if bare.startswith(MARK) and bare.strip(MARK).strip():
            objections.append((bare.lstrip(MARK).strip(), []))
            inside = True
        elif bare and not bare.strip(MARK):
            continue
        elif inside and bare:
            objections[-1][1].append(bare)
        elif inside and not objections[-1][1]:
            continue
        else:
            inside = False
            said.append(line.rstrip())
    text = "\n".join(said).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return Parts(text, tuple(Objection(one, "\n".join(answer)) for one, answer in objections))
