"""What changed, in the people who answered both times.

Mean change with a 95% interval from Student's t; effect size as the mean change over the average of the two
standard deviations (d_av), corrected for small groups (Hedges' J = 1 - 3/(4(n - 1) - 1)), as in
Lakens (2013), doi 10.3389/fpsyg.2013.00863.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

from evidence.synthesis.distributions import t_quantile

#: Fewer people than these are never shown.
FEWEST = 10


@dataclass(frozen=True)
class Change:
    """Matched pairs: how many, their means, the change with its interval, and the effect size."""

    pairs: int
    before: float
    after: float
    change: float
    low: float
    high: float
    effect: float | None


def matched(before: Mapping[str, float], after: Mapping[str, float]) -> list[tuple[float, float]]:
    """The scores of those who answered both times."""
    return [(before[key], after[key]) for key in sorted(before.keys() & after.keys())]


def change_of(pairs: Sequence[tuple[float, float]]) -> Change | None:
    """What changed; None for fewer than ten people, who could be recognised and tell little."""
    count = len(pairs)
    if count < FEWEST:
        return None
    firsts, seconds = [first for first, _second in pairs], [second for _first, second in pairs]
    gaps = [second - first for first, second in pairs]
    shift = mean(gaps)
    half = t_quantile(0.975, count - 1) * stdev(gaps) / sqrt(count)
    spread = sqrt((stdev(firsts) ** 2 + stdev(seconds) ** 2) / 2)
    effect = shift / spread * (1 - 3 / (4 * (count - 1) - 1)) if spread > 0 else None
    return Change(count, mean(firsts), mean(seconds), shift, shift - half, shift + half, effect)


def shown_count(count: int) -> str:
    """A count as it is shown: small ones are not told."""
    return str(count) if count >= FEWEST or count == 0 else f"fewer than {FEWEST}"


def share(part: int, whole: int) -> int | None:
    """Whole per cent; None where either is too small to be told."""
    if whole < FEWEST or 0 < part < FEWEST:
        return None
    return round(part * 100 / whole)
