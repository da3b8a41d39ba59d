"""How a letter greets and takes leave: civility × language -> appel and closing.

The texts belong to the letter, hence to its recipient's language, never to the interface: they are tables, not
translations. French after NF Z11-001 and usage: the appel in full, in capitals, without a surname, and the closing
repeats it exactly; "agréer … mes salutations", never "l'expression de mes salutations".
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from petitcrm.features.letters.recipient import Recipient

LANGUAGES = ("fr", "en", "de", "es", "it")


@dataclass(frozen=True, slots=True)
class Salutation:
    """`appel` as it opens the letter, with its punctuation; `closing` as it ends it."""

    appel: str
    closing: str

    @property
    def bare(self) -> str:
        """The appel without its last punctuation, for use inside a sentence."""
        return self.appel.rstrip(" ,:;.!\u00a0\u202f")


# What people write in the civility field, without case and dots -> the kind of person.
_KINDS = {
    "man": "m monsieur mr mister herr herrn sr señor sig signor signore",
    "woman": "mme madame mlle mademoiselle mrs ms miss frau sra señora srta sigra signora signorina",
    "men": "mm messieurs herren",
    "women": "mmes mesdames",
    "doctor": "dr docteur doctor dott dottore dottoressa dra",
    "lawyer": "me maître maitre avv avvocato",
    "professor": "pr prof professeur professor professore",
    "couple": "m et mme|mme et m|monsieur et madame|madame et monsieur|mr and mrs|mr & mrs|herr und frau|frau und herr"
    "|sr y sra|m & mme|sig e sigra",
}
_KIND_OF = {
    word: kind for kind, words in _KINDS.items() for word in words.split("|" if kind == "couple" else None)
}  # fmt: skip

# Civility in the address block, abbreviated as each language writes it there.
_IN_ADDRESS = {
    "fr": {"man": "M.", "woman": "Mme", "men": "MM.", "women": "Mmes", "couple": "M. et Mme", "doctor": "Dr",
           "lawyer": "Me", "professor": "Pr"},
    "en": {"man": "Mr", "woman": "Ms", "couple": "Mr and Mrs", "doctor": "Dr", "professor": "Prof"},
    "de": {"man": "Herrn", "woman": "Frau", "couple": "Herrn und Frau", "doctor": "Dr.", "professor": "Prof."},
    "es": {"man": "Sr.", "woman": "Sra.", "couple": "Sr. y Sra.", "doctor": "Dr.", "professor": "Prof."},
    "it": {"man": "Sig.", "woman": "Sig.ra", "couple": "Sig. e Sig.ra", "doctor": "Dott.", "lawyer": "Avv.",
           "professor": "Prof."},
}  # fmt: skip

# kind -> (formal, familiar). {name}: the family name, {full}: given and family name, {given}: the given name.
# "nobody": a company or somebody unknown; "unknown": a name without a civility.
_APPELS = {
    "fr": {
        "man": ("Monsieur", "Cher Monsieur"),
        "woman": ("Madame", "Chère Madame"),
        "men": ("Messieurs", "Chers Messieurs"),
        "women": ("Mesdames", "Chères Mesdames"),
        "couple": ("Madame, Monsieur", "Chère Madame, Cher Monsieur"),
        "doctor": ("Docteur", "Cher Docteur"),
        "lawyer": ("Maître", "Cher Maître"),
        "professor": ("Professeur", "Cher Professeur"),
        "unknown": ("Madame, Monsieur", "Madame, Monsieur"),
        "nobody": ("Madame, Monsieur", "Madame, Monsieur"),
    },
    "en": {
        "man": ("Dear Mr {name}", "Dear {given}"),
        "woman": ("Dear Ms {name}", "Dear {given}"),
        "couple": ("Dear Mr and Mrs {name}", "Dear Mr and Mrs {name}"),
        "doctor": ("Dear Dr {name}", "Dear Dr {name}"),
        "professor": ("Dear Professor {name}", "Dear Professor {name}"),
        "unknown": ("Dear {full}", "Dear {given}"),
        "nobody": ("Dear Sir or Madam", "Dear Sir or Madam"),
    },
    "de": {
        "man": ("Sehr geehrter Herr {name}", "Lieber Herr {name}"),
        "woman": ("Sehr geehrte Frau {name}", "Liebe Frau {name}"),
        "couple": ("Sehr geehrte Frau {name}, sehr geehrter Herr {name}", "Liebe Frau {name}, lieber Herr {name}"),
        "doctor": ("Guten Tag Dr. {name}", "Guten Tag Dr. {name}"),
        "professor": ("Guten Tag Prof. {name}", "Guten Tag Prof. {name}"),
        "unknown": ("Guten Tag {full}", "Guten Tag {full}"),
        "nobody": ("Sehr geehrte Damen und Herren", "Sehr geehrte Damen und Herren"),
    },
    "es": {
        "man": ("Estimado Sr. {name}", "Estimado {given}"),
        "woman": ("Estimada Sra. {name}", "Estimada {given}"),
        "couple": ("Estimados Sr. y Sra. {name}", "Estimados Sr. y Sra. {name}"),
        "doctor": ("Estimado/a Dr./Dra. {name}", "Estimado/a Dr./Dra. {name}"),
        "unknown": ("Estimado/a {full}", "Estimado/a {given}"),
        "nobody": ("Estimados señores", "Estimados señores"),
    },
    "it": {
        "man": ("Egregio Sig. {name}", "Gentile Sig. {name}"),
        "woman": ("Gentile Sig.ra {name}", "Gentile Sig.ra {name}"),
        "couple": ("Gentili Signori {name}", "Gentili Signori {name}"),
        "doctor": ("Gentile Dott. {name}", "Gentile Dott. {name}"),
        "lawyer": ("Gentile Avv. {name}", "Gentile Avv. {name}"),
        "professor": ("Gentile Prof. {name}", "Gentile Prof. {name}"),
        "unknown": ("Gentile {full}", "Gentile {full}"),
        "nobody": ("Gentili Signori", "Gentili Signori"),
    },
}
_MARKS = {"es": ":"}  # Spanish opens with a colon, the others with a comma

# (to nobody in particular, to a named person, to somebody well known)
_CLOSINGS = {
    "fr": ("Veuillez agréer, {appel}, mes salutations distinguées.",) * 3,
    "en": ("Yours faithfully,", "Yours sincerely,", "Kind regards,"),
    "de": ("Mit freundlichen Grüßen", "Mit freundlichen Grüßen", "Mit herzlichen Grüßen"),
    "es": ("Atentamente,", "Atentamente,", "Un cordial saludo,"),
    "it": ("Distinti saluti", "Distinti saluti", "Cordiali saluti"),
}

_FUNCTION = re.compile(r"(m\.?|mr|monsieur|mme|madame)\s+((?:le|la)\s|l['’])(.+)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def supported(language: str) -> str:
    """The letter language for "fr", "fr-CA", "EN_us"…; French for an unknown or empty one."""
    short = language.strip()[:2].lower()
    return short if short in LANGUAGES else "fr"


@lru_cache(maxsize=1024)
def kind_of(civility: str) -> str:
    """ "man", "woman", "couple", "doctor", "lawyer"… or "" when the civility says nothing we know."""
    words = _SPACES.sub(" ", civility.replace(".", "").casefold()).strip()
    return _KIND_OF.get(words, "")


def address_civility(civility: str, language: str) -> str:
    """The civility as the address line of `language` writes it ("M.", "Herrn", "Mr"); an unknown one unchanged."""
    return _IN_ADDRESS[supported(language)].get(kind_of(civility), civility)


def for_recipient(recipient: "Recipient", familiar: bool = False, language: str = "") -> Salutation:
    """The appel and the closing for `recipient`.

    In: `familiar` for somebody well known ("Cher Monsieur,"), `language` of the letter where it is not the recipient's
    own. The recipient's `salutation` replaces the appel, and the closing repeats it.
    """
    language = supported(language or recipient.language)
    bare, named = (
        _shared_appel(recipient.sharing, familiar, language)
        if recipient.sharing
        else _bare_appel(recipient, familiar, language)
    )
    own = _SPACES.sub(" ", recipient.salutation).strip()
    appel = f"{bare}{_MARKS.get(language, ',')}"
    if own:
        bare = own.rstrip(" ,:;.!") or bare
        appel = own if own[-1] in ",:;.!" else f"{own}{_MARKS.get(language, ',')}"
        named = True
    closing = _CLOSINGS[language][(2 if familiar else 1) if named else 0]
    return Salutation(appel, closing.replace("{appel}", bare))


def _bare_appel(recipient: "Recipient", familiar: bool, language: str) -> tuple[str, bool]:
    """The appel without punctuation, and whether it is said to a person we can name."""
    table = _APPELS[language]
    if not recipient.is_person and not (recipient.kind != "company" and recipient.civility.strip()):
        return table["nobody"][familiar], False
    if language == "fr" and (function := _function(recipient.civility)):
        return (_dear(function) if familiar else function), True
    kind = kind_of(recipient.civility)
    pattern = table[kind if kind in table else "unknown"][familiar]
    filled = _with_names(pattern, recipient)
    if filled is None:
        filled = _with_names(table["unknown"][False], recipient)
    return (filled, True) if filled else (table["nobody"][familiar], False)


def _shared_appel(people: "tuple[Recipient, ...]", familiar: bool, language: str) -> tuple[str, bool]:
    """The appel to two people of different surnames, the lady first; to more of them as to nobody in particular."""
    table = _APPELS[language]
    kinds = {kind_of(one.civility) for one in people}
    if len(people) != 2 or not kinds <= {"man", "woman"}:
        return table["nobody"][familiar], False
    if language == "fr":
        kind = "couple" if len(kinds) == 2 else "men" if kinds == {"man"} else "women"
        return table[kind][familiar], True
    first, second = sorted(people, key=lambda one: kind_of(one.civility) != "woman")
    (bare, is_named), (other, is_other_named) = (_bare_appel(one, familiar, language) for one in (first, second))
    if not (is_named and is_other_named):
        return table["nobody"][familiar], False
    if language == "en":
        return f"{bare} and {other.removeprefix('Dear ')}", True
    return f"{bare}, {other[0].lower()}{other[1:]}", True


def _with_names(pattern: str, recipient: "Recipient") -> str | None:
    """`pattern` with the names it asks for, None when one of them is missing."""
    given, family = recipient.given_name.strip(), recipient.family_name.strip()
    for field, value in (("{name}", family), ("{given}", given), ("{full}", f"{given} {family}".strip())):
        if field in pattern:
            if not value:
                return None
            return pattern.replace(field, value)
    return pattern


def _function(civility: str) -> str:
    """ "Monsieur le Directeur" for "M. le Directeur", "" for any other civility."""
    found = _FUNCTION.fullmatch(_SPACES.sub(" ", civility).strip())
    if not found:
        return ""
    person = "Monsieur" if found[1].lower().startswith(("m.", "mr", "mo")) or found[1].lower() == "m" else "Madame"
    return f"{person} {found[2].lower()}{found[3]}"


def _dear(function: str) -> str:
    return f"{'Cher' if function.startswith('Monsieur') else 'Chère'} {function}"
