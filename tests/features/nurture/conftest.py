"""Prospects in every state of the series."""

import pytest
from sqlalchemy.orm import Session

from nurture_support import attempts, day, letter, prospect
from petitcrm.features.consent import edits as consent
from petitcrm.features.history import edits as history
from petitcrm.features.history.edits import Exchange
from petitcrm.store.store import Store
from tests_support import TODAY


def _fill(session: Session) -> dict[str, int]:
    ids = {"anna": prospect(session, "Anna", temperature="cold")}  # cold, nothing written: due since she is known
    ids["bruno"] = prospect(session, "Bruno")  # seven attempts, yesterday the last
    attempts(session, ids["bruno"], 1)
    ids["chloe"] = prospect(session, "Chloe", temperature="cold")  # written to: the next letter comes
    letter(session, ids["chloe"], 10)
    ids["denis"] = prospect(session, "Denis", temperature="cold")  # written to, and wrote back
    letter(session, ids["denis"], 40)
    history.log(session, ids["denis"], Exchange("email", day(5), "in"))
    ids["emma"] = prospect(session, "Emma", temperature="cold", address=False)
    ids["farid"] = prospect(session, "Farid", temperature="cold")
    consent.note(session, ids["farid"], "post", "objected", TODAY)
    ids["gael"] = prospect(session, "Gael", temperature="warm")  # called, so not written to
    ids["hugo"] = prospect(session, "Hugo", stage="client", temperature="cold")  # a client is no prospect
    return ids


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    made, _tables = store.do("fill", _fill)
    return made
