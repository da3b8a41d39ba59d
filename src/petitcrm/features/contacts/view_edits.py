"""What can change of the views the owner named."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from petitcrm.base.fields import Refused
from petitcrm.base.language import _
from petitcrm.base.text import clean
from petitcrm.features.contacts import views
from petitcrm.features.contacts.tables import SavedView
from petitcrm.features.contacts.views import View

LONGEST_NAME = 80


def save(session: Session, name: str, view: View) -> str:
    """Keep a view under a new name: its uid. Refused where it has none, or one that another view has."""
    kept = _name(session, name)
    last = session.scalar(select(func.max(SavedView.position)))
    row = SavedView(name=kept, definition=views.as_text(view), position=0 if last is None else last + 1)
    session.add(row)
    session.flush()
    return row.uid


def update(session: Session, uid: str, view: View) -> None:
    """What the list shows now is what the view shows from now on."""
    _of(session, uid).definition = views.as_text(view)


def rename(session: Session, uid: str, name: str) -> None:
    """Another name. Refused where it is empty, or that of another view."""
    _of(session, uid).name = _name(session, name, uid)


def delete(session: Session, uid: str) -> None:
    """The view goes; the contacts stay."""
    session.delete(_of(session, uid))


def _of(session: Session, uid: str) -> SavedView:
    return session.scalars(select(SavedView).where(SavedView.uid == uid)).one()


def _name(session: Session, name: str, uid: str = "") -> str:
    kept = clean(name)[:LONGEST_NAME]
    if not kept:
        raise Refused("name", _("A view needs a name."))
    others = session.scalars(select(SavedView.name).where(SavedView.uid != uid)).all()
    if kept.casefold() in [other.casefold() for other in others]:
        raise Refused("name", _("There is a view “{name}” already.").format(name=kept))
    return kept
