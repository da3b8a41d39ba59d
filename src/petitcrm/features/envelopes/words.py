"""How an envelope goes in, in words: of the choices, and of the sentence beside the picture."""

from petitcrm.base.language import _, mark
from petitcrm.features.envelopes.layout import CENTRE, DOWN, LEFT, OWN, RIGHT, UP, Feed
from petitcrm.features.envelopes.sizes import Size
from petitcrm.features.labels.sheets import said

TURNED = {
    0: mark("upper edge, not turned"),
    90: mark("left edge, turned by 90°"),
    180: mark("lower edge, turned by 180°"),
    270: mark("right edge, turned by 270°"),
}
PLACED = {
    OWN: mark("of the envelope's size"),
    CENTRE: mark("A4, envelope in the middle"),
    LEFT: mark("A4, envelope at the left guide"),
    RIGHT: mark("A4, envelope at the right guide"),
}
FACED = {UP: mark("up"), DOWN: mark("down")}

_EDGE = {0: mark("upper edge first"), 90: mark("left edge first"), 180: mark("lower edge first"),
         270: mark("right edge first")}  # fmt: skip
_FACE = {UP: mark("printed side up"), DOWN: mark("printed side down")}
_GUIDE = {CENTRE: mark("in the middle"), LEFT: mark("at the left guide"), RIGHT: mark("at the right guide")}


def size_in_words(size: Size) -> str:
    """A size with its measures."""
    return f"{size.name} · {said(size.width)} × {said(size.height)} mm"


def feed_in_words(feed: Feed) -> str:
    """What to do at the printer."""
    parts = [_(_EDGE[feed.turn]), _(_FACE[feed.face])]
    parts += [_(_GUIDE[feed.place])] if feed.place in _GUIDE else []
    return _("Into the tray: {how}.").format(how=", ".join(parts))
