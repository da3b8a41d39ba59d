"""What can change of letters."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.text import clean_lines
from petitcrm.features.letters import pictures, queries, reference
from petitcrm.features.letters.costs import Costs
from petitcrm.features.letters.model import Model
from petitcrm.features.letters.names import fold
from petitcrm.features.letters.tables import LetterModel, LetterPicture
from petitcrm.store import documents
from petitcrm.store.connection import Reader
from petitcrm.store.schema import new_uid, now
from petitcrm.store.settings import reader_of

Entry = tuple[int, int, int, str]  # contact, first page (from 0), pages, address as printed


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number a mailing was printed under (0: the next one), and where its letters stood in the run (from 1).

    `is_printed`: the reference stands on the paper.
    """

    number: int = 0
    places: Sequence[int] = field(default_factory=tuple)
    is_printed: bool = False


def record(
    session: Session,
    name: str,
    model_name: str,
    window_id: str,
    day: str,
    pdf: bytes | None,
    letters: Sequence[Entry],
    subject: str,
    numbering: Numbering = Numbering(),
    costs: Costs = Costs(),  # noqa: B008 - never changed
    with_them: Sequence[Sequence[int]] = (),
) -> int:
    """Keep a printing: the document, and in the history of each recipient a letter. The key of the mailing.

    `with_them` holds, beside each letter, who else it is for: it stands in their history too. `pdf` is None where the pages
    are lost. Problem where another mailing got its number meanwhile.
    """
    reader = reader_of(session)
    moment = now()
    number = numbering.number or queries.next_number(reader)
    queries.check_free(reader, number)
    mailing = reader.execute(
        "INSERT INTO mailing(uid, name, model_name, window, day, document_id, created_at, number, fixed_cost, "
        "piece_cost, margin_per_order, expected_rate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new_uid(),
            name,
            model_name,
            window_id,
            day,
            documents.keep(reader, pdf) if pdf is not None else None,
            moment,
            number,
            costs.fixed,
            costs.piece,
            costs.margin,
            costs.expected_rate,
        ),
    ).lastrowid
    places = numbering.places or range(1, len(letters) + 1)
    references = [reference.written(number, place) for place in places]
    first = 1 + reader.value("SELECT coalesce(max(id), 0) FROM interaction")
    reader.execute_many(
        "INSERT INTO interaction(id, uid, contact_id, kind, direction, outcome, day, at, subject, text, created_at) "
        "VALUES (?, ?, ?, 'letter', 'out', '', ?, '', ?, ?, ?)",
        [
            (first + at, new_uid(), one[0], day, subject, references[at] if numbering.is_printed else "", moment)
            for at, one in enumerate(letters)
        ],
    )
    first_letter = 1 + reader.value("SELECT coalesce(max(id), 0) FROM letter")
    reader.execute_many(
        "INSERT INTO letter(id, uid, mailing_id, contact_id, interaction_id, first_page, pages, address, reference) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (first_letter + at, new_uid(), mailing, contact, first + at, first_page, pages, address, references[at])
            for at, (contact, first_page, pages, address) in enumerate(letters)
        ],
    )
    _share(reader, with_them, day, subject, references if numbering.is_printed else (), moment, first_letter)
    return int(mailing)


def _share(
    reader: Reader,
    with_them: Sequence[Sequence[int]],
    day: str,
    subject: str,
    references: Sequence[str],
    moment: str,
    first_letter: int,
) -> None:
    """Note the letters in the history of those who share one: it opens from there, too."""
    shared = [(other, at) for at, others in enumerate(with_them) for other in others]
    first = 1 + reader.value("SELECT coalesce(max(id), 0) FROM interaction")
    reader.execute_many(
        "INSERT INTO interaction(id, uid, contact_id, kind, direction, outcome, day, at, subject, text, created_at) "
        "VALUES (?, ?, ?, 'letter', 'out', '', ?, '', ?, ?, ?)",
        [
            (first + number, new_uid(), other, day, subject, references[at] if references else "", moment)
            for number, (other, at) in enumerate(shared)
        ],
    )
    reader.execute_many(
        "INSERT INTO shared_letter(letter_id, interaction_id) VALUES (?, ?)",
        [(first_letter + at, first + number) for number, (_other, at) in enumerate(shared)],
    )


def add_picture(session: Session, wanted: str, content: bytes) -> str:
    """Keep a picture for the texts of letters; the name it got: one that is taken by another picture gets a number."""
    reader = reader_of(session)
    document = documents.keep(reader, content)
    plain = " ".join("".join(sign if sign.isalnum() or sign in " -_" else " " for sign in wanted).split())[:60]
    plain = plain or _("picture")
    known = {fold(name): kept for name, kept in reader.rows("SELECT name, document_id FROM letter_picture")}
    for number in range(1, len(known) + 2):
        name = plain if number == 1 else f"{plain} {number}"
        if fold(name) not in known:
            session.add(LetterPicture(name=name, document_id=document))
            session.flush()
            return name
        if known[fold(name)] == document:
            return next(one for one in pictures.names(reader) if fold(one) == fold(name))
    raise AssertionError(wanted)


def delete_picture(session: Session, name: str) -> None:
    """Take a picture away; texts that ask for it say so."""
    session.execute(delete(LetterPicture).where(LetterPicture.name == name))


def save_model(session: Session, model: Model) -> None:
    """Keep a model of the owner's, in place of one of the same name. Problem without a name or a text."""
    name = _one_line(model.name)[:200]
    if not name:
        raise Problem(_("The model needs a name."))
    if not model.body.strip():
        raise Problem(_("The letter has no text yet."))
    row = session.scalars(select(LetterModel).where(LetterModel.name == name)).one_or_none()
    if row is None:
        row = LetterModel(name=name)
        session.add(row)
    row.language = model.language
    row.subject = _one_line(model.subject)[:500]
    row.body = clean_lines(model.body)[:100_000]
    session.flush()


def _one_line(text: str) -> str:
    """`text` on one line; the unbreakable spaces of French typography stay."""
    return clean_lines(text).replace("\n", " ")


def delete_model(session: Session, name: str) -> None:
    """Take the owner's model away; one of the same name that came with the program is back."""
    session.execute(delete(LetterModel).where(LetterModel.name == name))
