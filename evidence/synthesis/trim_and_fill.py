"""Trim and fill: how many studies does a symmetric funnel lack, and what would they change?

Sources: Duval and Tweedie (2000a, 2000b). Conventions are those of R's `metafor::trimfill`, but for one: the
filled effects are pooled with the interval asked for, where metafor falls back to the normal one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Unpack

from evidence.synthesis.effect_sizes import EffectSize
from evidence.synthesis.heterogeneity import between_study_variance
from evidence.synthesis.least_squares import fit, intercept_only
from evidence.synthesis.measures import CannotPool, Interval, Model, Refused
from evidence.synthesis.moderators import regress
from evidence.synthesis.pooling import Choices, pool
from evidence.synthesis.results import Pooled

FEWEST = 3
MOST_ROUNDS = 100


class Side(StrEnum):
    """The side of the funnel from which studies seem to be missing: low or high estimates."""

    LEFT = "left"
    RIGHT = "right"


class Estimator(StrEnum):
    """Duval and Tweedie's estimators of how many studies are missing."""

    L0 = "L0"
    R0 = "R0"
    Q0 = "Q0"


@dataclass(frozen=True)
class Filled:
    """Trim and fill: how many studies seem missing and where, and the pooled effect with their mirror images.

    `missing_p` is the chance of so many under symmetry, known for R0 only.
    """

    estimator: Estimator
    side: Side
    missing: int
    missing_se: float
    missing_p: float | None
    before: Pooled
    after: Pooled
    added: tuple[EffectSize, ...]
    warnings: tuple[str, ...]


def trim_and_fill(
    effects: Sequence[EffectSize],
    *,
    estimator: Estimator = Estimator.L0,
    side: Side | None = None,
    **choices: Unpack[Choices],
) -> Filled | Refused:
    """Estimate how many studies a symmetric funnel lacks and pool again with their mirror images.

    `side` left out is right when effects fall with their standard errors (by mixed-effects regression), else
    left. `choices` are those of `pool`. Refused below three studies and when the rounds do not settle.
    """
    before = pool(effects, **choices)
    if isinstance(before, CannotPool):
        return before
    if len(effects) < FEWEST:
        return CannotPool(f"Trim and fill needs at least three studies, not {len(effects)}.")
    model = before.model
    side = side or _emptier_side(effects, model)
    found = _trimmed(effects, side, estimator, model)
    if found is None:
        return CannotPool(f"Trim and fill ({estimator}) did not settle on a number of missing studies.")
    added = _mirror_images(effects, found)
    after = pool([*effects, *added], **choices) if added else before
    if isinstance(after, CannotPool):
        return after
    p = _chance_of_more(found.missing) if estimator is Estimator.R0 else None
    return Filled(estimator, side, found.missing, found.se, p, before, after, added, FILL_WORDS)


FILL_WORDS = (
    "Trim and fill asks what would change if the funnel were symmetric; the studies added are imagined, and the"
    " result is a test of robustness, not a better estimate.",
)


@dataclass(frozen=True)
class _Trimmed:
    missing: int
    se: float
    centre: float
    order: list[int]


def _emptier_side(effects: Sequence[EffectSize], model: Model) -> Side:
    found = regress(
        effects, [effect.se for effect in effects], model=model, interval=Interval.NORMAL, allow_shared=True
    )
    falls = not isinstance(found, Refused) and found.coefficients[1].test.estimate < 0
    return Side.RIGHT if falls else Side.LEFT


def _trimmed(
    effects: Sequence[EffectSize], side: Side, estimator: Estimator, model: Model
) -> _Trimmed | None:
    """Trim the extreme studies, find the centre, count again, until the count stays; mirrored for the right."""
    sign = -1 if side is Side.RIGHT else 1
    order = sorted(range(len(effects)), key=lambda n: sign * effects[n].estimate)
    values = [sign * effects[n].estimate for n in order]
    variances = [effects[n].variance for n in order]
    k, missing = len(order), 0
    for _round in range(MOST_ROUNDS):
        kept = intercept_only(values[: k - missing], variances[: k - missing])
        centre = fit(kept, between_study_variance(kept, model).value).coefficients[0]
        count = _count([value - centre for value in values], estimator)
        if count is None:
            return None
        counted, se = count
        if counted == missing:
            return _Trimmed(missing, se, sign * centre, order)
        # More cannot be trimmed than leaves one study.
        missing = min(counted, k - 1)
    return None


def _count(residuals: Sequence[float], estimator: Estimator) -> tuple[int, float] | None:
    """How many studies are missing on the left, rounded, with the standard error; None where Q0 has no value."""
    k = len(residuals)
    by_size = sorted(range(k), key=lambda n: abs(residuals[n]))
    rank = {n: place for place, n in enumerate(by_size, start=1)}
    if estimator is Estimator.R0:
        below = [rank[n] for n in range(k) if residuals[n] < 0]
        run = k - max(below, default=0) - 1
        return max(0, run), math.sqrt(2 * max(0, run) + 2)
    above = sum(rank[n] for n in range(k) if residuals[n] > 0)
    if estimator is Estimator.L0:
        raw = (4 * above - k * (k + 1)) / (2 * k - 1)
        return max(0, round(raw)), 4 * math.sqrt(_rank_variance(k, raw)) / (2 * k - 1)
    under_root = 2 * k * k - 4 * above + 0.25
    if under_root <= 0:
        return None
    raw = k - 0.5 - math.sqrt(under_root)
    se = 2 * math.sqrt(_rank_variance(k, raw)) / math.sqrt((k - 0.5) ** 2 - raw * (2 * k - raw - 1))
    return max(0, round(raw)), se


def _rank_variance(k: int, missing: float) -> float:
    """The variance of the rank sum when so many are missing (Duval and Tweedie 2000a)."""
    m = missing
    whole = (
        k * (k + 1) * (2 * k + 1) + 10 * m**3 + 27 * m**2 + 17 * m - 18 * k * m**2 - 18 * k * m + 6 * k**2 * m
    )
    return max(0.0, whole / 24)


def _mirror_images(effects: Sequence[EffectSize], found: _Trimmed) -> tuple[EffectSize, ...]:
    """The most extreme studies reflected in the centre."""
    extreme = found.order[len(found.order) - found.missing :]
    return tuple(
        replace(
            effects[n],
            label=f"Imagined mirror of {effects[n].label}",
            estimate=2 * found.centre - effects[n].estimate,
            sample_cluster="",
            shared_control="",
            counts=None,
            notes=(),
        )
        for n in extreme
    )


def _chance_of_more(missing: int) -> float:
    """The chance of a run at least so long when nothing is missing."""
    return 1 - math.fsum(0.5 ** (m + 2) for m in range(-1, missing))
