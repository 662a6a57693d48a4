"""Pooled effects of subgroups and the test whether they differ.

With separate between-study variances each subgroup is pooled alone, and the subgroups' effects are compared
by a fixed-effect Q with their standard errors (Borenstein and others, 2009, chapter 19). With a common
variance it is a meta-regression on the subgroup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

from evidence.synthesis.distributions import chi2_upper
from evidence.synthesis.effect_sizes import EffectSize
from evidence.synthesis.inference import Test
from evidence.synthesis.least_squares import fit, intercept_only
from evidence.synthesis.measures import CannotPool, Interval, Model, Refused, how_many
from evidence.synthesis.moderators import Regression, regress
from evidence.synthesis.pooling import Choices, pool, why_not
from evidence.synthesis.results import Pooled

STANDS_ALONE = 2


@dataclass(frozen=True)
class Subgroups:
    """Each subgroup pooled alone, and the test of differences: chi-squared `q` on `q_df`."""

    groups: Mapping[str, Pooled]
    q: float
    q_df: int
    q_p: float
    warnings: tuple[str, ...]
    method_in_words: str


@dataclass(frozen=True)
class CommonSubgroups:
    """Each subgroup's effect under one between-study variance; the test of differences is the regression's `qm`."""

    groups: Mapping[str, Test]
    regression: Regression
    method_in_words: str


def by_subgroup(effects: Sequence[EffectSize], **choices: Unpack[Choices]) -> Subgroups | Refused:
    """Pool each subgroup with its own between-study variance and test whether the subgroups differ.

    `choices` are those of `pool`. Effects without a subgroup are left out and said so. Refused when fewer
    than two subgroups are named.
    """
    problem = why_not(effects, allow_shared=choices.get("allow_shared", False))
    if problem:
        return CannotPool(problem)
    named: dict[str, Pooled] = {}
    for name in sorted({effect.subgroup for effect in effects if effect.subgroup}):
        one = pool([effect for effect in effects if effect.subgroup == name], **choices)
        if isinstance(one, CannotPool):
            return CannotPool(f"Subgroup {name}: {one.reason}")
        named[name] = one
    if len(named) < STANDS_ALONE:
        return CannotPool("Fewer than two subgroups are named, so there is nothing to compare.")
    estimates = [one.estimate for one in named.values()]
    q = fit(intercept_only(estimates, [one.se**2 for one in named.values()]), 0.0).q
    df = len(named) - 1
    method = _method(choices.get("model", Model.REML))
    return Subgroups(named, q, df, chi2_upper(q, df), _words(effects, named), method)


def by_subgroup_in_common(
    effects: Sequence[EffectSize],
    *,
    model: Model = Model.REML,
    interval: Interval | None = None,
    level: float = 0.95,
    allow_shared: bool = False,
) -> CommonSubgroups | Refused:
    """Estimate each subgroup's effect under one between-study variance for all, and test whether they differ."""
    found = regress(
        effects,
        [effect.subgroup or None for effect in effects],
        moderator="the subgroup",
        model=model,
        interval=interval,
        level=level,
        allow_shared=allow_shared,
    )
    if isinstance(found, Refused):
        return found
    groups = {name: found.at(name)[0] for name in found.categories}
    return CommonSubgroups(
        groups, found, f"One between-study variance for all subgroups. {found.method_in_words}"
    )


def _method(model: Model) -> str:
    return (
        f"Each subgroup pooled alone ({model.in_words}, each with its own between-study variance); the subgroups'"
        " effects compared by a chi-squared test with their standard errors."
    )


def _words(effects: Sequence[EffectSize], named: Mapping[str, Pooled]) -> tuple[str, ...]:
    lost = sum(not effect.subgroup for effect in effects)
    words = [f"Left out for want of a subgroup: {how_many(lost, 'effect', 'effects')}."] if lost else []
    single = [name for name, one in named.items() if one.k < STANDS_ALONE]
    if single:
        words.append(f"One study only in: {', '.join(single)}.")
    words.append("A difference between subgroups is an observation, not a comparison made by randomisation.")
    return tuple(words)
