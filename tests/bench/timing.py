"""Timing several things in turns, so that a busy moment touches all of them alike."""

from collections.abc import Callable, Mapping
from statistics import median, quantiles
from time import perf_counter

Work = Callable[[], object]


def in_turns(works: Mapping[str, Work], *, rounds: int, warm: int = 5) -> dict[str, list[float]]:
    """Milliseconds of each work, `rounds` times in turns after `warm` rounds that are not counted."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + warm):
        for name, work in works.items():
            began = perf_counter()
            work()
            if number >= warm:
                times[name].append((perf_counter() - began) * 1000)
    return times


def summary(times: list[float]) -> dict[str, float]:
    """Median, quartiles and the 95th percentile."""
    parts = quantiles(times, n=20)
    return {"median": median(times), "low": parts[4], "high": parts[14], "p95": parts[18]}


def report(
    title: str, times: Mapping[str, list[float]], *, against: str, by: str = "median"
) -> dict[str, float]:
    """Print a table with each work's ratio to `against`; returns the ratios."""
    base = summary(times[against])[by]
    ratios = {}
    print(f"\n{title} (ms; quartiles in brackets; ratio of {by} to {against})")
    for name, values in times.items():
        s = summary(values)
        ratios[name] = s[by] / base
        print(
            f"  {name:34} {s['median']:8.2f}  [{s['low']:.2f} to {s['high']:.2f}]"
            f"  p95 {s['p95']:8.2f}  x {ratios[name]:.2f}"
        )
    return ratios
