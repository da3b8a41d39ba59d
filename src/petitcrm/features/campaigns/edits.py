"""What can change of campaigns: their costs, and what comes of their letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base import cards, money
from petitcrm.base.addresses import block
from petitcrm.base.dates import shown
from petitcrm.base.errors import Problem
from petitcrm.base.fields import known_choice
from petitcrm.base.language import _, ngettext
from petitcrm.features.calls.settings import calendar
from petitcrm.features.campaigns import queries
from petitcrm.features.campaigns.fields import KINDS, REASONS, TO_DO, word
from petitcrm.features.campaigns.queries import Piece
from petitcrm.features.campaigns.tables import MailingAnswer
from petitcrm.features.contacts import parts
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.contacts.tables import Address, Employment
from petitcrm.features.history import edits as history
from petitcrm.features.history import follow_ups
from petitcrm.features.history.edits import Exchange
from petitcrm.features.history.follow_ups import Promised
from petitcrm.features.history.tables import FollowUp, Interaction
from petitcrm.features.letters import reference as references
from petitcrm.features.letters.costs import Costs
from petitcrm.features.letters.tables import Letter, Mailing, SharedLetter
from petitcrm.store.settings import reader_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a letter. kind: reply, order (amount and margin in cents), returned (with the post's reason).

    An order without a margin has the one planned for the mailing.
    """

    kind: str
    day: date
    amount: int | None = None
    margin: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """What was recorded, and what is odd about it (translated sentences)."""

    piece: Piece
    answer_id: int
    warnings: tuple[str, ...] = ()
    promised: date | None = None  # the follow-up of a returned letter


def record(session: Session, reference: str, answer: Answer) -> Noted:
    """Record what came of the letter of a reference. Problem where the reference or the answer can't be."""
    _check(answer)
    piece = queries.piece(reader_of(session), reference)
    if answer.kind == "returned":
        return _returned(session, piece, answer)
    return _answered(session, piece, answer)


def record_all(session: Session, typed: Sequence[str], answer: Answer) -> list[Noted]:
    """The same for several references, all or none; one that comes twice counts once. Problem naming what is unknown."""
    reader = reader_of(session)
    wanted = list(dict.fromkeys(references.tidy(text) for text in typed))
    wrong = [
        text for text in wanted if not (found := references.understood(text)) or not queries.find_piece(reader, found)
    ]
    if len(wrong) > 1:
        raise Problem(
            ngettext("{n} reference is unknown: {all}.", "{n} references are unknown: {all}.", len(wrong)).format(
                n=len(wrong), all=", ".join(wrong)
            ),
            _("Nothing was recorded. Compare them with the foot of the letters."),
        )
    return [record(session, text, answer) for text in wanted]


def _check(answer: Answer) -> None:
    known_choice(_("answer"), answer.kind, KINDS)
    if answer.kind == "returned":
        known_choice(_("reason"), answer.reason, REASONS)
    for value in (answer.amount, answer.margin):
        if value is not None and not 0 <= value <= money.MOST:
            raise Problem(_("An amount goes from 0 to {most}.").format(most=money.MOST // 100))
    if answer.kind == "order" and answer.amount is None:
        raise Problem(_("An order needs its amount."))


def _answered(session: Session, piece: Piece, answer: Answer) -> Noted:
    is_order = answer.kind == "order"
    margin = answer.margin if answer.margin is not None or not is_order else piece.margin
    subject = _("Order after the letter “{mailing}”") if is_order else _("Reply to the letter “{mailing}”")
    said = Exchange(
        "message",
        answer.day.isoformat(),
        direction="in",
        subject=subject.format(mailing=piece.mailing),
        text=f"{piece.reference} · {money.shown(answer.amount or 0)}" if is_order else piece.reference,
    )
    entry = history.log(session, piece.contact_id, said)
    for sharer in _sharers(session, piece.letter_id):
        history.log(session, sharer, said)  # the letter was theirs as well: it is answered for them, too
    row = _add(session, piece, answer, entry, margin=margin if is_order else None)
    warnings = _early(piece, answer)
    if piece.returned is not None:
        told = _("{reference} was recorded as returned on {day}: one of the two is wrong.")
        warnings.append(told.format(reference=piece.reference, day=shown(piece.returned)))
    if is_order and margin is None:
        warnings.append(_("Without its margin the order counts for nothing in the return on the campaign."))
    if is_order and margin is not None and margin > (answer.amount or 0):
        warnings.append(_("The margin is larger than the amount."))
    return Noted(piece, row.id, tuple(warnings))


def _sharers(session: Session, letter_id: int) -> list[int]:
    """Who else a letter was for."""
    chosen = (
        select(Interaction.contact_id)
        .join(SharedLetter, SharedLetter.interaction_id == Interaction.id)
        .where(SharedLetter.letter_id == letter_id)
    )
    return list(session.scalars(chosen))


def _early(piece: Piece, answer: Answer) -> list[str]:
    if answer.day >= piece.day:
        return []
    told = _("The day is before the letter of {day}.")
    return [told.format(day=shown(piece.day))]


def _add(
    session: Session, piece: Piece, answer: Answer, entry: int, *, margin: int | None = None, address: int | None = None
) -> MailingAnswer:
    row = MailingAnswer(
        letter_id=piece.letter_id,
        kind=answer.kind,
        day=answer.day.isoformat(),
        amount=answer.amount if answer.kind == "order" else None,
        margin=margin,
        reason=answer.reason if answer.kind == "returned" else "",
        interaction_id=entry,
        address_id=address,
    )
    session.add(row)
    session.flush()
    return row


# letters that came back


def _returned(session: Session, piece: Piece, answer: Answer) -> Noted:
    if piece.returned is not None:
        raise Problem(
            _("{reference} was recorded as returned on {day} already.").format(
                reference=piece.reference, day=shown(piece.returned)
            ),
            _("Nothing was recorded."),
        )
    warnings = _early(piece, answer)
    if piece.is_answered:
        told = _("{reference} has an answer already: look whether the right letter came back.")
        warnings.append(told.format(reference=piece.reference))
    said = Exchange(
        "note",
        answer.day.isoformat(),
        subject=_("Mail returned: {reason}").format(reason=_(word(REASONS, answer.reason))),
        text=piece.reference,
    )
    address = _stop_address(session, piece)
    if address is None:
        warnings.append(_("The address on that letter is no longer on the card: no address was stopped."))
    row = _add(session, piece, answer, history.log(session, piece.contact_id, said), address=address)
    return Noted(piece, row.id, tuple(warnings), _promise(session, piece, answer))


def _promise(session: Session, piece: Piece, answer: Answer) -> date:
    """Promise to get the new address on the next working day, once."""
    text = _(TO_DO[answer.reason])
    open_one = session.scalars(
        select(FollowUp.day).where(
            FollowUp.contact_id == piece.contact_id, FollowUp.done_on.is_(None), FollowUp.text == text
        )
    ).first()
    if open_one is not None:
        return date.fromisoformat(open_one)
    day = calendar(reader_of(session)).after(answer.day, 1)
    follow_ups.promise(session, piece.contact_id, Promised(day.isoformat(), text=text, kind="task"))
    return day


def _stop_address(session: Session, piece: Piece) -> int | None:
    """Mark the address that stood on the letter as returned, on the contact's card or on that of the company.

    Its key; None where no card has it any more, because it was corrected since.
    """
    found: int | None = None
    for owner in (piece.contact_id, *_sharers(session, piece.letter_id)):
        if (row := _address_on(session, owner, piece.address)) is not None:
            parts.describe(session, "address", row.id, "state", "returned")
            found = found or (row.id if owner == piece.contact_id else None)
    return found


def _address_on(session: Session, owner: int, printed: str) -> Address | None:
    """The address of a contact, or of their company, that stood on a letter."""
    country = COUNTRY.read(reader_of(session))
    return next((row for row in _addresses(session, owner) if _stands_on(printed, row, country)), None)


def _addresses(session: Session, contact_id: int) -> list[Address]:
    """The addresses of a contact, then those of the companies a person works for."""
    companies = select(Employment.company_id).where(Employment.person_id == contact_id)
    found: list[Address] = []
    for owners in ([contact_id], session.scalars(companies).all()):
        chosen = select(Address).where(Address.contact_id.in_(owners)).order_by(Address.position, Address.id)
        found += session.scalars(chosen).all()
    return found


def _stands_on(printed: str, row: Address, country: str) -> bool:
    """Whether an address is the one printed; letters of before addresses were kept are taken for the main one's."""
    if not printed.strip():
        return True
    place = cards.Address(
        row.recipient, row.building, row.street, row.locality, row.postcode, row.town, row.region, row.country
    )
    lines, on_paper = block([], place, country), printed.splitlines()
    if not lines:
        return False
    shortest = lines[-2:]  # what stands above may have been joined with a name, to save a line
    return on_paper[-len(lines) :] == lines or (len(shortest) == 2 and on_paper[-2:] == shortest)


# taking back, costs


def remove(session: Session, answer_id: int) -> None:
    """What was recorded by mistake: the answer, its entry in the history and what it promised go, the address is usable again."""
    row = session.get_one(MailingAnswer, answer_id)
    if row.kind == "returned":
        _take_promise_back(session, row)
    sharers = _sharers(session, row.letter_id)
    if row.interaction_id is not None and (entry := session.get(Interaction, row.interaction_id)):
        alike = select(Interaction).where(
            Interaction.contact_id.in_(sharers), Interaction.kind == entry.kind, Interaction.direction == entry.direction,
            Interaction.day == entry.day, Interaction.subject == entry.subject, Interaction.text == entry.text,
        )  # fmt: skip
        for one in (entry, *session.scalars(alike).all()):
            session.delete(one)
    address_id = row.address_id
    printed = session.scalar(select(Letter.address).where(Letter.id == row.letter_id)) or ""
    was_returned = row.kind == "returned"
    session.delete(row)
    session.flush()
    others = select(MailingAnswer.id).where(MailingAnswer.address_id == address_id, MailingAnswer.kind == "returned")
    if address_id is None or session.scalars(others).first() is not None:
        return  # another letter came back from there as well
    stopped = [session.get(Address, address_id)]
    stopped += [_address_on(session, owner, printed) for owner in sharers] if was_returned else []
    for address in stopped:
        if address is not None:
            address.state = "usable"
    session.flush()


def _take_promise_back(session: Session, row: MailingAnswer) -> None:
    """Drop the open promise to get the new address, where no other returned letter asks for it."""
    contact = session.scalar(select(Letter.contact_id).where(Letter.id == row.letter_id))
    others = (
        select(MailingAnswer.id)
        .join(Letter, Letter.id == MailingAnswer.letter_id)
        .where(
            Letter.contact_id == contact,
            MailingAnswer.kind == "returned",
            MailingAnswer.reason == row.reason,
            MailingAnswer.id != row.id,
        )
    )
    if session.scalars(others).first() is not None:
        return
    open_ones = select(FollowUp).where(
        FollowUp.contact_id == contact, FollowUp.done_on.is_(None), FollowUp.text == _(TO_DO[row.reason])
    )
    for promised in session.scalars(open_ones):
        session.delete(promised)


def set_costs(session: Session, mailing_id: int, costs: Costs) -> None:
    """Say what a mailing costs and what an order brings in. Problem where a number can't be."""
    for value in (costs.fixed, costs.piece, costs.margin):
        if value is not None and not 0 <= value <= money.MOST:
            raise Problem(_("An amount goes from 0 to {most}.").format(most=money.MOST // 100))
    if costs.expected_rate is not None and not 0 <= costs.expected_rate <= 1:
        raise Problem(_("A rate goes from 0 to 100 %."))
    row = session.get_one(Mailing, mailing_id)
    row.fixed_cost, row.piece_cost = costs.fixed, costs.piece
    row.margin_per_order, row.expected_rate = costs.margin, costs.expected_rate
    session.flush()
