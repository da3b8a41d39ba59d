"""Measuring: best and percentiles of a job, and ratios against a bare baseline in the same run."""

import resource
import statistics
import time
from collections.abc import Callable


def milliseconds(job: Callable[[], object], times: int) -> list[float]:
    """How long each of `times` runs took."""
    taken = []
    for _turn in range(times):
        start = time.perf_counter()
        job()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def percentile(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))]


def told(name: str, taken: list[float], bare: list[float] | None = None, limit: str = "") -> None:
    line = f"{name:52} p50 {statistics.median(taken):9.2f}  p95 {percentile(taken, 0.95):9.2f} ms"
    if bare:
        ratios = [statistics.median(taken) / statistics.median(bare), percentile(taken, 0.95) / percentile(bare, 0.95)]
        line += f"  bare {statistics.median(bare):8.2f} {percentile(bare, 0.95):8.2f}  ratio {ratios[0]:5.2f} {ratios[1]:5.2f}"
    print(line + (f"   (wanted: {limit})" if limit else ""), flush=True)


def memory() -> float:
    """Memory of this process now, in MB."""
    with open("/proc/self/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak() -> float:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
