"""Words explained in place, and minutes learned from reality: pure rules."""

import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.pace import FEWEST, measured, minutes_between
from courses.terms import Term, explain_terms

pytestmark = pytest.mark.pure
TERMS = [
    Term("PTSD", "ptsd", "A condition."),
    Term("Complex PTSD", "complex-ptsd", "More."),
    Term("ACE", "ace", "Adversity."),
    Term("Warm handover", "warm-handover", "Introducing somebody."),
]
START = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_first_use_of_a_term_becomes_a_link_and_later_ones_do_not() -> None:
    html, used = explain_terms("<p>An ACE score. Another ACE.</p>", TERMS)
    assert html == '<p>An <a class="term" href="#word-ace" data-term>ACE</a> score. Another ACE.</p>'
    assert [term.slug for term in used] == ["ace"]


def test_a_longer_term_wins_over_a_shorter_within_it() -> None:
    html, used = explain_terms("<p>Complex PTSD is not PTSD.</p>", TERMS)
    assert html.count("<a ") == 2
    assert '#word-complex-ptsd" data-term>Complex PTSD</a>' in html
    assert [term.slug for term in used] == ["complex-ptsd", "ptsd"]


def test_headings_links_and_buttons_are_left_alone() -> None:
    html = "<h2>ACE</h2><a href='/x/'>ACE</a><summary><b>ACE</b></summary>"
    assert explain_terms(html, TERMS) == (html, [])


def test_an_abbreviation_is_matched_by_case_and_words_are_not() -> None:
    html, used = explain_terms("<p>At that pace, a place of peace; a warm HANDOVER, aces.</p>", TERMS)
    assert [term.slug for term in used] == ["warm-handover"]
    assert ">warm HANDOVER</a>" in html


@given(
    st.lists(st.sampled_from(["ACE ", "PTSD ", "<p>", "</p>", "<br>", "<b>", "</b>", "<a href='/'>", "</a>"]))
)
def test_no_text_is_lost_and_no_term_linked_twice(pieces: list[str]) -> None:
    html = "".join(pieces)
    out, used = explain_terms(html, TERMS)
    assert re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", out) == html
    assert out.count("data-term") == len(used)


def test_minutes_are_taken_between_lessons_of_one_sitting() -> None:
    moments = [(1, START), (2, START + timedelta(minutes=5)), (3, START + timedelta(hours=9))]
    assert minutes_between(moments) == [(2, 5.0)]


def test_a_lesson_skimmed_in_seconds_does_not_count() -> None:
    assert minutes_between([(1, START), (2, START + timedelta(seconds=4))]) == []


@given(st.lists(st.floats(1, 20), min_size=1, max_size=60), st.integers())
def test_too_few_readers_say_nothing_and_enough_give_their_median(values: list[float], seed: int) -> None:
    shuffled = random.Random(seed).sample(values, len(values))
    assert measured({7: values}) == measured({7: shuffled})
    assert bool(measured({7: values})) == (len(values) >= FEWEST)
