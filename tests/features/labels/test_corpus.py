"""Labels of the address books people really have: everything on paper, nothing twice."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from book_support import FILES, take
from petitcrm.base.addresses import block
from petitcrm.base.errors import Problem
from petitcrm.features.labels import command
from petitcrm.features.letters import fonts
from petitcrm.store.store import Store

SMALL = 200_000  # bytes of a book
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")


def squeezed(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


@pytest.mark.skipif(not FILES, reason="the shared corpus is not here")
def test_every_address_of_the_corpus_is_printed(store: Store, tmp_path: Path) -> None:
    for path in FILES:
        if path.stat().st_size <= SMALL:
            try:
                take(store, path)
            except Problem:
                continue
    out = tmp_path / "l.pdf"
    report = command.execute(store, out, "L7165", order="list")
    assert len(report.written) > 50
    with pypdfium2.PdfDocument(out) as document:
        pages = [squeezed(str(page.get_textpage().get_text_range())) for page in document]
    missing = []
    wanted: Counter[int] = Counter()
    for label, written in zip(report.order.labels, report.written, strict=True):
        wanted[written.page] += 1
        lost = any("can't be printed" in one for one in written.problems)
        for line in block(label.names, label.address, report.order.country):
            if not (lost or RIGHT_TO_LEFT.search(line)) and squeezed(fonts.one_line(line)) not in pages[written.page]:
                missing.append(line)
    assert missing == []
    assert max(wanted.values()) <= report.order.sheet.count
