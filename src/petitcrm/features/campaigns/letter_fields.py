"""What the orders that came of letters add to the fields of letters."""

from collections.abc import Mapping, Sequence
from datetime import date

from petitcrm.base.language import mark
from petitcrm.features.letters.names import Fact, Field, LaterFields
from petitcrm.store.connection import Reader

# From the few orders to whoever they are of, not from the many contacts.
_ORDERS = """
SELECT l.contact_id, w.company_id, a.day, a.amount
FROM mailing_answer a CROSS JOIN letter l ON l.id = a.letter_id
LEFT JOIN employment w ON w.person_id = l.contact_id AND w.is_main
WHERE a.kind = 'order' ORDER BY a.day, a.id
"""


def last_purchases(reader: Reader, ids: Sequence[int]) -> Mapping[int, Mapping[str, Fact]]:
    """The day and the amount of the latest order: a person's own; a company's, and that of its people."""
    wanted = set(ids)
    found: dict[int, Mapping[str, Fact]] = {}
    for person, company, day, amount in reader.rows(_ORDERS):
        facts: dict[str, Fact] = {"last_purchase": date.fromisoformat(day)}
        if amount is not None:
            facts["last_purchase_amount"] = amount
        for one in (person, company):
            if one in wanted:
                found[one] = facts
    return found


PURCHASES = LaterFields(
    mark("Purchases"),
    (
        Field("last_purchase", "dernier achat", "last purchase"),
        Field("last_purchase_amount", "montant du dernier achat", "last purchase amount"),
    ),
    last_purchases,
)
