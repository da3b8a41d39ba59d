"""Revision 0005: what was done before it can still be taken back."""

import json
from pathlib import Path
from typing import Any

from alembic import command

from petitcrm.features.history import queries
from petitcrm.parts import PARTS
from petitcrm.store import upgrade
from petitcrm.store.connection import APPLICATION_ID, connect
from petitcrm.store.store import Store
from petitcrm.store.writing import engine_on
from tests_support import TODAY

EXCHANGE = {
    "id": 1, "uid": "i", "contact_id": 1, "kind": "call", "direction": "out", "outcome": "reached", "day": "2026-05-01", "at": "",
    "minutes": None, "subject": "", "text": "avant", "created_at": "",
}  # fmt: skip
PROMISE = {
    "id": 1, "uid": "f", "contact_id": 1, "kind": "call", "day": "2026-06-01", "at": "", "text": "devis", "created_at": "",
    "done_on": None,
}  # fmt: skip


def _insert(raw: Any, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    raw.execute(f"INSERT INTO {table}({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def test_an_older_step_is_taken_back_after_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    raw = connect(path, create=True)
    with engine_on(raw).connect() as connection:
        command.upgrade(upgrade.configuration(connection), "0003")
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    person = dict.fromkeys(
        ("civility", "given_name", "company_name", "job_title", "department", "salutation", "language", "birthday", "stage",
         "temperature", "source", "note", "import_uid", "created_at", "changed_at"), "",
    )  # fmt: skip
    named = {
        "id": 1,
        "uid": "c",
        "kind": "person",
        "family_name": "Roche",
        "display_name": "Roche",
        "sort_name": "roche",
    }
    _insert(raw, "contact", {**person, **named, "audience": "professional", "deceased": 0})
    _insert(raw, "interaction", {**EXCHANGE, "text": "après"})
    _insert(raw, "journal_step", {"id": 1, "title": "old", "at": "", "state": "done"})
    changes = (("interaction", "u", EXCHANGE, {**EXCHANGE, "text": "après"}), ("follow_up", "d", PROMISE, None))
    for number, (table, op, before, after) in enumerate(changes, 1):
        image = {"before": json.dumps(before), "after": json.dumps(after) if after else None}
        _insert(raw, "journal_change", {"id": number, "step_id": 1, "tbl": table, "row_id": 1, "op": op, **image})
    raw.close()
    upgraded = Store.open(path, PARTS)
    assert upgraded.undo() is not None
    assert [entry.text for entry in upgraded.read(queries.timeline, 1)] == ["avant"]
    (line,) = upgraded.read(queries.follow_ups, TODAY)
    assert (line.text, line.priority, line.unless_heard) == ("devis", "normal", "")
    assert upgraded.redo() is not None
    assert upgraded.read(queries.follow_ups, TODAY) == []
    upgraded.close()
