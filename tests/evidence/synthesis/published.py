"""Published data sets with metafor's answers (reference.json, made once by reference.R), as our own effects."""

import json
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from evidence.synthesis import (
    EffectSize,
    Group,
    Interval,
    Measure,
    Model,
    PersonTime,
    TwoByTwo,
    correlation,
    mean_difference,
    odds_ratio,
    rate_ratio,
    risk_difference,
    risk_ratio,
    standardised_mean_difference,
)

MODELS = {
    "FE": Model.FIXED,
    "DL": Model.DERSIMONIAN_LAIRD,
    "PM": Model.PAULE_MANDEL,
    "REML": Model.REML,
}
INTERVALS = {
    "z": Interval.NORMAL,
    "knha": Interval.HARTUNG_KNAPP,
    "adhoc": Interval.GUARDED_HARTUNG_KNAPP,
}
FROM_TABLE = {"OR": odds_ratio, "RR": risk_ratio, "RD": risk_difference}
FROM_MEANS = {"MD": mean_difference, "SMD": standardised_mean_difference}


@cache
def answers() -> dict[str, Any]:
    """Everything metafor said."""
    loaded: dict[str, Any] = json.loads(
        Path(__file__).with_name("reference.json").read_text(encoding="utf-8")
    )
    return loaded


def sets() -> list[Any]:
    """The data sets, each with its raw data and metafor's answers."""
    return list(answers()["sets"])


def name_of(one: Any) -> str:
    """A data set's name for a test's id."""
    return f"{one['name']}-{one['measure']}".replace(" ", "-")


def effects_of(one: Any) -> list[EffectSize]:
    """A data set as effects, with its years and groups."""
    years = one.get("year") or [None] * len(one["yi"])
    groups = one.get("group") or [""] * len(one["yi"])
    return [
        _effect(one, n, {"year": year, "subgroup": group})
        for n, (year, group) in enumerate(zip(years, groups, strict=True))
    ]


def _effect(one: Any, n: int, details: Any) -> EffectSize:
    raw, measure, label = one["raw"], one["measure"], f"Study {n + 1}"
    row = [values[n] for name, values in raw.items() if name != "kind"]
    if raw["kind"] == "counts":
        return FROM_TABLE[measure](label, TwoByTwo(*row), **details)
    if raw["kind"] == "rates":
        return rate_ratio(label, PersonTime(*row), **details)
    if raw["kind"] == "means":
        return FROM_MEANS[measure](label, Group(*row[:3]), Group(*row[3:]), **details)
    if raw["kind"] == "correlations":
        return correlation(label, *row, **details)
    return EffectSize(label, row[0], row[1], Measure(measure), **details)


def differences(pairs: Iterator[tuple[float, float]] | list[tuple[float, float]]) -> float:
    """The largest difference of ours from theirs, relative for numbers above 1."""
    return max((abs(ours - theirs) / max(1.0, abs(theirs)) for ours, theirs in pairs), default=0.0)


def agrees(ours: float, theirs: float, *, within: float = 1e-9) -> bool:
    """Whether two numbers agree to `within`, relative to the larger of 1 and theirs."""
    return math.isclose(ours, theirs, rel_tol=within, abs_tol=within)
