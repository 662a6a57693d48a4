"""From a fit to tests and intervals: normal, Hartung-Knapp, and its guard; and prediction intervals.

Sources: Hartung and Knapp (2001), Sidik and Jonkman (2002), Knapp and Hartung (2003) for meta-regression; the
ad hoc guard in Knapp and Hartung (2003); Higgins, Thompson and Spiegelhalter (2009) and Riley, Higgins and
Deeks (2011) for prediction. Conventions are those of R's metafor (`test="z"`, `"knha"`, `"adhoc"`).
"""

import math
from dataclasses import dataclass

from evidence.synthesis.distributions import normal_quantile, normal_upper, t_quantile, t_upper
from evidence.synthesis.least_squares import Fit
from evidence.synthesis.measures import Interval, Prediction

ROUNDING = 2.220446049250313e-16
SAME = 1e-9


@dataclass(frozen=True)
class Test:
    """An estimate with its standard error, statistic, p and interval; `df` is None for a z test."""

    __test__ = False

    estimate: float
    se: float
    statistic: float
    df: int | None
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """Where the true effect of a new study would lie: the distribution and its interval."""

    convention: Prediction
    se: float
    df: int | None
    low: float
    high: float


def scaling(found: Fit, spare: int) -> float:
    """Hartung and Knapp's factor for the variance: the weighted residual mean square. 0 when nothing is left over."""
    return 0.0 if found.q <= ROUNDING else found.q / spare


def usable(interval: Interval, factor: float) -> Interval:
    """The interval asked for, except that a plain Hartung-Knapp one collapsing to a point is guarded."""
    collapses = interval is Interval.HARTUNG_KNAPP and factor == 0
    return Interval.GUARDED_HARTUNG_KNAPP if collapses else interval


def variance_factor(interval: Interval, factor: float) -> float:
    """By how much variances are multiplied under an interval's rule."""
    if interval.is_normal:
        return 1.0
    return max(1.0, factor) if interval is Interval.GUARDED_HARTUNG_KNAPP else factor


def tested(estimate: float, se: float, *, df: int | None, level: float) -> Test:
    """The z test (df None) or t test of an estimate, two-sided, with its interval."""
    statistic = estimate / se
    reach = quantile((1 + level) / 2, df) * se
    p = 2 * upper(abs(statistic), df)
    return Test(estimate, se, statistic, df, p, estimate - reach, estimate + reach)


def quantile(p: float, df: int | None) -> float:
    """A quantile of the normal distribution (df None) or of t."""
    return normal_quantile(p) if df is None else t_quantile(p, df)


def upper(value: float, df: float | None) -> float:
    """The upper tail of the normal distribution (df None) or of t."""
    return normal_upper(value) if df is None else t_upper(value, df)


def forecast(
    estimate: float, se: float, tau2: float, *, convention: Prediction, spare: int, level: float
) -> Forecast | None:
    """The prediction interval, its variance that of the estimate plus tau2; None when t has no degree left.

    `spare` is k less the number of coefficients, so k - 1 in plain pooling.
    """
    df = {
        Prediction.NORMAL: None,
        Prediction.T_K_MINUS_1: spare,
        Prediction.T_K_MINUS_2: spare - 1,
    }[convention]
    if df is not None and df < 1:
        return None
    spread = math.sqrt(se * se + tau2)
    reach = quantile((1 + level) / 2, df) * spread
    return Forecast(convention, spread, df, estimate - reach, estimate + reach)


def narrower_words(asked: Interval, factor: float, *, df: int, level: float) -> str | None:
    """What must be printed when Hartung and Knapp's plain interval is narrower than it should be."""
    if asked.is_normal or factor >= 1 - SAME:
        return None
    if factor == 0 and asked is Interval.HARTUNG_KNAPP:
        return (
            "All estimates are the same, so Hartung and Knapp's plain interval would shrink to a point;"
            " the guarded one is given instead."
        )
    if asked is Interval.GUARDED_HARTUNG_KNAPP:
        return (
            f"Hartung and Knapp's plain interval would have been narrower (scaling factor {factor:.3f},"
            " below 1); the guard kept the factor at 1."
        )
    ratio = math.sqrt(factor) * t_quantile((1 + level) / 2, df) / normal_quantile((1 + level) / 2)
    beside = "is even narrower than" if ratio < 1 else "may understate the doubt beside"
    return (
        f"Without a guard Hartung and Knapp's scaling factor is {factor:.3f}, below 1, and the interval"
        f" {beside} the normal one; the guarded interval is safer."
    )
