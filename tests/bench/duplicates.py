"""Duplicates: who is alike at every key, the whole base, and how much of what was planted is found.

Run: duplicates.py BASE (from petitcrm sample BASE --contacts 100000), or duplicates.py BASE FOLDER with the shared
generators (gen.py and duplicates.py) in FOLDER, for comparing with other programs on their data.
"""

import csv
import random
import sys
import tempfile
import time
from datetime import date
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import memory, milliseconds, peak, told
from features.duplicates import labelled
from petitcrm.features.contacts import queries as contacts
from petitcrm.features.duplicates import queries
from petitcrm.features.duplicates.queries import Draft
from petitcrm.features.imports import edits
from petitcrm.features.imports.reading import open_file
from petitcrm.parts import PARTS
from petitcrm.store.store import Store


def drafts(store: Store) -> list[Draft]:
    """Cards of the base typed again, key by key: the names, then a town, a phone, an e-mail address."""
    draw = random.Random(5)
    found: list[Draft] = []
    for one in draw.sample(list(store.read(contacts.ids)), 60):
        card = store.read(contacts.card, one)
        assert card is not None
        if card.kind == "company":
            found += [Draft("company", company=card.company[:length]) for length in range(1, len(card.company) + 1)]
            continue
        family, given = card.family_name, card.given_name
        found += [Draft(family_name=family[:length]) for length in range(1, len(family) + 1)]
        found += [Draft(family_name=family, given_name=given[:length]) for length in range(1, len(given) + 1)]
        rest = {"family_name": family, "given_name": given}
        if card.places:
            town = card.places[0].address.town
            found += [Draft(**rest, town=town[:length]) for length in range(1, len(town) + 1)]
        if card.phones:
            number = card.phones[0].raw
            found += [Draft(**rest, phones=(number[:length],)) for length in range(1, len(number) + 1)]
    return found


def bench_typing(store: Store) -> None:
    typed = drafts(store)

    def bare(draft: Draft) -> None:
        text = (draft.family_name or draft.company).split(" ")[0].replace("'", "").replace("’", "")
        store.reader.rows(
            "SELECT c.id, c.display_name FROM contact c WHERE trashed_at IS NULL AND sort_name >= ? AND sort_name < ? LIMIT 5",
            (text.lower(), text.lower() + "z"),
        )

    for draft in typed[:30]:
        store.read(queries.alike, draft), bare(draft)
    ours = sorted(
        taken for draft in typed for taken in milliseconds(lambda draft=draft: store.read(queries.alike, draft), 1)
    )
    plain = sorted(taken for draft in typed for taken in milliseconds(lambda draft=draft: bare(draft), 1))
    told("who is alike, per typed letter", ours, plain, "p95 5 ms")


def bench_whole(store: Store) -> None:
    before = memory()
    start = time.perf_counter()
    list(store.reader.execute("SELECT c.*, p.e164 FROM contact c LEFT JOIN phone p ON p.contact_id = c.id"))
    bare = time.perf_counter() - start
    start = time.perf_counter()
    found = store.read(queries.pairs)
    taken = time.perf_counter() - start
    print(
        f"{len(found)} pairs of {store.read(contacts.count)} cards in {taken:.1f} s (reading alone {bare:.1f} s), "
        f"{peak() - before:.0f} MB more   (wanted: 15 s, 300 MB)",
        flush=True,
    )


def imported(source: Path, base: Path) -> Store:
    store = Store.create(base, PARTS)
    store.do("import", edits.run, open_file(source).entries(), date(2026, 5, 12), match=False)
    return store


def bench_planted(name: str, rows: list[list[str]], header: list[str], truth: set[frozenset[int]]) -> None:
    """Lines whose last column numbers them, and which of them are the same."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "lines.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[*header, "note"], *([*row, f"#{at}"] for at, row in enumerate(rows))])
        store = imported(source, Path(folder) / "base.db")
        lines = dict(store.reader.rows("SELECT id, substr(note, 2) FROM contact WHERE note LIKE '#%'"))
        start = time.perf_counter()
        found = store.read(queries.pairs)
        taken = time.perf_counter() - start
        store.close()
    print(f"{name}: {len(rows)} lines, {len(truth)} pairs planted, looked through in {taken:.1f} s")
    of_lines = [
        (pair, frozenset((int(lines[pair.a_id]), int(lines[pair.b_id]))))
        for pair in found
        if pair.a_id in lines and pair.b_id in lines
    ]
    for least in (90, 80, 75, 70, 60, 50):
        kept = [pair for scored, pair in of_lines if scored.score >= least]
        right = sum(pair in truth for pair in kept)
        print(f"   score from {least}: precision {right / max(1, len(kept)):.4f}  recall {right / len(truth):.4f}")


def of_shared(folder: str) -> tuple[list[list[str]], list[str], set[frozenset[int]]]:
    """The data other programs were measured on: 100,000 contacts and 3,000 distorted copies."""
    with tempfile.TemporaryDirectory() as copy:  # the generator makes a folder beside itself
        for source in Path(folder).glob("*.py"):
            (Path(copy) / source.name).write_bytes(source.read_bytes())
        sys.path.insert(0, copy)
        for taken in ("bench", "duplicates"):  # modules of those names are ours
            sys.modules.pop(taken, None)
        gen, planted = import_module("gen"), import_module("duplicates")
    base, draw = list(gen.contacts(100000)), random.Random(9)
    chosen = draw.sample(range(100000), 3000)
    lines = [list(map(str, line[1:12])) for line in base + [planted.distort(base[at], draw) for at in chosen]]
    return lines, gen.COLS[1:12], {frozenset((at, 100000 + copy)) for copy, at in enumerate(chosen)}


def main() -> None:
    store = Store.open(Path(sys.argv[1]), PARTS)
    bench_typing(store)
    bench_whole(store)
    store.close()
    lines, truth = labelled.lines(labelled.pairs(seed=11, count=4_000))
    bench_planted("own set", lines, labelled.HEADER, truth)
    if len(sys.argv) > 2:
        shared, header, planted = of_shared(sys.argv[2])
        bench_planted("shared set", shared, header, planted)


if __name__ == "__main__":
    main()
