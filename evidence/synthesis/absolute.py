"""A pooled effect in people: the risk with and without the programme.

A baseline is always the risk of the harm (reoffending, injury) without the programme, as a fraction. When an
effect counts the opposite good (`Direction.MORE_IS_BETTER`) it is turned round here, so that every answer is
about the harm.
"""

import math
from dataclasses import dataclass

from evidence.synthesis.conversions import LOG_ODDS_PER_SD, risk_after_log_odds
from evidence.synthesis.measures import Direction, Measure, Refused
from evidence.synthesis.results import Pooled

ROUTES = {
    Measure.OR: "The odds at the stated baseline were multiplied by the odds ratio.",
    Measure.RR: "The stated baseline risk was multiplied by the risk ratio.",
    Measure.RD: "The risk difference was added to the stated baseline risk.",
    Measure.IRR: "The rate ratio was applied to the stated baseline risk, taking rates to be constant in time.",
    Measure.HR: "The hazard ratio was applied to the stated baseline risk, taking hazards to be proportional.",
    Measure.SMD: (
        "The standardised mean difference was converted to a log odds ratio by pi / sqrt(3) (Hasselblad and"
        " Hedges 1995; Chinn 2000) and applied to the odds at the stated baseline."
    ),
}


@dataclass(frozen=True)
class Absolute:
    """Risks of the harm as fractions: without, and with the programme with its interval.

    `new_low` and `new_high` bound the risk with the programme in a new place (prediction interval), or are
    None. `was_cut` says that some risk had to be cut off at 0 or 1. `route` says how risks were reached.
    """

    without: float
    with_it: float
    low: float
    high: float
    new_low: float | None
    new_high: float | None
    level: float
    was_cut: bool
    route: str

    @property
    def difference(self) -> float:
        """Risk with the programme less risk without it: below 0 when it helps."""
        return self.with_it - self.without

    @property
    def difference_interval(self) -> tuple[float, float]:
        """The interval of the difference, the stated baseline taken as known."""
        return self.low - self.without, self.high - self.without

    @property
    def number_needed(self) -> int | None:
        """People who take part for one fewer (or, below 0, one more) to come to harm; None when none is.

        None too when the interval holds no difference, since then the number is not known even roughly.
        """
        low, high = self.difference_interval
        if low <= 0 <= high:
            return None
        # Rounding hides the last digits, so that one in ten is 10, not 11.
        people = math.ceil(round(1 / abs(self.difference), 9))
        return people if self.difference < 0 else -people

    def per(self, people: int = 100) -> tuple[float, float, float, float]:
        """Without, with, low and high among so many people."""
        return self.without * people, self.with_it * people, self.low * people, self.high * people


def absolute_effect(pooled: Pooled, baseline: float) -> Absolute | Refused:
    """The risk of the harm with the programme at a stated baseline risk, with intervals.

    Refused for measures that say nothing about risks. Raises ValueError for a baseline outside (0, 1).
    """
    checked_baseline(baseline)
    if pooled.measure not in ROUTES:
        return Refused(f"{pooled.measure.opening} does not say how many people come to harm.")
    with_it, *bounds = (
        risk_with(pooled, value, baseline) for value in (pooled.estimate, pooled.low, pooled.high)
    )
    low, high = sorted(bounds)
    new_low, new_high = _in_a_new_place(pooled, baseline)
    return Absolute(
        without=baseline,
        with_it=_cut(with_it),
        low=_cut(low),
        high=_cut(high),
        new_low=new_low,
        new_high=new_high,
        level=pooled.level,
        was_cut=low < 0 or high > 1,
        route=ROUTES[pooled.measure],
    )


def _in_a_new_place(pooled: Pooled, baseline: float) -> tuple[float, float] | tuple[None, None]:
    if pooled.prediction_low is None or pooled.prediction_high is None:
        return None, None
    bounds = (risk_with(pooled, value, baseline) for value in (pooled.prediction_low, pooled.prediction_high))
    low, high = sorted(map(_cut, bounds))
    return low, high


def _cut(risk: float) -> float:
    return min(1.0, max(0.0, risk))


def checked_baseline(baseline: float) -> float:
    """A baseline risk as a fraction; raises ValueError outside (0, 1)."""
    if not 0 < baseline < 1:
        raise ValueError(f"A baseline risk lies between 0 and 1, such as 0.4, not at {baseline}.")
    return baseline


def risk_with(pooled: Pooled, value: float, baseline: float) -> float:
    """The harm's risk when the effect is `value` on the scale of analysis; it may lie outside 0 to 1."""
    if pooled.direction is Direction.FEWER_IS_BETTER:
        return _event_risk(pooled.measure, value, baseline)
    return 1 - _event_risk(pooled.measure, value, 1 - baseline)


def _event_risk(measure: Measure, value: float, risk: float) -> float:
    if measure is Measure.RR:
        return risk * measure.back(value)
    if measure is Measure.RD:
        return risk + value
    if measure in (Measure.IRR, Measure.HR):
        return -math.expm1(math.log1p(-risk) * measure.back(value))
    return risk_after_log_odds(risk, value * (LOG_ODDS_PER_SD if measure is Measure.SMD else 1))
