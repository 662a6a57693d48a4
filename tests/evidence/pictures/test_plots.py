"""Forest and funnel plots: right, complete and on the sheet, whatever they are fed."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.pictures import forest, funnel
from evidence.pictures.axis import Axis
from evidence.pictures.marks import Box, Dot, Line
from evidence.pictures.markup import svg_of
from tests.evidence.pictures.making import OUTCOMES, faults, results, shapes, words

pytestmark = pytest.mark.pure
ODDS = {"measure": "OR", "good": "lower", "name": "Reoffending"}


def study(
    label: str, estimate: float, low: float, high: float, weight: float | None = 50.0
) -> dict[str, Any]:
    scale = [math.log(value) for value in (estimate, low, high)]
    natural = {"estimate": estimate, "low": low, "high": high}
    return {
        "label": label, "year": 2020, "se": (scale[2] - scale[1]) / 3.92, "scale": scale, "weight": weight, **natural,
    }  # fmt: skip


def result(*studies: dict[str, Any], **more: Any) -> dict[str, Any]:
    natural = {"estimate": 0.8, "low": 0.7, "high": 0.9, "prediction": [0.5, 1.2]}
    pooled = {name: math.log(natural[name]) for name in ("estimate", "low", "high")}  # type: ignore[arg-type]
    pooled |= {"prediction_low": math.log(0.5), "prediction_high": math.log(1.2), "level": 0.95}
    return {"refused": "", "studies": list(studies), "pooled": pooled, "natural": natural} | more


TWO = result(study("First (2001)", 0.8, 0.5, 1.2, 75), study("Second (2002)", 0.7, 0.3, 1.9, 25))


@pytest.mark.parametrize("draw", [forest.plot, funnel.plot])
@settings(max_examples=120, deadline=None)
@given(made=results(), outcome=OUTCOMES)
def test_any_result_is_drawn_on_the_sheet(draw: Any, made: dict[str, Any], outcome: dict[str, str]) -> None:
    assert faults(draw(made, outcome)) == []


@pytest.mark.parametrize("count", [1, 500])
def test_one_study_and_five_hundred_are_drawn(count: int) -> None:
    rows = [study(f"Study {number}", 0.8, 0.5, 1.2, 100 / count) for number in range(count)]
    picture = forest.plot(result(*rows), ODDS)
    squares = [mark for mark in picture.wide.marks if isinstance(mark, Box) and mark.look == "square"]
    assert faults(picture) == []
    assert len(squares) == count
    assert len(picture.table.rows) == count + 2


def test_squares_have_areas_by_weight() -> None:
    picture = forest.plot(TWO, ODDS)
    sides = [mark.width for mark in picture.wide.marks if isinstance(mark, Box) and mark.look == "square"]
    assert sides[0] ** 2 / sides[1] ** 2 == pytest.approx(3)


def test_the_order_of_the_studies_is_kept() -> None:
    rows = [study(f"Study {number}", 0.8, 0.5, 1.2) for number in (3, 1, 2)]
    picture = forest.plot(result(*rows), ODDS)
    labels = [text for text in words(picture.narrow) if text.startswith("Study ")]
    assert labels == ["Study 3", "Study 1", "Study 2"]
    assert [row[0] for row in picture.table.rows][:3] == labels


def test_every_number_of_the_picture_stands_in_the_table() -> None:
    picture = forest.plot(TWO, ODDS)
    assert picture.table.rows[0] == ("First (2001)", "2020", "0.80", "0.50", "1.20", "75.0%")
    assert picture.table.rows[2][:5] == ("All 2 studies", "", "0.80", "0.70", "0.90")
    assert picture.table.rows[3][3:5] == ("0.50", "1.20")
    assert {"0.80 (0.50 to 1.20)", "0.50 to 1.20"} <= set(words(picture.wide))


def test_a_refusal_draws_studies_without_a_diamond_and_says_why() -> None:
    refused = {**TWO, "refused": "They differ too much.", "pooled": None, "natural": None}
    picture = forest.plot(refused, ODDS)
    assert shapes(picture.wide, "diamond") == []
    assert "not pooled" in picture.description
    assert "They differ too much." in picture.description
    assert len(picture.table.rows) == 2


@pytest.mark.parametrize(("good", "left"), [("lower", "← Helps"), ("higher", "← Harms")])
def test_the_sides_say_which_way_is_good(good: str, left: str) -> None:
    picture = forest.plot(TWO, ODDS | {"good": good})
    assert left in words(picture.wide)
    assert f"to its left the programme {left[2:].lower()}" in picture.description


def test_an_interval_that_runs_off_ends_in_an_arrow() -> None:
    near = [study(f"Study {number}", 0.8, 0.7, 0.9) for number in range(5)]
    picture = forest.plot(result(*near, study("Wild", 0.8, 0.000001, 900_000)), ODDS)
    assert len(shapes(picture.wide, "arrow")) == 2


def test_a_long_label_is_cut_and_told_in_full() -> None:
    label = "A very long label of a study by many authors (2020)"
    picture = forest.plot(result(study(label, 0.8, 0.5, 1.2)), ODDS)
    markup = svg_of(picture, picture.wide, key="k")
    assert "…<title>" in markup
    assert f"<title>{label}</title>" in markup


def test_labels_are_escaped() -> None:
    picture = forest.plot(result(study("<script>&", 0.8, 0.5, 1.2)), ODDS | {"name": '"><b>'})
    markup = svg_of(picture, picture.wide, key='"k')
    assert "<script>" not in markup
    assert "<b>" not in markup


@settings(max_examples=200)
@given(low=st.floats(-30, 30), width=st.floats(0.01, 60), log=st.booleans())
def test_ticks_are_few_in_order_and_where_they_say(low: float, width: float, log: bool) -> None:
    ticks = Axis(low, low + width, 0, 100, logarithmic=log).ticks
    places = [tick.at for tick in ticks]
    said = [math.log(float(tick.text)) if log else float(tick.text) for tick in ticks]
    assert places == sorted(places)
    assert len(ticks) <= 7
    assert all(low <= place <= low + width for place in places)
    assert said == pytest.approx(places, abs=1e-9, rel=1e-6)


@given(low=st.floats(-30, 30), width=st.floats(0.01, 60))
def test_ticks_stand_in_round_steps(low: float, width: float) -> None:
    ticks = Axis(low, low + width, 0, 100).ticks
    step = ticks[1].at - ticks[0].at
    mantissa = step / 10 ** math.floor(math.log10(step * 1.000001))
    assert min(abs(mantissa - round_one) for round_one in (1, 2, 2.5, 5)) < 0.001


def test_ticks_of_a_ratio_are_at_their_own_logarithms() -> None:
    ticks = Axis(math.log(0.09), math.log(11), 0, 100, logarithmic=True).ticks
    assert [tick.text for tick in ticks] == ["0.1", "0.3", "1", "3", "10"]
    assert all(tick.at == pytest.approx(math.log(float(tick.text))) for tick in ticks)


def test_the_funnel_stands_exact_studies_high() -> None:
    picture = funnel.plot(TWO, ODDS)
    dots = [mark for mark in picture.wide.marks if isinstance(mark, Dot)]
    limits = [mark for mark in picture.wide.marks if isinstance(mark, Line) and mark.look == "limit"]
    assert dots[0].y < dots[1].y
    assert len(limits) == 2
    assert "2 of 2 lie between" in picture.description
