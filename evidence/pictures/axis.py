"""An axis with round ticks: straight for differences, logarithmic for ratios."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

MOST_TICKS = 6
#: Beyond this no effect is drawn at its place: an arrow says that it lies further out.
FARTHEST, FARTHEST_LOG = 1e12, 700.0
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def drawable(value: object, *, logarithmic: bool = False) -> float | None:
    """A number that has a place on an axis, or None."""
    if not isinstance(value, int | float) or not math.isfinite(value):
        return None
    farthest = FARTHEST_LOG if logarithmic else FARTHEST
    return max(-farthest, min(farthest, float(value)))


@dataclass(frozen=True)
class Tick:
    """A place on the scale of analysis and the round number written there."""

    at: float
    text: str


@dataclass(frozen=True)
class Axis:
    """From `low` to `high` on the scale of analysis, drawn from `left` to `right`."""

    low: float
    high: float
    left: float
    right: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Where a value stands; those outside stand at the edge."""
        share = (max(self.low, min(self.high, value)) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def holds(self, value: float) -> bool:
        """Whether a value lies between the edges."""
        return self.low <= value <= self.high

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """A few round numbers between the edges."""
        found = _log_ticks(self.low, self.high) if self.logarithmic else _straight(self.low, self.high)
        return tuple(tick for tick in found if self.holds(tick.at))


def span_of(
    core: Iterable[float], around: Iterable[float], *, reach: float = 1.5, least: float = 1.0
) -> tuple[float, float]:
    """Edges that hold every value of `core`, and of `around` what lies within `reach` of its length."""
    kept, wider = sorted(core), sorted(around)
    low, high = kept[0], kept[-1]
    allowed = max(least, (high - low) * reach)
    if wider:
        low, high = max(min(low, wider[0]), low - allowed), min(max(high, wider[-1]), high + allowed)
    edge = max((high - low) * 0.05, least / 20)
    return low - edge, high + edge


def _straight(low: float, high: float) -> list[Tick]:
    step = _step((high - low) / MOST_TICKS)
    digits = max(0, -math.floor(math.log10(step) + 1e-9) + (1 if _is_half(step) else 0))
    first = math.ceil(low / step - 1e-9)
    return [
        Tick(place * step, _plain(place * step, digits)) for place in range(first, first + MOST_TICKS + 1)
    ]


def _is_half(step: float) -> bool:
    return math.isclose(step / 10 ** math.floor(math.log10(step)), 2.5)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in STEPS if power * step >= least * 0.999)


def _log_ticks(low: float, high: float) -> list[Tick]:
    tens = (low / math.log(10), high / math.log(10))
    if high - low < math.log(5) and abs(tens[0]) < 3 and abs(tens[1]) < 3:
        near = _straight(math.exp(low), math.exp(high))
        return [Tick(math.log(float(tick.text)), tick.text) for tick in near if float(tick.text) > 0]
    for parts in ((1, 2, 5), (1, 3), (1,)):
        found = _decades(tens, parts, 1)
        if len(found) <= MOST_TICKS:
            return found
    return _decades(tens, (1,), math.ceil((tens[1] - tens[0]) / MOST_TICKS))


def _decades(tens: tuple[float, float], parts: tuple[int, ...], each: int) -> list[Tick]:
    first = math.floor(tens[0] / each) * each
    powers = range(first, math.ceil(tens[1]) + 1, each)
    every = [(power + math.log10(part), _power(part, power)) for power in powers for part in parts]
    return [Tick(at * math.log(10), text) for at, text in every if tens[0] <= at <= tens[1]]


def _power(part: int, power: int) -> str:
    if power > 4 or power < -3:
        return f"{part}e{power}"
    return str(part * 10**power) if power >= 0 else f"{part / 10**-power:.{-power}f}"


def _plain(value: float, digits: int) -> str:
    if abs(value) >= 1e6:
        return f"{value:.3g}"
    text = f"{value:.{min(digits, 9)}f}"
    return text.lstrip("-") if float(text) == 0 else text
