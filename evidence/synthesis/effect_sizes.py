"""One effect of one study: what it holds, what it must satisfy, and how it is turned round.

Bad input raises ValueError with one clear sentence; nothing is mended in silence.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from evidence.synthesis.distributions import normal_quantile
from evidence.synthesis.measures import Direction, Measure, checked_level

SMALLEST_VARIANCE = 1e-20
LARGEST = 1e20
HALF_ADDED = "A cell was zero, so one half was added to each cell of this study's table."
HALF_ADDED_TO_EVENTS = "An arm had no events, so one half was added to both arms' events."


@dataclass(frozen=True)
class TwoByTwo:
    """People with the event and people in all, in both arms. Fractions are allowed (effective sample sizes)."""

    treated_events: float
    treated_total: float
    control_events: float
    control_total: float

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        for events, total in (self.treated, self.control):
            if not (math.isfinite(events) and math.isfinite(total)):
                raise ValueError("Counts must be finite numbers.")
            if events < 0 or total <= 0 or events > total:
                raise ValueError(f"{events} events among {total} people cannot be.")

    @property
    def treated(self) -> tuple[float, float]:
        """Events and people of the treated arm."""
        return self.treated_events, self.treated_total

    @property
    def control(self) -> tuple[float, float]:
        """Events and people of the control arm."""
        return self.control_events, self.control_total

    @property
    def cells(self) -> tuple[float, float, float, float]:
        """Treated with and without the event, control with and without it."""
        a, n1, c, n2 = self.treated_events, self.treated_total, self.control_events, self.control_total
        return a, n1 - a, c, n2 - c

    @property
    def is_empty(self) -> bool:
        """Whether nobody, or everybody, had the event in both arms."""
        a, b, c, d = self.cells
        return (a == 0 and c == 0) or (b == 0 and d == 0)

    def turned(self) -> "TwoByTwo":
        """The same people, counting the opposite event."""
        return TwoByTwo(self.cells[1], self.treated_total, self.cells[3], self.control_total)


@dataclass(frozen=True)
class PersonTime:
    """Events and the time people were watched, in both arms."""

    treated_events: float
    treated_time: float
    control_events: float
    control_time: float

    def __post_init__(self) -> None:
        """Refuse counts and times that cannot be."""
        for events, time in (self.treated, self.control):
            if not (math.isfinite(events) and math.isfinite(time)):
                raise ValueError("Events and times must be finite numbers.")
            if events < 0 or time <= 0:
                raise ValueError(f"{events} events in a time of {time} cannot be.")

    @property
    def treated(self) -> tuple[float, float]:
        """Events and time of the treated arm."""
        return self.treated_events, self.treated_time

    @property
    def control(self) -> tuple[float, float]:
        """Events and time of the control arm."""
        return self.control_events, self.control_time

    @property
    def is_empty(self) -> bool:
        """Whether neither arm had an event."""
        return self.treated_events == 0 and self.control_events == 0


class Details(TypedDict, total=False):
    """What an effect may carry besides its numbers; see `EffectSize`."""

    year: int | None
    subgroup: str
    sample_cluster: str
    shared_control: str
    direction: Direction
    notes: tuple[str, ...]


@dataclass(frozen=True)
class EffectSize:
    """An estimate and its sampling variance, on the scale of analysis (logarithms for ratios).

    `sample_cluster` and `shared_control` are labels an editor declares: effects with the same label come from
    the same people, or compare with the same control group. `direction` says whether the event counted (or
    the score measured) is a harm or a good. `notes` are plain sentences about how the numbers were made.
    Raises ValueError for numbers that are not finite or a variance that is not above zero.
    """

    label: str
    estimate: float
    variance: float
    measure: Measure
    year: int | None = None
    subgroup: str = ""
    sample_cluster: str = ""
    shared_control: str = ""
    direction: Direction = Direction.FEWER_IS_BETTER
    counts: TwoByTwo | PersonTime | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be an estimate and its variance."""
        if not (math.isfinite(self.estimate) and math.isfinite(self.variance)):
            raise ValueError(f"{self.label}: the estimate and its variance must be finite numbers.")
        if self.variance <= 0:
            raise ValueError(f"{self.label}: a variance of {self.variance} cannot be; it must be above zero.")
        if not SMALLEST_VARIANCE <= self.variance <= LARGEST or abs(self.estimate) > LARGEST:
            raise ValueError(f"{self.label}: the numbers are too extreme to calculate with; change the unit.")

    @property
    def se(self) -> float:
        """The standard error."""
        return math.sqrt(self.variance)

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """The study's own interval from the normal distribution, on the scale of analysis."""
        reach = normal_quantile((1 + checked_level(level)) / 2) * self.se
        return self.estimate - reach, self.estimate + reach

    def back(self, level: float = 0.95) -> tuple[float, float, float]:
        """Estimate, low and high on the natural scale."""
        low, high = self.interval(level)
        return self.measure.back(self.estimate), self.measure.back(low), self.measure.back(high)


def turned_round(effect: EffectSize) -> EffectSize:
    """The same comparison counting the opposite event, or measuring so that more becomes less.

    Odds ratios, risk differences, means and generic estimates only change sign. The risk of the opposite
    event cannot be known from a risk, rate or hazard ratio alone: ValueError.
    """
    if effect.measure in NO_OPPOSITE:
        raise ValueError(f"{effect.measure.opening} cannot be turned round without its counts.")
    counts = effect.counts.turned() if isinstance(effect.counts, TwoByTwo) else effect.counts
    other = (
        Direction.MORE_IS_BETTER
        if effect.direction is Direction.FEWER_IS_BETTER
        else Direction.FEWER_IS_BETTER
    )
    return replace(effect, estimate=-effect.estimate, direction=other, counts=counts)


NO_OPPOSITE = frozenset({Measure.RR, Measure.IRR, Measure.HR})


def has_half_added(effect: EffectSize) -> bool:
    """Whether a zero cell was answered by adding one half."""
    return HALF_ADDED in effect.notes or HALF_ADDED_TO_EVENTS in effect.notes


def without_empty(effects: Sequence[EffectSize]) -> tuple[list[EffectSize], list[str]]:
    """Leave out studies without events (or with events only) in both arms, and say which.

    This is metafor's `drop00=TRUE`; without it, as by default there, their halves are kept.
    """
    kept = [effect for effect in effects if effect.counts is None or not effect.counts.is_empty]
    words = [
        f"{effect.label} was left out: neither arm, or everybody in both arms, had the event."
        for effect in effects
        if effect.counts is not None and effect.counts.is_empty
    ]
    return kept, words
