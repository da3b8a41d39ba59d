"""Who works where: changes of employments."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitcrm.base import dates
from petitcrm.base.errors import Problem
from petitcrm.base.language import _
from petitcrm.base.text import clean
from petitcrm.features.contacts import parts, rules
from petitcrm.features.contacts.tables import Contact, Employment


def company_named(session: Session, name: str) -> int:
    """The company of that name (accents, capitals and punctuation aside), made if there is none. Its key."""
    known = session.scalars(
        select(Contact).where(Contact.kind == "company", Contact.sort_name == rules.sort_name("company", "", "", name))
    ).all()
    alive = [company for company in known if company.trashed_at is None]
    if alive:
        return alive[0].id
    company = Contact(kind="company", company_name=name, display_name="", sort_name="")
    session.add(company)
    session.flush()
    parts.rename(session, company)
    return company.id


def employ(session: Session, person_id: int, company_id: int | None) -> None:
    """Make `company_id` the main company of a person, or leave the person without one."""
    current = _main(session, person_id)
    if company_id is None:
        if current is not None:
            session.delete(current)
    elif current is None:
        session.add(Employment(person_id=person_id, company_id=company_id, is_main=True))
    else:
        current.company_id = company_id
    session.flush()


def _main(session: Session, person_id: int) -> Employment | None:
    return session.scalars(
        select(Employment).where(Employment.person_id == person_id, Employment.is_main)
    ).one_or_none()


def add(session: Session, person_id: int, company: str) -> int:
    """One more company of a person, by its name; the main one where there was none. The key of the employment."""
    name = clean(company)
    if not name:
        raise Problem(_("Write the name of the company."))
    rules.check_length("company", _("Company"), name, rules.LONGEST_LINE)
    row = Employment(
        person_id=person_id, company_id=company_named(session, name), is_main=_main(session, person_id) is None
    )
    session.add(row)
    session.flush()
    return row.id


def add_person(session: Session, company_id: int, name: str) -> int:
    """A new person who works for a company, by name ("Mme Hélène Dupré"). The key of the person."""
    from petitcrm.base.people import split_name

    said = split_name(clean(name))
    if not (said.given_name or said.family_name):
        raise Problem(_("Write the name of the person."))
    person = Contact(
        kind="person",
        civility=said.civility,
        given_name=said.given_name,
        family_name=said.family_name,
        display_name="",
        sort_name="",
    )
    session.add(person)
    session.flush()
    parts.rename(session, person)
    session.add(Employment(person_id=person.id, company_id=company_id, is_main=True))
    session.flush()
    return person.id


def change(session: Session, employment_id: int, values: Mapping[str, str], today: date) -> None:
    """Set role, since or until ("" while it lasts) of an employment. A day that can't be read stays as it was typed.

    Whoever has left a company has it as main one no longer; another one that lasts takes its place.
    """
    row = session.get_one(Employment, employment_id)
    for name, value in values.items():
        text = clean(value)
        rules.check_length(name, name, text, rules.LONGEST_LINE)
        if name in ("since", "until"):
            text = _day(text, today)
        setattr(row, name, text)
    if row.until and row.is_main:
        row.is_main = False
        session.flush()
        following = session.scalars(
            select(Employment)
            .where(Employment.person_id == row.person_id, Employment.until == "", Employment.id != row.id)
            .order_by(Employment.id)
            .limit(1)
        ).one_or_none()
        if following is not None:
            following.is_main = True
    elif not row.until and _main(session, row.person_id) is None:
        row.is_main = True
    session.flush()


def _day(text: str, today: date) -> str:
    """A day, or a year alone, as it is kept."""
    day = dates.understood_past(text, today) if not (text.isdecimal() and len(text) == 4) else None
    return day.isoformat() if day else text


def make_main(session: Session, employment_id: int) -> None:
    """Make an employment the main one of its person."""
    row = session.get_one(Employment, employment_id)
    if row.until:
        raise Problem(_("This job has ended; empty its “until” first."))
    current = _main(session, row.person_id)
    if current is not None and current.id != row.id:
        current.is_main = False
        session.flush()
    row.is_main = True
    session.flush()


def remove(session: Session, employment_id: int) -> None:
    """Take an employment off the card; a main one is followed by another that lasts."""
    row = session.get_one(Employment, employment_id)
    person_id, was_main = row.person_id, row.is_main
    session.delete(row)
    session.flush()
    if was_main:
        following = session.scalars(
            select(Employment).where(Employment.person_id == person_id, Employment.until == "").limit(1)
        ).one_or_none()
        if following is not None:
            following.is_main = True
            session.flush()
