"""How much effects differ between studies: Q, I2, H2, tau2 by three estimators, and tau2's interval.

Sources: Cochran (1954) for Q; DerSimonian and Laird (1986); Paule and Mandel (1982); Viechtbauer (2005) for
REML by Fisher scoring; Higgins and Thompson (2002) for I2 and H2 through the typical sampling variance;
Viechtbauer (2007) for the Q-profile interval. Conventions are those of R's metafor.
"""

import math
from dataclasses import dataclass

from evidence.synthesis.distributions import chi2_quantile, chi2_upper
from evidence.synthesis.least_squares import (
    Problem,
    fit,
    fit_weighted,
    gram,
    log_determinant,
    projection_traces,
)
from evidence.synthesis.measures import Model

CLOSE = 1e-13
MOST_SCORINGS = 300
MOST_NEWTONS = 300
GRID = 120
GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True)
class Tau2:
    """An estimate of the between-study variance, with what a reader should know of how it was found."""

    value: float
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heterogeneity:
    """Q with its degrees of freedom and p, tau2 with its interval, and the shares I2 (per cent) and H2."""

    q: float
    q_df: int
    q_p: float
    tau2: float
    tau2_low: float | None
    tau2_high: float | None
    i2: float
    h2: float
    warnings: tuple[str, ...] = ()


def between_study_variance(problem: Problem, model: Model) -> Tau2:
    """tau2 by the model's estimator; 0 for a fixed effect, or when no degree of freedom is left."""
    if not model.is_random or problem.spare < 1:
        return Tau2(0.0)
    if model is Model.DERSIMONIAN_LAIRD:
        return Tau2(dersimonian_laird(problem))
    if model is Model.PAULE_MANDEL:
        return Tau2(tau2_where_q_is(problem, problem.spare))
    return restricted_maximum_likelihood(problem)


def dersimonian_laird(problem: Problem) -> float:
    """The moment estimator, cut off at 0."""
    common = fit(problem, 0.0)
    of_p, _of_pp = projection_traces(problem, common.weights, common.covariance)
    return max(0.0, (common.q - problem.spare) / of_p)


def tau2_where_q_is(problem: Problem, target: float) -> float:
    """The tau2 at which the weighted sum of squares falls to `target`; 0 when it is below that from the start.

    The sum falls and is convex in tau2, so Newton's steps from 0 rise to the root without passing it.
    """
    tau2 = 0.0
    for _step in range(MOST_NEWTONS):
        now = fit(problem, tau2)
        if now.q <= target or now.q_slope == 0:
            break
        step = (target - now.q) / now.q_slope
        tau2 += step
        if step <= CLOSE * tau2:
            break
    return tau2


def restricted_maximum_likelihood(problem: Problem) -> Tau2:
    """REML by Fisher scoring from Hedges' estimate, steps halved at 0; a bounded search if that does not settle."""
    tau2 = _hedges(problem)
    for _scoring in range(MOST_SCORINGS):
        step, size = _score_step(problem, tau2)
        if tau2 == 0 and step <= 0:
            return Tau2(0.0)
        while tau2 + step < 0:
            step /= 2
        tau2 += step
        if abs(step) <= CLOSE * size:
            return Tau2(0.0) if tau2 <= 10 * CLOSE * size else _not_a_local_summit(problem, tau2)
    return Tau2(
        bounded_search(problem),
        ("The usual steps towards tau² did not settle, so a slower bounded search was used.",),
    )


def _hedges(problem: Problem) -> float:
    """Hedges' moment estimator (Hedges and Olkin, 1985), where metafor's scoring starts too."""
    plain = fit_weighted(problem, [1.0] * problem.k)
    hats = [
        math.fsum(
            plain.covariance[i][j] * problem.columns[i][n] * problem.columns[j][n]
            for i in range(len(problem.columns))
            for j in range(len(problem.columns))
        )
        for n in range(problem.k)
    ]
    expected = math.fsum(v * (1 - hat) for v, hat in zip(problem.variances, hats, strict=True))
    return max(0.0, (plain.q - expected) / problem.spare)


def _score_step(problem: Problem, tau2: float) -> tuple[float, float]:
    """One Fisher scoring step of the restricted likelihood, and the size of a typical total variance."""
    now = fit(problem, tau2)
    of_p, of_pp = projection_traces(problem, now.weights, now.covariance)
    return (-now.q_slope - of_p) / of_pp, of_p / of_pp


def restricted_log_likelihood(problem: Problem, tau2: float) -> float:
    """The restricted log-likelihood at tau2, without the terms that do not depend on it."""
    now = fit(problem, tau2)
    determinant = log_determinant(gram(problem.columns, now.weights))
    return 0.5 * (math.fsum(map(math.log, now.weights)) - determinant - now.q)


def _not_a_local_summit(problem: Problem, tau2: float) -> Tau2:
    """The found value, unless no between-study variance at all is likelier."""
    gain = restricted_log_likelihood(problem, 0.0) - restricted_log_likelihood(problem, tau2)
    if gain > 1e-9:
        return Tau2(
            0.0, ("The likelihood of tau² has more than one summit; the higher one, at 0, was taken.",)
        )
    return Tau2(tau2)


def bounded_search(problem: Problem) -> float:
    """The tau2 of highest restricted likelihood: a grid over every plausible size, then golden section."""
    spread = fit_weighted(problem, [1.0] * problem.k).q / problem.spare
    bottom = min(problem.variances) * 1e-4
    ratio = max(10.0, 10 * spread / bottom) ** (1 / GRID)
    grid = [0.0, *(bottom * ratio**n for n in range(GRID + 1))]
    heights = [restricted_log_likelihood(problem, tau2) for tau2 in grid]
    best = max(range(len(grid)), key=heights.__getitem__)
    low, high = grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)]
    while high - low > 1e-9 * high:
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        if restricted_log_likelihood(problem, left) >= restricted_log_likelihood(problem, right):
            high = right
        else:
            low = left
        if high < bottom * 1e-6:
            return 0.0
    return (low + high) / 2


def describe(problem: Problem, model: Model, *, level: float) -> Heterogeneity:
    """Everything about heterogeneity; needs at least one spare degree of freedom."""
    common = fit(problem, 0.0)
    found = between_study_variance(problem, model)
    q, df = common.q, problem.spare
    q_p = chi2_upper(q, df)
    if not model.is_random:
        return Heterogeneity(q, df, q_p, 0.0, None, None, share_of_q(q, df), q / df)
    typical = df / projection_traces(problem, common.weights, common.covariance)[0]
    low, high, warnings = q_profile(problem, q, level=level)
    i2, h2 = 100 * found.value / (typical + found.value), found.value / typical + 1
    return Heterogeneity(q, df, q_p, found.value, low, high, i2, h2, (*found.warnings, *warnings))


def share_of_q(q: float, df: int) -> float:
    """I2 in per cent from Q alone, as used with fixed effects; never below 0."""
    return max(0.0, 100 * (q - df) / q) if q > 0 else 0.0


def q_profile(problem: Problem, q: float, *, level: float) -> tuple[float, float, tuple[str, ...]]:
    """tau2's interval: all values at which Q stays within the middle of its chi-squared distribution."""
    upper = chi2_quantile((1 + level) / 2, problem.spare)
    lower = chi2_quantile((1 - level) / 2, problem.spare)
    if q < lower:
        words = "The studies agree more than chance explains, so the interval of tau² is empty and given as 0 to 0."
        return 0.0, 0.0, (words,)
    return tau2_where_q_is(problem, upper), tau2_where_q_is(problem, lower), ()
