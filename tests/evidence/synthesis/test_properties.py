"""What must hold for any studies, whatever their numbers."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.synthesis import (
    EffectSize,
    Interval,
    Measure,
    Model,
    Pooled,
    TwoByTwo,
    odds_ratio,
    pool,
    risk_difference,
    turned_round,
)
from evidence.synthesis.heterogeneity import bounded_search, restricted_log_likelihood
from evidence.synthesis.least_squares import intercept_only

pytestmark = pytest.mark.pure
RANDOM = [Model.DERSIMONIAN_LAIRD, Model.PAULE_MANDEL, Model.REML]
MODELS = st.sampled_from([Model.FIXED, *RANDOM])
INTERVALS = st.sampled_from(list(Interval))
ROWS = st.tuples(st.floats(-3, 3), st.floats(0.001, 2))
STUDIES = st.lists(ROWS, min_size=3, max_size=12)
COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).filter(
    lambda cells: cells[0] + cells[1] > 0 and cells[2] + cells[3] > 0
)


def effects(rows: list[tuple[float, float]]) -> list[EffectSize]:
    return [
        EffectSize(str(n), estimate, variance, Measure.GENERIC) for n, (estimate, variance) in enumerate(rows)
    ]


def pooled(some: list[EffectSize], model: Model = Model.REML, interval: Interval | None = None) -> Pooled:
    found = pool(some, model=model, interval=interval)
    assert isinstance(found, Pooled)
    return found


def close(left: float, right: float, within: float = 1e-6) -> bool:
    return math.isclose(left, right, rel_tol=within, abs_tol=within)


@given(rows=STUDIES, model=MODELS, dice=st.randoms(use_true_random=False))
def test_the_order_of_studies_changes_nothing_at_all(
    rows: list[tuple[float, float]], model: Model, dice: object
) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = pooled(effects(rows), model), pooled(effects(shuffled), model)
    assert (one.estimate, one.low, one.tau2) == (other.estimate, other.low, other.tau2)


@given(rows=STUDIES, model=MODELS, interval=INTERVALS)
def test_changing_all_signs_mirrors_the_result(
    rows: list[tuple[float, float]], model: Model, interval: Interval
) -> None:
    one = pooled(effects(rows), model, interval)
    other = pooled(effects([(-estimate, variance) for estimate, variance in rows]), model, interval)
    assert (one.estimate, one.low, one.high) == (-other.estimate, -other.high, -other.low)
    assert (one.tau2, one.p) == (other.tau2, other.p)


@given(rows=STUDIES, model=MODELS, unit=st.floats(0.05, 20))
def test_another_unit_scales_the_result(rows: list[tuple[float, float]], model: Model, unit: float) -> None:
    one = pooled(effects(rows), model)
    other = pooled(effects([(estimate * unit, variance * unit**2) for estimate, variance in rows]), model)
    assert close(other.estimate, one.estimate * unit)
    assert close(other.tau2 or 0, (one.tau2 or 0) * unit**2)
    assert close(other.i2 or 0, one.i2 or 0, 1e-5)


@given(rows=STUDIES, model=MODELS, shift=st.floats(-5, 5))
def test_moving_all_estimates_moves_the_effect_alone(
    rows: list[tuple[float, float]], model: Model, shift: float
) -> None:
    one = pooled(effects(rows), model)
    other = pooled(effects([(estimate + shift, variance) for estimate, variance in rows]), model)
    assert close(other.estimate, one.estimate + shift)
    assert close(other.tau2 or 0, one.tau2 or 0)


@given(rows=STUDIES, model=MODELS, interval=INTERVALS)
def test_the_effect_lies_among_the_studies_and_inside_its_intervals(
    rows: list[tuple[float, float]], model: Model, interval: Interval
) -> None:
    found = pooled(effects(rows), model, interval)
    estimates = [estimate for estimate, _variance in rows]
    assert min(estimates) - 1e-9 <= found.estimate <= max(estimates) + 1e-9
    assert found.low <= found.estimate <= found.high
    assert math.isclose(math.fsum(found.weights), 100, rel_tol=1e-12)
    assert 0 <= found.p <= 1


@given(rows=STUDIES, variance=st.floats(0.001, 2))
def test_a_study_without_effect_pulls_a_fixed_effect_towards_none(
    rows: list[tuple[float, float]], variance: float
) -> None:
    before = pooled(effects(rows), Model.FIXED).estimate
    after = pooled(effects([*rows, (0.0, variance)]), Model.FIXED).estimate
    assert abs(after) <= abs(before) + 1e-12
    assert before * after >= 0


@given(rows=STUDIES, model=st.sampled_from(RANDOM))
def test_the_prediction_interval_holds_the_interval_of_the_mean(
    rows: list[tuple[float, float]], model: Model
) -> None:
    found = pooled(effects(rows), model)
    assert found.prediction_low is not None
    assert found.prediction_high is not None
    assert found.prediction_low <= found.low + 1e-12
    assert found.prediction_high >= found.high - 1e-12


@given(rows=STUDIES, model=st.sampled_from(RANDOM))
def test_the_guard_never_gives_less_than_the_plain_hartung_knapp_interval(
    rows: list[tuple[float, float]], model: Model
) -> None:
    plain = pooled(effects(rows), model, Interval.HARTUNG_KNAPP)
    guarded = pooled(effects(rows), model)
    normal = pooled(effects(rows), model, Interval.NORMAL)
    assert guarded.se >= max(plain.se, normal.se) - 1e-12
    assert any("guard" in said for said in guarded.warnings) == (
        plain.interval is not Interval.HARTUNG_KNAPP or plain.se < normal.se * (1 - 1e-9)
    )


@given(rows=STUDIES)
def test_no_between_study_variance_is_likelier_than_remls(rows: list[tuple[float, float]]) -> None:
    found = pooled(effects(rows))
    problem = intercept_only([row[0] for row in rows], [row[1] for row in rows])
    best = restricted_log_likelihood(problem, found.tau2 or 0.0)
    elsewhere = [0.0, (found.tau2 or 0) / 2, (found.tau2 or 0) * 1.5 + 1e-4, bounded_search(problem)]
    assert all(restricted_log_likelihood(problem, tau2) <= best + 1e-7 for tau2 in elsewhere[:3])


@settings(max_examples=30)
@given(rows=STUDIES)
def test_the_bounded_search_finds_a_summit_at_least_as_high(rows: list[tuple[float, float]]) -> None:
    problem = intercept_only([row[0] for row in rows], [row[1] for row in rows])
    usual = restricted_log_likelihood(problem, pooled(effects(rows)).tau2 or 0.0)
    assert restricted_log_likelihood(problem, bounded_search(problem)) >= usual - 1e-7


@given(rows=STUDIES, model=st.sampled_from(RANDOM))
def test_a_result_survives_its_dict(rows: list[tuple[float, float]], model: Model) -> None:
    found = pooled(effects(rows), model)
    assert Pooled.from_dict(found.to_dict()) == found


@given(cells=COUNTS)
def test_counting_the_opposite_event_turns_an_odds_ratio_round(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    table = TwoByTwo(a, a + b, c, c + d)
    turned = turned_round(odds_ratio("A", table))
    directly = odds_ratio("A", table.turned())
    assert close(turned.estimate, directly.estimate, 1e-9)
    assert close(turned.variance, directly.variance, 1e-9)
    assert turned_round(turned) == odds_ratio("A", table)


@given(cells=COUNTS)
def test_swapping_the_arms_turns_a_risk_difference_round(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    one = risk_difference("A", TwoByTwo(a, a + b, c, c + d))
    other = risk_difference("A", TwoByTwo(c, c + d, a, a + b))
    assert close(one.estimate, -other.estimate, 1e-12)
    assert close(one.variance, other.variance, 1e-12)
    assert replace(one, estimate=0.0).se == one.se
