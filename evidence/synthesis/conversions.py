"""From standardised mean differences to log odds ratios and back, and from odds to risks.

The factor pi / sqrt(3) is the standard deviation of the logistic distribution: Hasselblad and Hedges (1995),
Chinn (2000). It takes the outcome to be a cut through an underlying score of about that shape.
"""

import math
from dataclasses import replace

from evidence.synthesis.effect_sizes import EffectSize
from evidence.synthesis.measures import Measure

LOG_ODDS_PER_SD = math.pi / math.sqrt(3)
CONVERTED = "Converted by the factor pi / sqrt(3) (Hasselblad and Hedges 1995; Chinn 2000)."


def log_odds_from_smd(estimate: float, variance: float) -> tuple[float, float]:
    """A standardised mean difference and its variance as a log odds ratio and its variance."""
    return estimate * LOG_ODDS_PER_SD, variance * LOG_ODDS_PER_SD**2


def smd_from_log_odds(estimate: float, variance: float) -> tuple[float, float]:
    """A log odds ratio and its variance as a standardised mean difference and its variance."""
    return estimate / LOG_ODDS_PER_SD, variance / LOG_ODDS_PER_SD**2


def as_odds_ratio(effect: EffectSize) -> EffectSize:
    """A standardised mean difference as a log odds ratio, with a note; ValueError for another measure."""
    if effect.measure is not Measure.SMD:
        raise ValueError(f"{effect.measure.opening} is not a standardised mean difference.")
    return _converted(effect, log_odds_from_smd(effect.estimate, effect.variance), Measure.OR)


def as_smd(effect: EffectSize) -> EffectSize:
    """A log odds ratio as a standardised mean difference, with a note; ValueError for another measure."""
    if effect.measure is not Measure.OR:
        raise ValueError(f"{effect.measure.opening} is not an odds ratio.")
    return _converted(effect, smd_from_log_odds(effect.estimate, effect.variance), Measure.SMD)


def logit(risk: float) -> float:
    """The log odds of a risk strictly between 0 and 1."""
    return math.log(risk) - math.log1p(-risk)


def risk_after_log_odds(risk: float, change: float) -> float:
    """A risk whose log odds have changed by so much."""
    odds = logit(risk) + change
    # Written for each sign, so that neither a small nor a large risk loses its digits.
    return 1 / (1 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1 + math.exp(odds))


def _converted(effect: EffectSize, numbers: tuple[float, float], measure: Measure) -> EffectSize:
    return replace(
        effect,
        estimate=numbers[0],
        variance=numbers[1],
        measure=measure,
        counts=None,
        notes=(*effect.notes, CONVERTED),
    )
