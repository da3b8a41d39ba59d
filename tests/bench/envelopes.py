"""How long 5,000 envelopes take, against the bare reportlab canvas doing the same work in the same run.

By hand: python tests/bench/envelopes.py [repetitions]. Every measure runs in a process of its own; the two sides take
turns, the ratio is that of the medians. Goal: at most 1.5 x.
"""

import json
import os
import resource as process
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]
COUNT = 5000
MM = 72 / 25.4


def bare(out: str) -> float:
    """Seconds of a loop over a reportlab canvas: a page and a sender for each, shrunk to fit, text ready in capitals."""
    from letters import rows

    people = rows(COUNT)
    start = time.perf_counter()
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("R", str(ROOT / "resources" / "fonts" / "LiberationSans-Regular.ttf")))
    canvas = Canvas(out, pagesize=(220 * MM, 110 * MM), pageCompression=1)
    room = 90 * MM
    for one in people:
        sender = canvas.beginText(10 * MM, 97 * MM)
        sender.setFont("R", 9, 12)
        for line in ("Atelier Girard", "14 bis, rue des Tanneurs", "26000 Valence"):
            sender.textLine(line)
        canvas.drawText(sender)
        text = canvas.beginText(110 * MM, 38 * MM)
        for line in (
            one["société"], f"{one['civilité']} {one['prénom']} {one['nom'].upper()}", one["rue"],
            f"{one['cp']} {one['ville'].upper()}",
        ):  # fmt: skip
            width = stringWidth(line, "R", 11)
            text.setFont("R", max(9, 11 * room / width) if width > room else 11, 13)
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - start


def ours(out: str) -> float:
    """Seconds from the recipients to the finished file: names joined, in the order of postcodes, La Poste's capitals."""
    from letters import rows

    from petitcrm.base.cards import Address
    from petitcrm.features.envelopes import run
    from petitcrm.features.labels.run import labels
    from petitcrm.features.letters.letterhead import Letterhead
    from petitcrm.features.letters.queries import Selection
    from petitcrm.features.letters.recipient import Recipient

    recipients = [
        Recipient(
            uid=str(i), civility=p["civilité"], given_name=p["prénom"], family_name=p["nom"], company=p["société"],
            address=Address(street=p["rue"], postcode=p["cp"], town=p["ville"]),
        )
        for i, p in enumerate(rows(COUNT))
    ]  # fmt: skip
    start = time.perf_counter()
    selection = Selection(recipients, names=[one.family_name for one in recipients])
    sender = Letterhead("Atelier Girard", ["14 bis, rue des Tanneurs", "26000 Valence"])
    order = run.Order(selection, labels(selection, "person", "postcode", "FR"), sender=sender)
    written = run.save(order, Path(out), Path(out + ".db"), lambda _count: True)
    assert len(written) == COUNT
    return time.perf_counter() - start


def once(side: str) -> tuple[float, float]:
    """(seconds, peak MB) of one side in a process of its own."""
    run = subprocess.run([sys.executable, __file__, side], check=True, capture_output=True, text=True)
    seconds, memory = json.loads(run.stdout)
    return seconds, memory


def main() -> None:
    """Print both medians, their ratio, the peaks."""
    if len(sys.argv) == 2 and sys.argv[1] in ("bare", "ours"):
        with tempfile.TemporaryDirectory() as folder:
            seconds = {"bare": bare, "ours": ours}[sys.argv[1]](os.path.join(folder, "envelopes.pdf"))
        print(json.dumps([seconds, process.getrusage(process.RUSAGE_SELF).ru_maxrss / 1024]))
        return
    repetitions = int(sys.argv[1]) if len(sys.argv) == 2 else 7
    turns = [(once("bare"), once("ours")) for _ in range(repetitions)]
    plain, mine = (statistics.median(turn[side][0] for turn in turns) for side in (0, 1))
    peaks = [max(turn[side][1] for turn in turns) for side in (0, 1)]
    print(f"{COUNT} envelopes: bare canvas {plain:.2f} s {peaks[0]:.0f} MB, ours {mine:.2f} s {peaks[1]:.0f} MB, "
          f"ratio {mine / plain:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
