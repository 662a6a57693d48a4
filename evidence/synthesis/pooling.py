"""Pool effects into one: the entry that readers' numbers come from."""

import math
from collections.abc import Sequence
from typing import Any, TypedDict

from evidence.synthesis.effect_sizes import EffectSize, has_half_added
from evidence.synthesis.heterogeneity import Heterogeneity, describe
from evidence.synthesis.inference import (
    Forecast,
    Test,
    forecast,
    narrower_words,
    scaling,
    tested,
    usable,
    variance_factor,
)
from evidence.synthesis.least_squares import fit, intercept_only
from evidence.synthesis.measures import (
    CannotPool,
    Interval,
    Model,
    Prediction,
    checked_level,
    checked_model,
    how_many,
)
from evidence.synthesis.results import Pooled
from evidence.synthesis.units import still_shared

STEEP = 1e7
TOO_STEEP = 1e10
FEW = 5


class Choices(TypedDict, total=False):
    """How to pool, for functions that pool many times; see `pool`."""

    model: Model
    interval: Interval | None
    prediction: Prediction
    level: float
    allow_shared: bool


def pool(
    effects: Sequence[EffectSize],
    *,
    model: Model = Model.REML,
    interval: Interval | None = None,
    prediction: Prediction = Prediction.T_K_MINUS_1,
    level: float = 0.95,
    allow_shared: bool = False,
) -> Pooled | CannotPool:
    """The pooled effect of studies, with its interval, its prediction interval and its heterogeneity.

    `interval` left out is the guarded Hartung-Knapp one for random effects and the normal one for a fixed
    effect. `prediction` is the convention of the prediction interval. `allow_shared` pools effects declared
    to share people, with a warning, for comparison only. No studies, mixed measures or directions and
    sharing left uncombined come back as `CannotPool` with the reason; one study comes back as itself with a
    warning. Raises ValueError for a level outside (0, 1) and for Model.MANTEL_HAENSZEL, which has its own
    function.
    """
    checked_level(level)
    checked_model(model)
    problem = why_not(effects, allow_shared=allow_shared)
    if problem:
        return CannotPool(problem)
    if len(effects) == 1:
        return alone(effects[0], model=model, level=level)
    asked = interval or default_interval(model)
    return _pooled(effects, model=model, asked=asked, prediction=prediction, level=level)


def default_interval(model: Model) -> Interval:
    """The interval shown to readers when nobody asks for another."""
    return Interval.GUARDED_HARTUNG_KNAPP if model.is_random else Interval.NORMAL


def why_not(effects: Sequence[EffectSize], *, allow_shared: bool = False) -> str:
    """Why effects must not be pooled, in plain sentences; empty when they may."""
    if not effects:
        return "There are no studies to pool."
    measures = sorted({effect.measure.in_words for effect in effects})
    if len(measures) > 1:
        return f"Different measures cannot be pooled: {' and '.join(measures)}. Convert them to one first."
    if len({effect.direction for effect in effects}) > 1:
        return (
            "Some effects count a harm and others a good, so they point in opposite directions."
            " Turn them round to one direction first."
        )
    variances = [effect.variance for effect in effects]
    if max(variances) / min(variances) > TOO_STEEP:
        return (
            "The sampling variances differ more than ten thousand million times, so no stable result can be"
            " calculated. Check whether a standard error was entered wrongly."
        )
    return "" if allow_shared else still_shared(effects)


def alone(effect: EffectSize, *, model: Model, level: float) -> Pooled:
    """One study's own effect with its normal interval, saying that nothing was pooled."""
    test = tested(effect.estimate, effect.se, df=None, level=level)
    words = (
        "There is one study only: its own result is shown, nothing was pooled, and how much effects differ"
        " between places is unknown."
    )
    return assembled(
        [effect], model, Interval.NORMAL, level, test, None, None, (100.0,), (words, *_half_words([effect]))
    )


def _pooled(
    effects: Sequence[EffectSize], *, model: Model, asked: Interval, prediction: Prediction, level: float
) -> Pooled:
    problem = intercept_only([e.estimate for e in effects], [e.variance for e in effects])
    between = describe(problem, model, level=level)
    found = fit(problem, between.tau2)
    factor = scaling(found, problem.spare)
    interval = usable(asked, factor)
    se = math.sqrt(found.covariance[0][0] * variance_factor(interval, factor))
    df = None if interval.is_normal else problem.spare
    test = tested(found.coefficients[0], se, df=df, level=level)
    ahead = (
        forecast(test.estimate, se, between.tau2, convention=prediction, spare=problem.spare, level=level)
        if model.is_random
        else None
    )
    total = math.fsum(found.weights)
    weights = tuple(100 * weight / total for weight in found.weights)
    warnings = (
        *_few_words(len(effects), model, prediction),
        *filter(None, [narrower_words(asked, factor, df=problem.spare, level=level)]),
        *_model_words(model, interval, between),
        *data_words(effects),
    )
    return assembled(effects, model, interval, level, test, between, ahead, weights, warnings)


def assembled(
    effects: Sequence[EffectSize],
    model: Model,
    interval: Interval,
    level: float,
    test: Test,
    between: Heterogeneity | None,
    ahead: Forecast | None,
    weights: tuple[float, ...],
    warnings: tuple[str, ...],
) -> Pooled:
    """The result with all its parts in their places; what is missing (heterogeneity, prediction) is None."""
    parts: dict[str, Any] = {name: getattr(test, name) for name in OF_TEST}
    parts |= {name: getattr(between, name, None) for name in OF_HETEROGENEITY}
    parts |= {f"prediction_{name}": getattr(ahead, name, None) for name in OF_FORECAST}
    return Pooled(
        measure=effects[0].measure,
        direction=effects[0].direction,
        k=len(effects),
        model=model,
        interval=interval,
        level=level,
        prediction=ahead.convention if ahead else None,
        weights=weights,
        warnings=warnings,
        **parts,
    )


OF_TEST = ("estimate", "se", "low", "high", "statistic", "df", "p")
OF_HETEROGENEITY = ("tau2", "tau2_low", "tau2_high", "i2", "h2", "q", "q_df", "q_p")
OF_FORECAST = ("low", "high", "se", "df")


def _few_words(k: int, model: Model, prediction: Prediction) -> tuple[str, ...]:
    if not model.is_random or k >= FEW:
        return ()
    if k > 2:
        return (f"With {k} studies only, how much effects differ between places is known very roughly.",)
    rough = "Two studies can hardly show how much effects differ between places; tau² is a rough guess."
    if prediction is Prediction.T_K_MINUS_2:
        return (rough, "With two studies a prediction interval from t(k-2) does not exist.")
    return (rough,)


def _model_words(model: Model, interval: Interval, between: Heterogeneity) -> tuple[str, ...]:
    if not model.is_random:
        if interval.is_normal:
            return ()
        return ("Hartung and Knapp's interval was not made for a fixed-effect model; prefer the normal one.",)
    if between.tau2 == 0:
        zero = "The between-study variance is estimated as 0; this does not show that effects are the same everywhere."
        return (*between.warnings, zero)
    return between.warnings


def data_words(effects: Sequence[EffectSize]) -> tuple[str, ...]:
    """What a reader should know of the data themselves."""
    variances = [effect.variance for effect in effects]
    words = list(_half_words(effects))
    if max(variances) / min(variances) >= STEEP:
        words.append(
            "The largest sampling variance is over ten million times the smallest; the result may be unstable."
        )
    if still_shared(effects):
        words.append(
            "Effects declared to share people were counted as if independent; use this for comparison only."
        )
    return tuple(words)


def _half_words(effects: Sequence[EffectSize]) -> tuple[str, ...]:
    mended = sum(map(has_half_added, effects))
    if not mended:
        return ()
    whose = how_many(mended, "study", "studies") + " with a zero count"
    return (f"One half was added to the counts of {whose}.",)
