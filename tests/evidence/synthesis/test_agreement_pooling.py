"""Pooled numbers agree with metafor on published data sets."""

from typing import Any

import pytest

from evidence.synthesis import (
    CannotPool,
    MantelHaenszel,
    Model,
    Pooled,
    Prediction,
    mantel_haenszel,
    pool,
)
from tests.evidence.synthesis.published import INTERVALS, MODELS, differences, effects_of, name_of, sets

pytestmark = pytest.mark.pure
SETS = [pytest.param(one, id=name_of(one)) for one in sets()]
WITH_TABLES = [pytest.param(one, id=name_of(one)) for one in sets() if "mh" in one]
WITH_A_TEST = [
    pytest.param(one, id=name_of(one)) for one in sets() if "mh" in one and one["measure"] in ("OR", "IRR")
]
TESTED = {"estimate": "b", "se": "se", "statistic": "stat", "p": "p", "low": "lb", "high": "ub"}
SHARES = {"tau2": "tau2", "i2": "I2", "h2": "H2", "q": "Q", "q_p": "Qp"}
CONVENTIONS = {Prediction.T_K_MINUS_1: "t1", Prediction.T_K_MINUS_2: "t2"}


def pooled(one: Any, model: str, interval: str, prediction: Prediction = Prediction.T_K_MINUS_1) -> Pooled:
    found = pool(effects_of(one), model=MODELS[model], interval=INTERVALS[interval], prediction=prediction)
    assert not isinstance(found, CannotPool)
    return found


def compared(ours: Any, theirs: Any, names: dict[str, str]) -> list[tuple[float, float]]:
    return [(getattr(ours, mine), theirs[yours]) for mine, yours in names.items()]


@pytest.mark.parametrize("one", SETS)
def test_effects_and_variances_agree_with_escalc(one: Any) -> None:
    effects = effects_of(one)
    assert differences(list(zip((e.estimate for e in effects), one["yi"], strict=True))) < 1e-12
    assert differences(list(zip((e.variance for e in effects), one["vi"], strict=True))) < 1e-12


@pytest.mark.parametrize("one", SETS)
@pytest.mark.parametrize("model", MODELS)
def test_the_pooled_effect_agrees_under_every_interval(one: Any, model: str) -> None:
    for interval, theirs in one["pools"][model]["tests"].items():
        assert differences(compared(pooled(one, model, interval), theirs, TESTED)) < 1e-8


@pytest.mark.parametrize("one", SETS)
@pytest.mark.parametrize("model", MODELS)
def test_heterogeneity_and_weights_agree(one: Any, model: str) -> None:
    ours, theirs = pooled(one, model, "z"), one["pools"][model]
    assert differences(compared(ours, theirs, SHARES)) < 1e-7
    assert differences(list(zip(ours.weights, theirs["weights"], strict=True))) < 1e-7


@pytest.mark.parametrize("one", SETS)
@pytest.mark.parametrize("model", ["DL", "PM", "REML"])
def test_the_q_profile_interval_of_tau2_agrees(one: Any, model: str) -> None:
    ours, (low, high) = pooled(one, model, "z"), one["pools"][model]["tau2_ci"]
    assert ours.tau2_low is not None
    assert ours.tau2_high is not None
    assert differences([(ours.tau2_low, low), (ours.tau2_high, high)]) < 1e-9


@pytest.mark.parametrize("one", SETS)
@pytest.mark.parametrize("interval", INTERVALS)
def test_prediction_intervals_agree_in_both_t_conventions(one: Any, interval: str) -> None:
    for convention, name in CONVENTIONS.items():
        bounds = pooled(one, "REML", interval, convention)
        theirs = one["pools"]["REML"]["pi"][interval][name]
        ours = (bounds.prediction_low or 0.0, bounds.prediction_high or 0.0)
        assert differences(list(zip(ours, theirs, strict=True))) < 1e-8


@pytest.mark.parametrize("one", SETS)
def test_the_normal_prediction_interval_is_metafors_own_default(one: Any) -> None:
    ours = pooled(one, "REML", "z", Prediction.NORMAL)
    theirs = one["pools"]["REML"]["pi"]["z"]["default"]
    bounds = (ours.prediction_low or 0.0, ours.prediction_high or 0.0)
    assert differences(list(zip(bounds, theirs, strict=True))) < 1e-8


@pytest.mark.parametrize("one", WITH_TABLES)
def test_mantel_and_haenszels_effect_agrees(one: Any) -> None:
    ours = mantel_haenszel(effects_of(one))
    assert isinstance(ours, MantelHaenszel)
    shares = {mine: yours for mine, yours in SHARES.items() if mine != "tau2"}
    assert differences(compared(ours.pooled, one["mh"], TESTED | shares)) < 1e-10
    assert differences(list(zip(ours.pooled.weights, one["mh"]["weights"], strict=True))) < 1e-10


@pytest.mark.parametrize("one", WITH_A_TEST)
def test_the_corrected_test_of_no_effect_agrees(one: Any) -> None:
    ours = mantel_haenszel(effects_of(one))
    assert isinstance(ours, MantelHaenszel)
    assert differences([(ours.chi2 or 0, one["mh"]["MH"]), (ours.p or 0, one["mh"]["MHp"])]) < 1e-10


def test_reml_on_the_bcg_trials_agrees_with_metafors_manual() -> None:
    effects = effects_of(sets()[0])
    reml, moments = pool(effects), pool(effects, model=Model.DERSIMONIAN_LAIRD)
    assert isinstance(reml, Pooled)
    assert isinstance(moments, Pooled)
    assert (round(reml.estimate, 4), round(reml.tau2 or 0, 4)) == (-0.7145, 0.3132)
    assert (round(moments.estimate, 4), round(moments.tau2 or 0, 4)) == (-0.7141, 0.3088)
