"""Who has nothing that a field of the letter asks for: known before anything is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from petitcrm.base.language import _
from petitcrm.features.letters.filling import Filling
from petitcrm.features.letters.mailing import Order


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Somebody in whose letter fields stay empty: the place in the selection, the fields as they are written."""

    place: int
    name: str
    tier: str
    fields: tuple[str, ...]

    def in_words(self) -> str:
        return _("empty: {fields}").format(fields=", ".join(self.fields))


def unfilled(order: Order) -> Sequence[Unfilled]:
    """In whose letters fields stay empty that have no default, in the order of the letters."""
    filling = Filling(order.model, order.letterhead, order.on)
    chosen = order.selection
    found = []
    for at, recipient in enumerate(order.recipients()):
        missing = filling.of(recipient).missing()
        if missing:
            fields = tuple(dict.fromkeys(piece.source for piece in missing))
            found.append(Unfilled(at, chosen.names[at], chosen.tiers[at], fields))
    return found
