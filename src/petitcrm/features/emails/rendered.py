"""What an e-mail says: a letter's model as plain text and as simple HTML, filled in for one recipient."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

from petitcrm.features.letters import fonts
from petitcrm.features.letters.filling import Filling
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.markup import BOLD_OFF, BOLD_ON, ITALIC_OFF, ITALIC_ON, Picture, unmarked
from petitcrm.features.letters.model import Model, Paragraph, no_picture
from petitcrm.features.letters.names import fold
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.template import Piece, sentences

WIDEST = 600  # pixels: what an e-mail is read in
_HTML = {BOLD_ON: "<b>", BOLD_OFF: "</b>", ITALIC_ON: "<i>", ITALIC_OFF: "</i>"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """An e-mail in words; `problems` are translated sentences about its fields.

    `pictures` are what the HTML shows, by the identifiers it names them by ("cid:…").
    """

    subject: str
    text: str
    html: str
    problems: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


def rendered(model: Model, letterhead: Letterhead, recipient: Recipient, on: date) -> Rendered:
    """`model` for one recipient. Page breaks are left out; the letterhead stands below as a signature."""
    filled = Filling(model, letterhead, on, by_email=True).of(recipient)
    compiled, values = filled.compiled, filled.values
    missing: list[Piece] = []
    unknown: list[Piece] = []
    subject = fonts.one_line(compiled.subject.fill(values, missing, unknown))

    def fill(paragraphs: list[Paragraph]) -> list[tuple[Paragraph, str]]:
        return [(one, one.template.fill(values, missing, unknown)) for one in paragraphs if not one.breaks]

    ids = {name: f"picture{at}@petitcrm" for at, name in enumerate(model.pictures, 1)}
    shown = {one: ids[fold(one.name)] for one in compiled.pictures if fold(one.name) in ids}
    before, after = fill(compiled.before), fill(compiled.after)
    signature = [line for line in (letterhead.signatory, letterhead.function) if line.strip()]
    sender = [line for line in (letterhead.name, *letterhead.contact_lines()) if line.strip()]
    text = "\n".join([_plain(before), "", *signature, "", _plain(after), "", "-- ", *sender])
    html = "\n".join([_marked_up(before, shown), _lines(signature), _marked_up(after, shown), "<hr>", _lines(sender)])
    problems = sentences(missing, unknown, recipient.names()) + [
        no_picture(one) for one in compiled.pictures if one not in shown
    ]
    return Rendered(
        subject, _tidy(text), html, problems, {cid: model.pictures[fold(one.name)] for one, cid in shown.items()}
    )


def _plain(paragraphs: list[tuple[Paragraph, str]]) -> str:
    out: list[str] = []
    for paragraph, text in paragraphs:
        sign = "- " if paragraph.sign == "•" else f"{paragraph.sign} " if paragraph.sign else ""
        words = f"[{paragraph.picture.name}]" if paragraph.picture else unmarked(text)
        out.append(("\n" if paragraph.follows else "\n\n") + sign + words)
    return "".join(out).strip("\n")


def _marked_up(paragraphs: list[tuple[Paragraph, str]], shown: Mapping[Picture, str]) -> str:
    """Paragraphs, lists and pictures (`shown` identifies them); whatever stands in a name is text."""
    out: list[str] = []
    open_list = ""
    for paragraph, text in paragraphs:
        kind = "" if not paragraph.sign else "ul" if paragraph.sign == "•" else "ol"
        if kind != open_list:
            out += [f"</{open_list}>"] * bool(open_list) + [f"<{kind}>"] * bool(kind)
            open_list = kind
        inside = escape(text).replace("\n", "<br>\n")
        if paragraph.picture is not None:
            inside = _image(paragraph.picture, shown.get(paragraph.picture, ""))
        for mark, tag in _HTML.items():
            inside = inside.replace(mark, tag)
        number = f' value="{paragraph.sign.rstrip(".")}"' if kind == "ol" else ""
        out.append(f"<li{number}>{inside}</li>" if kind else f"<p>{inside}</p>")
    return "\n".join([*out, f"</{open_list}>"] if open_list else out)


def _image(picture: Picture, cid: str) -> str:
    """A picture that comes with the e-mail; what was written where it is not kept."""
    if not cid:
        return escape(picture.source)
    # some programs know no measure but pixels, and show a picture without one as large as it is
    wide = min(round((picture.width or 120) * 96 / 25.4), WIDEST)
    return f'<img src="cid:{cid}" alt="{escape(picture.name)}" width="{wide}" style="max-width:100%;height:auto">'


def _lines(lines: list[str]) -> str:
    return f"<p>{'<br>'.join(escape(line) for line in lines)}</p>" if lines else ""


def _tidy(text: str) -> str:
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n") + "\n"
