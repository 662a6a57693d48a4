"""Why effects differ: meta-regression on one moderator, and subgroups.

Sources: Thompson and Sharp (1999), Knapp and Hartung (2003), Raudenbush (2009) for R2; conventions are those
of R's metafor (`rma(mods=)`, `predict`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.synthesis.designs import Design, Value, design_for, row_at
from evidence.synthesis.distributions import chi2_upper, f_upper
from evidence.synthesis.effect_sizes import EffectSize
from evidence.synthesis.heterogeneity import Heterogeneity, between_study_variance, describe
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
from evidence.synthesis.least_squares import Matrix, Problem, dot, fit, intercept_only, inverse
from evidence.synthesis.measures import (
    CannotPool,
    Interval,
    Measure,
    Model,
    Prediction,
    Refused,
    checked_level,
    checked_model,
    how_many,
)
from evidence.synthesis.pooling import data_words, default_interval, why_not

PER_COEFFICIENT = 10


@dataclass(frozen=True)
class Plan:
    """How a regression is to be made."""

    moderator: str
    model: Model
    interval: Interval
    level: float


@dataclass(frozen=True)
class Coefficient:
    """One coefficient with its test: the intercept, a slope per unit, or a category's difference from the first."""

    name: str
    test: Test


@dataclass(frozen=True)
class Regression:
    """A meta-regression on one moderator.

    `heterogeneity` is what the moderator leaves (QE, tau2 and so on). `qm` tests all coefficients but the
    intercept: chi-squared on `qm_df`, or F when `qm_df2` is not None. `r2` is the per cent of tau2 explained,
    None when it is unknown. `categories` are those of the moderator, the first being the reference; empty for a number.
    """

    measure: Measure
    moderator: str
    categories: tuple[str, ...]
    k: int
    model: Model
    interval: Interval
    level: float
    coefficients: tuple[Coefficient, ...]
    covariance: tuple[tuple[float, ...], ...]
    heterogeneity: Heterogeneity
    qm: float
    qm_df: int
    qm_df2: int | None
    qm_p: float
    r2: float | None
    warnings: tuple[str, ...] = ()

    @property
    def method_in_words(self) -> str:
        """How the numbers were made."""
        test = (
            "chi-squared"
            if self.qm_df2 is None
            else f"F with {self.qm_df} and {self.qm_df2} degrees of freedom"
        )
        return (
            f"Meta-regression of {self.k} studies on {self.moderator}; {self.model.in_words};"
            f" {self.level:.0%} intervals {self.interval.in_words}; the moderator tested by {test};"
            " R² is the share of tau² that the moderator explains."
        )

    def at(
        self, value: float | str, *, prediction: Prediction = Prediction.T_K_MINUS_1
    ) -> tuple[Test, Forecast | None]:
        """The expected effect at a value of the moderator, and where a new study's true effect would lie.

        Raises ValueError for a category that is not one of the moderator's.
        """
        row = row_at(value, self.categories)
        estimate = dot(row, [one.test.estimate for one in self.coefficients])
        se = math.sqrt(dot(row, [dot(row, line) for line in self.covariance]))
        spare = self.k - len(self.coefficients)
        df = None if self.interval.is_normal else spare
        test = tested(estimate, se, df=df, level=self.level)
        if not self.model.is_random:
            return test, None
        tau2 = self.heterogeneity.tau2
        return test, forecast(estimate, se, tau2, convention=prediction, spare=spare, level=self.level)


def regress(
    effects: Sequence[EffectSize],
    values: Sequence[Value | None],
    *,
    moderator: str = "the moderator",
    model: Model = Model.REML,
    interval: Interval | None = None,
    level: float = 0.95,
    allow_shared: bool = False,
) -> Regression | Refused:
    """Regress effects on one moderator: numbers (a slope) or words (categories, compared with the first by name).

    `values` stand beside the effects; None leaves an effect out and says so. Refused with the reason when
    effects cannot be pooled, when too few are left, and when the moderator does not vary. Raises ValueError
    for Model.MANTEL_HAENSZEL, lists of different length, values of mixed kinds, or numbers that are not finite.
    """
    checked_level(level)
    checked_model(model)
    kept = [(e, value) for e, value in zip(effects, values, strict=True) if value is not None]
    design = design_for([value for _effect, value in kept])
    used = [effect for effect, _value in kept]
    problem = why_not(used, allow_shared=allow_shared) or (design if isinstance(design, str) else "")
    if isinstance(design, str) or problem:
        return CannotPool(problem)
    lost = len(effects) - len(used)
    said = (
        (f"Left out for want of a value of {moderator}: {how_many(lost, 'study', 'studies')}.",)
        if lost
        else ()
    )
    plan = Plan(moderator, model, interval or default_interval(model), level)
    return _regressed(used, design, plan, said)


def _regressed(
    effects: Sequence[EffectSize], design: Design, plan: Plan, said: tuple[str, ...]
) -> Regression:
    problem = Problem([e.estimate for e in effects], [e.variance for e in effects], design.columns)
    between = describe(problem, plan.model, level=plan.level)
    found = fit(problem, between.tau2)
    factor = scaling(found, problem.spare)
    interval = usable(plan.interval, factor)
    covariance = _turned(found.covariance, design.turn, variance_factor(interval, factor))
    estimates = [dot(row, found.coefficients) for row in design.turn]
    df = None if interval.is_normal else problem.spare
    qm, qm_p = _moderator_test(estimates, covariance, df)
    narrow = narrower_words(plan.interval, factor, df=problem.spare, level=plan.level)
    return Regression(
        measure=effects[0].measure,
        moderator=plan.moderator,
        categories=design.categories,
        k=problem.k,
        model=plan.model,
        interval=interval,
        level=plan.level,
        coefficients=_coefficients(estimates, covariance, design.names(plan.moderator), df, plan.level),
        covariance=tuple(map(tuple, covariance)),
        heterogeneity=between,
        qm=qm,
        qm_df=len(estimates) - 1,
        qm_df2=df,
        qm_p=qm_p,
        r2=_explained(problem, between, plan.model),
        warnings=(
            *said,
            *_few_words(problem),
            *filter(None, [narrow]),
            *between.warnings,
            *data_words(effects),
        ),
    )


def _coefficients(
    estimates: Sequence[float], covariance: Matrix, names: Sequence[str], df: int | None, level: float
) -> tuple[Coefficient, ...]:
    return tuple(
        Coefficient(name, tested(estimate, math.sqrt(covariance[i][i]), df=df, level=level))
        for i, (name, estimate) in enumerate(zip(names, estimates, strict=True))
    )


def _few_words(problem: Problem) -> tuple[str, ...]:
    slopes = len(problem.columns) - 1
    if problem.k >= PER_COEFFICIENT * slopes:
        return ()
    return (f"{problem.k} studies are few for {slopes} coefficient(s); ten for each are usually asked for.",)


def _turned(covariance: Matrix, turn: Matrix, factor: float) -> Matrix:
    """The covariance of the reported coefficients."""
    return [[factor * dot(left, [dot(row, right) for row in covariance]) for right in turn] for left in turn]


def _moderator_test(estimates: Sequence[float], covariance: Matrix, df: int | None) -> tuple[float, float]:
    """Wald's test of all coefficients but the first: chi-squared, or F on `df` under Hartung and Knapp's rule."""
    slopes = estimates[1:]
    inverted = inverse([row[1:] for row in covariance[1:]])
    qm = dot(slopes, [dot(row, slopes) for row in inverted])
    if df is None:
        return qm, chi2_upper(qm, len(slopes))
    return qm / len(slopes), f_upper(qm / len(slopes), len(slopes), df)


def _explained(problem: Problem, between: Heterogeneity, model: Model) -> float | None:
    """R2 in per cent, never below 0: the share of tau2 explained, or the adjusted one of a fixed-effect regression."""
    plain = intercept_only(problem.estimates, problem.variances)
    if model.is_random:
        before = between_study_variance(plain, model).value
        return max(0.0, 100 * (before - between.tau2) / before) if before else 0.0
    total = fit(plain, 0.0).q
    if total == 0:
        return None
    return max(0.0, 100 * (1 - between.q / between.q_df * plain.spare / total))
