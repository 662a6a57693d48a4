"""Mantel and Haenszel's fixed-effect method: whole tables are added up, so zero cells need no mending.

Sources: Mantel and Haenszel (1959); variances by Robins, Breslow and Greenland (1986) for odds ratios,
Greenland and Robins (1985) for risk ratios, Sato (1989) for risk differences, Rothman and Greenland (1998)
for rate ratios. Conventions are those of R's `metafor::rma.mh` as it comes: nothing is added to the tables
for the pooled effect; Q, I2 and H2 come from the single effects with one half added where a cell is zero,
leaving out empty tables; the test of no effect has the continuity correction.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.synthesis.distributions import chi2_upper
from evidence.synthesis.effect_sizes import EffectSize, PersonTime, TwoByTwo
from evidence.synthesis.heterogeneity import Heterogeneity, share_of_q
from evidence.synthesis.inference import tested
from evidence.synthesis.least_squares import dot
from evidence.synthesis.measures import CannotPool, Interval, Measure, Model, checked_level
from evidence.synthesis.pooling import alone, assembled, data_words, why_not
from evidence.synthesis.results import Pooled

CORRECTION = 0.5


@dataclass(frozen=True)
class MantelHaenszel:
    """The pooled effect, and Cochran, Mantel and Haenszel's chi-squared test of no effect (odds and rate ratios)."""

    pooled: Pooled
    chi2: float | None
    p: float | None


@dataclass(frozen=True)
class _Row:
    """One table: events and people (or time) in both arms, with the whole."""

    a: float
    n1: float
    c: float
    n2: float

    @property
    def n(self) -> float:
        """All people (or all time)."""
        return self.n1 + self.n2

    @property
    def b(self) -> float:
        """Treated without the event."""
        return self.n1 - self.a

    @property
    def d(self) -> float:
        """Controls without the event."""
        return self.n2 - self.c

    @property
    def for_treated(self) -> float:
        """The table's share of the numerator of a ratio."""
        return self.a * self.n2 / self.n

    @property
    def for_control(self) -> float:
        """The table's share of the denominator of a ratio, which is also its weight."""
        return self.c * self.n1 / self.n


@dataclass(frozen=True)
class _Found:
    estimate: float
    variance: float
    weights: list[float]


def mantel_haenszel(
    effects: Sequence[EffectSize], *, level: float = 0.95, correct: bool = True, allow_shared: bool = False
) -> MantelHaenszel | CannotPool:
    """Pool odds ratios, risk ratios, risk differences or rate ratios from their counts.

    `correct` subtracts one half in the chi-squared test of no effect. Refused as `CannotPool` when an effect
    has no counts, for other measures, and when no ratio exists because an arm never had the event.
    """
    checked_level(level)
    problem = why_not(effects, allow_shared=allow_shared) or _why_not(effects)
    if problem:
        return CannotPool(problem)
    rows = [_Row(*effect.counts.treated, *effect.counts.control) for effect in effects if effect.counts]
    measure = effects[0].measure
    found = FORMULAS[measure](rows)
    if found is None:
        return CannotPool(
            f"No {measure.in_words} exists: in all studies together an arm's events are 0 or all."
        )
    test = tested(found.estimate, math.sqrt(found.variance), df=None, level=level)
    total = math.fsum(found.weights)
    pooled = assembled(
        effects,
        Model.MANTEL_HAENSZEL,
        Interval.NORMAL,
        level,
        test,
        _heterogeneity(effects, found.estimate),
        None,
        tuple(100 * weight / total for weight in found.weights),
        _words(effects, level),
    )
    chi2 = _no_effect(rows, measure, CORRECTION if correct else 0.0)
    return MantelHaenszel(pooled, chi2, None if chi2 is None else chi2_upper(chi2, 1))


def _words(effects: Sequence[EffectSize], level: float) -> tuple[str, ...]:
    """Mended zero cells matter for Q alone here, so the usual sentence would mislead."""
    if len(effects) == 1:
        return alone(effects[0], model=Model.MANTEL_HAENSZEL, level=level).warnings[:1]
    said = [word for word in data_words(effects) if not word.startswith("One half")]
    empty = [effect.label for effect in effects if effect.counts is not None and effect.counts.is_empty]
    if empty:
        said.append(f"Left out of Q, being without contrast in both arms: {', '.join(empty)}.")
    return tuple(said)


def _why_not(effects: Sequence[EffectSize]) -> str:
    wanted = PersonTime if effects[0].measure is Measure.IRR else TwoByTwo
    if effects[0].measure not in FORMULAS:
        return f"Mantel and Haenszel's method does not exist for {effects[0].measure.with_article}."
    bare = [effect.label for effect in effects if not isinstance(effect.counts, wanted)]
    return (
        f"Mantel and Haenszel's method needs the counts of every study; none for {', '.join(bare)}."
        if bare
        else ""
    )


def _odds(rows: Sequence[_Row]) -> _Found | None:
    up, down = [r.a * r.d / r.n for r in rows], [r.b * r.c / r.n for r in rows]
    along, across = [(r.a + r.d) / r.n for r in rows], [(r.b + r.c) / r.n for r in rows]
    top, bottom = math.fsum(up), math.fsum(down)
    if top == 0 or bottom == 0:
        return None
    mixed = dot(along, down) + dot(across, up)
    variance = (dot(along, up) / top**2 + mixed / (top * bottom) + dot(across, down) / bottom**2) / 2
    return _Found(math.log(top / bottom), variance, down)


def _risks(rows: Sequence[_Row]) -> _Found | None:
    return _ratio(rows, [r.n1 * r.n2 * (r.a + r.c) / r.n**2 - r.a * r.c / r.n for r in rows])


def _rates(rows: Sequence[_Row]) -> _Found | None:
    return _ratio(rows, [r.n1 * r.n2 * (r.a + r.c) / r.n**2 for r in rows])


def _ratio(rows: Sequence[_Row], spreads: list[float]) -> _Found | None:
    top, bottom = math.fsum(r.for_treated for r in rows), math.fsum(r.for_control for r in rows)
    variance = math.fsum(spreads) / (top * bottom) if top and bottom else 0.0
    if variance <= 0:
        return None
    return _Found(math.log(top / bottom), variance, [r.for_control for r in rows])


def _differences(rows: Sequence[_Row]) -> _Found | None:
    weights = [r.n1 * r.n2 / r.n for r in rows]
    total = math.fsum(weights)
    difference = math.fsum(r.for_treated - r.for_control for r in rows) / total
    tilt = math.fsum((r.c * r.n1**2 - r.a * r.n2**2 + r.n1 * r.n2 * (r.n2 - r.n1) / 2) / r.n**2 for r in rows)
    spread = math.fsum((r.a * r.d + r.c * r.b) / r.n for r in rows) / 2
    variance = (difference * tilt + spread) / total**2
    return _Found(difference, variance, weights) if variance > 0 else None


FORMULAS = {Measure.OR: _odds, Measure.RR: _risks, Measure.RD: _differences, Measure.IRR: _rates}


def _heterogeneity(effects: Sequence[EffectSize], estimate: float) -> Heterogeneity | None:
    counted = [effect for effect in effects if effect.counts is not None and not effect.counts.is_empty]
    df = len(counted) - 1
    if df < 1:
        return None
    q = math.fsum((effect.estimate - estimate) ** 2 / effect.variance for effect in counted)
    return Heterogeneity(q, df, chi2_upper(q, df), 0.0, None, None, share_of_q(q, df), q / df)


def _no_effect(rows: Sequence[_Row], measure: Measure, correction: float) -> float | None:
    """Cochran, Mantel and Haenszel's chi-squared, with n - 1 in the variance of tables."""
    if measure not in (Measure.OR, Measure.IRR):
        return None
    excess = math.fsum(r.a - r.n1 * (r.a + r.c) / r.n for r in rows)
    if measure is Measure.IRR:
        variance = math.fsum((r.a + r.c) * r.n1 * r.n2 / r.n**2 for r in rows)
    else:
        variance = math.fsum(
            r.n1 * r.n2 * (r.a + r.c) * (r.b + r.d) / (r.n**2 * (r.n - 1)) for r in rows if r.n > 1
        )
    return (abs(excess) - correction) ** 2 / variance if variance > 0 else None
