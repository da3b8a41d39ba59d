"""Who may be meant while a card is being typed: candidates by index, then how near each of them is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from petitcrm.features.contacts import queries as contacts
from petitcrm.features.contacts.queries import ContactRow
from petitcrm.features.contacts.settings import COUNTRY
from petitcrm.features.duplicates import facts as cards
from petitcrm.features.duplicates import keys
from petitcrm.features.duplicates.facts import Draft
from petitcrm.features.duplicates.likeness import Facts, Likeness, band_of, likeness
from petitcrm.features.duplicates.names import Words
from petitcrm.features.duplicates.places import Place
from petitcrm.store.connection import Reader, marks


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card of the base that the card being typed may be, and why."""

    contact_id: int
    uid: str
    name: str
    company: str
    town: str
    tier: str
    score: int
    band: str
    reasons: tuple[str, ...]


EACH = 20  # cards taken of each way to find some
MOST = 32  # cards compared
NUMBER = 8  # digits from which on a half-typed number is looked for: fewer begin thousands
SHOWN = 40  # the lowest score shown: half-typed names, with a word more


def alike(reader: Reader, draft: Draft, limit: int = 5, own_id: int | None = None) -> list[Candidate]:
    """The cards that a draft may be a second one of, best first. `own_id` is the card that is being changed itself.

    Half-typed words count as words begun. Fast enough to ask at every key.
    """
    typed = cards.of_draft(draft, COUNTRY.read(reader))
    met = Counter(_met(reader, typed))
    for one in _left_out(reader, own_id):
        met.pop(one, None)
    chosen = sorted(met, key=lambda one: (-met[one], one))[:MOST]
    likes = [
        (like, one)
        for one, card in cards.of_ids(reader, chosen).items()
        if (like := _likeness(typed, card)).score >= SHOWN
    ]
    likes.sort(key=lambda found: (-found[0].score, found[1]))
    return _shown(reader, likes[:limit])


def _left_out(reader: Reader, own_id: int | None) -> list[int]:
    if own_id is None:
        return []
    sql = "SELECT first_id + second_id - ? FROM not_same WHERE first_id = ? OR second_id = ?"
    return [own_id, *reader.column(sql, (own_id, own_id, own_id))]


def _shown(reader: Reader, likes: list[tuple[Likeness, int]]) -> list[Candidate]:
    rows: dict[int, ContactRow] = {row.id: row for row in contacts.rows(reader, [one for _like, one in likes])}
    return [
        Candidate(
            one,
            rows[one].uid,
            rows[one].display_name,
            rows[one].company if rows[one].kind == "person" else "",
            rows[one].town,
            rows[one].tier,
            like.score,
            like.band or "possible",
            like.reasons,
        )
        for like, one in likes
    ]


# ---- candidates -----------------------------------------------------------------------------------------------------


def _met(reader: Reader, typed: Facts) -> Iterator[int]:
    """Cards that share something with what is typed, as often as they do."""
    if typed.phones:
        yield from _numbers(reader, typed.phones)
    for email in typed.emails:
        if len(email) > 4:
            sql = "SELECT contact_id FROM email WHERE address >= ? AND address < ? LIMIT ?"
            yield from reader.column(sql, (email, email + "\U0010ffff", EACH))
    if typed.kind == "company":
        yield from _companies(reader, typed)
    else:
        yield from _people(reader, typed)


def _numbers(reader: Reader, numbers: Iterable[str]) -> Iterator[int]:
    for number in numbers:
        if number.startswith("+"):
            forms = [number, *(area + number[3:] for area in cards.OVERSEAS if number.startswith("+33"))]
            # the index is of those not empty
            sql = f"SELECT contact_id FROM phone WHERE e164 IN ({marks(len(forms))}) AND e164 <> '' LIMIT ?"  # noqa: S608
            yield from reader.column(sql, (*forms, EACH))
        elif len(number) >= NUMBER:
            yield from _matching(reader, f'phone : "{number}"*')


def _people(reader: Reader, typed: Facts) -> Iterator[int]:
    given, family = typed.given, typed.family
    for first, second in ((family, given), (given, family)):
        if first and second:
            yield from _sorted_under(reader, f"{' '.join(first)} {' '.join(second)}")
    if len("".join((*family, *given))) < 3:
        return
    if family and given:
        yield from _matching(reader, _begun((*family, *given)))
    if known_by := next((name for name in (family, given) if len("".join(name)) > 2), ()):
        yield from _with_surroundings(reader, _begun(known_by), typed)
    found = dict.fromkeys((*keys.by_name("person", given, family, ()), *keys.swapped(given, family)))
    yield from _by_keys(reader, found)


def _begun(names: Words) -> str:
    """Words as beginnings; a single letter begins too many, and says little beside a word."""
    telling = [word for word in names if len(word) > 1] if max(map(len, names)) > 2 else names
    return " AND ".join(f'name : "{word}"*' for word in telling)


def _with_surroundings(reader: Reader, names: str, typed: Facts) -> Iterator[int]:
    towns = {
        place.town.split(" ")[0] if not place.town.startswith("saint") else place.town.split(" ")[-1]
        for place in typed.places
    }
    for town in towns:
        if len(town) > 2:
            yield from _matching(reader, f'{names} AND town : "{town}"*')
    for place in typed.places:
        if len(place.postcode) > 2:
            yield from _matching(reader, f'{names} AND town : "{place.postcode}"*')
    if typed.kind == "person" and typed.company and len(typed.company[0]) > 2:
        yield from _matching(reader, f'{names} AND company : "{typed.company[0]}"*')


def _companies(reader: Reader, typed: Facts) -> Iterator[int]:
    words = [word for word in typed.company if len(word) > 1]
    if len("".join(words)) < 3:
        return
    names = _begun(tuple(words))
    yield from _sorted_under(reader, " ".join(words))
    yield from _matching(reader, names)
    yield from _with_surroundings(reader, names, typed)
    yield from _by_keys(reader, dict.fromkeys(keys.by_name("company", (), (), typed.company)))


def _sorted_under(reader: Reader, text: str) -> list[int]:
    sql = "SELECT id FROM contact WHERE trashed_at IS NULL AND sort_name >= ? AND sort_name < ? ORDER BY sort_name, id LIMIT ?"
    return reader.column(sql, (text, text + "\U0010ffff", EACH))


def _matching(reader: Reader, expression: str) -> list[int]:
    return reader.column("SELECT rowid FROM find_contact WHERE find_contact MATCH ? LIMIT ?", (expression, EACH))


def _by_keys(reader: Reader, found: Iterable[str]) -> Iterator[int]:
    for key in found:
        yield from reader.column("SELECT rowid FROM find_alike WHERE find_alike MATCH ? LIMIT ?", (f'"{key}"', EACH))


# ---- half-typed words -----------------------------------------------------------------------------------------------


def _likeness(typed: Facts, card: Facts) -> Likeness:
    """As if the words begun were those of the card; the more letters are still to come, the lower."""
    whole, to_come = _completed(typed, card)
    like = likeness(whole, card)
    if not to_come:
        return like
    score = max(0, like.score - min(9, to_come))
    return Likeness(score, band_of(score), like.codes)


def _completed(typed: Facts, card: Facts) -> tuple[Facts, int]:
    """What is typed with the words it begins written out as on the card, and how many letters that adds."""
    if typed.kind != card.kind:
        return typed, 0
    given, family = typed.given, typed.family
    if _begins(given, card.family) and _begins(family, card.given) and not _begins(family, card.family):
        given, family = family, given
    new = {
        name: (mine, yours)
        for name, mine, yours in (
            ("given", given, card.given),
            ("family", family, card.family),
            ("company", typed.company, card.company),
        )
        if mine != yours and _begins(mine, yours)
    }
    to_come = sum(len("".join(yours)) - len("".join(mine)) for mine, yours in new.values())
    places = tuple(_place(place, card.places) for place in typed.places)
    emails = tuple(_email(email, card.emails) for email in typed.emails)
    numbers = tuple(number for one in typed.phones if (number := _number(one, card.phones)))
    if not new and given is typed.given and (places, emails, numbers) == (typed.places, typed.emails, typed.phones):
        return typed, 0
    whole = replace(
        typed,
        given=_written(new, "given", given),
        family=_written(new, "family", family),
        company=_written(new, "company", typed.company),
        places=places,
        emails=emails,
        phones=numbers,
    )
    return whole, to_come


def _written(new: dict[str, tuple[Words, Words]], name: str, typed: Words) -> Words:
    return new[name][1] if name in new else typed


def _email(typed: str, card: tuple[str, ...]) -> str:
    return next((email for email in card if len(typed) > 4 and email.startswith(typed)), typed)


def _number(typed: str, card: tuple[str, ...]) -> str:
    """A whole number, or the one of the card that is begun; "" for one that is begun only, which says nothing yet."""
    if typed.startswith("+"):
        return typed
    national = typed.lstrip("0")
    return next((number for number in card if len(typed) >= NUMBER and number[-9:].startswith(national)), "")


def _begins(mine: Words, yours: Words) -> bool:
    """Whether a name of two letters or more begins another, or its words do: an initial is looked at as such."""
    typed, whole = "".join(mine), "".join(yours)
    if len(typed) < 2 or whole.startswith(typed):
        return len(typed) > 1
    return len(typed) > 2 and all(any(word.startswith(begun) for word in yours) for begun in mine)


def _place(typed: Place, card: tuple[Place, ...]) -> Place:
    for place in card:
        if place.town.startswith(typed.town) and place.postcode.startswith(typed.postcode):
            return Place(place.postcode if typed.postcode else "", place.town if typed.town else "", typed.street)
    return typed
