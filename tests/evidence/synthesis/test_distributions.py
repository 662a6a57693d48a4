"""Tails and quantiles agree with R."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.synthesis.distributions import (
    chi2_lower,
    chi2_quantile,
    chi2_upper,
    f_upper,
    normal_quantile,
    normal_upper,
    t_quantile,
    t_upper,
)
from tests.evidence.synthesis.published import answers

pytestmark = pytest.mark.pure
TAILS: Any = answers()["tails"]


def relative(ours: float, theirs: float) -> float:
    return abs(ours - theirs) / abs(theirs) if theirs else abs(ours)


@pytest.mark.parametrize(("name", "quantile"), [("t", t_quantile), ("chi2", chi2_quantile)])
def test_quantiles_agree(name: str, quantile: Any) -> None:
    kept = TAILS["quantile"]
    ours = [quantile(p, df) for p, df in zip(kept["p"], kept["df"], strict=True)]
    assert max(map(relative, ours, kept[name])) < 1e-11


@pytest.mark.parametrize(("name", "upper"), [("t", t_upper), ("chi2", chi2_upper)])
def test_upper_tails_agree_far_out(name: str, upper: Any) -> None:
    kept = TAILS["upper"]
    ours = [upper(x, df) for x, df in zip(kept["x"], kept["df"], strict=True)]
    assert max(abs(mine - theirs) for mine, theirs in zip(ours, kept[name], strict=True)) < 1e-12
    likely = [(mine, theirs) for mine, theirs in zip(ours, kept[name], strict=True) if theirs > 1e-250]
    assert max(relative(mine, theirs) for mine, theirs in likely) < 1e-10


def test_the_upper_tail_of_f_agrees() -> None:
    kept = TAILS["f"]
    ours = [f_upper(*row) for row in zip(kept["x"], kept["df1"], kept["df2"], strict=True)]
    assert max(abs(mine - theirs) for mine, theirs in zip(ours, kept["p"], strict=True)) < 1e-12


def test_the_normal_distribution_agrees() -> None:
    kept, upper = TAILS["normal"], TAILS["normal_upper"]
    assert max(map(relative, map(normal_quantile, kept["p"]), kept["z"])) < 1e-12
    assert max(map(relative, map(normal_upper, upper["x"]), upper["p"])) < 1e-12


@given(p=st.floats(1e-6, 1 - 1e-6), df=st.integers(1, 300))
def test_a_quantile_leaves_its_probability_below_it(p: float, df: int) -> None:
    assert math.isclose(1 - t_upper(t_quantile(p, df), df), p, rel_tol=1e-9, abs_tol=1e-12)
    assert math.isclose(chi2_lower(chi2_quantile(p, df), df), p, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("p", [0.0, 1.0, -1.0, math.nan])
def test_no_quantile_exists_outside_zero_to_one(p: float) -> None:
    for quantile in (normal_quantile, lambda p: t_quantile(p, 3), lambda p: chi2_quantile(p, 3)):
        with pytest.raises(ValueError, match="between 0 and 1"):
            quantile(p)
