"""None, one, two, all alike, extreme or impossible: answered in words, never by a crash or a silent number."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from evidence.synthesis import (
    CannotPool,
    Direction,
    EffectSize,
    Estimator,
    Group,
    Interval,
    Measure,
    Model,
    PersonTime,
    Pooled,
    Prediction,
    Refused,
    Series,
    TwoByTwo,
    by_subgroup,
    correlation,
    cumulative,
    egger,
    from_interval,
    from_standard_error,
    leave_one_out,
    mantel_haenszel,
    mean_difference,
    odds_ratio,
    pool,
    rate_ratio,
    regress,
    risk_ratio,
    standardised_mean_difference,
    trim_and_fill,
    without_empty,
)
from evidence.synthesis import heterogeneity as heterogeneity_module

pytestmark = pytest.mark.pure
RANDOM = [Model.DERSIMONIAN_LAIRD, Model.PAULE_MANDEL, Model.REML]


def study(estimate: float, variance: float = 0.1, measure: Measure = Measure.GENERIC) -> EffectSize:
    return EffectSize(f"Study {estimate}", estimate, variance, measure)


def pooled(*effects: EffectSize, **choices: object) -> Pooled:
    found = pool(effects, **choices)  # type: ignore[arg-type]
    assert isinstance(found, Pooled)
    return found


def reason(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.reason


def test_no_studies_are_answered_in_words() -> None:
    assert pool([]) == CannotPool("There are no studies to pool.")
    for ask in (leave_one_out, cumulative, mantel_haenszel, trim_and_fill, by_subgroup):
        assert "no studies" in reason(ask([]))


@pytest.mark.parametrize("model", [Model.FIXED, *RANDOM])
def test_one_study_stands_alone_and_says_so(model: Model) -> None:
    found = pooled(study(0.5), model=model)
    assert (found.estimate, found.low, found.high) == (0.5, *study(0.5).interval())
    assert (found.tau2, found.i2, found.prediction_low) == (None, None, None)
    assert "nothing was pooled" in found.warnings[0]
    assert found.method_in_words.startswith("One study alone")


@pytest.mark.parametrize("model", RANDOM)
def test_two_studies_warn_and_have_no_riley_interval(model: Model) -> None:
    found = pooled(study(0.1), study(0.9), model=model, prediction=Prediction.T_K_MINUS_2)
    assert found.prediction_low is None
    assert "Two studies can hardly show" in found.warnings[0]
    assert "does not exist" in found.warnings[1]


@pytest.mark.parametrize("model", RANDOM)
def test_identical_studies_give_a_guarded_interval_and_no_variance(model: Model) -> None:
    same = [study(0.4)] * 4
    found = pooled(*same, model=model, interval=Interval.HARTUNG_KNAPP)
    assert (found.tau2, found.i2, found.interval) == (0.0, 0.0, Interval.GUARDED_HARTUNG_KNAPP)
    assert found.low < found.estimate < found.high
    assert "shrink to a point" in " ".join(found.warnings)


def test_studies_that_agree_too_well_have_an_empty_interval_of_tau2_said_so() -> None:
    found = pooled(*[study(0.4)] * 12)
    assert (found.tau2_low, found.tau2_high) == (0.0, 0.0)
    assert "empty" in " ".join(found.warnings)


@pytest.mark.parametrize("model", RANDOM)
def test_equal_variances_give_the_plain_mean(model: Model) -> None:
    found = pooled(study(0.0), study(1.0), study(5.0), model=model)
    assert math.isclose(found.estimate, 2.0)
    assert math.isclose(found.tau2 or 0, 7.0 - 0.1, rel_tol=1e-9)


def test_a_variance_of_zero_between_studies_is_not_called_sameness() -> None:
    found = pooled(study(0.4), study(0.45), study(0.5))
    assert found.tau2 == 0
    assert "does not show that effects are the same" in " ".join(found.warnings)


def test_scoring_that_does_not_settle_falls_back_on_a_bounded_search(monkeypatch: pytest.MonkeyPatch) -> None:
    effects = [study(0.1, 0.05), study(0.9, 0.1), study(-0.4, 0.2), study(1.4, 0.02)]
    usual = pooled(*effects)
    monkeypatch.setattr(heterogeneity_module, "MOST_SCORINGS", 1)
    slow = pooled(*effects)
    assert math.isclose(slow.tau2 or 0, usual.tau2 or 0, rel_tol=1e-6)
    assert "did not settle" in " ".join(slow.warnings)


def test_mixed_measures_and_directions_are_refused() -> None:
    mixed = pool([study(0.1, measure=Measure.OR), study(0.1, measure=Measure.RR)])
    assert "odds ratio and risk ratio" in reason(mixed)
    against = replace(study(0.2), direction=Direction.MORE_IS_BETTER)
    assert "opposite directions" in reason(pool([study(0.1), against]))


def test_variances_beyond_comparison_are_refused_and_very_unequal_ones_warned_of() -> None:
    assert "no stable result" in reason(pool([study(0.1, 1e-12), study(0.2, 1.0)]))
    assert "unstable" in " ".join(pooled(study(0.1, 1e-8), study(0.2, 1.0)).warnings)


@pytest.mark.parametrize("level", [0.0, 1.0, 95, -0.5])
def test_an_impossible_level_is_refused_at_once(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        pool([study(0.1)], level=level)


def test_a_hartung_knapp_interval_around_a_fixed_effect_is_warned_of() -> None:
    found = pooled(study(0.1), study(0.9), study(0.2), model=Model.FIXED, interval=Interval.HARTUNG_KNAPP)
    assert "not made for a fixed-effect model" in " ".join(found.warnings)
    assert pooled(study(0.1), study(0.9), model=Model.FIXED).interval is Interval.NORMAL


def test_mantel_and_haenszels_method_is_no_model_of_the_general_functions() -> None:
    with pytest.raises(ValueError, match="mantel_haenszel"):
        pool([study(0.1)], model=Model.MANTEL_HAENSZEL)
    with pytest.raises(ValueError, match="mantel_haenszel"):
        regress([study(0.1)] * 4, [1, 2, 3, 4], model=Model.MANTEL_HAENSZEL)


IMPOSSIBLE: list[Callable[[], object]] = [
    lambda: study(math.nan),
    lambda: study(math.inf),
    lambda: study(0.1, 0.0),
    lambda: study(0.1, -1.0),
    lambda: study(0.1, math.inf),
    lambda: study(0.1, 1e-300),
    lambda: TwoByTwo(5, 4, 1, 10),
    lambda: TwoByTwo(-1, 4, 1, 10),
    lambda: TwoByTwo(0, 0, 1, 10),
    lambda: TwoByTwo(math.nan, 4, 1, 10),
    lambda: PersonTime(1, 0, 1, 10),
    lambda: PersonTime(-1, 5, 1, 10),
    lambda: PersonTime(1, math.inf, 1, 10),
    lambda: Group(1, -1, 10),
    lambda: Group(1, 1, 0),
    lambda: Group(math.nan, 1, 10),
    lambda: mean_difference("A", Group(1, 0, 5), Group(2, 0, 5)),
    lambda: standardised_mean_difference("A", Group(1, 0, 5), Group(2, 0, 5)),
    lambda: standardised_mean_difference("A", Group(1, 1, 1), Group(2, 1, 2)),
    lambda: correlation("A", 1.0, 20),
    lambda: correlation("A", 0.2, 3),
    lambda: from_standard_error("A", 0.1, 0.0),
    lambda: from_interval("A", 0.5, 0.9, 0.2),
    lambda: from_interval("A", 2.0, 0.2, 0.9),
    lambda: from_interval("A", 0.5, 0.0, 0.9, measure=Measure.OR),
]


@pytest.mark.parametrize("make", IMPOSSIBLE)
def test_numbers_that_cannot_be_are_refused_where_they_enter(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"[a-z ]{10,}"):
        make()


def test_a_zero_cell_is_mended_and_said_so() -> None:
    table = TwoByTwo(0, 10, 5, 10)
    assert math.isclose(odds_ratio("A", table).estimate, math.log(0.5 * 5.5 / (10.5 * 5.5)))
    found = pooled(odds_ratio("A", table), odds_ratio("B", TwoByTwo(2, 10, 5, 10)))
    assert "One half was added to the counts of 1 study" in " ".join(found.warnings)
    assert rate_ratio("A", PersonTime(0, 10, 5, 10)).notes != ()


def test_empty_tables_can_be_left_out_by_name() -> None:
    empty, full = risk_ratio("None", TwoByTwo(0, 9, 0, 9)), risk_ratio("Some", TwoByTwo(1, 9, 2, 9))
    kept, said = without_empty([empty, full])
    assert kept == [full]
    assert said[0].startswith("None was left out")


def test_mantel_and_haenszel_need_counts_and_events() -> None:
    bare = study(0.1, measure=Measure.OR)
    assert "needs the counts" in reason(mantel_haenszel([bare]))
    assert "does not exist for a mean difference" in reason(mantel_haenszel([study(1, measure=Measure.MD)]))
    never = [risk_ratio(str(n), TwoByTwo(0, 9, 3, 9)) for n in range(3)]
    assert "No risk ratio exists" in reason(mantel_haenszel(never))


def test_a_moderator_that_cannot_be_fitted_is_answered_in_words() -> None:
    effects = [study(0.1), study(0.2), study(0.3), study(0.4)]
    assert "same in all studies" in reason(regress(effects, [7, 7, 7, 7]))
    assert "too few" in reason(regress(effects[:2], [1, 2]))
    assert "too few" in reason(regress(effects, ["a", "b", "c", "d"]))
    with pytest.raises(ValueError, match="all numbers or all words"):
        regress(effects, [1, "b", 2, 3])


def test_studies_without_a_value_or_a_year_are_left_out_by_number() -> None:
    effects = [replace(study(n / 10, 0.1 + n / 100), year=2000 + n) for n in range(5)]
    found = regress(effects, [1, 2, None, 4, 5])
    assert not isinstance(found, Refused)
    assert (found.k, found.warnings[0][:9]) == (4, "Left out ")
    series = cumulative([*effects, study(0.9)])
    assert isinstance(series, Series)
    assert (len(series.steps), series.warnings) == (5, ("Left out for want of a year: 1 study.",))


def test_eggers_test_needs_three_studies_and_different_sizes() -> None:
    assert "at least three" in reason(egger([study(0.1), study(0.2)]))
    assert "standard errors are equal" in reason(egger([study(n / 10) for n in range(5)]))


def test_trim_and_fill_needs_three_studies() -> None:
    assert "at least three" in reason(trim_and_fill([study(0.1), study(0.2)]))
    for estimator in Estimator:
        assert trim_and_fill([study(0.4)] * 4, estimator=estimator) is not None


def test_subgroups_need_two_names() -> None:
    effects = [replace(study(n / 10), subgroup="one") for n in range(4)]
    assert "Fewer than two subgroups" in reason(by_subgroup(effects))
    assert "same in all studies" in reason(regress(effects, [e.subgroup for e in effects]))


@pytest.mark.parametrize("model", RANDOM)
@pytest.mark.parametrize("smallest", [1e-6, 1e-8, 1e-9])
def test_one_enormous_study_leaves_a_finite_answer(model: Model, smallest: float) -> None:
    found = pooled(study(0.1, smallest), study(0.2, 1.0), study(1.9, 0.5), model=model)
    assert found.tau2 is not None
    assert found.tau2 >= 0
    assert 0.1 <= found.estimate <= 1.9
    assert found.low < found.estimate < found.high
