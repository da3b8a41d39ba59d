"""The collector of cyclic garbage, told to rest where it would be in the way."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_resting = 0


@contextmanager
def resting() -> Iterator[None]:
    """Without the collector inside; as before afterwards."""
    global _resting
    was_collecting = gc.isenabled()
    gc.disable()
    _resting += 1
    try:
        yield
    finally:
        _resting -= 1
        if was_collecting:
            gc.enable()


def by_hand() -> None:
    """From now on nothing is collected by itself; `collect_some` does it, called now and then by one thread."""
    gc.disable()


def collect_some() -> None:
    """Collect as much as the collector would have done by itself since the last time; nothing while it rests."""
    if _resting:
        return
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > limits[generation]:
            gc.collect(generation)
            return
