"""100,000 lines into an empty base, and taken back, beside csv + phonenumbers + bare SQLite. Run: imports.py [ROWS]"""

import csv
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import peak

HEADER = [
    "civility",
    "first",
    "last",
    "company",
    "job",
    "street",
    "postcode",
    "town",
    "phone",
    "mobile",
    "email",
    "tier",
]
STARTS = [
    "Du",
    "Dela",
    "Le",
    "Mar",
    "Ber",
    "Char",
    "Gau",
    "Pé",
    "Thé",
    "Bou",
    "Ro",
    "Fran",
    "Lam",
    "Vi",
    "Mo",
    "Co",
    "Gi",
    "Ha",
    "Fé",
    "Cour",
    "Bré",
    "Quen",
]
MIDDLES = [
    "ri",
    "ne",
    "ti",
    "re",
    "lo",
    "vé",
    "chè",
    "ba",
    "go",
    "ma",
    "nni",
    "ssa",
    "ce",
    "lla",
    "dé",
    "mè",
    "ra",
    "pi",
]
ENDS = [
    "t",
    "x",
    "r",
    "n",
    "nd",
    "u",
    "au",
    "eux",
    "ier",
    "ot",
    "el",
    "et",
    "aud",
    "on",
    "in",
    "ard",
    "y",
    "elle",
    "ère",
    "eau",
    "ez",
    "ouët",
]
FIRST = [
    "Jean",
    "Marie",
    "Anne",
    "Luc",
    "Zoé",
    "Hélène",
    "Karim",
    "Léa",
    "Paul",
    "Noël",
    "Agnès",
    "Ousmane",
    "Chloé",
    "Marc",
    "Inès",
    "Bruno",
    "Élise",
    "Yann",
    "Sofia",
    "Théo",
]
FORMS = ("{} SARL", "{} SAS", "{} & Fils", "Ets {}", "{} et Associés", "{} Conseil", "{} Bâtiment", "{} Énergie")
STREETS = ("rue de la Gare", "avenue Jean-Jaurès", "chemin des Œillets", "place de l'Église", "boulevard Voltaire")
JOBS = ("gérant", "directrice", "acheteur", "comptable", "chef d'atelier", "responsable des achats")
TOWNS = (
    ("26000", "Valence"),
    ("69003", "Lyon"),
    ("38000", "Grenoble"),
    ("07200", "Aubenas"),
    ("42100", "Saint-Étienne"),
)
PLAIN = str.maketrans("éèêëàâçùûüîïôöÉœ ", "eeeeaacuuuiiooEo-")


def phone(draw: random.Random, area: str) -> str:
    pairs = [f"{draw.randrange(100):02d}" for _turn in range(4)]
    return (f"0{area} " + " ".join(pairs), f"0{area}" + "".join(pairs), f"+33 {area} " + " ".join(pairs))[
        draw.choices((0, 1, 2), (6, 2, 2))[0]
    ]


def write(path: Path, rows: int) -> None:
    draw = random.Random(20240607)
    surnames = sorted({draw.choice(STARTS) + draw.choice(MIDDLES) + draw.choice(ENDS) for _turn in range(12000)})
    surnames += sorted({one + draw.choice(MIDDLES) for one in surnames})
    companies = [draw.choice(FORMS).format(draw.choice(surnames)) for _turn in range(max(10, rows // 4))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for _row in range(rows):
            first, last, company = draw.choice(FIRST), draw.choice(surnames), draw.choice(companies)
            postcode, town = draw.choice(TOWNS)
            host = company.split()[0].lower().translate(PLAIN)
            email = f"{first}.{last}@{host}.example".lower().translate(PLAIN)
            street = f"{draw.randrange(1, 240)} {draw.choice(STREETS)}"
            numbers = phone(draw, draw.choice("12345")), phone(draw, draw.choice("67"))
            name = (draw.choice(("M.", "Mme")), first, last, company, draw.choice(JOBS))
            writer.writerow([*name, street, postcode, town, *numbers, email, draw.choice("ABCD")])


def bare(source: Path, base: Path) -> None:
    """The least that reads, understands the phones, keeps, sorts and finds."""
    import phonenumbers

    connection = sqlite3.connect(base)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    columns = ",".join(f"{name} TEXT" for name in HEADER)
    connection.execute(f"CREATE TABLE contacts(id INTEGER PRIMARY KEY, {columns})")
    for number, indexed in enumerate(("last, first", "company", "email", "phone")):
        connection.execute(f"CREATE INDEX i{number} ON contacts({indexed})")
    connection.execute(
        "CREATE VIRTUAL TABLE f USING fts5(first, last, company, town, phone, email, content=contacts, content_rowid=id, "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )

    def rows():
        form = phonenumbers.PhoneNumberFormat.E164
        with source.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            for row in reader:
                for at in (8, 9):
                    row[at] = phonenumbers.format_number(phonenumbers.parse(row[at], "FR"), form)
                yield row

    names = ",".join(HEADER)
    connection.executemany(f"INSERT INTO contacts({names}) VALUES({','.join('?' * len(HEADER))})", rows())
    found = "first, last, company, town, phone, email"
    connection.execute(f"INSERT INTO f(rowid, {found}) SELECT id, {found} FROM contacts")
    connection.commit()
    connection.close()


def ours(source: Path, base: Path) -> None:
    from petitcrm.features.imports import edits
    from petitcrm.features.imports.reading import open_file
    from petitcrm.parts import PARTS
    from petitcrm.store.store import Store

    store = Store.open(base, PARTS) if base.exists() else Store.create(base, PARTS)
    start = time.perf_counter()
    report, _changed = store.do("import", edits.run, open_file(source).entries(), store.clock())
    taken = time.perf_counter() - start
    print(f"   written and committed in {taken:.1f} s: {report.as_json()}", flush=True)
    store.close()


def undone(base: Path) -> None:
    from petitcrm.parts import PARTS
    from petitcrm.store.store import Store

    store = Store.open(base, PARTS)
    start = time.perf_counter()
    store.undo()
    print(f"   taken back in {time.perf_counter() - start:.1f} s", flush=True)
    start = time.perf_counter()
    store.redo()
    print(f"   done again in {time.perf_counter() - start:.1f} s", flush=True)
    store.close()


def apart(name: str, *paths: Path) -> float:
    """One job in a process of its own, with its time and peak."""
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, name, *map(str, paths)], check=True)
    return time.perf_counter() - start


def main() -> None:
    jobs = {"bare": bare, "ours": ours, "undone": undone}
    if sys.argv[1:] and sys.argv[1] in jobs:
        jobs[sys.argv[1]](*map(Path, sys.argv[2:]))
        print(f"   peak {peak():.0f} MB", flush=True)
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        source, base = Path(folder) / "contacts.csv", Path(folder) / "base.db"
        write(source, rows)
        least = apart("bare", source, Path(folder) / "bare.db")
        print(f"bare: {least:.1f} s", flush=True)
        taken = apart("ours", source, base)
        print(f"ours: {taken:.1f} s, {taken / least:.2f} x bare   (wanted: 2.5 x, peak 300 MB)", flush=True)
        print(f"the same file again: {apart('ours', source, base):.1f} s", flush=True)
        print(f"undo of nothing new, undo and redo of all: {apart('undone', base):.1f} s", flush=True)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 0


if __name__ == "__main__":
    main()
