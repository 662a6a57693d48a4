"""From an analysis as plain values to its numbers and words. No Django: anybody can run it again.

`inputs` is what `evidence.gathering.inputs_of` returns and what a published `Synthesis` keeps:
`{"outcome": {...}, "method": ..., "effects": [{...}, ...], ...}`. `result_of(inputs)` gives the same values
for the same inputs and engine, always.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from evidence import robustness, rules
from evidence.synthesis import (
    ENGINE_VERSION,
    Direction,
    EffectSize,
    Group,
    Interval,
    Measure,
    Model,
    PersonTime,
    Pooled,
    Prediction,
    Refused,
    TwoByTwo,
    absolute_effect,
    band_words,
    chance_of_bands,
    combine_clusters,
    from_interval,
    heterogeneity_words,
    instead_words,
    mean_difference,
    odds_ratio,
    plain,
    plain_words,
    pool,
    pooled_words,
    rate_ratio,
    risk_difference,
    risk_ratio,
    standardised_mean_difference,
    suggest_shared,
)

Values = Mapping[str, Any]
COUNTED = {"OR": odds_ratio, "RR": risk_ratio, "RD": risk_difference}
MEASURED = {"MD": mean_difference, "SMD": standardised_mean_difference}
DIRECTIONS = {"lower": Direction.FEWER_IS_BETTER, "higher": Direction.MORE_IS_BETTER}


class UnfitEffect(ValueError):
    """Numbers of one study that cannot be used; the message names the study and why."""


def hash_of(inputs: Values) -> str:
    """A fingerprint of everything that went in."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def effect_of(row: Values, outcome: Values) -> EffectSize:
    """One stored effect as the engine takes it. Raises UnfitEffect with a sentence naming the study."""
    details: dict[str, Any] = {
        "year": row["year"],
        "subgroup": row["subgroup"],
        "sample_cluster": row["sample_cluster"],
        "shared_control": row["shared_control"],
        "direction": DIRECTIONS[outcome["good"]],
    }
    try:
        return _made(row, outcome["measure"], details)
    except (KeyError, ValueError) as error:
        reason = "its data do not fit the measure" if isinstance(error, KeyError) else error
        raise UnfitEffect(f"{row['label']} cannot be used: {reason}.".replace("..", ".")) from error


def _made(row: Values, measure: str, details: dict[str, Any]) -> EffectSize:
    label, kind = row["label"], row["data"]
    if kind == "counts":
        names = ("treated_events", "treated_n", "control_events", "control_n")
        return COUNTED[measure](label, TwoByTwo(*(row[name] for name in names)), **details)
    if kind == "rates":
        names = ("treated_events", "treated_time", "control_events", "control_time")
        return {"IRR": rate_ratio}[measure](label, PersonTime(*(row[name] for name in names)), **details)
    if kind == "means":
        arms = [
            Group(*(row[f"{arm}_{name}"] for name in ("mean", "sd", "n"))) for arm in ("treated", "control")
        ]
        return MEASURED[measure](label, *arms, **details)
    bounds = (row["estimate"], row["low"], row["high"])
    return from_interval(label, *bounds, measure=Measure(measure), level=row["level"], **details)


def result_of(inputs: Values) -> dict[str, Any]:
    """Everything a summary shows of one analysis, as plain values.

    Keys: `refused` (why nothing is pooled, or ""), `studies`, `pooled`, `natural`, `others` (other methods),
    `subgroups`, `growth`, `combined`, `suggestions` and `checks` (sentences), `absolute`, `bands`, `certainty`,
    `band`, `change`, `words` and `engine`.
    """
    try:
        effects = [effect_of(row, inputs["outcome"]) for row in inputs["effects"]]
    except UnfitEffect as error:
        return _refusal(inputs, [], str(error))
    if inputs["pooling"] == "refuse":
        return _refusal(inputs, effects, inputs["refusal"])
    used, combined, members = _units(effects, combine=inputs["combine"])
    if isinstance(used, Refused):
        return _refusal(inputs, effects, used.reason)
    pooled = pool(used, **_choices(inputs), allow_shared=not inputs["combine"])
    if not isinstance(pooled, Pooled):
        return _refusal(inputs, effects, pooled.reason)
    return {
        "refused": "",
        "engine": ENGINE_VERSION,
        "studies": _studies(used, members, pooled),
        "pooled": pooled.to_dict(),
        "natural": robustness.natural(pooled),
        "combined": combined,
        "suggestions": [suggestion.in_words for suggestion in suggest_shared(effects)],
        "certainty": _certainty(inputs),
        **_robustness(effects, used, members, inputs),
        **in_people(pooled, inputs["baseline"], harm=inputs["outcome"]["harm"]),
        "words": {
            "pooled": pooled_words(pooled),
            "method": pooled.method_in_words,
            "differences": heterogeneity_words(pooled),
            "warnings": list(pooled.warnings),
        },
    }


def _robustness(
    effects: Sequence[EffectSize],
    used: Sequence[EffectSize],
    members: Sequence[Sequence[int]],
    inputs: Values,
) -> dict[str, Any]:
    choices = _choices(inputs)
    return {
        "others": robustness.others(effects, used, choices),
        "subgroups": robustness.subgroups(used, choices),
        "checks": [*robustness.checks(used, choices), *_trend(used, members, inputs)],
        "growth": robustness.growth(used, choices),
    }


def in_people(pooled: Pooled, baseline: float | None, *, harm: str) -> dict[str, Any]:
    """What a pooled effect means for people: absolute numbers, the chance of each band, our own band.

    `baseline` is the risk of the harm without the programme, from 0 to 1, or None where nobody said; `harm`
    is the verb for it.
    """
    found: dict[str, Any] = {
        "baseline": baseline,
        "absolute": None,
        "change": None,
        "band": "",
        "bands": None,
    }
    if baseline is not None:
        absolute = absolute_effect(pooled, baseline)
        if not isinstance(absolute, Refused):
            words = {"words": plain_words(absolute, event=harm), "instead": instead_words(absolute)}
            found["absolute"] = plain(absolute) | words
            found["change"] = -100 * absolute.difference / absolute.without
    elif pooled.measure in (Measure.RR, Measure.IRR) and pooled.direction is Direction.FEWER_IS_BETTER:
        found["change"] = 100 * (1 - pooled.back()[0])
    if found["change"] is not None:
        found["band"] = rules.band_of(found["change"]).key
    chances = chance_of_bands(pooled, baseline=baseline)
    if not isinstance(chances, Refused):
        found["bands"] = plain(chances) | {"words": band_words(chances)}
    return found


def pooled_from(result: Values) -> Pooled | None:
    """The pooled effect of a stored result, or None where nothing was pooled."""
    return Pooled.from_dict(result["pooled"]) if result.get("pooled") else None


def _choices(inputs: Values) -> dict[str, Any]:
    return {
        "model": Model(inputs["method"]),
        "interval": Interval(inputs["interval"]),
        "prediction": Prediction(inputs["prediction"]),
    }


def _units(effects: list[EffectSize], *, combine: bool) -> tuple[Any, list[str], list[list[int]]]:
    """Effects of which no two share people, what was done to get there, and what each is made of."""
    if not combine:
        return effects, [], [[place] for place in range(len(effects))]
    combined = combine_clusters(effects)
    if isinstance(combined, Refused):
        return combined, [], []
    return list(combined.effects), list(combined.explanations), [list(group) for group in combined.members]


def _trend(used: Sequence[EffectSize], members: Sequence[Sequence[int]], inputs: Values) -> list[str]:
    """Whether effects move with the moderator; combined effects take the middle of their members' values."""
    if not inputs["moderator"]:
        return []
    rows = inputs["effects"]
    values = []
    for held in members:
        known = [rows[place]["moderator"] for place in held if rows[place]["moderator"] is not None]
        values.append(sum(known) / len(known) if known else None)
    sentence = robustness.trend(used, values, _choices(inputs), moderator=inputs["moderator"])
    return [sentence] if sentence else []


def _refusal(inputs: Values, effects: Sequence[EffectSize], reason: str) -> dict[str, Any]:
    rows = [_study(effect, [place], None) for place, effect in enumerate(effects)]
    return {
        "refused": reason,
        "engine": ENGINE_VERSION,
        "studies": rows,
        "pooled": None,
        "natural": None,
        "combined": [],
        "suggestions": [suggestion.in_words for suggestion in suggest_shared(effects)],
        "others": [],
        "subgroups": None,
        "checks": [],
        "growth": [],
        "certainty": _certainty(inputs),
        "baseline": None,
        "absolute": None,
        "change": None,
        "band": "",
        "bands": None,
        "words": {"pooled": "", "method": "", "differences": "", "warnings": []},
    }


def _studies(
    used: Sequence[EffectSize], members: Sequence[Sequence[int]], pooled: Pooled
) -> list[dict[str, Any]]:
    rows = zip(used, members, pooled.weights, strict=True)
    return [_study(effect, held, weight) for effect, held, weight in rows]


def _study(effect: EffectSize, members: Sequence[int], weight: float | None) -> dict[str, Any]:
    estimate, low, high = effect.back()
    return {
        "label": effect.label,
        "year": effect.year,
        "estimate": estimate,
        "low": low,
        "high": high,
        "scale": [effect.estimate, *effect.interval()],
        "se": effect.se,
        "weight": weight,
        "members": list(members),
        "notes": list(effect.notes),
    }


def _certainty(inputs: Values) -> str:
    if inputs["pooling"] == "refuse" and not inputs["reasons"]:
        return ""
    return rules.certainty(start=inputs["start"], steps=[reason["step"] for reason in inputs["reasons"]])
