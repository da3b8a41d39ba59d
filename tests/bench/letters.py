"""How long a mailing takes, against the bare reportlab canvas doing the same work in the same run.

By hand: python tests/bench/letters.py [repetitions]. Every measure runs in a process of its own; the two sides take
turns, the ratio is that of the medians. Goal: at most 2 x for 1,000 letters, linear and at most 300 MB for 10,000.
"""

import io
import json
import resource as process
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

HEAD = ["Atelier Duvernoy & Fils", "14 bis, rue de l'Hôtel-de-Ville", "69002 Lyon", "Tél. 04 78 00 00 00",
        "contact@atelier-duvernoy.example"]  # fmt: skip
LEGAL = "SARL au capital de 10 000 € — SIRET 000 000 000 00000 — APE 4669B"
OBJECT = "Votre dossier : {produit}"
BODY = [
    "Nous faisons suite à notre échange au sujet de {produit} et nous vous remercions de l'intérêt que vous "
    "portez à nos services. Votre fidélité nous honore, et c'est avec plaisir que nous avons étudié la situation "
    "particulière de votre établissement, en tenant compte des contraintes de délai et de budget que vous nous "
    "aviez signalées à la fin de l'été.",
    "Comme convenu, nous vous proposons une visite le {visite}, dans vos locaux, afin de vérifier sur place les "
    "éléments techniques nécessaires à l'établissement du devis définitif. À ce stade, notre estimation s'élève à "
    "{montant} hors taxes, pose et mise en service comprises. En considération de l'ancienneté de nos relations, "
    "une remise exceptionnelle de {remise} vous sera accordée pour toute commande signée avant la fin du mois, "
    "garantie décennale incluse.",
    "Votre interlocuteur habituel, {interlocuteur}, reste à votre entière disposition pour répondre à vos "
    "questions, préciser les modalités de règlement ou déplacer ce rendez-vous si la date ne vous convenait pas. "
    "Nous espérons que cette proposition recevra un accueil favorable et serions très heureux de poursuivre "
    "ensemble cette collaboration.",
]
CLOSING = "Veuillez agréer, {appel}, mes salutations distinguées."
GIVEN = ["Éléonore", "Benoît", "Maëlle", "François", "Jeanne", "Loïc", "Hélène", "Noël", "Zoé", "Gaëtan", "Inès"]
FAMILY = ["Lefèvre", "Gérard", "Çelik", "Ibáñez", "Dupont", "Martin", "Le Goff", "Durand", "Petit", "Moreau", "Simon"]
STREETS = ["rue de l'Église", "avenue Foch", "boulevard Victor-Hugo", "place du Marché", "chemin des Écoliers"]
TOWNS = ["Lyon", "Saint-Étienne", "Grenoble", "Nîmes", "Besançon", "Orléans", "Châlons-en-Champagne"]


def rows(count: int) -> list[dict[str, str]]:
    """`count` recipients as plain values, always the same."""
    return [
        {
            "civilité": "Mme" if i % 2 else "M.", "appel": "Madame" if i % 2 else "Monsieur",
            "prénom": GIVEN[i % len(GIVEN)], "nom": FAMILY[i * 7 % len(FAMILY)] + f"-{i}",
            "société": f"Menuiserie {i}", "rue": f"{i % 200 + 1}, {STREETS[i % len(STREETS)]}",
            "cp": f"{1000 + i * 37 % 94000:05d}", "ville": TOWNS[i % len(TOWNS)], "produit": f"le contrat n° {i}",
            "visite": f"{i % 28 + 1} mars 2027", "montant": f"{i * 13 % 48000 + 800},00 €", "remise": f"{i % 20 + 3} %",
            "interlocuteur": GIVEN[i * 5 % len(GIVEN)],
        }
        for i in range(count)
    ]  # fmt: skip


def bare(count: int) -> float:
    """Seconds of a loop over a reportlab canvas: embedded font, widths of words cached, letterhead as a form."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    people = rows(count)
    start = time.perf_counter()
    rl_config.useA85 = 0
    for name, file in (("R", "LiberationSans-Regular.ttf"), ("B", "LiberationSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(ROOT / "resources" / "fonts" / file)))
    canvas = Canvas(io.BytesIO(), pagesize=(595.28, 841.89), pageCompression=1, initialFontName="R")
    font, widths = pdfmetrics.getFont("R"), {}
    space = font.stringWidth(" ", 11)

    def text(lines: list[str], x: float, y: float, face: str = "R", size: float = 11, leading: float = 14) -> None:
        drawn = canvas.beginText(x, y)
        drawn.setFont(face, size, leading)
        for line in lines:
            drawn.textLine(line)
        canvas.drawText(drawn)

    def wrap(paragraph: str) -> list[str]:
        lines, line, used = [], [], 0.0
        for word in paragraph.split(" "):
            wide = widths.get(word)
            if wide is None:
                wide = widths[word] = font.stringWidth(word, 11)
            if line and used + space + wide > 481.9:
                lines.append(" ".join(line))
                line, used = [word], wide
            else:
                used += wide + (space if line else 0)
                line.append(word)
        return [*lines, " ".join(line)]

    canvas.beginForm("head")
    text(HEAD[:1], 56.7, 790, "B", 13)
    text(HEAD[1:], 56.7, 775, "R", 9, 12)
    text([LEGAL], 150, 28, "R", 7.5)
    text(["Lyon, le 21 novembre 2026"], 311.8, 574)
    text(["Geneviève Duvernoy", "Gérante"], 311.8, 250)
    canvas.endForm()
    for person in people:
        canvas.doForm("head")
        block = [person["société"], f"{person['civilité']} {person['prénom']} {person['nom']}", person["rue"],
                 f"{person['cp']} {person['ville'].upper()}"]  # fmt: skip
        text(block, 311.8, 660, "R", 10, 11.3)
        text(["Objet : " + OBJECT.format_map(person)], 56.7, 540, "B")
        text([person["appel"] + ","], 56.7, 505)
        y = 483.0
        for paragraph in [*BODY, CLOSING]:
            lines = wrap(paragraph.format_map(person))
            text(lines, 56.7, y)
            y -= 14 * len(lines) + 8
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - start


def ours(count: int) -> float:
    """Seconds of `write()` for the same letters."""
    from petitcrm.base.cards import Address
    from petitcrm.features.letters.letterhead import Letterhead
    from petitcrm.features.letters.model import Model
    from petitcrm.features.letters.pdf import write
    from petitcrm.features.letters.recipient import Recipient
    from petitcrm.features.letters.windows import DEFAULT

    people = rows(count)
    start = time.perf_counter()
    recipients = (
        Recipient(
            uid=str(i), civility=p["civilité"], given_name=p["prénom"], family_name=p["nom"], company=p["société"],
            address=Address(street=p["rue"], postcode=p["cp"], town=p["ville"]), values=p,
        )
        for i, p in enumerate(people)
    )  # fmt: skip
    head = Letterhead(HEAD[0], HEAD[1:3], HEAD[3], HEAD[4], "", LEGAL, "Geneviève Duvernoy", "Gérante", "Lyon")
    model = Model("Banc", "fr", OBJECT, "\n\n".join(BODY))
    for person in people:
        del person["appel"]
    letters = write(io.BytesIO(), recipients, model, head, DEFAULT, date(2026, 11, 21), lambda _count: True)
    assert len(letters) == count
    assert not any(letter.problems for letter in letters)
    assert letters[-1].first_page == count - 1
    return time.perf_counter() - start


def once(side: str, count: int) -> tuple[float, float]:
    """(seconds, peak MB) of one side in a process of its own."""
    run = subprocess.run([sys.executable, __file__, side, str(count)], check=True, capture_output=True, text=True)
    seconds, memory = json.loads(run.stdout)
    return seconds, memory


def main() -> None:
    """Print one line per size: both medians, their ratio, the peaks."""
    if len(sys.argv) == 3:
        seconds = {"bare": bare, "ours": ours}[sys.argv[1]](int(sys.argv[2]))
        print(json.dumps([seconds, process.getrusage(process.RUSAGE_SELF).ru_maxrss / 1024]))
        return
    repetitions = int(sys.argv[1]) if len(sys.argv) == 2 else 5
    for count in (1000, 10000):
        turns = [(once("bare", count), once("ours", count)) for _ in range(repetitions if count == 1000 else 3)]
        plain = statistics.median(turn[0][0] for turn in turns)
        mine = statistics.median(turn[1][0] for turn in turns)
        peaks = [max(turn[side][1] for turn in turns) for side in (0, 1)]
        print(f"{count:6} letters: bare canvas {plain:.2f} s {peaks[0]:.0f} MB, ours {mine:.2f} s {peaks[1]:.0f} MB, "
              f"ratio {mine / plain:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
