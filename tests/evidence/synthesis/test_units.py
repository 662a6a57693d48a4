"""One person counts once: sharing is suggested, declared, combined and explained."""

import math
from dataclasses import replace

import pytest

from evidence.synthesis import (
    CannotPool,
    Combined,
    Direction,
    EffectSize,
    Interval,
    Measure,
    Pooled,
    Refused,
    TwoByTwo,
    combine_clusters,
    odds_ratio,
    pool,
    suggest_shared,
)
from tests.evidence.synthesis.published import effects_of, sets

pytestmark = pytest.mark.pure
ROBINSON = (10, 11)
HOME_OFFICE = (13, 36)


def cbt() -> list[EffectSize]:
    """The 58 comparisons of cognitive behavioural programmes: log odds ratio of not reoffending."""
    one = next(one for one in sets() if one["name"] == "dat.landenberger2005")
    return [replace(effect, direction=Direction.MORE_IS_BETTER) for effect in effects_of(one)]


def declared() -> list[EffectSize]:
    effects = cbt()
    for label, positions in (("Robinson", ROBINSON), ("Home Office", HOME_OFFICE)):
        for position in positions:
            effects[position] = replace(effects[position], shared_control=label)
    return effects


def rounded(found: Pooled | CannotPool) -> tuple[float, ...]:
    assert isinstance(found, Pooled)
    return tuple(round(value, 4) for value in (found.estimate, found.low, found.high, found.tau2 or 0))


def effect(label: str, estimate: float = 0.2, variance: float = 0.1, **details: str) -> EffectSize:
    return EffectSize(label, estimate, variance, Measure.SMD, **details)  # type: ignore[arg-type]


def test_the_58_cbt_comparisons_pool_to_the_known_effect() -> None:
    assert rounded(pool(cbt(), interval=Interval.NORMAL)) == (0.4226, 0.3041, 0.5411, 0.1046)


def test_the_56_cbt_effects_pool_to_the_known_effect_with_each_control_counted_once() -> None:
    combined = combine_clusters(declared())
    assert isinstance(combined, Combined)
    assert (len(combined.effects), len(combined.explanations)) == (56, 2)
    assert rounded(pool(combined.effects, interval=Interval.NORMAL)) == (0.4171, 0.2948, 0.5394, 0.1062)
    assert combined.members[10] == ROBINSON


def test_equal_control_counts_are_suggested_and_small_ones_called_chance() -> None:
    found = suggest_shared(cbt())
    assert [one.positions for one in found] == [HOME_OFFICE, ROBINSON, (8, 18)]
    assert [one.may_be_chance for one in found] == [False, False, True]
    assert "Nothing changes unless you declare it" in found[2].in_words


def test_what_is_declared_is_not_suggested_again() -> None:
    assert [one.positions for one in suggest_shared(declared())] == [(8, 18)]


def test_declared_sharing_must_be_combined_before_pooling() -> None:
    refused = pool(declared())
    assert isinstance(refused, CannotPool)
    assert "Combine them first" in refused.reason
    allowed = pool(declared(), allow_shared=True)
    assert isinstance(allowed, Pooled)
    assert "counted as if independent" in " ".join(allowed.warnings)


def test_nothing_declared_changes_nothing() -> None:
    combined = combine_clusters(cbt())
    assert isinstance(combined, Combined)
    assert (combined.effects, combined.explanations) == (tuple(cbt()), ())


def test_arms_with_one_control_are_added_and_the_control_counted_once() -> None:
    arms = [
        odds_ratio("A", TwoByTwo(10, 50, 30, 60), year=1990, subgroup="x", shared_control="c"),
        odds_ratio("B", TwoByTwo(20, 70, 30, 60), year=1995, subgroup="x", shared_control="c"),
    ]
    combined = combine_clusters(arms)
    assert isinstance(combined, Combined)
    (one,) = combined.effects
    assert (one.counts, one.year, one.subgroup) == (TwoByTwo(30, 120, 30, 60), 1995, "x")
    assert math.isclose(one.estimate, odds_ratio("", TwoByTwo(30, 120, 30, 60)).estimate)
    assert "A and B share one control group" in combined.explanations[0]


@pytest.mark.parametrize(("correlation", "variance"), [(0.0, 0.05), (0.5, 0.075), (1.0, 0.1)])
def test_repeated_samples_are_averaged_under_a_stated_correlation(
    correlation: float, variance: float
) -> None:
    twice = [effect("A", 0.2, sample_cluster="s"), effect("B", 0.4, sample_cluster="s")]
    combined = combine_clusters(twice, correlation=correlation)
    assert isinstance(combined, Combined)
    assert math.isclose(combined.effects[0].estimate, 0.3)
    assert math.isclose(combined.effects[0].variance, variance)
    assert f"correlation of {correlation:g}" in combined.explanations[0]


def test_people_measured_twice_are_averaged_even_with_counts() -> None:
    twice = [
        odds_ratio("Early", TwoByTwo(10, 50, 30, 60), sample_cluster="s", shared_control="c"),
        odds_ratio("Late", TwoByTwo(12, 50, 30, 60), sample_cluster="s", shared_control="c"),
    ]
    combined = combine_clusters(twice)
    assert isinstance(combined, Combined)
    assert combined.effects[0].counts is None
    assert combined.effects[0].variance > min(one.variance for one in twice) * 0.7


def test_effects_tied_by_a_chain_of_labels_become_one() -> None:
    chain = [
        effect("A", sample_cluster="s"),
        effect("B", sample_cluster="s", shared_control="c"),
        effect("C", shared_control="c"),
        effect("D"),
    ]
    combined = combine_clusters(chain)
    assert isinstance(combined, Combined)
    assert combined.members == ((0, 1, 2), (3,))


def test_a_combined_effect_is_itself_no_longer_shared() -> None:
    combined = combine_clusters(declared())
    assert isinstance(combined, Combined)
    assert combine_clusters(combined.effects) == replace(
        combined, explanations=(), members=tuple((n,) for n in range(56))
    )


def test_one_declared_control_with_two_sets_of_counts_is_refused() -> None:
    arms = [
        odds_ratio("A", TwoByTwo(10, 50, 30, 60), shared_control="c"),
        odds_ratio("B", TwoByTwo(20, 70, 28, 55), shared_control="c"),
    ]
    refused = combine_clusters(arms)
    assert isinstance(refused, Refused)
    assert "its counts differ" in refused.reason


def test_different_measures_or_directions_are_never_combined() -> None:
    one = effect("A", shared_control="c")
    other = replace(one, label="B", measure=Measure.MD)
    against = replace(one, label="C", direction=Direction.MORE_IS_BETTER)
    for pair, words in (([one, other], "different measures"), ([one, against], "turn one round")):
        refused = combine_clusters(pair)
        assert isinstance(refused, Refused)
        assert words in refused.reason


def test_a_correlation_outside_zero_to_one_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        combine_clusters([], correlation=1.5)
