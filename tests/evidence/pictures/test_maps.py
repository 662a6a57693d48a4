"""Flow, history, matrix, factor map and gap map: right, complete and on the sheet."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.pictures import factor_map, flow, gap_map, history, matrix
from evidence.pictures.lettering import breadth, clean, fitted, wrapped
from evidence.pictures.marks import Dot, number
from evidence.rules import PRISMA, SCALE
from tests.evidence.pictures.making import COUNTS, FACTORS, RATINGS, TEXTS, cards, faults, shapes, words

pytestmark = pytest.mark.pure
DECKS = st.lists(cards(), max_size=12)
PLAIN = settings(max_examples=80, deadline=None)


def card(
    title: str, word: str = "promising", sure: str = "low", change: float | None = 15, **more: Any
) -> Any:
    rating = {"word": word, "sure": sure, "aspect": "Violence", "family": "Violence", "change": change}
    slug = title.lower().replace(" ", "-")
    base = {"title": title, "slug": slug, "rating": rating, "ratings": [rating], "factors": [], "terms": {}}
    return base | {"unranked": word in ("none", "harmful"), "studies": 3} | more


@PLAIN
@given(counts=COUNTS)
def test_any_flow_is_drawn_on_the_sheet(counts: dict[str, int | None]) -> None:
    picture = flow.diagram(counts)
    assert faults(picture) == []
    assert [row[0] for row in picture.table.rows] == list(PRISMA.values())


def test_a_count_nobody_reported_says_so() -> None:
    picture = flow.diagram({"databases": 1200, "registers": None})
    assert "Records from databases: 1,200" in picture.description
    assert "Records from registers: not reported" in picture.description
    assert ("Records from databases", "1,200") in picture.table.rows
    assert "Records from databases: 1,200" in words(picture.narrow)


@PLAIN
@given(rows=st.lists(RATINGS, max_size=12), until=st.none() | st.dates())
def test_any_history_is_drawn_on_the_sheet(rows: list[dict[str, Any]], until: date | None) -> None:
    picture = history.curve(rows, until=until)
    assert faults(picture) == []
    assert len(picture.table.rows) == len(rows)


def test_a_rating_that_rises_steps_up() -> None:
    rows = [
        {"aspect": "Violence", "word": "early", "rated_on": "2024-01-01"},
        {"aspect": "Violence", "word": "strong", "rated_on": "2026-01-01"},
        {"aspect": "Violence", "word": "strong", "rated_on": "not a date"},
    ]
    picture = history.curve(rows, until=date(2026, 6, 1))
    steps = shapes(picture.wide, "step-0")[0].points
    assert steps[0][1] > steps[-1][1]
    assert "Too early on 1 January 2024, then Strong on 1 January 2026" in picture.description
    assert [text for text in words(picture.wide) if text in SCALE.values()] == list(SCALE.values())


@PLAIN
@given(deck=DECKS)
def test_any_matrix_is_drawn_on_the_sheet(deck: list[dict[str, Any]]) -> None:
    made = matrix.matrix(deck)
    assert faults(made.picture) == []
    assert sorted(place.title for place in made.places) == sorted(clean(held["title"]) for held in deck)
    assert [place.number for place in made.places] == list(range(1, len(deck) + 1))


def test_harmful_models_stand_in_a_place_of_their_own() -> None:
    deck = [card("Fright", "harmful", "high", -60), card("Help", "strong", "high", 40)]
    made = matrix.matrix(deck)
    assert [place.title for place in made.places] == ["Help", "Fright"]
    dots = {mark.look: mark.y for mark in made.picture.wide.marks if isinstance(mark, Dot)}
    assert dots["apart"] > dots["dot"]
    assert "Outside the ranking, harmful or without added benefit: 2." in made.picture.description


def test_a_crowded_cell_says_how_many_more_there_are() -> None:
    made = matrix.matrix([card(f"Model {place}") for place in range(500)])
    assert faults(made.picture) == []
    assert any(text.startswith("+4") for text in words(made.picture.wide))
    assert len(made.picture.table.rows) == 500


@PLAIN
@given(deck=DECKS, known=FACTORS)
def test_any_factor_map_is_drawn_on_the_sheet(deck: list[dict[str, Any]], known: list[list[str]]) -> None:
    made = factor_map.factor_map(deck, known)
    named = {row[0] for row in known} | {row[0] for held in deck for row in held["factors"]}
    assert faults(made.picture) == []
    assert {factor.slug for factor in made.factors} == named


def test_a_factor_without_a_model_is_a_gap_in_words_and_in_line() -> None:
    known = [("calm", "Calm", "individual", "protective"), ("debt", "Debt", "society", "risk")]
    made = factor_map.factor_map([card("Help", factors=[list(known[0])])], known)
    looks = [mark.look for mark in made.picture.wide.marks if isinstance(mark, Dot)]
    assert looks == ["dot", "gap"]
    assert "No model acts on: Debt." in made.picture.description
    assert made.picture.table.rows[1][-1] == "no model here yet"


@PLAIN
@given(deck=DECKS, families=st.lists(TEXTS, max_size=20))
def test_any_gap_map_is_drawn_on_the_sheet(deck: list[dict[str, Any]], families: list[str]) -> None:
    made = gap_map.gap_map(deck, settings=[("z", "Somewhere")], families=families)
    assert faults(made.picture) == []
    assert "Somewhere" in [name for name, _cells in made.rows]


def test_a_gap_map_counts_models_and_studies() -> None:
    terms = {"setting": [["school", "School"]]}
    deck = [card("One", terms=terms), card("Two", terms=terms)]
    made = gap_map.gap_map(deck, settings=[("school", "School"), ("home", "Home")], families=["Referral"])
    assert made.families == ("Referral", "Violence")
    assert [cell.words for cell in made.rows[0][1]] == ["none", "2 models, 6 studies"]
    assert [cell.words for cell in made.rows[1][1]] == ["none", "none"]
    assert "3 of 4 cells are empty" in made.picture.description


@given(text=TEXTS, room=st.floats(20, 400))
def test_words_are_cut_to_their_room(text: str, room: float) -> None:
    assert breadth(fitted(clean(text), room)) <= room
    lines = wrapped(clean(text), room)
    assert len(lines) <= 3
    assert all(breadth(line) <= room for line in lines)


@pytest.mark.parametrize(("value", "said"), [(-0.01, "0"), (2.0, "2"), (3.26, "3.3"), (-1.5, "-1.5")])
def test_coordinates_are_short(value: float, said: str) -> None:
    assert number(value) == said
