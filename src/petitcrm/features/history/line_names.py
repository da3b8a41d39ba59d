"""Who is meant in a typed line: names in any order, initials, companies, towns to tell two of a name apart."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from petitcrm.base.text import words
from petitcrm.features.history.line_text import KEPT, Line


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be meant. `company` is a company's own name, or that of a person's employer."""

    id: int
    uid: str
    kind: str
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    town: str = ""


Finder = Callable[[str], list[Person]]


@dataclass(frozen=True, slots=True)
class Named:
    """Where a name stands in the folded line, and who may be meant by it: one, or several that fit equally well."""

    start: int
    end: int
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the line that nothing else has claimed. `is_first`: a name is expected there."""

    start: int
    end: int
    text: str
    is_first: bool


GLUE = frozenset(
    {
        "chez", "de", "du", "des", "d", "la", "le", "les", "l", "et", "and", "the", "of", "a", "au", "aux", "un",
        "une", "en", "ou", "or",
    }
)  # fmt: skip
TITLES = frozenset(
    {
        "m", "mr", "mme", "mrs", "ms", "mlle", "monsieur", "madame", "mademoiselle", "dr", "docteur", "doctor", "me",
        "maitre",
    }
)  # fmt: skip
LEADS = frozenset(
    {
        "de", "du", "des", "d", "chez", "avec", "a", "au", "aux", "pour", "par", "from", "with", "to", "at", "by",
        "for", "of", "the", "le", "la", "les", "l", "vers",
    }
)  # fmt: skip
_LEGAL = frozenset(
    {
        "sarl", "sas", "sasu", "sa", "eurl", "sci", "snc", "ste", "societe", "ets", "etablissements", "gmbh", "ltd",
        "limited", "inc", "llc", "co", "cie", "company", "et", "and", "fils",
    }
)  # fmt: skip
# Words that begin or fill sentences: a name there needs more than a likeness.
COMMON = frozenset(
    {
        "il", "elle", "ils", "elles", "on", "je", "nous", "vous", "que", "qui", "est", "sont", "sera", "etait",
        "avait", "ont", "pas", "plus", "tres", "bien", "bon", "bonne", "tout", "tous", "son", "sa", "ses", "mon",
        "ma", "mes", "ce", "cette", "ces", "dans", "sur", "sous", "avant", "apres", "chez", "mais", "donc", "car",
        "si", "oui", "non", "ok", "veut", "voir", "fait", "faire", "dit", "suite", "petit", "grand", "point", "prix",
        "jour", "jours", "mois", "semaine", "annee", "client", "contact", "projet", "devis", "commande", "he", "she",
        "they", "it", "is", "are", "was", "were", "will", "wants", "want", "would", "about", "his", "her", "their",
        "our", "my", "this", "that", "not", "no", "yes", "with", "from", "for", "and", "but", "new", "good", "next",
        "last", "call", "mail", "visit", "rdv", "faut", "doit", "peut", "va", "vient", "prendre", "demande",
        "souhaite", "attend", "appel", "rappeler", "urgent", "important", "merci",
    }
)  # fmt: skip
MOST_WORDS, LONGEST = 30, 6
WORD = re.compile(r"[^\W_]+")
BEFORE_NAME = re.compile(rf"(?<![\w])({'|'.join(sorted(LEADS | TITLES, key=len, reverse=True))}|d')\.?\s*$")


def rank(typed: list[str], person: Person) -> int | None:
    """How well typed words fit a person, 0 best; None where one of them is no word of theirs."""
    given, family, company = words(person.given_name), words(person.family_name), words(person.company)
    said = [word for word in typed if word not in TITLES]
    core = [word for word in said if word not in GLUE]
    if not core:
        return None
    if person.kind == "company":
        return _rank_company(core, company)
    if set(said) == {*given, *family}:
        return 0
    if said == family or (core == [word for word in family if word not in GLUE]):
        return 2
    around = {*company, *words(person.town)}
    return _rank_person(core, given, family, set(company), around)


def _rank_company(core: list[str], company: list[str]) -> int | None:
    own = [word for word in company if word not in GLUE]
    if core == own or core == [word for word in own if word not in _LEGAL] or "".join(core) == "".join(own):
        return 3
    return 6 if set(core) <= set(own) and any(word not in _LEGAL for word in core) else None


def _rank_person(
    core: list[str], given: list[str], family: list[str], company: set[str], around: set[str]
) -> int | None:
    """Family name with initials or employer (1), part of the family name (4), given name alone (5)."""
    own = {*given, *family}
    rest = [word for word in core if word not in own and word not in around]
    of_family = [word for word in core if word in family]
    if rest and of_family and are_initials("".join(rest), given):
        return 1
    if rest:
        return None
    if of_family and set(core) <= company and len(core) > 1 and not any(word in given for word in core):
        return 4  # the words of a company that bears the name of its owner: its own card fits better
    if of_family:
        extra = any(word in given or (word in around and word not in own) for word in core)
        return 1 if extra else 4
    if not any(word in own for word in core):
        return None  # meant is the company itself, which has a card of its own
    return 5


def are_initials(letters: str, given: list[str]) -> bool:
    """Whether `letters` ("jp", "j") begin the given names in their order."""
    if not letters or len(letters) > 3:
        return False
    return letters == "".join(name[0] for name in given)[: len(letters)]


def best(typed: list[str], people: Iterable[Person]) -> tuple[int, tuple[Person, ...]] | None:
    """Those whom the words fit best, and how well."""
    ranked = [(place, person) for person in people if (place := rank(typed, person)) is not None]
    if not ranked:
        return None
    top = min(place for place, _person in ranked)
    unique = {person.id: person for place, person in ranked if place == top}
    return top, tuple(unique.values())


def named(tokens: list[list[Token]], find: Finder, near: Finder) -> Named | None:
    """The person named in the line: `tokens` are its free words in unbroken runs. None where nobody is found.

    Where a name is expected comes first, then anywhere; `near` (beginnings, typing errors) is asked when nothing is exact.
    """
    starts = [(run, at) for run in tokens for at in range(len(run))][:MOST_WORDS]
    weaker: Named | None = None
    for expected in (True, False):
        for run, at in starts:
            if run[at].is_first is not expected or not _may_begin(run[at], expected):
                continue
            hit = _longest(run, at, find)
            if hit is not None and (expected or hit[0] <= 3):
                return (_with_slip(run, hit[1], near) if hit[0] >= 5 else None) or hit[1]
            if hit is not None and weaker is None and hit[0] <= 4:
                weaker = hit[1]
    return weaker or _near(starts, near)


def _with_slip(run: list[Token], given: Named, near: Finder) -> Named | None:
    """A given name with a family name beside it that holds a typing error ("jean dupnt")."""
    beside = [token for token in run if token.start >= given.end][:1] + [
        token for token in run if token.end <= given.start
    ][-1:]
    among = {person.id for person in given.people}
    for token in beside:
        if len(token.text) > 3 and token.text not in COMMON:
            closer = tuple(person for person in near(token.text) if person.id in among)
            if closer:
                return Named(min(given.start, token.start), max(given.end, token.end), closer)
    return None


def _may_begin(token: Token, expected: bool) -> bool:
    if token.text in GLUE or token.text in TITLES or token.text.isdigit():
        return False
    return expected or (len(token.text) > 2 and token.text not in COMMON)


def _longest(run: list[Token], at: int, find: Finder) -> tuple[int, Named] | None:
    """The longest name that begins at `at`: a word nobody bears begins none, but for initials."""
    result: tuple[int, Named] | None = None
    for length in range(1, min(LONGEST, len(run) - at) + 1):
        part = run[at : at + length]
        typed = [token.text for token in part]
        if typed[-1] in GLUE or typed[-1] in TITLES:
            continue
        found = best(typed, find(" ".join(typed)))
        if found is not None:
            better = result is None or length > 1
            if better:
                result = found[0], Named(part[0].start, part[-1].end, found[1])
        elif result is None and len(typed[0]) > 3 and length > 2:
            break
    return result


def _near(starts: list[tuple[list[Token], int]], near: Finder) -> Named | None:
    """Somebody with a name like the first expected word; words after it that are theirs too tell them from others."""
    for run, at in starts[:8]:
        token = run[at]
        if not token.is_first or len(token.text) < 3 or not _may_begin(token, False):
            continue
        people = {person.id: person for person in near(token.text)}
        end = token.end
        for following in run[at + 1 : at + LONGEST] if people else ():
            closer = {key: person for key, person in people.items() if following.text in _all_words(person)}
            if not closer:
                break
            people, end = closer, following.end
        if people:
            return Named(token.start, end, tuple(people.values()))
    return None


def _all_words(person: Person) -> set[str]:
    return set(words(f"{person.given_name} {person.family_name} {person.company} {person.town}"))


def runs(line: Line) -> list[list[Token]]:
    """The free words in unbroken runs, then those among the words of a promise."""
    found: list[list[Token]] = []
    for wanted in (0, KEPT):
        run: list[Token] = []
        last = -1
        for hit in WORD.finditer(line.folded):
            start, end = hit.span()
            state = line.state[start]
            if any(line.state[at] != wanted for at in range(start, end)):
                continue
            joined = last >= 0 and not line.folded[last:start].strip(" .'’&/-_")
            if not joined or state != wanted or (any(line.state[last:start]) and wanted == 0):
                run = []
                found.append(run)
            before = run[-1].text if run else ""
            first = before in LEADS or before in TITLES if run else line.begins(start) or wanted == KEPT
            is_led = not run and BEFORE_NAME.search(line.folded[:start]) is not None
            run.append(Token(start, end, hit[0], first or is_led))
            last = end
    return found
