"""Exporting: from the command line, and what the window shares with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from petitcrm.base.errors import Cancelled, Problem
from petitcrm.base.files import written
from petitcrm.base.language import _, ngettext
from petitcrm.features.contacts import columns as list_columns
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.columns import Column
from petitcrm.features.contacts.queries import Condition
from petitcrm.features.exports import formats, queries, sheet, vcard
from petitcrm.features.exports.formats import Format, Table
from petitcrm.features.reports import contacts as reports
from petitcrm.store.connection import Reader
from petitcrm.store.store import Store

Progress = Callable[[int, int], bool]


@dataclass(frozen=True)
class Report:
    """How many contacts were written, and where."""

    written: int
    out: Path

    def as_json(self) -> dict[str, Any]:
        """Names that do not change, as the README documents them."""
        return {"written": self.written, "out": str(self.out)}

    def in_words(self) -> str:
        count = ngettext("{n} contact", "{n} contacts", self.written).format(n=self.written)
        return _("{path}: {contacts} written.").format(path=self.out, contacts=count)


def run(
    store: Store,
    out: Path,
    *,
    to: Sequence[str] | None = None,
    tier: str | None = None,
    tag: str | None = None,
    exact: bool = False,
) -> Report:
    """Export the uids `to`, a `tier`, a `tag`, or else everybody, in the format the name of `out` ends on.

    Problem where a name is unknown, or the file can't be written; nothing is left half written.
    """
    chosen = format_of(out, exact=exact)
    ids = store.read(_ids, to, tier, tag)
    return Report(write(store.reader, ids, chosen, out, store.clock()), out)


def format_of(out: Path, *, exact: bool = False) -> Format:
    """The format that the name of a file ends on."""
    suffix = out.suffix.lower()
    found = next((one for one in formats.FORMATS if one.suffix == suffix and (one.key == "exact") == exact), None)
    if found is None and exact:
        raise Problem(_("“--exact” goes with a file of CSV."), _("Give a name that ends in .csv."))
    if found is None:
        raise Problem(
            _("{path}: the name does not say what to write.").format(path=out),
            _("Let it end in one of: {all}.").format(
                all=", ".join(dict.fromkeys(one.suffix for one in formats.FORMATS))
            ),
        )
    return found


def _ids(reader: Reader, to: Sequence[str] | None, tier: str | None, tag: str | None) -> list[int]:
    if to is not None:
        return [contacts.id_of(reader, uid) for uid in to]
    if tier is not None:
        return list(
            contacts.ids_with_tier(reader, _known(contacts.tiers(reader), tier, _("There is no tier “{name}”.")))
        )
    if tag is not None:
        name = _known(contacts.tags(reader), tag, _("There is no tag “{name}”."))
        tagged = "EXISTS (SELECT 1 FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id = c.id AND t.name = ?)"
        return list(contacts.ids(reader, [Condition("tag", "", tagged, (name,))]))
    return list(contacts.ids(reader))


def _known(known: Sequence[str], name: str, refusal: str) -> str:
    found = next((one for one in known if one.casefold() == name.strip().casefold()), None)
    if found is None:
        raise Problem(refusal.format(name=name), _("The choices are: {all}.").format(all=", ".join(known) or "—"))
    return found


def write(
    reader: Reader,
    ids: Sequence[int],
    chosen: Format,
    out: Path,
    today: date,
    progress: Progress | None = None,
    *,
    shown: Sequence[Column] | None = None,
) -> int:
    """Write the contacts `ids` to `out`: how many were written. `shown`: only these columns of the list.

    `progress(done, total)` is asked now and then; where it answers False, Cancelled is raised and there is no file.
    """
    if not ids:
        raise Problem(_("There is nobody to export."), _("Choose contacts first."))
    count = _Count(len(ids), progress)
    with written(out) as partial:
        if chosen.is_table:
            table = _shown(reader, ids, shown, today, count) if shown is not None else _table(reader, ids, count)
            if chosen.key == "xlsx":
                formats.write_xlsx(partial, table)
            else:
                formats.write_csv(partial, table, exact=chosen.key == "exact")
        elif chosen.key == "vcf":
            more = sheet.without_property(queries.shape(reader, ids[:0]))
            formats.write_texts(partial, vcard.cards(_each(reader, ids, count), more))
        else:
            formats.write_texts(partial, formats.json_texts(_documents(reader, ids, today, count)))
    return count.done


class _Count:
    """How far an export has come; stops it where somebody cancelled."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total = total
        self.done = 0
        self._progress = progress

    def add(self) -> None:
        self.done += 1
        if self._progress is not None and self.done % 50 == 0 and not self._progress(self.done, self.total):
            raise Cancelled


def _each(reader: Reader, ids: Sequence[int], count: _Count) -> Iterator[queries.Exported]:
    for chunk in queries.chunks(ids):
        for one in queries.exported(reader, chunk):
            count.add()
            yield one


def _table(reader: Reader, ids: Sequence[int], count: _Count) -> Table:
    made = sheet.columns(queries.shape(reader, ids))
    rows = ([column.cell(one) for column in made] for one in _each(reader, ids, count))
    return Table([column.header for column in made], [column.kind for column in made], rows)


def _shown(reader: Reader, ids: Sequence[int], shown: Sequence[Column], today: date, count: _Count) -> Table:
    """The columns of the list: days as ISO dates, the rest in words."""

    def rows() -> Iterator[Sequence[str]]:
        for chunk in queries.chunks(ids):
            for row in list_columns.values(reader, chunk, shown, today):
                count.add()
                yield row

    kinds = [column.kind if column.kind == "number" else "day" if column.is_day else "text" for column in shown]
    return Table([column.title for column in shown], kinds, rows())


def _documents(reader: Reader, ids: Sequence[int], today: date, count: _Count) -> Iterator[dict[str, Any]]:
    for one in ids:
        count.add()
        yield reports.as_json(reader, one, today)
