"""What an e-mail says: a letter's model as plain text and as simple HTML, filled in for one recipient."""

from dataclasses import dataclass, field
from datetime import date
from html import escape

from petitcrm.features.letters import fonts
from petitcrm.features.letters.fields import Context, values_for
from petitcrm.features.letters.letterhead import Letterhead
from petitcrm.features.letters.markup import BOLD_OFF, BOLD_ON, ITALIC_OFF, ITALIC_ON, Passages, unmarked
from petitcrm.features.letters.model import Compiled, Model, Paragraph
from petitcrm.features.letters.recipient import Recipient
from petitcrm.features.letters.salutation import for_recipient, supported
from petitcrm.features.letters.template import Piece, sentences

_HTML = {BOLD_ON: "<b>", BOLD_OFF: "</b>", ITALIC_ON: "<i>", ITALIC_OFF: "</i>"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """An e-mail in words; `problems` are translated sentences about its fields."""

    subject: str
    text: str
    html: str
    problems: list[str] = field(default_factory=list)


def rendered(model: Model, letterhead: Letterhead, recipient: Recipient, on: date) -> Rendered:
    """`model` for one recipient. Page breaks are left out; the letterhead stands below as a signature."""
    language = supported(model.language or recipient.language)
    context = Context(
        recipient, letterhead, for_recipient(recipient, model.familiar, language), on, language, by_email=True
    )
    passages = Passages(fonts.printable(model.body))
    known = values_for(passages.keys, context) if passages.keys else {}
    compiled = Compiled(model, passages.text(passages.truths(known)))
    values = {key: unmarked(value) for key, value in values_for(compiled.keys, context).items()}
    missing: list[Piece] = []
    unknown: list[Piece] = []
    subject = fonts.one_line(compiled.subject.fill(values, missing, unknown))

    def fill(paragraphs: list[Paragraph]) -> list[tuple[Paragraph, str]]:
        return [(one, one.template.fill(values, missing, unknown)) for one in paragraphs if not one.breaks]

    before, after = fill(compiled.before), fill(compiled.after)
    signature = [line for line in (letterhead.signatory, letterhead.function) if line.strip()]
    sender = [line for line in (letterhead.name, *letterhead.contact_lines()) if line.strip()]
    text = "\n".join([_plain(before), "", *signature, "", _plain(after), "", "-- ", *sender])
    html = "\n".join([_marked_up(before), _lines(signature), _marked_up(after), "<hr>", _lines(sender)])
    return Rendered(subject, _tidy(text), html, sentences(missing, unknown, recipient.names()))


def _plain(paragraphs: list[tuple[Paragraph, str]]) -> str:
    out: list[str] = []
    for paragraph, text in paragraphs:
        sign = "- " if paragraph.sign == "•" else f"{paragraph.sign} " if paragraph.sign else ""
        out.append(("\n" if paragraph.follows else "\n\n") + sign + unmarked(text))
    return "".join(out).strip("\n")


def _marked_up(paragraphs: list[tuple[Paragraph, str]]) -> str:
    """Paragraphs and lists; whatever stands in a name is text."""
    out: list[str] = []
    open_list = ""
    for paragraph, text in paragraphs:
        kind = "" if not paragraph.sign else "ul" if paragraph.sign == "•" else "ol"
        if kind != open_list:
            out += [f"</{open_list}>"] * bool(open_list) + [f"<{kind}>"] * bool(kind)
            open_list = kind
        inside = escape(text).replace("\n", "<br>\n")
        for mark, tag in _HTML.items():
            inside = inside.replace(mark, tag)
        number = f' value="{paragraph.sign.rstrip(".")}"' if kind == "ol" else ""
        out.append(f"<li{number}>{inside}</li>" if kind else f"<p>{inside}</p>")
    return "\n".join([*out, f"</{open_list}>"] if open_list else out)


def _lines(lines: list[str]) -> str:
    return f"<p>{'<br>'.join(escape(line) for line in lines)}</p>" if lines else ""


def _tidy(text: str) -> str:
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n") + "\n"
