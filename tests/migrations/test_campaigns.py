"""Revision 0007: what was printed before has a number and references, and can still be taken back."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from alembic import command

from petitcrm.features.campaigns import queries
from petitcrm.parts import PARTS
from petitcrm.store import upgrade
from petitcrm.store.connection import APPLICATION_ID, connect
from petitcrm.store.store import Store
from petitcrm.store.writing import engine_on


def _insert(raw: Any, table: str, **row: Any) -> None:
    names = ", ".join(row)
    raw.execute(f"INSERT INTO {table}({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def _mailing(key: int) -> dict[str, Any]:
    return {"id": key, "uid": f"m{key}", "name": f"Letters: Vœux {key}", "model_name": f"Vœux {key}", "window": "w",
            "day": f"2026-05-0{key}", "document_id": None, "created_at": ""}  # fmt: skip


def _letter(key: int, mailing: int) -> dict[str, Any]:
    return {"id": key, "uid": f"l{key}", "mailing_id": mailing, "contact_id": 1, "interaction_id": None, "first_page": 0,
            "pages": 1, "address": ""}  # fmt: skip


def _remember(raw: Any, number: int, step: int, table: str, row: dict[str, Any], after: bool = True) -> None:
    image = json.dumps(row) if after else None
    _insert(raw, "journal_change", id=number, step_id=step, tbl=table, row_id=row["id"], op="i", after=image)


def test_printed_before_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    raw: sqlite3.Connection = connect(path, create=True)
    with engine_on(raw).connect() as connection:
        command.upgrade(upgrade.configuration(connection), "0006")
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    person = dict.fromkeys(
        ("civility", "given_name", "company_name", "job_title", "department", "salutation", "language", "birthday", "stage",
         "temperature", "source", "note", "import_uid", "created_at", "changed_at"), "",
    )  # fmt: skip
    named = {"id": 1, "uid": "c", "kind": "person", "family_name": "Roche", "display_name": "Roche", "sort_name": "r"}
    _insert(raw, "contact", **person, **named, audience="professional", deceased=0)
    for key in (1, 3):
        _insert(raw, "mailing", **_mailing(key))
    for key, mailing in ((1, 1), (2, 1), (5, 3)):
        _insert(raw, "letter", **_letter(key, mailing))
    _insert(raw, "journal_step", id=1, title="second, undone", at="", state="undone")
    _remember(raw, 1, 1, "mailing", _mailing(2))
    _remember(raw, 2, 1, "letter", _letter(4, 2))
    raw.close()

    upgraded = Store.open(path, PARTS)
    assert upgraded.reader.rows("SELECT id, number FROM mailing ORDER BY id") == [(1, 1), (3, 3)]
    found = upgraded.reader.column("SELECT reference FROM letter ORDER BY id")
    assert found == ["M1-0001", "M1-0002", "M3-0001"]
    assert upgraded.read(queries.piece, "m1 2").mailing == "Vœux 1"
    assert upgraded.redo() == "second, undone" or upgraded.read(queries.piece, "M2-0001").mailing == "Vœux 2"
    assert upgraded.reader.value("SELECT number FROM mailing WHERE id = 2") == 2
    assert upgraded.read(queries.piece, "M2-0001").letter_id == 4
    upgraded.undo()
    assert upgraded.reader.value("SELECT count(*) FROM mailing") == 2
    upgraded.close()
