"""The chance of each band of impact, and of harm, in a new place: the predictive distribution cut at thresholds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.synthesis.absolute import ROUTES, checked_baseline
from evidence.synthesis.conversions import LOG_ODDS_PER_SD, logit
from evidence.synthesis.inference import upper
from evidence.synthesis.measures import Direction, Measure, Prediction, Refused
from evidence.synthesis.results import Pooled


@dataclass(frozen=True)
class Band:
    """A band of impact: relative reductions of the harm of at least `at_least` (a fraction) up to the next band."""

    name: str
    at_least: float


IMPACT_BANDS = (
    Band("high", 0.30),
    Band("moderate", 0.10),
    Band("low", 0.02),
    Band("none", -0.02),
    Band("harm", -math.inf),
)


@dataclass(frozen=True)
class BandChances:
    """The chance of each band in a new place, in the order of the bands, summing to 1, and how they were made."""

    chances: tuple[tuple[str, float], ...]
    method: str

    def of(self, name: str) -> float:
        """The chance of one band; KeyError for an unknown name."""
        return dict(self.chances)[name]


def chance_of_bands(
    pooled: Pooled, bands: Sequence[Band] = IMPACT_BANDS, baseline: float | None = None
) -> BandChances | Refused:
    """The chance that the true effect in a new place falls in each band, from the predictive distribution.

    `bands` go from the best down; the last takes all that is left. Reductions are relative to the harm
    without the programme: 1 less the ratio for risk, rate and hazard ratios of a harm; other measures need a
    `baseline` risk of the harm. Refused without a predictive distribution, a needed baseline, or a fitting
    measure. Raises ValueError for a baseline outside (0, 1) and for bands that are not in falling order.
    """
    thresholds = [band.at_least for band in bands]
    if not bands or any(above <= below for above, below in pairwise(thresholds)):
        raise ValueError("Bands go from the largest reduction down.")
    if pooled.prediction_se is None or pooled.prediction is None:
        return Refused(
            "There is no predictive distribution: it needs a random-effects model and enough studies."
        )
    problem = _why_not(pooled, baseline)
    if problem:
        return Refused(problem)
    limits = [effect_at(pooled, threshold, baseline) for threshold in thresholds[:-1]]
    reached = [_chance_beyond(pooled, limit, pooled.prediction_se) for limit in limits]
    chances = (upto - before for upto, before in zip([*reached, 1.0], [0.0, *reached], strict=True))
    named = tuple((band.name, max(0.0, chance)) for band, chance in zip(bands, chances, strict=True))
    return BandChances(named, _method_words(pooled, pooled.prediction, baseline))


def _why_not(pooled: Pooled, baseline: float | None) -> str:
    if baseline is not None:
        checked_baseline(baseline)
    if pooled.measure not in ROUTES:
        return f"{pooled.measure.opening} does not say how many people come to harm."
    if _is_own_scale(pooled):
        return ""
    if pooled.measure in (Measure.IRR, Measure.HR):
        return f"The {pooled.measure.in_words} counts a good; enter it as the ratio of the harm."
    if baseline is None:
        return f"{pooled.measure.opening} becomes a relative reduction at a baseline risk only; state one."
    return ""


def _is_own_scale(pooled: Pooled) -> bool:
    """Whether one less the ratio is itself the relative reduction of the harm."""
    ratio = pooled.measure in (Measure.RR, Measure.IRR, Measure.HR)
    return ratio and pooled.direction is Direction.FEWER_IS_BETTER


def _chance_beyond(pooled: Pooled, limit: float, se: float) -> float:
    """The chance of an effect on the better side of a limit, which may be infinite."""
    fewer = pooled.direction is Direction.FEWER_IS_BETTER
    if math.isinf(limit):
        return 1.0 if (limit > 0) == fewer else 0.0
    distance = (limit - pooled.estimate) / se
    return upper(-distance if fewer else distance, pooled.prediction_df)


def effect_at(pooled: Pooled, reduction: float, baseline: float | None) -> float:
    """The effect on the scale of analysis at which the harm falls by a share of itself; infinite if none can."""
    if baseline is None or _is_own_scale(pooled):
        return math.log1p(-reduction) if reduction < 1 else -math.inf
    # For an effect that counts the good, a smaller harm is a larger effect.
    sign = 1 if pooled.direction is Direction.FEWER_IS_BETTER else -1
    after = baseline * (1 - reduction)
    if pooled.measure is Measure.RD:
        return sign * (after - baseline)
    if not 0 < after < 1:
        return sign * (-math.inf if after <= 0 else math.inf)
    if pooled.measure is Measure.RR:
        return math.log((1 - after) / (1 - baseline))
    return sign * (logit(after) - logit(baseline)) / (LOG_ODDS_PER_SD if pooled.measure is Measure.SMD else 1)


def _method_words(pooled: Pooled, convention: Prediction, baseline: float | None) -> str:
    words = f"Chances from the predictive distribution of a new place's true effect, {convention.in_words}."
    if baseline is None or _is_own_scale(pooled):
        return words
    return f"{words} {ROUTES[pooled.measure]} The baseline is {baseline:.1%}."
