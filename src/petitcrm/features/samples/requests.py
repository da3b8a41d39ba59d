"""What some fictitious clients ask for and wait for."""

import random
from datetime import date, timedelta

from sqlalchemy.orm import Session

from petitcrm.features.history.edits import Exchange
from petitcrm.features.requests import edits
from petitcrm.features.requests.edits import Asked
from petitcrm.store.settings import reader_of

# subject, text, urgency, how, product, days ago, days promised from today (None: none), state, days to the answer
_SAMPLES = (
    ("Porte coulissante bloquée", "Ne ferme plus depuis lundi ; l’atelier reste ouvert la nuit.", "blocking", "call",
     "Porte P240", 2, 0, "open", None),
    ("Facture en double", "Le même montant a été prélevé deux fois.", "high", "email", "", 6, -2, "open", 1),
    ("Notice de montage en français", "", "low", "email", "Étagère E12", 11, 5, "open", None),
    ("Délai pour vingt mètres de plus", "Chantier décalé en fin de mois.", "normal", "call", "Profilé 40", 4, 1, "open", 2),
    ("Teinte à confirmer", "Trois échantillons envoyés.", "normal", "visit", "Vernis mat", 36, None, "waiting", 3),
    ("Vis manquantes dans le colis", "", "normal", "call", "Lot V6", 20, 12, "done", 1),
    ("Mode d’emploi de la ponceuse", "", "low", "message", "", 9, None, "done", 2),
)  # fmt: skip
_ANSWER = "Bien reçu, nous nous en occupons."


def write(session: Session, first: int, contacts: int, seed: int, today: date) -> None:
    """A few requests among the contacts from the key `first` on; drawn apart, so that nothing else is drawn otherwise."""
    clients = reader_of(session).column(
        "SELECT id FROM contact WHERE id >= ? AND id < ? AND kind = 'person' AND stage = 'client' ORDER BY id LIMIT 400",
        (first, first + contacts),
    )
    draw = random.Random(seed + 5)  # noqa: S311 - a sample, not a secret
    chosen = draw.sample(clients, min(len(clients), len(_SAMPLES)))
    for contact_id, (subject, text, urgency, how, product, ago, promised, state, answered) in zip(
        chosen, _SAMPLES, strict=False
    ):
        received = _worked(today - timedelta(days=ago))
        by = (today + timedelta(days=promised)).isoformat() if promised is not None else ""
        asked = Asked(subject, received.isoformat(), text, urgency, how, by, product=product)
        key = edits.begin(session, contact_id, asked)
        if answered is not None:
            day = received + timedelta(days=answered)
            edits.answer(session, key, Exchange("email", day.isoformat(), at="11:00", text=_ANSWER))
        if state == "done":
            edits.close(session, key, _worked(received + timedelta(days=(answered or 0) + 3)))
        elif state != "open":
            edits.put(session, key, state, today)


def _worked(day: date) -> date:
    """`day`, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
