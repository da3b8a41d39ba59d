"""Which field each column of a table holds, by its header and by its cells."""

import re
from collections.abc import Sequence

from petitcrm.base.people import clean_civility, looks_like_company
from petitcrm.base.phones import normalise
from petitcrm.features.imports import tabular
from petitcrm.features.imports.headers import KEYS, field_of, settled
from petitcrm.features.imports.spelling import word_set

_IS_EMAIL = re.compile(r"(?:mailto:)?[^\s@;,]+@[^\s@;,]+\.[a-zA-Z]{2,}(?:[;,\s]+\S+@\S+)*")
_IS_WEB = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:fr|com|net|org|eu|de|be|ch|io)(?:/\S*)?", re.I)
_IS_STREET = re.compile(
    r"\d+\s?(?:bis|ter|[a-zA-Z])?,?\s+\D.*|(?:rue|avenue|place|chemin|route|bd|boulevard|zi|za)\b.*", re.I
)
_IS_WORDS = re.compile(r"[^\d@]{2,60}")
_GIVEN = word_set(
    "jean pierre michel andre philippe alain bernard jacques daniel christian patrick nicolas laurent "
    "christophe david thierry "
    "stephane eric pascal olivier frederic thomas julien sebastien marc paul luc louis hugo lucas antoine "
    "alexandre guillaume "
    "vincent mathieu romain maxime benoit yves yann loic cyril marie anne catherine nathalie isabelle sylvie "
    "monique jacqueline "
    "francoise martine christine valerie sandrine veronique nicole stephanie celine sophie chantal patricia "
    "brigitte julie aurelie "
    "laurence laura camille lea emma chloe claire helene elise alice louise jeanne agnes beatrice caroline "
    "delphine emilie "
    "florence karine manon mathilde pauline sarah virginie zoe john james robert david mary susan peter hans "
    "klaus wolfgang karin "
    "sabine thomas ahmed mohamed fatima karim nadia amina dominique claude gilles bruno fabrice denis didier "
    "serge gerard"
)


def guess_mapping(header: Sequence[str], rows: Sequence[tabular.Row], width: int, country: str) -> list[str]:
    """One key per column, from the header and, where it says nothing, from what the cells look like."""
    names = [*header, *[""] * (width - len(header))]
    keys = [field_of(name)[0] if name.strip() else "" for name in names]
    columns = [tabular.column(rows, at) for at in range(width)]
    for at, key in enumerate(keys):
        if not key:
            keys[at] = _by_content(columns[at], country) or "extra"
        elif (
            (key in ("job_title", "department") or key.endswith(".region"))
            and tabular.share(columns[at], _has_letters) < 0.5
            and columns[at]
        ):
            keys[at] = "extra"
        elif key in ("stage", "tags") and tabular.share(columns[at], _is_letter) == 1:
            keys[at] = "tier"
    if not any(name.strip() for name in names):
        _guess_names(keys, columns)
    civil = [at for at, cells in enumerate(columns) if tabular.share(cells, clean_civility) > 0.5]
    return [key if key in KEYS else "extra" for key in settled(keys, [name or "?" for name in names], civil)]


def _is_letter(cell: str) -> bool:
    return len(cell) == 1 and cell.isalpha()


def _has_letters(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)


def _by_content(cells: Sequence[str], country: str) -> str:
    """What a column without a telling header holds, "" when its cells don't say."""
    if not cells:
        return ""
    if tabular.share(cells, _IS_EMAIL.fullmatch) >= 0.6:
        return "email"
    numbers = [normalise(cell, country) for cell in cells if cell[:1] in "0+("]
    good = [number for number in numbers if number]
    if len(good) >= 0.6 * len(cells):
        mobile = sum(1 for number in good if number.startswith(("+336", "+337")))
        return "phone:mobile" if mobile > 0.8 * len(good) else "phone:other"
    if tabular.share(cells, _IS_WEB.fullmatch) >= 0.6:
        return "web"
    return ""


def _guess_names(keys: list[str], columns: Sequence[Sequence[str]]) -> None:
    """A table without header: civility, postcode and the town beside it, street, company, names."""
    for at, cells in enumerate(columns):
        if keys[at] != "extra" or not cells:
            continue
        if tabular.share(cells, clean_civility) > 0.6:
            keys[at] = "civility"
        elif tabular.share(cells, re.compile(r"\d{4,5}").fullmatch) > 0.8 and _beside(columns, at):
            keys[at] = "address:work.postcode"
            keys[at + 1] = "address:work.town"
        elif tabular.share(cells, _IS_STREET.fullmatch) > 0.5:
            keys[at] = "address:work.street"
        elif tabular.share(cells, looks_like_company) > 0.3:
            keys[at] = "company"
    texts = [
        at for at, key in enumerate(keys) if key == "extra" and tabular.share(columns[at], _IS_WORDS.fullmatch) > 0.8
    ]
    if len(texts) >= 2 and "company" not in keys[: texts[0]]:
        _first_two(keys, columns, texts)
    elif texts:
        keys[texts[0]] = "full_name"


def _beside(columns: Sequence[Sequence[str]], at: int) -> bool:
    return at + 1 < len(columns) and tabular.share(columns[at + 1], _IS_WORDS.fullmatch) > 0.8


def _first_two(keys: list[str], columns: Sequence[Sequence[str]], texts: list[int]) -> None:
    one, two = texts[:2]
    several = tabular.share(columns[one], lambda cell: " " in cell)
    if several > 0.6:
        keys[one] = "full_name"
        keys[two] = "company" if "company" not in keys else "extra"
        return
    given = [
        tabular.share(columns[at], lambda cell: cell.split("-")[0].split(" ")[0].lower() in _GIVEN) for at in (one, two)
    ]
    upper = [tabular.share(columns[at], str.isupper) for at in (one, two)]
    first_is_family = given[1] > given[0] or (given[0] == given[1] and upper[0] >= upper[1])
    keys[one], keys[two] = ("family_name", "given_name") if first_is_family else ("given_name", "family_name")
    if len(texts) > 2 and "company" not in keys:
        keys[texts[2]] = "company"
