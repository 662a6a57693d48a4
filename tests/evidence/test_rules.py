"""Rules of evidence, tried with every kind of value."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import rules

pytestmark = pytest.mark.pure
COUNTS = st.integers(min_value=0, max_value=10_000)


def flow(databases: int, duplicates: int, excluded: int, lost: int, left_out: int) -> dict[str, int | None]:
    """A flow in which everything adds up."""
    screened = databases - min(duplicates, databases)
    sought = screened - min(excluded, screened)
    assessed = sought - min(lost, sought)
    included = assessed - min(left_out, assessed)
    return {
        "databases": databases,
        "registers": 0,
        "duplicates": databases - screened,
        "other_removed": 0,
        "screened": screened,
        "excluded": screened - sought,
        "sought": sought,
        "not_retrieved": sought - assessed,
        "assessed": assessed,
        "reports_excluded": assessed - included,
        "reports_included": included,
        "studies_included": included,
    }


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_a_flow_that_adds_up_has_no_fault(a: int, b: int, c: int, d: int, e: int) -> None:
    assert rules.prisma_faults(flow(a, b, c, d, e)) == {}


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.sampled_from(["screened", "sought", "assessed"]))
def test_a_flow_with_a_record_too_many_is_found_out(
    a: int, b: int, c: int, d: int, e: int, where: str
) -> None:
    counts = flow(a, b, c, d, e)
    counts[where] = (counts[where] or 0) + 1
    assert where in rules.prisma_faults(counts)


def test_what_nobody_reported_is_not_checked() -> None:
    assert rules.prisma_faults(dict.fromkeys(rules.PRISMA)) == {}
    assert rules.prisma_faults({"screened": 5, "databases": 3}) == {}


def test_there_are_never_more_studies_than_reports() -> None:
    assert "studies_included" in rules.prisma_faults({"reports_included": 3, "studies_included": 4})


@given(st.sampled_from(["high", "low"]), st.lists(st.sampled_from([-2, -1, 1, 2]), max_size=8))
def test_certainty_never_leaves_its_scale(start: str, steps: list[int]) -> None:
    assert rules.certainty(start=start, steps=steps) in rules.CERTAINTY


def test_each_reason_moves_certainty_only_its_own_way() -> None:
    allowed = {
        reason: [step for step in (-2, -1, 0, 1, 2) if rules.is_step_allowed(reason, step)]
        for reason in rules.GRADE_REASONS
    }
    assert all(steps == [-2, -1, 0] for reason, steps in allowed.items() if reason in rules.DOWNGRADES)
    assert {reason: allowed[reason] for reason in rules.UPGRADES} == {
        "large": [0, 1, 2],
        "dose": [0, 1],
        "confounding": [0, 1],
    }


@pytest.mark.parametrize(
    ("change", "band"),
    [
        (100, "high"),
        (30, "high"),
        (29.9, "moderate"),
        (10, "moderate"),
        (2, "low"),
        (0, "none"),
        (-2, "none"),
        (-2.1, "harm"),
    ],
)
def test_bands_of_impact_have_the_edges_that_are_printed(change: float, band: str) -> None:
    assert rules.band_of(change).key == band


def test_more_certainty_never_makes_a_helpful_rating_worse() -> None:
    order = list(rules.SCALE)
    for band in ("high", "moderate"):
        words = [rules.computed_word(band=band, sure=sure, studies=5) for sure in rules.CERTAINTY]
        places = [order.index(word) for word in words]
        assert all(after <= before for before, after in pairwise(places) if before != order.index("early"))


def test_a_study_is_judged_no_better_than_its_worst_domain() -> None:
    assert rules.overall_bias(["low", "some", "high"]) == "high"
    assert rules.overall_bias([]) == "unclear"
    assert rules.overall_bias(["low", "low"]) == "low"
