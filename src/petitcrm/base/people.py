"""Names of people: civility, given name and family name out of one text, and whether it names a company instead."""

import re
from functools import lru_cache
from typing import NamedTuple

from petitcrm.base.text import fold


class Name(NamedTuple):
    """A name in parts; what isn't there is ""."""

    civility: str = ""
    given_name: str = ""
    family_name: str = ""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WRITTEN = {
    "M.": "m monsieur mons mssr",
    "Mme": "mme madame mdme",
    "Mlle": "mlle mademoiselle melle",
    "MM.": "mm messieurs",
    "Mmes": "mmes mesdames",
    "Dr": "dr docteur doctor doc dott doktor",
    "Dre": "dre doctoresse",
    "Me": "me maitre mtre",
    "Pr": "pr professeur",
    "Prof.": "prof professor",
    "Mr": "mr mister",
    "Mrs": "mrs missus",
    "Ms": "ms",
    "Miss": "miss",
    "Mx": "mx",
    "Herr": "herr herrn hr",
    "Frau": "frau fr fraulein",
    "Sr.": "senor",
    "Sra.": "sra senora",
    "Sig.": "sig signor signore",
    "Sig.ra": "sigra signora",
    "Dhr.": "dhr heer",
    "Mevr.": "mevr mevrouw mw",
    "Abbé": "abbe",
    "Père": "pere",
    "Sœur": "soeur",
    "Sir": "sir",
    "Lady": "lady",
    "Lord": "lord",
}
_CIVILITIES = {fold(word): written for written, words in _WRITTEN.items() for word in words.split()}
_COUPLES = {
    ("M.", "Mme"): "M. et Mme",
    ("Mme", "M."): "Mme et M.",
    ("Mr", "Mme"): "M. et Mme",
    ("Mme", "Mr"): "Mme et M.",
    ("Mr", "Mrs"): "Mr and Mrs",
    ("Mr", "Ms"): "Mr and Ms",
    ("Mrs", "Mr"): "Mrs and Mr",
    ("Herr", "Frau"): "Herr und Frau",
    ("Frau", "Herr"): "Frau und Herr",
    ("M.", "M."): "MM.",
    ("Mme", "Mme"): "Mmes",
    ("M.", "Mlle"): "M. et Mlle",
}
_DEGREES = frozenset({"Dr", "Dre", "Me", "Pr", "Prof."})
_DEGREE = re.compile(r"(?:d+r|dipl|ing|prof|mag|dott|arch)\b[\w.,()\s\-]*", re.I)
_AND = frozenset({"et", "and", "und", "&", "+", "y", "e", "ou"})

# "fr" is Frau in a German column, nothing at the head of a name; "me" and "pr" only before a capital
_TOO_SHORT = frozenset({"fr", "hr", "doc", "sir", "lady", "lord", "mm"})
_ACADEMIC = frozenset({"med", "phil", "jur", "rer", "nat", "ing", "dent", "vet", "hc", "habil"})
_PARTICLES = _set(
    "de du des d la le les l van von der den ter ten zu zum zur di da do dos das del della dello delle degli af av "
    "bin ibn ben vom op"
)
_FIRST_PARTICLES = _PARTICLES - {"ben", "la", "l", "d", "bin", "op", "do", "das", "le", "les"}
_SUFFIX = re.compile(r"(?:jr|sr|jun|sen|ii|iii|iv|esq|phd|md|mba|cpa)\.?", re.I)
_INITIAL = re.compile(r"(?:\w\.)+(?:-\w\.)*|\w")

_COMPANY_ANYWHERE = re.compile(
    r"(?<![\w.])(?:s\.?a\.?r\.?l|s\.?a\.?s(?:\.?u)?|e\.?u\.?r\.?l|s\.?c\.?i|s\.?n\.?c|scop|scp|scm|selarl|selas|earl|gaec|gie|"
    r"scea|cuma|sasu|sàrl|g?gmbh|mbh|ohg|gbr|e\.\s?v|e\.\s?k|e\.\s?g|kgaa|ltd|limited|inc|llc|llp|plc|corp|corporation|"
    r"incorporated|company|pty|b\.v|n\.v|bvba|s\.?p\.?a|s\.?r\.?l|s\.?l\.?u|s\.l|a/s|aps|oyj?|ets|éts|etablissements?|"
    r"établissements?|société|societe|sté|ste|entreprises?|groupe|association|holding|consulting|solutions|services|"
    r"industries?|technologies|partners|associés|associes|& ?co|& ?cie|et cie|& ?fils|et fils|& ?filles?|& ?sons|"
    r"& ?söhne|& ?frères|& ?associés|frères|& ?partner)\.?(?![\w])",
    re.I,
)
_COMPANY_CAPITALS = re.compile(r"(?<![\w.])(?:SA|S\.A\.|AG|KG|UG|BV|NV|AB|SE|SL|SC|EI|EIRL|EARL|SPA|SRL)(?![\w])")
_COMPANY_FIRST = re.compile(
    r"(?:cabinet|agence|garage|boulangerie|boucherie|pâtisserie|patisserie|restaurant|brasserie|café|hôtel|hotel|mairie|"
    r"commune|ville de|communauté|conseil|école|ecole|lycée|lycee|collège|college|pharmacie|clinique|hôpital|hopital|"
    r"centre|banque|crédit|syndicat|imprimerie|librairie|menuiserie|plomberie|maçonnerie|charpente|transports?|atelier|"
    r"auberge|camping|domaine|château|ferme|coiffure|salon|institut|fédération|comité|club|office|maison de|"
    r"les? jardins?|"
    r"laboratoire|ambulances?|taxis?|firma|autohaus|gasthaus|praxis|hotel|the|université|editions|éditions)\b",
    re.I,
)


@lru_cache(maxsize=4096)
def clean_civility(text: str) -> str:
    """The civility `text` stands for as an address writes it ("Monsieur" is "M.", "Mr et Mme" is "M. et Mme").

    "" when `text` isn't a civility.
    """
    text = " ".join(text.split())
    if not text or len(text) > 40:
        return ""
    words = [word for word in re.split(r"[\s/,]+|(?<=\w\.)(?=\w{2})", text) if word]
    known = [_civility(word) for word in words]
    if all(known):
        if "/" in text and len(known) == 2:
            return ""  # one or the other
        return known[0] if len(known) == 1 else _together(known)
    if len(words) == 3 and words[1].lower() in _AND and known[0] and known[2]:
        return _COUPLES.get((known[0], known[2]), f"{known[0]} {words[1]} {known[2]}")
    if known[0] in _DEGREES and all(fold(word).strip(".") in _ACADEMIC for word in words[1:]):
        return known[0]
    return text if _DEGREE.fullmatch(text) else ""


def _civility(word: str) -> str:
    return _CIVILITIES.get(fold(word).replace(".", ""), "")


def _together(known: list[str]) -> str:
    if any(one in _DEGREES for one in known[1:]):
        return " ".join(known)
    return _COUPLES.get((known[0], known[1]), "") if len(known) == 2 else ""


def looks_like_company(text: str) -> bool:
    """Whether `text` names a company, an office or an association rather than a person."""
    return bool(_COMPANY_ANYWHERE.search(text) or _COMPANY_CAPITALS.search(text) or _COMPANY_FIRST.match(text.strip()))


def split_name(text: str) -> Name:
    """A name as people write it, in parts: "Mme Hélène DUPRÉ", "DUPRÉ Hélène", "Dupré, Hélène", "M. et Mme Roche".

    Capitals tell the family name, else its particle (de, van der…) does, else it is the last word.
    """
    tokens = text.replace("\u00a0", " ").strip(" \t\n,;").split()
    civility, tokens = _leading_civility(tokens)
    rest = " ".join(tokens)
    if "," in rest:
        return _around_comma(civility, rest)
    if len(tokens) < 2:
        return Name(civility, "", rest)
    given, family = _by_capitals(tokens) or _by_order(tokens)
    return Name(civility, " ".join(given), " ".join(family))


def _leading_civility(tokens: list[str]) -> tuple[str, list[str]]:
    """The civility at the head and the tokens after it; at least one token stays."""
    found = ""
    taken = 0
    for length in range(1, min(len(tokens) - 1, 4) + 1):
        head = tokens[:length]
        if fold(head[0]).strip(".") in _TOO_SHORT or not tokens[length][:1].isalpha():
            continue
        if (written := clean_civility(" ".join(head))) and _is_title(head, tokens[length]) and _all_titles(head):
            found, taken = written, length
    return found, tokens[taken:]


def _all_titles(head: list[str]) -> bool:
    """No name hides behind a degree ("Dr. med. Martin")."""
    return all(_civility(word) or word.lower() in _AND or fold(word).strip(".") in _ACADEMIC for word in head) or (
        len(head) == 1
    )


def _is_title(head: list[str], following: str) -> bool:
    if len(head) == 1 and fold(head[0]) in ("me", "pr", "m"):
        return following[:1].isupper() and head[0][0].isupper()
    return True


def _around_comma(civility: str, text: str) -> Name:
    """ "Nom, Prénom", and "Prénom Nom, Jr."."""
    before, after = (part.strip() for part in text.split(",", 1))
    if not after or _SUFFIX.fullmatch(after) or not before:
        plain = split_name(before or after)
        return Name(
            civility or plain.civility, plain.given_name, f"{plain.family_name} {after if before else ''}".strip()
        )
    other, tokens = _leading_civility([*after.split(), "X"])
    if tokens[-1:] == ["X"]:
        tokens.pop()
    return Name(civility or other, " ".join(tokens).replace(",", "").strip(), before)


def _by_capitals(tokens: list[str]) -> tuple[list[str], list[str]] | None:
    """(given, family) when some words, not all, are in capitals."""
    upper = [len(token) > 1 and token.isupper() and not _INITIAL.fullmatch(token) for token in tokens]
    suffix = _SUFFIX.fullmatch(tokens[-1]) is not None
    if suffix:
        upper[-1] = False
    lower = [any(sign.islower() for sign in token) for token in tokens]
    if not any(upper) or not any(low and fold(word) not in _PARTICLES for low, word in zip(lower, tokens, strict=True)):
        return None
    first = upper.index(True)
    last = len(upper) - 1 - upper[::-1].index(True)
    while first > 0 and fold(tokens[first - 1]).strip("'’") in _PARTICLES and tokens[first - 1][0].islower():
        first -= 1
    if suffix:
        last = len(tokens) - 1 if last == len(tokens) - 2 else last
    return tokens[:first] + tokens[last + 1 :], tokens[first : last + 1]


def _by_order(tokens: list[str]) -> tuple[list[str], list[str]]:
    """(given, family) by the particle, else the last word is the family name."""
    end = len(tokens) - 1 if len(tokens) > 2 and _SUFFIX.fullmatch(tokens[-1]) else len(tokens)
    particle = [fold(token).strip("'’") in _PARTICLES for token in tokens[:end]]
    if fold(tokens[0]) in _FIRST_PARTICLES and (tokens[0][0].islower() or len(tokens) > 2):
        return [], tokens
    for at in range(1, end - 1):
        if particle[at] or re.match(r"[dl]['’]\w", tokens[at], re.I):
            return tokens[:at], tokens[at:]
    return tokens[: end - 1], tokens[end - 1 :]
