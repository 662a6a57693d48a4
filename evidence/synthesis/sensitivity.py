"""How much a result hangs on single studies, and how it grew: leave-one-out and cumulative pooling."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from evidence.synthesis.effect_sizes import EffectSize
from evidence.synthesis.measures import CannotPool, Refused, how_many
from evidence.synthesis.pooling import Choices, pool
from evidence.synthesis.results import Pooled


@dataclass(frozen=True)
class Step:
    """One step: the study left out or added, and the result without it or up to it."""

    label: str
    year: int | None
    result: Pooled


@dataclass(frozen=True)
class Series:
    """Steps in order, the result of all studies together, and plain sentences about them."""

    whole: Pooled
    steps: tuple[Step, ...]
    warnings: tuple[str, ...] = ()


def leave_one_out(effects: Sequence[EffectSize], **choices: Unpack[Choices]) -> Series | Refused:
    """Pool again without each study in turn, in the studies' order.

    `choices` are those of `pool`. Refused below two studies.
    """
    if len(effects) == 1:
        return CannotPool("With one study nothing is left when it is left out.")
    return _series([(effect, _without(effects, n)) for n, effect in enumerate(effects)], effects, (), choices)


def cumulative(effects: Sequence[EffectSize], **choices: Unpack[Choices]) -> Series | Refused:
    """Pool as the studies came, year by year, one study more at a time; within a year in the order given.

    `choices` are those of `pool`. Studies without a year are left out and said so; refused when none has one.
    """
    dated = sorted((e for e in effects if e.year is not None), key=lambda e: e.year or 0)
    lost = len(effects) - len(dated)
    if lost and not dated:
        return CannotPool("No study has a year.")
    words = (f"Left out for want of a year: {how_many(lost, 'study', 'studies')}.",) if lost else ()
    return _series([(effect, dated[: n + 1]) for n, effect in enumerate(dated)], dated, words, choices)


def changed_by(series: Series) -> tuple[str, ...]:
    """Labels of the steps at which the interval holds no effect though the whole's does not, or the reverse."""
    holds = _holds_none(series.whole)
    return tuple(step.label for step in series.steps if _holds_none(step.result) != holds)


def _holds_none(result: Pooled) -> bool:
    return result.low <= 0 <= result.high


def _without(effects: Sequence[EffectSize], position: int) -> list[EffectSize]:
    return [*effects[:position], *effects[position + 1 :]]


def _series(
    parts: Sequence[tuple[EffectSize, Sequence[EffectSize]]],
    together: Sequence[EffectSize],
    words: tuple[str, ...],
    choices: Choices,
) -> Series | Refused:
    whole = pool(together, **choices)
    if isinstance(whole, CannotPool):
        return whole
    steps = []
    for effect, some in parts:
        result = pool(some, **choices)
        if isinstance(result, CannotPool):
            return result
        steps.append(Step(effect.label, effect.year, result))
    return Series(whole, tuple(steps), words)
