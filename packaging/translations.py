"""Collect the texts of the program into resources/locale, and compile them.

translations.py          update the .po files from the source and compile every one of them
translations.py --check  say what is missing or not compiled; exit code 1 if anything is
"""

import gettext
import io
import sys
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "petitcrm"
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "mark": None, "ngettext": (1, 2)}


def collected() -> Catalog:
    """Every text of the source."""
    catalog = Catalog(project="PetitCRM", charset="utf-8")
    for name, line, message, _comments, _context in extract_from_dir(SOURCE, keywords=KEYWORDS, comment_tags=()):
        del line  # line numbers would change the file at every edit
        catalog.add(message, locations=[(f"src/petitcrm/{name}", 0)])
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """The catalog as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def is_compiled(path: Path, catalog: Catalog) -> bool:
    """Whether the compiled file beside `path` says what `catalog` says (the head names the tool that wrote it: not compared)."""
    with path.with_suffix(".mo").open("rb") as file:
        return _texts(file) == _texts(io.BytesIO(compiled(catalog)))


def _texts(file: IO[bytes]) -> dict[object, str]:
    found: dict[object, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    found.pop("", None)
    return found


def missing(catalog: Catalog, source: Catalog) -> list[str]:
    """The texts of `source` that `catalog` does not translate."""
    found = []
    for message in source:
        known = catalog.get(message.id) if message.id else None
        texts = known.string if known is not None else ""
        if message.id and not all(texts if isinstance(texts, (tuple, list)) else [texts]):
            found.append(str(message.id))
    return found


def main() -> int:
    source = collected()
    wrong = 0
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/petitcrm.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3])
        if "--check" in sys.argv:
            for text in missing(catalog, source):
                print(f"{path.parts[-3]}: not translated: {text}")
                wrong += 1
            if not is_compiled(path, catalog):
                print(f"{path.parts[-3]}: run packaging/translations.py to compile {path.name}")
                wrong += 1
            continue
        catalog.update(source, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
        with path.open("rb") as file:
            path.with_suffix(".mo").write_bytes(compiled(read_po(file, locale=path.parts[-3])))
        print(f"{path.parts[-3]}: {len(missing(catalog, source))} texts not translated")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
