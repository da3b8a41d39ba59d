"""Prospects and clients with a past, for the tests of the series of letters and of reactivation."""

from datetime import timedelta

from sqlalchemy.orm import Session

from petitcrm.base.cards import Address
from petitcrm.features.contacts import edits as contacts
from petitcrm.features.contacts import parts
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from tests_support import TODAY

LYON = Address(street="3 rue de la Paix", postcode="69002", town="Lyon")
KNOWN = "2026-01-05T08:00:00Z"


def day(before: int) -> str:
    """The ISO day so many days before today."""
    return (TODAY - timedelta(days=before)).isoformat()


def prospect(session: Session, name: str, *, address: bool = True, **values: str) -> int:
    """Somebody with a number and an address, known since January."""
    known = {"family_name": name, "phone": "04 75 00 00 01", "stage": "prospect", **values}
    key = contacts.create(session, "person", known, TODAY)
    if address:
        parts.save_address(session, key, None, LYON)
    session.connection().exec_driver_sql("UPDATE contact SET created_at = ? WHERE id = ?", (KNOWN, key))
    return key


def attempts(session: Session, key: int, last: int, count: int = 7) -> None:
    """So many calls without an answer, the last one `last` days ago."""
    for at in range(count):
        history.log(session, key, Exchange("call", day(last + 3 * (count - 1 - at)), outcome="no_answer"))


def letter(session: Session, key: int, before: int) -> None:
    """A letter of ours so many days ago."""
    history.log(session, key, Exchange("letter", day(before)))


def reached(session: Session, key: int, *before: int) -> None:
    """Calls that reached them, so many days ago each."""
    for one in before:
        history.log(session, key, Exchange("call", day(one), outcome="reached"))
