"""Small address books for tests."""

from pathlib import Path

from petitcrm.features.imports import command, edits
from petitcrm.features.imports.plan import Given
from petitcrm.features.imports.reading import open_file
from petitcrm.features.imports.report import Report
from petitcrm.store.store import Store

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
FILES = sorted(
    path
    for folder in ("vcf", "csv", "volume")
    for path in (CORPUS / folder).glob("*")
    if path.suffix in (".vcf", ".csv")
)


def write(folder: Path, text: str, name: str = "book.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def take(store: Store, path: Path, given: Given = Given(), match: bool = True) -> Report:  # noqa: B008 - frozen
    source = open_file(path)
    report, _changed = store.do(
        "import", edits.run_all, command.books([source]), store.clock(), given=given, match=match
    )
    return report
