"""What can be asked about duplicates: who is alike to a card being typed, and all pairs of the base."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from petitcrm.base import garbage
from petitcrm.base.errors import Cancelled
from petitcrm.features.duplicates import facts as cards
from petitcrm.features.duplicates import keys
from petitcrm.features.duplicates.facts import Draft
from petitcrm.features.duplicates.half_typed import Candidate, alike
from petitcrm.features.duplicates.likeness import Facts, Likeness, likeness
from petitcrm.features.duplicates.merging import MergePlan, merge_plan
from petitcrm.store.connection import Reader, column_among

__all__ = ["Candidate", "Draft", "MergePlan", "Pair", "alike", "merge_plan", "pairs"]

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be of one person or company; `a` is the older one."""

    a_id: int
    b_id: int
    a_uid: str
    b_uid: str
    score: int
    band: str
    reasons: tuple[str, ...]


LARGEST = 60  # cards that share a key and are compared each with each; beyond, those that share more than the key
LARGEST_CLOSE = 100
_KEYS: tuple[Callable[[Facts], Iterator[str]], ...] = (
    keys.of_numbers,
    keys.of_names,
    keys.of_initials,
    keys.of_surroundings,
)


def pairs(reader: Reader, progress: Progress | None = None) -> list[Pair]:
    """All pairs of the base that may be one, best first, without those said not to be the same.

    `progress(done, total)` is asked now and then; False stops: Cancelled is raised.
    """
    with garbage.resting():
        known = list(cards.of_all(reader))
        found = _compare_all(known, progress)
    apart = set(reader.execute("SELECT first_id, second_id FROM not_same"))
    kept = [(pair, like) for pair, like in found.items() if pair not in apart]
    kept.sort(key=lambda one: (-one[1].score, one[0]))
    uids = dict(reader.execute("SELECT id, uid FROM contact WHERE trashed_at IS NULL")) if kept else {}
    return [Pair(a, b, uids[a], uids[b], like.score, like.band, like.reasons) for (a, b), like in kept]


def standing(reader: Reader, found: Iterable[Pair]) -> list[Pair]:
    """Those of `found` that still stand: both cards are there, and nobody has said that they are not the same."""
    known = list(found)
    ids = sorted({one for pair in known for one in (pair.a_id, pair.b_id)})
    alive = set(column_among(reader, "SELECT id FROM contact WHERE trashed_at IS NULL AND id", ids))
    apart = set(reader.rows("SELECT first_id, second_id FROM not_same"))
    return [
        pair
        for pair in known
        if pair.a_id in alive and pair.b_id in alive and tuple(sorted((pair.a_id, pair.b_id))) not in apart
    ]


def _compare_all(known: list[tuple[int, Facts]], progress: Progress | None) -> dict[tuple[int, int], Likeness]:
    """The pairs that may be one, by their ids."""
    found: dict[tuple[int, int], Likeness] = {}
    total = len(known) * len(_KEYS)
    for turn, keys_of in enumerate(_KEYS):
        done, seen = turn * len(known), set[int]()
        for block in _blocks(known, keys_of):
            for first, second in _each_with_each(known, block, keys_of is keys.of_initials):
                pair = first * _PLACES + second
                if pair in seen:
                    continue
                seen.add(pair)
                like = likeness(known[first][1], known[second][1])
                if like.band:
                    found[known[first][0], known[second][0]] = like
            done += len(block)
            _ask(progress, min(done, (turn + 1) * len(known)), total)
    _ask(progress, total, total)
    return found


def _each_with_each(known: list[tuple[int, Facts]], block: list[int], of_initials: bool) -> Iterable[tuple[int, int]]:
    """The pairs of a block; of those that share an initial, only the ones of whom one has little more."""
    if not of_initials:
        return combinations(block, 2)
    begun = {at for at in block if keys.is_begun(known[at][1])}
    return ((min(one, at), max(one, at)) for one in begun for at in block if at not in begun or one < at)


def _ask(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and not progress(done, total):
        raise Cancelled


def _blocks(known: list[tuple[int, Facts]], keys_of: Callable[[Facts], Iterator[str]]) -> Iterator[list[int]]:
    """Places in `known` of cards that share a key, in order; a large block is split by more of the card."""
    everybody = range(len(known))
    for block in _shared_keys(known, everybody, keys_of):
        if len(block) <= LARGEST:
            yield block
        else:
            yield from (small for small in _shared_keys(known, block, keys.closer) if len(small) <= LARGEST_CLOSE)


def _shared_keys(
    known: list[tuple[int, Facts]], among: Iterable[int], keys_of: Callable[[Facts], Iterator[str]]
) -> Iterator[list[int]]:
    """Lists of two or more of `among` that share a key. Sorted as numbers (hash, place): a tenth of the memory of texts."""
    entries = sorted({hash(key) % _HASHES * _PLACES + at for at in among for key in keys_of(known[at][1])})
    for _key, run in groupby(entries, _PLACES.__rfloordiv__):
        block = [entry % _PLACES for entry in run]
        if len(block) > 1:
            yield block


_HASHES, _PLACES = 1 << 40, 1 << 24
