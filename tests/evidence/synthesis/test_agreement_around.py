"""What stands around a pooled effect agrees with metafor: regression, subgroups, series, funnel tests."""

from typing import Any

import pytest

from evidence.synthesis import (
    CommonSubgroups,
    Egger,
    EggerForm,
    Estimator,
    Filled,
    Interval,
    Refused,
    Regression,
    Series,
    Subgroups,
    by_subgroup,
    by_subgroup_in_common,
    cumulative,
    egger,
    leave_one_out,
    regress,
    trim_and_fill,
)
from tests.evidence.synthesis.published import INTERVALS, MODELS, differences, effects_of, name_of, sets

pytestmark = pytest.mark.pure


def having(part: str) -> list[Any]:
    return [pytest.param(one, id=name_of(one)) for one in sets() if part in one]


TESTED = {"estimate": "b", "se": "se", "statistic": "stat", "p": "p", "low": "lb", "high": "ub"}
LEFT = {"tau2": "tau2", "i2": "I2", "h2": "H2", "q": "QE", "q_p": "QEp"}
STEPPED = {"estimate": "b", "se": "se", "low": "lb", "high": "ub"}
DIFFERING = {"q": "Q", "tau2": "tau2", "i2": "I2"}
HOWS = ["REML_z", "REML_knha", "REML_adhoc", "DL_z", "PM_z", "FE_z"]


def regression(one: Any, how: str) -> Regression:
    model, interval = how.split("_")
    found = regress(effects_of(one), one["number"], model=MODELS[model], interval=INTERVALS[interval])
    assert isinstance(found, Regression)
    return found


@pytest.mark.parametrize("one", having("regression"))
@pytest.mark.parametrize("how", HOWS)
def test_coefficients_of_a_moderator_agree(one: Any, how: str) -> None:
    theirs = one["regression"][how]
    pairs = [
        (getattr(coefficient.test, mine), theirs[yours][n])
        for n, coefficient in enumerate(regression(one, how).coefficients)
        for mine, yours in TESTED.items()
    ]
    assert differences(pairs) < 2e-8


@pytest.mark.parametrize("one", having("regression"))
@pytest.mark.parametrize("how", HOWS)
def test_what_a_moderator_explains_and_leaves_agrees(one: Any, how: str) -> None:
    ours, theirs = regression(one, how), one["regression"][how]
    pairs = [(getattr(ours.heterogeneity, mine), theirs[yours]) for mine, yours in LEFT.items()]
    assert differences(pairs) < 5e-7
    assert differences([(ours.qm, theirs["QM"]), (ours.qm_p, theirs["QMp"])]) < 1e-8
    assert differences([(ours.r2 or 0.0, theirs["R2"])]) < 1e-7


@pytest.mark.parametrize("one", having("regression"))
@pytest.mark.parametrize("how", HOWS[:5])
def test_the_effect_at_a_value_of_the_moderator_agrees(one: Any, how: str) -> None:
    test, forecast = regression(one, how).at(one["at"])
    assert forecast is not None
    ours = [test.estimate, test.se, test.low, test.high, forecast.low, forecast.high]
    assert differences(list(zip(ours, one["regression"][how]["at"], strict=True))) < 1e-8


@pytest.mark.parametrize("one", having("grouped"))
def test_subgroups_pooled_alone_agree(one: Any) -> None:
    ours, theirs = by_subgroup(effects_of(one), interval=Interval.NORMAL), one["grouped"]
    assert isinstance(ours, Subgroups)
    assert list(ours.groups) == theirs["names"]
    effects = [(group.estimate, b) for group, b in zip(ours.groups.values(), theirs["b"], strict=True)]
    errors = [(group.se, se) for group, se in zip(ours.groups.values(), theirs["se"], strict=True)]
    assert differences([*effects, *errors, (ours.q, theirs["Q"]), (ours.q_p, theirs["Qp"])]) < 1e-9


@pytest.mark.parametrize("one", having("grouped"))
def test_subgroups_with_one_variance_in_common_agree(one: Any) -> None:
    ours, theirs = by_subgroup_in_common(effects_of(one), interval=Interval.NORMAL), one["grouped"]["common"]
    assert isinstance(ours, CommonSubgroups)
    effects = [(group.estimate, b) for group, b in zip(ours.groups.values(), theirs["b"], strict=True)]
    errors = [(group.se, se) for group, se in zip(ours.groups.values(), theirs["se"], strict=True)]
    tests = [(ours.regression.qm, theirs["QM"]), (ours.regression.qm_p, theirs["QMp"])]
    shares = [(ours.regression.heterogeneity.tau2, theirs["tau2"]), (ours.regression.r2 or 0, theirs["R2"])]
    assert differences([*effects, *errors, *tests, *shares]) < 1e-9


@pytest.mark.parametrize("one", having("grouped"))
def test_the_f_test_between_subgroups_agrees(one: Any) -> None:
    ours = by_subgroup_in_common(effects_of(one), interval=Interval.HARTUNG_KNAPP)
    theirs = one["grouped"]["common"]
    assert isinstance(ours, CommonSubgroups)
    f = ours.regression
    assert differences([(f.qm, theirs["QMF"]), (f.qm_p, theirs["QMFp"])]) < 1e-9


def stepped(series: Series | Refused, theirs: Any) -> list[tuple[float, float]]:
    """Steps that metafor could answer; heterogeneity where there is more than one study."""
    assert isinstance(series, Series)
    known = [(step.result, n) for n, step in enumerate(series.steps) if theirs["b"][n] is not None]
    pairs = [
        (getattr(result, mine), theirs[yours][n]) for result, n in known for mine, yours in STEPPED.items()
    ]
    return pairs + [
        (getattr(result, mine), theirs[yours][n])
        for result, n in known
        if result.k > 1
        for mine, yours in DIFFERING.items()
    ]


@pytest.mark.parametrize("one", having("without"))
def test_leaving_one_out_agrees(one: Any) -> None:
    series = leave_one_out(effects_of(one), interval=Interval.NORMAL)
    assert differences(stepped(series, one["without"])) < 5e-7


@pytest.mark.parametrize("one", having("cumulative"))
def test_cumulative_pooling_agrees(one: Any) -> None:
    series = cumulative(effects_of(one), interval=Interval.NORMAL)
    assert differences(stepped(series, one["cumulative"])) < 5e-7


@pytest.mark.parametrize("one", having("egger"))
@pytest.mark.parametrize(("form", "name"), [(EggerForm.CLASSICAL, "lm"), (EggerForm.MIXED, "rma")])
def test_eggers_test_agrees_in_both_forms(one: Any, form: EggerForm, name: str) -> None:
    found = egger(effects_of(one), form=form)
    assert isinstance(found, Egger)
    slope, limit = found.slope, found.limit
    ours = [slope.statistic, slope.p, limit.estimate, limit.low, limit.high]
    assert differences(list(zip(ours, one["egger"][name], strict=True))) < 1e-8


@pytest.mark.parametrize("one", having("filled"))
@pytest.mark.parametrize("estimator", Estimator)
@pytest.mark.parametrize("model", ["REML", "FE"])
def test_trim_and_fill_agrees(one: Any, estimator: Estimator, model: str) -> None:
    theirs = one["filled"][model][estimator]
    ours = trim_and_fill(effects_of(one), estimator=estimator, model=MODELS[model], interval=Interval.NORMAL)
    if "failed" in theirs:
        assert isinstance(ours, Refused)
        return
    assert isinstance(ours, Filled)
    assert (ours.missing, ours.side, ours.missing_p) == (theirs["k0"], theirs["side"], theirs["p"])
    pairs = [
        (ours.missing_se, theirs["se"]),
        (ours.after.estimate, theirs["b"]),
        (ours.after.se, theirs["seb"]),
    ]
    assert differences(pairs) < 1e-9
