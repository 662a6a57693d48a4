"""The published numbers: the 58 studies of the CBT review, and every answer that is not a number."""

import json
from typing import Any

import pytest

from evidence.calculating import UnfitEffect, effect_of, hash_of, in_people, pooled_from, result_of
from evidence.starter.summaries import FOLDER, effect_values, read_rows

pytestmark = pytest.mark.pure
OUTCOME = {"slug": "x", "name": "Not reoffending", "family": "Offending", "good": "higher", "measure": "OR"}
OUTCOME["harm"] = "reoffend"


def rows() -> list[dict[str, Any]]:
    facts = ("slug", "label", "year", "design")
    found = []
    for row in read_rows(FOLDER / "cbt-studies.csv"):
        values = effect_values(row) | {name: row[name] for name in facts}
        found.append(values | {"year": int(row["year"]), "level": 0.95, "bias": "unclear"})
    return found


def inputs(**changes: Any) -> dict[str, Any]:
    return {
        "outcome": OUTCOME,
        "pooling": "pool",
        "refusal": "",
        "method": "reml",
        "interval": "normal",
        "prediction": "t(k-1)",
        "combine": True,
        "baseline": 0.5,
        "baseline_source": "",
        "moderator": "",
        "start": "high",
        "reasons": [],
        "effects": rows(),
    } | changes


def test_the_58_studies_with_their_shared_groups_combined_give_the_published_numbers() -> None:
    pooled = result_of(inputs())["pooled"]
    assert pooled["k"] == 56
    numbers = [round(pooled[name], 4) for name in ("estimate", "low", "high", "tau2")]
    assert numbers == [0.4171, 0.2948, 0.5394, 0.1062]


def test_the_58_studies_uncombined_are_shown_beside_them() -> None:
    beside = result_of(inputs())["others"][0]
    assert beside["name"] == "Shared groups counted as if they were separate"
    assert beside["k"] == 58
    assert [round(value, 4) for value in (*beside["scale"], beside["tau2"])] == [
        0.4226,
        0.3041,
        0.5411,
        0.1046,
    ]


def test_likely_shared_groups_are_suggested_and_never_acted_on() -> None:
    result = result_of(inputs())
    assert any("Pullen (1996)" in words and "Porporino (1991)" in words for words in result["suggestions"])
    assert not any("Pullen" in words for words in result["combined"])


def test_the_same_inputs_give_the_same_result_and_travel_through_json() -> None:
    first, again = result_of(inputs()), result_of(json.loads(json.dumps(inputs())))
    assert json.loads(json.dumps(first)) == again
    assert hash_of(inputs()) == hash_of(json.loads(json.dumps(inputs())))


def test_every_number_names_its_method() -> None:
    words = result_of(inputs(interval="guarded-hartung-knapp"))["words"]["method"]
    assert "restricted maximum likelihood (REML)" in words
    assert "Hartung and Knapp" in words
    assert "k - 1 degrees of freedom" in words


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_few_studies_are_answered_in_words(number: int) -> None:
    result = result_of(inputs(effects=rows()[:number]))
    assert bool(result["refused"]) is (number == 0)
    assert number == 0 or result["words"]["pooled"]


def test_a_measure_that_does_not_fit_the_data_names_the_study() -> None:
    with pytest.raises(UnfitEffect, match="cannot be used"):
        effect_of(rows()[0], OUTCOME | {"measure": "IRR"})


def odds(risk: float) -> float:
    return risk / (1 - risk)


def test_a_lower_baseline_means_fewer_people_and_the_same_odds() -> None:
    pooled = pooled_from(result_of(inputs()))
    assert pooled is not None
    half, fifth = (in_people(pooled, risk, harm="reoffend")["absolute"] for risk in (0.5, 0.2))
    ratios = [odds(risk["with_it"]) / odds(risk["without"]) for risk in (half, fifth)]
    assert ratios[0] == pytest.approx(ratios[1])
    assert half["without"] - half["with_it"] > fifth["without"] - fifth["with_it"]


def test_nobody_said_how_many_so_nothing_is_said_of_people() -> None:
    result = result_of(inputs(baseline=None))
    assert (result["absolute"], result["band"], result["change"]) == (None, "", None)
