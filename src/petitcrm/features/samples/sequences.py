"""A sequence with some fictitious clients in it, each at another place."""

from datetime import date, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.features.sequences import edits, queries
from petitcrm.features.sequences.examples import EXAMPLES
from petitcrm.store.settings import reader_of

WEEKS = 6
# how many contacts, joined so many days ago, days ago on which each step was done, days ago of their answer (None: none)
_PLACES: tuple[tuple[int, int, tuple[int, ...], int | None], ...] = (
    (4, 1, (), None),
    (3, 8, (7,), None),
    (2, 30, (29,), 22),
    (2, 40, (39, 20), None),
)
# Of whom nothing was heard since the first of them joined, with an address.
_QUIET = """
SELECT c.id FROM contact c WHERE c.id >= ? AND c.id < ? AND c.kind = 'person' AND c.stage = 'client'
AND EXISTS (SELECT 1 FROM address a WHERE a.contact_id = c.id)
AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.contact_id = c.id AND i.day >= ?)
AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.contact_id = c.id) ORDER BY c.id DESC LIMIT 11
"""


def write(session: Session, first: int, contacts: int, today: date) -> None:
    """One sequence for clients among the contacts from the key `first` on."""
    since = (today - timedelta(weeks=WEEKS)).isoformat()
    waiting = iter(reader_of(session).column(_QUIET, (first, first + contacts, since)))
    name, steps = EXAMPLES[0].made()
    sequence = edits.make(session, name, steps)
    made = queries.sequence(reader_of(session), sequence).steps
    for count, joined, done, answered in _PLACES:
        chosen = list(islice(waiting, count))
        edits.join(session, sequence, chosen, today - timedelta(days=joined))
        for step, ago in zip(made, done, strict=False):
            day = today - timedelta(days=ago)
            said = Exchange(
                step.kind, day.isoformat(), subject=step.model_name, outcome="" if step.model_name else "message_left"
            )
            for one in chosen:
                history.log(session, one, said)
            edits.mark_done(session, sequence, chosen, day)
        if answered is not None:
            day = today - timedelta(days=answered)
            for one in chosen:
                history.log(
                    session, one, Exchange("email", day.isoformat(), "in", text="Merci, parlons-en en janvier.")
                )
