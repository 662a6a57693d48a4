"""From raw data to effects with variances, by the conventions of R's `metafor::escalc`.

A zero cell: when any cell of a study's table is zero, one half is added to all four cells of that study and
to no other (`add=1/2, to="only0"`); for rates, to both counts of events. Such effects carry a note.
"""

import math
from dataclasses import dataclass
from typing import Unpack

from evidence.synthesis.distributions import normal_quantile
from evidence.synthesis.effect_sizes import (
    HALF_ADDED,
    HALF_ADDED_TO_EVENTS,
    Details,
    EffectSize,
    PersonTime,
    TwoByTwo,
)
from evidence.synthesis.measures import Measure, checked_level

HALF = 0.5
LOPSIDED = 0.1


@dataclass(frozen=True)
class Group:
    """One arm's mean and standard deviation of a score, and its number of people."""

    mean: float
    sd: float
    size: float

    def __post_init__(self) -> None:
        """Refuse values that cannot be a group's."""
        if not all(map(math.isfinite, (self.mean, self.sd, self.size))):
            raise ValueError("A mean, a standard deviation and a size must be finite numbers.")
        if self.sd < 0 or self.size <= 0:
            raise ValueError(
                f"A group of {self.size} people with a standard deviation of {self.sd} cannot be."
            )


def odds_ratio(label: str, counts: TwoByTwo, **details: Unpack[Details]) -> EffectSize:
    """The log odds ratio of the event, treated against control, with Woolf's variance (1955)."""
    (a, b, c, d), notes = _mended(counts)
    estimate = math.log(a) - math.log(b) - math.log(c) + math.log(d)
    return _effect(label, Measure.OR, estimate, 1 / a + 1 / b + 1 / c + 1 / d, counts, notes, details)


def risk_ratio(label: str, counts: TwoByTwo, **details: Unpack[Details]) -> EffectSize:
    """The log risk ratio with its large-sample variance (Katz and others, 1978)."""
    (a, b, c, d), notes = _mended(counts)
    estimate = math.log(a / (a + b)) - math.log(c / (c + d))
    variance = b / (a * (a + b)) + d / (c * (c + d))
    return _effect(label, Measure.RR, estimate, variance, counts, notes, details)


def risk_difference(label: str, counts: TwoByTwo, **details: Unpack[Details]) -> EffectSize:
    """The difference of risks, treated less control, with the binomial variance."""
    (a, b, c, d), notes = _mended(counts)
    variance = a * b / (a + b) ** 3 + c * d / (c + d) ** 3
    return _effect(label, Measure.RD, a / (a + b) - c / (c + d), variance, counts, notes, details)


def rate_ratio(label: str, counts: PersonTime, **details: Unpack[Details]) -> EffectSize:
    """The log ratio of incidence rates, with the Poisson variance (Rothman and Greenland, 1998)."""
    has_zero = 0 in (counts.treated_events, counts.control_events)
    added, notes = (HALF, (HALF_ADDED_TO_EVENTS,)) if has_zero else (0.0, ())
    x1, x2 = counts.treated_events + added, counts.control_events + added
    estimate = math.log(x1 / counts.treated_time) - math.log(x2 / counts.control_time)
    return _effect(label, Measure.IRR, estimate, 1 / x1 + 1 / x2, counts, notes, details)


def mean_difference(label: str, treated: Group, control: Group, **details: Unpack[Details]) -> EffectSize:
    """The difference of means, treated less control; variances of the two arms are not assumed equal."""
    variance = treated.sd**2 / treated.size + control.sd**2 / control.size
    return _effect(label, Measure.MD, treated.mean - control.mean, variance, None, (), details)


def standardised_mean_difference(
    label: str, treated: Group, control: Group, **details: Unpack[Details]
) -> EffectSize:
    """Hedges' g (1981): the difference in pooled standard deviations, with the exact small-sample correction.

    The variance is 1/n1 + 1/n2 + g^2 / (2 (n1 + n2)), the large-sample one (metafor's `vtype="LS"`).
    """
    df = treated.size + control.size - 2
    if df <= 1:
        raise ValueError(f"{label}: a standardised mean difference needs at least four people in all.")
    spread = math.sqrt(((treated.size - 1) * treated.sd**2 + (control.size - 1) * control.sd**2) / df)
    if spread == 0:
        raise ValueError(f"{label}: nobody's score differs from the others', so nothing can be standardised.")
    g = small_sample_correction(df) * (treated.mean - control.mean) / spread
    variance = 1 / treated.size + 1 / control.size + g * g / (2 * (treated.size + control.size))
    return _effect(label, Measure.SMD, g, variance, None, (), details)


def small_sample_correction(df: float) -> float:
    """Hedges' factor J by gamma functions; raises ValueError for one degree of freedom or fewer."""
    if df <= 1:
        raise ValueError("The correction exists for more than one degree of freedom only.")
    return math.exp(math.lgamma(df / 2) - math.log(math.sqrt(df / 2)) - math.lgamma((df - 1) / 2))


def correlation(label: str, r: float, people: float, **details: Unpack[Details]) -> EffectSize:
    """Fisher's z of a correlation (1921), with variance 1 / (n - 3)."""
    if not people > 3:
        raise ValueError(f"{label}: a correlation needs more than three people.")
    return _effect(label, Measure.ZCOR, Measure.ZCOR.onto(r), 1 / (people - 3), None, (), details)


def from_standard_error(
    label: str, estimate: float, se: float, measure: Measure = Measure.GENERIC, **details: Unpack[Details]
) -> EffectSize:
    """An estimate with its standard error, both on the scale of analysis (logarithms for ratios)."""
    if not se > 0:
        raise ValueError(f"{label}: a standard error of {se} cannot be; it must be above zero.")
    return _effect(label, measure, estimate, se * se, None, (), details)


def from_interval(
    label: str,
    estimate: float,
    low: float,
    high: float,
    *,
    measure: Measure = Measure.GENERIC,
    level: float = 0.95,
    **details: Unpack[Details],
) -> EffectSize:
    """An estimate with its confidence interval as printed, on the natural scale (a ratio as a ratio).

    The standard error is the interval's width on the scale of analysis over twice the normal quantile. An
    estimate far from the middle gets a note, since then the interval was made by some other method, or
    rounded much.
    """
    if not low < high or not low <= estimate <= high:
        raise ValueError(f"{label}: {estimate} with an interval from {low} to {high} cannot be.")
    middle, bottom, top = (measure.onto(value) for value in (estimate, low, high))
    se = (top - bottom) / (2 * normal_quantile((1 + checked_level(level)) / 2))
    lopsided = abs(middle - (top + bottom) / 2) > LOPSIDED * (top - bottom)
    notes = ("The printed interval is lopsided, so its standard error is rough.",) if lopsided else ()
    return _effect(label, measure, middle, se * se, None, notes, details)


def _mended(counts: TwoByTwo) -> tuple[tuple[float, float, float, float], tuple[str, ...]]:
    """The four cells, one half added to each if any is zero, and the note that says so."""
    a, b, c, d = counts.cells
    if 0 in (a, b, c, d):
        return (a + HALF, b + HALF, c + HALF, d + HALF), (HALF_ADDED,)
    return (a, b, c, d), ()


def _effect(
    label: str,
    measure: Measure,
    estimate: float,
    variance: float,
    counts: TwoByTwo | PersonTime | None,
    notes: tuple[str, ...],
    details: Details,
) -> EffectSize:
    given = {**details, "notes": (*notes, *details.get("notes", ()))}
    return EffectSize(label, estimate, variance, measure, counts=counts, **given)  # type: ignore[arg-type]
