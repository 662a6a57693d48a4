"""How far a pooled result hangs on choices: other methods, subgroups, single studies, studies that may be missing.

Pure, like `evidence.calculating`, which hands over the effects after combining and the choices for `pool`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from evidence.synthesis import (
    EffectSize,
    Interval,
    Model,
    Pooled,
    Refused,
    by_subgroup,
    changed_by,
    egger,
    leave_one_out,
    pool,
    regress,
    trim_and_fill,
)

Choices = Mapping[str, Any]
#: Other ways to pool, shown beside the chosen one.
WAYS = (
    *(
        (model, Interval.GUARDED_HARTUNG_KNAPP)
        for model in (Model.REML, Model.DERSIMONIAN_LAIRD, Model.PAULE_MANDEL)
    ),
    *(
        (model, Interval.NORMAL)
        for model in (Model.REML, Model.DERSIMONIAN_LAIRD, Model.PAULE_MANDEL, Model.FIXED)
    ),
)
FEW = 10
DOUBT = 0.1
#: Leaving out each of so many studies in turn takes about a second; publishing must not take longer.
MOST = 200


def natural(pooled: Pooled) -> dict[str, Any]:
    """A pooled effect on the scale readers use, with its prediction interval."""
    estimate, low, high = pooled.back()
    ahead = pooled.prediction_back()
    return {
        "estimate": estimate,
        "low": low,
        "high": high,
        "prediction": None if ahead is None else list(ahead),
    }


def others(
    effects: Sequence[EffectSize], used: Sequence[EffectSize], choices: Choices
) -> list[dict[str, Any]]:
    """The same studies by other methods, and uncombined where some were combined."""
    ways = [
        (
            f"{model.in_words}; interval {interval.in_words}",
            used,
            {**choices, "model": model, "interval": interval},
        )
        for model, interval in WAYS
        if (model, interval) != (choices["model"], choices["interval"])
    ]
    if len(used) < len(effects):
        ways.insert(0, ("shared groups counted as if they were separate", effects, {**choices}))
    found = ((name, pool(over, **chosen, allow_shared=True)) for name, over, chosen in ways)
    return [_other(name, result) for name, result in found if isinstance(result, Pooled)]


def _other(name: str, result: Pooled) -> dict[str, Any]:
    scale = [result.estimate, result.low, result.high]
    shown = {"name": name[0].upper() + name[1:], "k": result.k, "tau2": result.tau2, "scale": scale}
    return shown | natural(result)


def subgroups(used: Sequence[EffectSize], choices: Choices) -> dict[str, Any] | None:
    """Each subgroup pooled alone, and whether they differ; None where fewer than two are named."""
    found = by_subgroup(used, **choices)
    if isinstance(found, Refused):
        return None
    differ = "differ" if found.q_p < DOUBT else "do not clearly differ"
    return {
        "groups": [{"name": name, "k": one.k, **natural(one)} for name, one in found.groups.items()],
        "words": f"The groups {differ} (Q {found.q:.1f} on {found.q_df}, p {found.q_p:.2g}).",
        "method": found.method_in_words,
        "warnings": list(found.warnings),
    }


def trend(
    used: Sequence[EffectSize], values: Sequence[float | None], choices: Choices, *, moderator: str
) -> str:
    """Whether effects move with a moderator, in a sentence; empty where that cannot be told."""
    known = [value for value in values if value is not None]
    if len(known) < FEW:
        return ""
    wanted = {name: choices[name] for name in ("model", "interval")}
    found = regress(used, list(values), moderator=moderator, **wanted)
    if isinstance(found, Refused):
        return ""
    slope = found.coefficients[-1].test
    moves = "move" if found.qm_p < DOUBT else "do not clearly move"
    return (
        f"Effects {moves} with {moderator} (slope {slope.estimate:.3g} a unit, p {found.qm_p:.2g}; "
        f"{found.k} studies)."
    )


def checks(used: Sequence[EffectSize], choices: Choices) -> list[str]:
    """Sentences on how far the result hangs on single studies, and on studies that may be missing."""
    sentences = (_alone(used, choices), _asymmetry(used), _filled(used, choices))
    return [sentence for sentence in sentences if sentence]


def _alone(used: Sequence[EffectSize], choices: Choices) -> str:
    if len(used) > MOST:
        return f"With more than {MOST} studies no single one was left out in turn."
    series = leave_one_out(used, **choices)
    if isinstance(series, Refused):
        return ""
    swayed = changed_by(series)
    if swayed:
        return f"Leaving out one study changes whether the interval holds no effect: {', '.join(swayed)}."
    return "Leaving out any one study does not change whether the interval holds no effect."


def _asymmetry(used: Sequence[EffectSize]) -> str:
    found = egger(used)
    if isinstance(found, Refused):
        return f"Small-study effects were not tested. {found.reason}"
    verdict = "differ from" if found.slope.p < DOUBT else "do not clearly differ from"
    few = " With fewer than ten studies this test says little." if len(used) < FEW else ""
    return f"Small studies {verdict} large ones (Egger's test, p {found.slope.p:.2g}).{few}"


def _filled(used: Sequence[EffectSize], choices: Choices) -> str:
    found = trim_and_fill(used, **choices)
    if isinstance(found, Refused):
        return ""
    if not found.missing:
        return "Trim and fill finds no study missing from the funnel."
    estimate, low, high = found.after.back()
    return (
        f"Trim and fill imagines {found.missing} missing on the {found.side} of the funnel; with them the "
        f"pooled effect would be {estimate:.2f} ({low:.2f} to {high:.2f})."
    )


def growth(used: Sequence[EffectSize], choices: Choices) -> list[dict[str, Any]]:
    """The pooled effect as it stood after each year's studies; effects without a year are left out."""
    dated = [(effect.year, effect) for effect in used if effect.year is not None]
    steps = []
    for year in sorted({year for year, _effect in dated}):
        found = pool([effect for when, effect in dated if when <= year], **choices, allow_shared=True)
        if isinstance(found, Pooled):
            steps.append({"year": year, "k": found.k, **natural(found)})
    return steps
