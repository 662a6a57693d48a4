"""The rules of learning, as facts."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.marking import clean as known_options
from courses.marking import is_right
from courses.marking import shuffled as shuffled_options
from courses.paper_rules import draw_paper, is_pass, needed
from courses.rules import expiry

pytestmark = pytest.mark.pure


@given(asked=st.integers(1, 200), pass_mark=st.integers(1, 100))
def test_the_needed_number_passes_and_one_fewer_does_not(asked: int, pass_mark: int) -> None:
    enough = needed(asked=asked, pass_mark=pass_mark)
    assert is_pass(right=enough, asked=asked, pass_mark=pass_mark)
    assert not is_pass(right=enough - 1, asked=asked, pass_mark=pass_mark)


def test_a_paper_without_questions_is_never_passed() -> None:
    assert not is_pass(right=0, asked=0, pass_mark=1)


QUESTION = {
    "id": 1,
    "kind": "multiple",
    "options": [{"key": key, "right": key in "ab"} for key in "abcd"],
}


@given(st.sets(st.sampled_from("abcd")))
def test_only_exactly_the_right_options_are_right(chosen: set[str]) -> None:
    assert is_right(QUESTION, chosen) == (chosen == {"a", "b"})


@given(st.lists(st.text(max_size=3)))
def test_unknown_and_repeated_options_are_dropped(chosen: list[str]) -> None:
    kept = known_options(QUESTION, chosen)
    assert set(kept) <= set("abcd") & set(chosen)
    assert len(kept) == len(set(kept))


def test_a_single_choice_keeps_one_option() -> None:
    assert known_options({**QUESTION, "kind": "single"}, ["d", "b"]) == ["b"]


@given(
    sizes=st.lists(st.integers(0, 6), min_size=1, max_size=5),
    an_outcome=st.integers(1, 4),
    seed=st.integers(),
)
def test_a_paper_draws_so_many_from_each_outcome(sizes: list[int], an_outcome: int, seed: int) -> None:
    bank = {o: [{"id": o * 100 + i, "outcome": o} for i in range(size)] for o, size in enumerate(sizes)}
    paper = draw_paper(bank, an_outcome=an_outcome, dice=random.Random(seed))
    drawn = [sum(question["outcome"] == outcome for question in paper) for outcome in bank]
    assert drawn == [min(size, an_outcome) for size in sizes]
    assert len({question["id"] for question in paper}) == len(paper)


def test_a_new_try_avoids_the_questions_of_the_last() -> None:
    bank = {1: [{"id": number} for number in range(4)]}
    dice = random.Random(1)
    first = draw_paper(bank, an_outcome=2, dice=dice)
    second = draw_paper(bank, an_outcome=2, dice=dice, avoid=[question["id"] for question in first])
    assert not {question["id"] for question in first} & {question["id"] for question in second}


@given(st.integers())
def test_shuffling_options_loses_none(seed: int) -> None:
    shuffled = shuffled_options(QUESTION, random.Random(seed))
    assert sorted(option["key"] for option in shuffled["options"]) == list("abcd")
    assert [option["key"] for option in QUESTION["options"]] == list("abcd")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_a_certificate_ends_so_many_months_later(day: date, months: int) -> None:
    last = expiry(day, months)
    assert last is not None
    assert (last.year - day.year) * 12 + last.month - day.month == months
    assert last.day <= day.day
    assert expiry(day, None) is None
