"""The owner's own fields in an import: a column of the same name fills them."""

from datetime import date

from petitcrm.base.cards import Card
from petitcrm.base.text import key
from petitcrm.features.contacts.own_fields import kept
from petitcrm.store.connection import Reader


class OwnFields:
    """The fields there are, found by their names whatever the capitals and accents."""

    def __init__(self, reader: Reader, today: date) -> None:
        self.today = today
        self.names: dict[int, str] = {}
        self._fields: dict[str, tuple[int, str, str]] = {}
        for number, name, kind, choices in reader.rows("SELECT id, name, kind, choices FROM custom_field"):
            self.names[number] = name
            self._fields[key(name)] = (number, kind, choices)

    def take(self, card: Card) -> dict[int, str]:
        """The values of own fields among the further columns of `card`, which are taken out of them."""
        if not (self._fields and card.extra):
            return {}
        found: dict[int, str] = {}
        rest = []
        for label, value in card.extra:
            field = self._fields.get(key(label))
            text = kept(field[1], field[2], value, self.today) if field else ""
            if field and text and field[0] not in found:
                found[field[0]] = text
            elif not (field and field[1] == "yes_no" and not text):
                rest.append((label, value))
        card.extra = rest
        return found
