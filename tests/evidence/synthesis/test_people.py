"""A pooled effect in people and chances: risks with and without, bands of impact, conversions, words."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.synthesis import (
    IMPACT_BANDS,
    Absolute,
    Band,
    BandChances,
    Direction,
    EffectSize,
    Measure,
    Model,
    Pooled,
    Refused,
    absolute_effect,
    as_odds_ratio,
    as_smd,
    band_words,
    chance_of_bands,
    heterogeneity_words,
    instead_words,
    log_odds_from_smd,
    odds_ratio,
    plain,
    plain_words,
    pool,
    pooled_words,
    smd_from_log_odds,
)
from evidence.synthesis.distributions import t_upper
from evidence.synthesis.effect_sizes import TwoByTwo

pytestmark = pytest.mark.pure
RISKY = [Measure.OR, Measure.RR, Measure.RD, Measure.IRR, Measure.HR, Measure.SMD]


def pooled(measure: Measure = Measure.RR, middle: float = math.log(0.75), **choices: object) -> Pooled:
    """Five studies around a middle."""
    effects = [
        EffectSize(str(n), middle + shift, 0.01, measure)
        for n, shift in enumerate((-0.2, -0.1, 0.0, 0.1, 0.2))
    ]
    found = pool(effects, **choices)  # type: ignore[arg-type]
    assert isinstance(found, Pooled)
    return found


def absolute(found: Pooled, baseline: float) -> Absolute:
    answer = absolute_effect(found, baseline)
    assert isinstance(answer, Absolute)
    return answer


def chances(found: Pooled, baseline: float | None = None) -> BandChances:
    answer = chance_of_bands(found, baseline=baseline)
    assert isinstance(answer, BandChances)
    return answer


def turned(found: Pooled) -> Pooled:
    """The same odds ratio, counting the opposite event."""
    assert found.prediction_low is not None
    assert found.prediction_high is not None
    return replace(
        found,
        direction=Direction.MORE_IS_BETTER,
        estimate=-found.estimate,
        low=-found.high,
        high=-found.low,
        prediction_low=-found.prediction_high,
        prediction_high=-found.prediction_low,
    )


@pytest.mark.parametrize(
    ("measure", "effect", "expected"),
    [
        (Measure.RR, math.log(0.75), 0.375),
        (Measure.OR, math.log(0.5), 1 / 3),
        (Measure.RD, -0.1, 0.4),
        (Measure.HR, math.log(2), 0.75),
        (Measure.IRR, math.log(2), 0.75),
        (Measure.SMD, math.log(0.5) * math.sqrt(3) / math.pi, 1 / 3),
    ],
)
def test_a_baseline_of_half_becomes_the_risk_with_the_programme(
    measure: Measure, effect: float, expected: float
) -> None:
    found = absolute(pooled(measure, effect), 0.5)
    assert math.isclose(found.with_it, expected)
    assert found.low < found.with_it < found.high


def test_people_are_told_in_plain_words() -> None:
    found = absolute(pooled(), 0.5)
    assert instead_words(found) == "about 38 of 100 instead of 50"
    assert plain_words(found, event="reoffend") == (
        "Of 100 people without the programme, about 50 would reoffend; with it, about 38 (95% interval 31 to 46)."
        " That is about 12 fewer: about one fewer for every 8 who take part."
    )


def test_an_uncertain_effect_is_told_as_a_range_in_both_directions() -> None:
    said = plain_words(absolute(pooled(middle=0.02), 0.5))
    assert "the studies fit anything from" in said
    assert "fewer to" in said
    assert said.endswith("more.")
    assert absolute(pooled(middle=0.02), 0.5).number_needed is None


def test_rare_harms_are_told_among_more_people() -> None:
    assert plain_words(absolute(pooled(), 0.002)).startswith("Of 1,000 people without the programme, about 2")


def test_more_harm_is_told_as_more() -> None:
    found = absolute(pooled(middle=math.log(1.5)), 0.4)
    assert (found.number_needed or 0) < 0
    assert "20 more: about one more for every 5" in plain_words(found)


def test_a_risk_beyond_everybody_is_cut_and_said() -> None:
    found = absolute(pooled(middle=math.log(3)), 0.5)
    assert (found.with_it, found.high, found.was_cut) == (1.0, 1.0, True)
    assert not absolute(pooled(), 0.5).was_cut


def test_an_effect_that_counts_the_good_gives_the_same_people() -> None:
    harm = pooled(Measure.OR, math.log(0.6))
    one, other = absolute(harm, 0.4), absolute(turned(harm), 0.4)
    assert one.per() == pytest.approx(other.per())
    assert one.new_high == pytest.approx(other.new_high)
    assert dict(chances(harm, 0.4).chances) == pytest.approx(dict(chances(turned(harm), 0.4).chances))


@pytest.mark.parametrize("measure", [Measure.MD, Measure.ZCOR, Measure.GENERIC])
def test_measures_that_count_nobody_are_refused(measure: Measure) -> None:
    assert isinstance(absolute_effect(pooled(measure), 0.5), Refused)
    assert isinstance(chance_of_bands(pooled(measure), baseline=0.5), Refused)


@pytest.mark.parametrize("baseline", [0.0, 1.0, 50, -0.1, math.nan])
def test_a_baseline_is_a_fraction(baseline: float) -> None:
    with pytest.raises(ValueError, match="baseline risk"):
        absolute_effect(pooled(), baseline)
    with pytest.raises(ValueError, match="baseline risk"):
        chance_of_bands(pooled(), baseline=baseline)


def test_the_chance_of_a_high_impact_is_the_tail_of_the_predictive_distribution() -> None:
    found = pooled()
    distance = (found.estimate - math.log(0.7)) / (found.prediction_se or 0)
    assert chances(found).of("high") == pytest.approx(t_upper(distance, 4))
    assert chances(found).of("harm") == pytest.approx(
        t_upper((math.log(1.02) - found.estimate) / (found.prediction_se or 0), 4)
    )


@given(
    measure=st.sampled_from(RISKY),
    middle=st.floats(-2, 2),
    baseline=st.floats(0.001, 0.999),
    more=st.booleans(),
)
def test_chances_are_chances_and_sum_to_one(
    measure: Measure, middle: float, baseline: float, more: bool
) -> None:
    direction = Direction.MORE_IS_BETTER if more else Direction.FEWER_IS_BETTER
    found = chance_of_bands(replace(pooled(measure, middle), direction=direction), baseline=baseline)
    if isinstance(found, Refused):
        assert measure in (Measure.IRR, Measure.HR)
        return
    values = [chance for _name, chance in found.chances]
    assert min(values) >= 0
    assert math.fsum(values) == pytest.approx(1)


def test_chances_need_a_baseline_or_a_predictive_distribution_where_they_do() -> None:
    assert "state one" in getattr(chance_of_bands(pooled(Measure.OR)), "reason", "")
    assert "random-effects" in getattr(chance_of_bands(pooled(model=Model.FIXED)), "reason", "")
    with pytest.raises(ValueError, match="largest reduction down"):
        chance_of_bands(pooled(), [Band("a", 0.1), Band("b", 0.2)])
    assert [band.name for band in IMPACT_BANDS] == ["high", "moderate", "low", "none", "harm"]


def test_chances_are_told_in_hundreds() -> None:
    said = band_words(BandChances((("high", 0.704), ("none", 0.2949), ("harm", 0.0011)), ""))
    assert said == "Chances in 100 for a new place: high 70, none 29, harm under 1."


@given(estimate=st.floats(-5, 5), variance=st.floats(0.001, 10))
def test_a_standardised_difference_becomes_log_odds_and_comes_back(estimate: float, variance: float) -> None:
    there = log_odds_from_smd(estimate, variance)
    assert there[0] == pytest.approx(1.813799364234218 * estimate)
    assert smd_from_log_odds(*there) == pytest.approx((estimate, variance))


def test_a_converted_effect_names_the_method() -> None:
    there = as_odds_ratio(EffectSize("A", 0.5, 0.04, Measure.SMD))
    assert there.measure is Measure.OR
    assert as_smd(there).estimate == pytest.approx(0.5)
    assert "Chinn 2000" in there.notes[0]
    with pytest.raises(ValueError, match="is not a standardised mean difference"):
        as_odds_ratio(there)


def test_every_number_names_its_method() -> None:
    said = pooled().method_in_words
    for name in ("REML", "Hartung and Knapp", "ad hoc guard", "k - 1", "Q-profile", "Cochran", "I²"):
        assert name in said
    assert "inverse variance" in pooled(model=Model.FIXED).method_in_words


def test_a_pooled_effect_is_told_with_what_a_new_place_may_expect() -> None:
    said = pooled_words(pooled())
    assert said.startswith("Risk ratio 0.75 (95% interval 0.62 to 0.91) from 5 studies.")
    assert "In a new place like those studied" in said
    assert "more than chance" in heterogeneity_words(pooled())
    assert "share one effect" in heterogeneity_words(pooled(model=Model.FIXED))


def test_one_study_is_told_as_one() -> None:
    alone = pool([odds_ratio("A", TwoByTwo(5, 20, 9, 20))])
    assert isinstance(alone, Pooled)
    assert pooled_words(alone).endswith("from one study.")
    assert heterogeneity_words(alone).startswith("One study cannot")


def test_results_travel_through_json_unchanged() -> None:
    found = pooled()
    assert Pooled.from_dict(json.loads(json.dumps(found.to_dict()))) == found
    with pytest.raises(KeyError):
        Pooled.from_dict({"measure": "RR"})
    assert json.loads(json.dumps(plain(chances(found))))["chances"][0][0] == "high"
