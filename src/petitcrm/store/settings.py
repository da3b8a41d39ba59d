"""The settings of the business, kept in the file. Each is declared once, where it is used (petitcrm.base.settings)."""

import json
from typing import Any

from sqlalchemy.orm import Session

from petitcrm.base.settings import Setting
from petitcrm.store.connection import Reader
from petitcrm.store.tables import SettingRow


def save(session: Session, values: dict[Setting[Any], Any]) -> None:
    """Keep `values`; one that equals its default is not stored, so that a better default reaches everybody."""
    for setting, value in values.items():
        row = session.query(SettingRow).filter_by(key=setting.key).one_or_none()
        checked = setting.check(value)
        if checked == setting.default:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(SettingRow(key=setting.key, value=json.dumps(checked, ensure_ascii=False)))
        else:
            row.value = json.dumps(checked, ensure_ascii=False)


def reader_of(session: Session) -> Reader:
    """Questions in SQL on the session's own connection and transaction."""
    session.flush()
    return Reader(session.connection().connection.driver_connection, session.info["clock"])
