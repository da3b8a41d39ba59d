"""Pictures of a contact: a photo, the two sides of a business card. Made small before they come here (ui/pictures)."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from petitcrm.base.language import mark
from petitcrm.features.contacts.tables import Picture
from petitcrm.store import documents
from petitcrm.store.settings import reader_of

KINDS = {"photo": mark("photo"), "card": mark("business card"), "card_back": mark("business card, back")}


def put(session: Session, contact_id: int, kind: str, content: bytes) -> int:
    """Keep `content` (PNG or JPEG) as the contact's picture of that kind, in place of the one before. Its key."""
    remove(session, contact_id, kind)
    picture = Picture(contact_id=contact_id, kind=kind, document_id=documents.keep(reader_of(session), content))
    session.add(picture)
    session.flush()
    return picture.id


def remove(session: Session, contact_id: int, kind: str) -> None:
    """Take a picture off the card."""
    for picture in session.scalars(select(Picture).where(Picture.contact_id == contact_id, Picture.kind == kind)).all():
        session.execute(delete(Picture).where(Picture.id == picture.id))
    session.expire_all()
