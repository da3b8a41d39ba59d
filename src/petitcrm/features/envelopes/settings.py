"""How the owner's printer takes each kind of envelope in, and whether the sender is printed: kept in the file."""

from typing import Any

from sqlalchemy.orm import Session

from petitcrm.base.settings import Asked, Setting
from petitcrm.features.envelopes.layout import DOWN, PLACES, TURNS, UP, Feed, fits
from petitcrm.features.envelopes.sizes import Size
from petitcrm.store import settings
from petitcrm.store.settings import reader_of

FEEDS: Setting[dict[str, dict[str, Any]]] = Setting("envelopes.feeds", {}, "", "kept")  # by the name of the size


def _kept(reader: Asked, size: Size) -> dict[str, Any]:
    found = FEEDS.read(reader)
    kept = found.get(size.name) if isinstance(found, dict) else None
    return kept if isinstance(kept, dict) else {}


def feed(reader: Asked, size: Size) -> Feed:
    """How envelopes of this size go in; as they lie, on a page of their own, until the owner says otherwise."""
    kept, usual = _kept(reader, size), Feed()
    turn, place, face = (kept.get(name) for name in ("turn", "place", "face"))
    found = Feed(
        turn if turn in TURNS else usual.turn,
        place if place in PLACES else usual.place,
        face if face in (UP, DOWN) else usual.face,
    )
    return found if fits(size, found) else usual


def with_sender(reader: Asked, size: Size) -> bool:
    """Is the sender printed on envelopes of this size?"""
    return _kept(reader, size).get("sender") is not False


def keep(session: Session, size: Size, feed: Feed, with_sender: bool) -> None:
    """Remember how envelopes of this size go in, and whether the sender is printed on them."""
    known = FEEDS.read(reader_of(session))
    known = dict(known) if isinstance(known, dict) else {}
    known.pop(size.name, None)
    if feed != Feed() or not with_sender:
        known[size.name] = {"turn": feed.turn, "place": feed.place, "face": feed.face, "sender": with_sender}
    settings.save(session, {FEEDS: known})
