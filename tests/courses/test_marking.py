"""Marking, as facts about every kind of question."""

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.marking import (
    clean,
    collected,
    fields_of,
    in_words,
    is_right,
    is_whole,
    mark,
    right_answer,
    shuffled,
)
from courses.marking.typed import as_number, folded

pytestmark = pytest.mark.pure
texts = st.text(min_size=1, max_size=8)
keys = st.lists(st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True), min_size=2, max_size=6, unique=True)


def asked(kind: str, **parts: Any) -> dict[str, Any]:
    return {"id": 7, "kind": kind, "text": "?", "options": [], "feedback": {}} | parts


@st.composite
def choosing(draw: Any) -> dict[str, Any]:
    names = draw(keys)
    kind = draw(st.sampled_from(["single", "multiple", "truefalse"]))
    right = draw(st.sets(st.sampled_from(names), min_size=1)) if kind == "multiple" else {names[0]}
    options = [{"key": name, "text": name, "right": name in right, "feedback": "F"} for name in names]
    return asked(kind, options=options)


@st.composite
def pairing(draw: Any) -> dict[str, Any]:
    names, goals = draw(keys), draw(keys)
    items = [{"key": name, "text": name, "match": draw(st.sampled_from(goals))} for name in names]
    matches = [{"key": goal, "text": goal} for goal in goals]
    kind = draw(st.sampled_from(["matching", "ordering"]))
    return asked(kind, items=items, shown=sorted(names), matches=matches)


@st.composite
def typing(draw: Any) -> dict[str, Any]:
    if draw(st.booleans()):
        return asked(
            "text", accepted=draw(st.lists(st.from_regex(r"[a-zé]{1,9}", fullmatch=True), min_size=1))
        )
    numbers = st.integers(0, 10**6).map(lambda value: f"{value / 100:.2f}")
    return asked("numeric", number=draw(numbers), tolerance=draw(numbers))


@st.composite
def branching(draw: Any) -> dict[str, Any]:
    names = draw(keys)
    steps = []
    for place, name in enumerate(names):
        onward = st.sampled_from(["", *names[place + 1 :]])
        choices = [
            {"key": key, "text": key, "points": draw(st.integers(0, 3)), "feedback": "", "next": draw(onward)}
            for key in draw(keys)
        ]
        choices[0]["points"] += 1
        steps.append({"key": name, "text": name, "choices": choices})
    return asked("scenario", steps=steps)


questions = st.one_of(choosing(), pairing(), typing(), branching())
answers = st.lists(st.one_of(st.text(max_size=12), st.tuples(texts, texts).map("=".join)), max_size=6)


@given(questions)
def test_the_right_answer_always_earns_the_full_mark(question: dict[str, Any]) -> None:
    right = right_answer(question)
    assert mark(question, right) == 1
    assert is_whole(question, right)
    assert clean(question, right) == clean(question, clean(question, right))


@given(questions, answers)
def test_whatever_is_sent_gets_a_mark_between_nothing_and_one(
    question: dict[str, Any], answer: list[str]
) -> None:
    assert 0 <= mark(question, answer) <= 1
    assert is_right(question, answer) == (mark(question, answer) == 1)
    in_words(question, answer)


@given(questions)
def test_nothing_answered_earns_nothing(question: dict[str, Any]) -> None:
    assert mark(question, []) == 0
    assert not is_whole(question, [])


@given(questions, st.integers())
def test_shuffling_changes_no_mark(question: dict[str, Any], seed: int) -> None:
    mixed = shuffled(question, random.Random(seed))
    assert mark(mixed, right_answer(question)) == 1
    assert sorted(fields_of(mixed)) == sorted(fields_of(question))


@given(st.one_of(choosing(), pairing(), branching()), answers)
def test_only_known_parts_and_values_are_kept(question: dict[str, Any], answer: list[str]) -> None:
    right = right_answer(question)
    assert clean(question, [*answer, *right, "no-such=thing"]) == clean(
        question, [item for item in [*answer, *right] if item != "no-such=thing"]
    )
    assert "no-such=thing" not in clean(question, [*answer, "no-such=thing"])


@given(questions)
def test_a_form_gives_back_what_was_answered(question: dict[str, Any]) -> None:
    right = clean(question, right_answer(question))
    form: dict[str, list[str]] = {}
    for item in right:
        part, _sign, value = item.partition("=")
        is_part = fields_of(question) != ["q7"]
        form.setdefault(f"q7-{part}" if is_part else "q7", []).append(value if is_part else item)
    assert collected(question, lambda name: form.get(name, [])) == right


PAIRS = asked(
    "matching",
    items=[{"key": "a", "text": "A", "match": "x"}, {"key": "b", "text": "B", "match": "y"}],
    shown=["b", "a"],
    matches=[{"key": "x", "text": "X"}, {"key": "y", "text": "Y"}],
)


def test_half_of_the_pairs_is_half_a_mark() -> None:
    assert mark(PAIRS, ["a=x", "b=x"]) == Fraction(1, 2)
    assert not is_right(PAIRS, ["a=x"])


def test_a_part_that_was_not_sent_stays_and_one_sent_empty_goes() -> None:
    form = {"q7-a": [""]}
    assert collected(PAIRS, lambda name: form.get(name, []), ["a=x", "b=y"]) == ["b=y"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1,250", "1250"), (" 12.50 ", "12.50"), ("12,5", "12.5"), ("£3", "3"), ("40%", "40"), ("−2", "-2")],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: str) -> None:
    assert str(as_number(typed)) == number


@pytest.mark.parametrize("typed", ["", "about 5", "1e9", "٣", "1.2.3", "9" * 40, "nan", "1,2,3"])
def test_what_is_no_number_is_not_right_and_harms_nothing(typed: str) -> None:
    assert as_number(typed) is None
    assert mark(asked("numeric", number="5", tolerance="100"), [typed]) == 0


@pytest.mark.parametrize(("typed", "right"), [("17.5", True), ("22.5", True), ("22.51", False)])
def test_the_ends_of_the_tolerance_are_right(typed: str, right: bool) -> None:
    assert is_right(asked("numeric", number="20", tolerance="2.5"), [typed]) is right


@pytest.mark.parametrize("typed", ["café", "CAFE", "  Cafe\u0301 ", "coffee   house"])
def test_case_accents_and_spaces_make_no_difference(typed: str) -> None:
    assert is_right(asked("text", accepted=["Café", "Coffee house"]), [typed])


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_path_that_has_no_end_yet_earns_nothing() -> None:
    seat = [{"key": "w", "text": "W", "points": 2, "feedback": "", "next": ""}]
    door = [{"key": "s", "text": "S", "points": 2, "feedback": "", "next": "seat"}]
    steps = [{"key": "door", "text": "", "choices": door}, {"key": "seat", "text": "", "choices": seat}]
    question = asked("scenario", steps=steps)
    assert mark(question, ["door=s"]) == 0
    assert mark(question, ["door=s", "seat=w"]) == 1
    assert clean(question, ["seat=w"]) == []
