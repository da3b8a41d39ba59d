"""Make resources/towns/fr.txt.gz: the towns of each French postcode, the largest first.

towns.py COMMUNES.json

COMMUNES.json is data/communes.json of the package @etalab/decoupage-administratif (Insee's official geographic code with
La Poste's postcodes, both under the Licence Ouverte 2.0). One line for a postcode: the code, a tab, its towns separated by
semicolons; after a bar the former towns that are part of one of them, which people still write.
"""

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "resources" / "towns" / "fr.txt.gz"


def lines(communes: list[dict[str, Any]]) -> list[str]:
    """The lines of the file, sorted by postcode."""
    today: dict[str, list[tuple[int, str]]] = defaultdict(list)
    former: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, list[str]] = {}
    for one in communes:
        if one["type"] == "commune-actuelle":
            codes[one["code"]] = one.get("codesPostaux", [])
            for code in codes[one["code"]]:
                today[code].append((-one.get("population", 0), one["nom"]))
    for one in communes:
        if one["type"] in ("commune-deleguee", "commune-associee"):
            for code in codes.get(one.get("chefLieu", ""), []):
                former[code].add(one["nom"])
    found = []
    for code, towns in sorted(today.items()):
        names = [name for _people, name in sorted(towns)]
        old = sorted(former[code] - set(names))
        found.append(f"{code}\t{';'.join(names)}{'|' + ';'.join(old) if old else ''}")
    return found


if __name__ == "__main__":
    text = "\n".join(lines(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))) + "\n"
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT}: {text.count(chr(10))} postcodes, {OUT.stat().st_size} bytes")
