"""Pairs of cards of which it is known whether they are one: people and companies as different hands enter them.

A world is drawn (persons, families, companies, branches), then written down twice with the habits of two people.
`pairs` gives labelled pairs, `lines` the same as lines of an address book with the truth beside.
"""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

HEADER = ["civility", "first", "last", "company", "street", "postcode", "town", "phone", "mobile", "email", "birthday"]


def _words(text: str) -> list[str]:
    return text.split()


MEN = _words(
    "Jean Pierre Michel André Philippe Luc Étienne François Benoît Olivier Jérôme Guillaume Théo Rémi Yann Karim Mehdi Didier Gérard "
    "Jean-Pierre Jean-Luc Jean-Marc Pierre-Yves Thomas Nicolas Stéphane Frédéric Sébastien Laurent Christophe Wolfgang Jürgen Andreas "
    "Matthias Uwe Klaus Stefan Bernd Oliver James Edward Matthew Stephen Andrew Nigel Graham Alexandre Emmanuel Gaël Loïc Cédric Xavier"
)
WOMEN = _words(
    "Marie Anne Hélène Sophie Nathalie Isabelle Catherine Françoise Chloé Léa Inès Aurélie Élodie Claire Brigitte Mathilde Océane Zoé "
    "Marie-Claude Anne-Sophie Marie-Christine Sylvie Véronique Monique Martine Camille Ursula Heike Sabine Petra Gudrun Margaret Emily "
    "Charlotte Fiona Rebecca Deborah Caroline Delphine Séverine Amandine Valérie Stéphanie Corinne Laëtitia"
)
FAMILIES = (
    "Martin Bernard Dubois Durand Moreau Lefebvre Leroy Roux Girard Fournier Mercier Bonnet Lambert Fontaine Rousseau Chevalier Perrin "
    "Grandjacquot Thévenard Quémeneur|Le Goff|Le Bihan|de La Tour|Du Plessis|D'Amico|Saint-Martin Ferrandier Bouchardon Peyraud Villeneuve "
    "Castagnet Delaunay Vautrin Œuvrard Hérisson Guérineau Lacombe Montfort Kerguelen Santoro Benhaddou Oudinot Trébuchet Rochefort Baudry "
    "Müller Schröder Schäfer Weiß Kowalski Zimmermann Brandstätter Oberhauser Lindqvist Hoffmann Kästner Winterbourne Ashworth Fairfax "
    "Cunningham O'Connor Pemberton Blackwood Holloway Whitaker Nguyen Diallo Ferreira Rodrigues Lopez Szymański Jankowski Marchandise"
)  # fmt: skip
TOWNS = (
    ("26000", "Valence"), ("69003", "Lyon"), ("38000", "Grenoble"), ("07200", "Aubenas"), ("42100", "Saint-Étienne"), ("75011", "Paris"),
    ("13001", "Marseille"), ("31000", "Toulouse"), ("44000", "Nantes"), ("67000", "Strasbourg"), ("59000", "Lille"), ("35000", "Rennes"),
    ("63000", "Clermont-Ferrand"), ("26200", "Montélimar"), ("84000", "Avignon"), ("73000", "Chambéry"), ("01000", "Bourg-en-Bresse"),
)  # fmt: skip
STREETS = (
    "rue de la Gare", "avenue Jean-Jaurès", "chemin des Œillets", "place de l'Église", "boulevard Voltaire", "impasse du Moulin",
    "route de Lyon", "rue du Général de Gaulle", "allée des Tilleuls", "quai Saint-Vincent",
)  # fmt: skip
FORMS = ("SARL", "SAS", "SA", "EURL", "& Fils", "et Associés", "GmbH", "Ltd")
TRADES = (
    "Bâtiment",
    "Énergie",
    "Conseil",
    "Transports",
    "Menuiserie",
    "Électricité",
    "Paysages",
    "Informatique",
    "Immobilier",
)
PROVIDERS = ("gmail.com", "orange.fr", "free.fr", "laposte.net", "hotmail.fr", "gmx.de", "outlook.com")
SHORT = {
    "Frédéric": "Fred", "Alexandre": "Alex", "Christophe": "Chris", "Sébastien": "Seb", "Nicolas": "Nico", "Stéphane": "Steph",
    "Emmanuel": "Manu", "Isabelle": "Isa", "Véronique": "Véro", "Matthew": "Matt", "Edward": "Ed", "Margaret": "Maggie",
    "Rebecca": "Becky", "Andrew": "Andy", "Thomas": "Tom", "Philippe": "Phil", "Stéphanie": "Steph",
}  # fmt: skip
TWINS = (
    ("Paul", "Pauline"), ("Jean", "Jeanne"), ("Daniel", "Danielle"), ("Anna", "Anne"), ("Martin", "Martine"), ("Louis", "Louise"),
    ("Denis", "Denise"), ("Michel", "Michelle"), ("André", "Andrée"), ("Julien", "Julie"), ("Marie", "Maria"), ("Joël", "Joëlle"),
)  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One line, as it was entered."""

    civility: str = ""
    given: str = ""
    family: str = ""
    company: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    birthday: str = ""

    def line(self) -> list[str]:
        return [
            self.civility, self.given, self.family, self.company, self.street, self.postcode, self.town, self.phone,
            self.mobile, self.email, self.birthday,
        ]  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """Two cards, what was done to them, and whether they are one."""

    one: Card
    other: Card
    what: str
    same: bool


def plain(text: str) -> str:
    text = text.replace("œ", "oe").replace("Œ", "Oe").replace("ß", "ss")
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def host(text: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain(text).lower()).split())


class World:
    """Draws cards."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.families = [
            name
            for part in FAMILIES.split("|")
            for name in ([part] if part.startswith(("Le ", "de ", "Du ")) else part.split())
        ]

    def phone(self, mobile: bool = False) -> str:
        return (
            self.draw.choice(("06", "07") if mobile else ("01", "02", "03", "04", "05"))
            + f"{self.draw.randrange(10**8):08d}"
        )

    def place(self) -> dict[str, str]:
        postcode, town = self.draw.choice(TOWNS)
        return {
            "street": f"{self.draw.randrange(1, 180)} {self.draw.choice(STREETS)}",
            "postcode": postcode,
            "town": town,
        }

    def company_name(self) -> str:
        name = self.draw.choice(self.families)
        kind = self.draw.random()
        if kind < 0.35:
            return f"{name} {self.draw.choice(FORMS)}"
        if kind < 0.6:
            return f"{self.draw.choice(TRADES)} {name}"
        if kind < 0.8:
            return f"{name} {self.draw.choice(TRADES)} {self.draw.choice(FORMS)}"
        return f"{name}-{self.draw.choice(self.families)} {self.draw.choice(FORMS)}"

    def company(self) -> Card:
        name = self.company_name()
        return Card(company=name, phone=self.phone(), email=f"contact@{host(name)}.fr", **self.place())

    def person(self, at_work: bool | None = None) -> Card:
        """Somebody with an employer, or at home."""
        draw = self.draw
        is_man = draw.random() < 0.5
        given, family = draw.choice(MEN if is_man else WOMEN), draw.choice(self.families)
        at_work = draw.random() < 0.65 if at_work is None else at_work
        company = self.company_name() if at_work else ""
        where = host(company) + ".fr" if at_work and draw.random() < 0.7 else draw.choice(PROVIDERS)
        sign = draw.choice((".", "", "-"))
        return Card(
            "M." if is_man else "Mme", given, family, company,
            phone=self.phone() if draw.random() < 0.7 else "",
            mobile=self.phone(True) if draw.random() < 0.7 else "",
            email=f"{host(given)}{sign}{host(family)}{draw.choice(('', '', '1', '75'))}@{where}" if draw.random() < 0.75 else "",
            birthday=f"19{draw.randrange(45, 99)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 28):02d}" if draw.random() < 0.15 else "",
            **self.place(),
        )  # fmt: skip

    # habits

    def typo(self, text: str) -> str:
        if len(text) < 4:
            return text
        at, kind = self.draw.randrange(1, len(text) - 1), self.draw.random()
        if kind < 0.3:
            return text[:at] + text[at + 1 :]
        if kind < 0.55:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if kind < 0.75:
            return text[:at] + text[at] + text[at:]
        return text[:at] + self.draw.choice("aeiorstlnm") + text[at + 1 :]

    def number(self, text: str) -> str:
        if not text:
            return ""
        pairs = [text[at : at + 2] for at in range(0, 10, 2)]
        forms = (
            text,
            " ".join(pairs),
            ".".join(pairs),
            "-".join(pairs),
            "+33 " + text[1] + " " + " ".join(pairs[1:]),
            "0033" + text[1:],
        )
        return self.draw.choice(forms)

    def entered(self, card: Card) -> Card:
        """The same with the habits of whoever types: capitals, no accents, phones in any form, some things left out."""
        draw = self.draw
        kind = draw.random()
        habit: Callable[[str], str] = (
            plain
            if kind < 0.3
            else str.upper
            if kind < 0.4
            else (lambda text: plain(text).upper())
            if kind < 0.5
            else str
        )
        family: Callable[[str], str] = str.upper if draw.random() < 0.3 else habit
        street = card.street
        if draw.random() < 0.4:
            for full, short in (
                ("boulevard", "bd"),
                ("avenue", "av."),
                ("place", "pl"),
                ("Saint", "St"),
                ("Général", "Gal"),
            ):
                street = street.replace(full, short)
        return replace(
            card,
            civility=card.civility if draw.random() < 0.7 else "",
            given=habit(card.given).replace("-", " ") if draw.random() < 0.2 else habit(card.given),
            family=family(card.family),
            company=habit(card.company),
            street=habit(street) if draw.random() < 0.8 else "",
            postcode=card.postcode if draw.random() < 0.9 else "",
            town=habit(card.town.replace("Saint", "St") if draw.random() < 0.3 else card.town)
            if draw.random() < 0.9
            else "",
            phone=self.number(card.phone),
            mobile=self.number(card.mobile),
            email=card.email.title() if draw.random() < 0.05 else card.email,
            birthday=card.birthday if draw.random() < 0.5 else "",
        )


# ---- one person, written twice --------------------------------------------------------------------------------------


def _habits(world: World) -> tuple[Card, Card]:
    card = world.person()
    return card, card


def _typo(world: World) -> tuple[Card, Card]:
    card = world.person()
    name = world.draw.choice(("given", "family", "company", "family"))
    return card, replace(card, **{name: world.typo(getattr(card, name))})


def _two_typos(world: World) -> tuple[Card, Card]:
    card = world.person()
    return card, replace(
        card, family=world.typo(card.family), company=world.typo(card.company), town=world.typo(card.town)
    )


def _swapped(world: World) -> tuple[Card, Card]:
    card = world.person()
    return card, replace(card, given=card.family, family=card.given)


def _initial(world: World) -> tuple[Card, Card]:
    card = world.person()
    short = "-".join(part[0] for part in card.given.split("-"))
    return card, replace(card, given=short + world.draw.choice((".", "")))


def _moved_phone(world: World) -> tuple[Card, Card]:
    card = world.person()
    return card, replace(card, phone=world.phone(), mobile=card.mobile if world.draw.random() < 0.5 else "")


def _changed_email(world: World) -> tuple[Card, Card]:
    card = world.person()
    new = f"{host(card.given)[0]}{host(card.family)}@{world.draw.choice(PROVIDERS)}"
    return card, replace(card, email=new)


def _moved(world: World) -> tuple[Card, Card]:
    """Somebody who moved to another town and kept the mobile or the mailbox."""
    card = world.person()
    card = replace(card, mobile=card.mobile or world.phone(True))
    return card, replace(card, phone=world.phone(), **world.place())


def _new_job(world: World) -> tuple[Card, Card]:
    card = world.person(at_work=True)
    card = replace(card, mobile=card.mobile or world.phone(True))
    return card, replace(card, company=world.company_name(), email="", phone="", **world.place())


def _married(world: World) -> tuple[Card, Card]:
    card = world.person()
    other = world.draw.choice(world.families)
    joined = f"{other}-{card.family}" if world.draw.random() < 0.5 else f"{card.family}-{other}"
    return card, replace(card, family=joined)


def _short(world: World) -> tuple[Card, Card]:
    card = world.person()
    given = world.draw.choice(list(SHORT))
    card = replace(card, given=given, civility="", mobile=card.mobile or world.phone(True))
    return card, replace(card, given=SHORT[given])


def _compound(world: World) -> tuple[Card, Card]:
    card = world.person()
    given = world.draw.choice([name for name in (*MEN, *WOMEN) if "-" in name])
    card = replace(card, given=given, civility="", mobile=card.mobile or world.phone(True))
    return card, replace(card, given=given.split("-")[0])


def _one_field(world: World) -> tuple[Card, Card]:
    card = world.person()
    return card, replace(
        card,
        given="",
        family=f"{card.given} {card.family}" if world.draw.random() < 0.5 else f"{card.family} {card.given}",
    )


def _sparse(world: World) -> tuple[Card, Card]:
    """The name with one thing of the rest."""
    card = world.person()
    bare = Card(given=card.given, family=card.family)
    there = [name for name in ("mobile", "email", "phone") if getattr(card, name)]
    if not there:
        return card, replace(bare, street=card.street, postcode=card.postcode, town=card.town)
    name = world.draw.choice(there)
    return card, replace(bare, **{name: getattr(card, name)})


def _joined(world: World) -> tuple[Card, Card]:
    card = replace(world.person(), family=world.draw.choice(("Le Goff", "de La Tour", "Du Plessis", "Le Bihan")))
    return card, replace(
        card, family=card.family.replace(" ", "") if world.draw.random() < 0.6 else card.family.split(" ", 1)[1]
    )


def _company_form(world: World) -> tuple[Card, Card]:
    card = world.company()
    words = [word for word in card.company.split() if word not in " ".join(FORMS).split()]
    name = " ".join(words)
    form = world.draw.choice(("", *FORMS))
    name = f"Ets {name}" if world.draw.random() < 0.2 else f"{name} {form}".strip()
    return card, replace(card, company=name, email=card.email if world.draw.random() < 0.6 else "")


def _company_typo(world: World) -> tuple[Card, Card]:
    card = world.company()
    return card, replace(
        card, company=world.typo(card.company), phone=card.phone if world.draw.random() < 0.7 else world.phone()
    )


SAME: tuple[tuple[Callable[[World], tuple[Card, Card]], int], ...] = (
    (_habits, 14), (_typo, 14), (_two_typos, 6), (_swapped, 5), (_initial, 6), (_moved_phone, 7), (_changed_email, 7), (_moved, 4),
    (_new_job, 3), (_married, 4), (_short, 4), (_compound, 3), (_one_field, 4), (_sparse, 5), (_joined, 4), (_company_form, 8),
    (_company_typo, 5),
)  # fmt: skip


# ---- two who look alike ---------------------------------------------------------------------------------------------


def _family(world: World) -> tuple[Card, Card]:
    """Father and son, husband and wife: one address, often one landline."""
    card = world.person(at_work=False)
    given = world.draw.choice([name for name in (*MEN, *WOMEN) if name != card.given])
    shared = {"phone": card.phone} if world.draw.random() < 0.6 else {"phone": ""}
    email = f"{host(given)}.{host(card.family)}@{world.draw.choice(PROVIDERS)}" if world.draw.random() < 0.5 else ""
    civility = "Mme" if given in WOMEN else "M."
    return card, replace(
        card, civility=civility, given=given, mobile=world.phone(True), email=email, birthday="", **shared
    )


def _twins(world: World) -> tuple[Card, Card]:
    """First names that differ by a letter or two, in one house."""
    card = world.person(at_work=False)
    one, other = world.draw.choice(TWINS)
    card = replace(card, given=one, email=f"{host(one)}.{host(card.family)}@free.fr")
    return card, replace(
        card,
        civility="",
        given=other,
        mobile=world.phone(True),
        email=f"{host(other)}.{host(card.family)}@free.fr",
        birthday="",
    )


def _namesakes(world: World) -> tuple[Card, Card]:
    card, other = world.person(), world.person()
    given = card.given
    while other.town == card.town:
        other = world.person()
    return card, replace(
        other,
        civility=card.civility,
        given=given,
        family=card.family,
        email=f"{host(given)}.{host(card.family)}@{host(other.town)}.fr",
    )


def _namesakes_in_town(world: World) -> tuple[Card, Card]:
    """A common name twice in a big town."""
    card = replace(
        world.person(at_work=True),
        given="Jean",
        family=world.draw.choice(("Martin", "Bernard", "Durand", "Dubois")),
        civility="M.",
    )
    other = replace(world.person(at_work=True), given="Jean", family=card.family, civility="M.", email="")
    return card, replace(other, postcode=card.postcode, town=card.town)


def _branches(world: World) -> tuple[Card, Card]:
    card, other = world.company(), world.company()
    while other.town == card.town:
        other = world.company()
    email = f"{host(other.town)}@{card.email.partition('@')[2]}"
    return card, replace(other, company=card.company, email=email if world.draw.random() < 0.7 else "")


def _colleagues(world: World) -> tuple[Card, Card]:
    """One switchboard, one shared mailbox, one address; other people."""
    card, other = world.person(at_work=True), world.person()
    work = world.company()
    shared = {name: getattr(work, name) for name in ("company", "phone", "email", "street", "postcode", "town")}
    if world.draw.random() < 0.25 and other.family != card.family:
        other = replace(other, given=card.given, civility=card.civility)
    while other.given == card.given and other.family == card.family:
        other = world.person()
    return replace(card, **shared), replace(other, **shared)


def _brothers(world: World) -> tuple[Card, Card]:
    """A family's business."""
    card = world.person(at_work=True)
    card = replace(card, company=f"{card.family} {world.draw.choice(FORMS)}")
    given = world.draw.choice([name for name in MEN if name[0] != card.given[0]])
    return card, replace(card, civility="M.", given=given, mobile=world.phone(True), email="", birthday="")


def _neighbours(world: World) -> tuple[Card, Card]:
    """Companies that share a word of their name and a town."""
    card, other = world.company(), world.company()
    trade = world.draw.sample(TRADES, 2)
    name = world.draw.choice(world.families)
    where = {"postcode": card.postcode, "town": card.town}
    return replace(card, company=f"{trade[0]} {name}"), replace(other, company=f"{trade[1]} {name}", email="", **where)


def _boss(world: World) -> tuple[Card, Card]:
    """A company and the person who runs it."""
    company = world.company()
    person = world.person(at_work=True)
    return company, replace(
        person,
        company=company.company,
        phone=company.phone,
        street=company.street,
        postcode=company.postcode,
        town=company.town,
    )


def _strangers(world: World) -> tuple[Card, Card]:
    return world.person(), world.person()


OTHERS: tuple[tuple[Callable[[World], tuple[Card, Card]], int], ...] = (
    (_family, 18), (_twins, 8), (_namesakes, 16), (_namesakes_in_town, 6), (_branches, 14), (_colleagues, 16), (_brothers, 8),
    (_neighbours, 6), (_boss, 6), (_strangers, 6),
)  # fmt: skip


def pairs(seed: int, count: int = 2400) -> list[Labelled]:
    """`count` labelled pairs, half of them of one person or company."""
    world = World(seed)
    found = []
    for at in range(count):
        same = at % 2 == 0
        kinds, weights = zip(*(SAME if same else OTHERS), strict=True)
        make = world.draw.choices(kinds, weights)[0]
        one, other = make(world)
        found.append(Labelled(world.entered(one), world.entered(other), make.__name__.strip("_"), same))
    return found


def lines(labelled: list[Labelled]) -> tuple[list[list[str]], set[frozenset[int]]]:
    """All cards as lines of one address book, and which lines are the same."""
    rows = [card.line() for pair in labelled for card in (pair.one, pair.other)]
    return rows, {frozenset((2 * at, 2 * at + 1)) for at, pair in enumerate(labelled) if pair.same}
