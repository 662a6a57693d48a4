"""The publish check's rules, without a database."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.checking.findings import Finding, Weight, held_back_by
from courses.checking.lessons import Flaw, LessonDraft, Sensitive, check_lesson
from courses.checking.reading import Reading, reading_of, syllables
from courses.checking.whole import CourseDraft, OutcomeDraft, check_course
from courses.checking.wording import is_generic_warning, labels_in
from courses.said import said

pytestmark = pytest.mark.pure
LESSON = LessonDraft(
    title="Listening",
    texts=(("b1", "A young person who was injured."),),
    reading=Reading(300, 6.0),
    minutes=5,
    leave_button=True,
    has_outcome=True,
    sensitive=(Sensitive("b2", "a knife injury", "a short written scenario", 80),),
    sources=1,
)
COURSE = CourseDraft(
    content_note="It talks about injury and assault.",
    not_claimed="Training alone is not known to reduce violence.",
    coproduction="Nobody yet.",
    texts=("Words.",),
    outcomes=(OutcomeDraft("Listen", 1, 4),),
    drawn=2,
    modules_without_guide=(),
    support_lines=2,
    lived_experience="Two young people, 1 May 2026",
    subject="A psychologist, 2 May 2026",
)


def open_rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings if not finding.is_met]


def test_a_good_lesson_and_a_good_course_hold_every_rule() -> None:
    assert open_rules(check_lesson(LESSON)) == []
    assert open_rules(check_course(COURSE)) == []


@pytest.mark.parametrize(
    ("change", "rule", "block"),
    [
        ({"sensitive": (Sensitive("b2", "trigger warning", "a text", 80),)}, "content-notes", "b2"),
        ({"sensitive": (Sensitive("b2", "a knife injury", "", 80),)}, "content-notes", "b2"),
        ({"sensitive": (Sensitive("b2", "a knife injury", "a text", 5),)}, "equal-routes", "b2"),
        ({"leave_button": False}, "leave-button", ""),
        ({"has_outcome": False}, "outcome", ""),
        ({"texts": (("b9", "The gang members came."),)}, "wording", "b9"),
        ({"broken_links": (Flaw("b3", said("Gone.")),)}, "links", "b3"),
        ({"missing": (Flaw("b4", said("No captions.")),)}, "alternatives", "b4"),
        ({"questions_without_feedback": (Flaw("b5", said("Silent.")),)}, "feedback", "b5"),
        ({"minutes": 15}, "minutes", ""),
    ],
)
def test_each_flaw_of_a_lesson_holds_it_back_and_names_its_block(
    change: dict[str, Any], rule: str, block: str
) -> None:
    held = held_back_by(check_lesson(replace(LESSON, **change)))
    assert [(finding.rule, finding.block) for finding in held] == [(rule, block)]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"content_note": "May be distressing."}, "content-note"),
        ({"content_note": " "}, "content-note"),
        ({"not_claimed": ""}, "not-claimed"),
        ({"coproduction": ""}, "coproduction"),
        ({"outcomes": (OutcomeDraft("Listen", 0, 4),)}, "outcomes-taught"),
        ({"outcomes": (OutcomeDraft("Listen", 1, 1),)}, "outcomes-asked"),
        ({"modules_without_guide": ("One",)}, "guides"),
        ({"texts": ("Hard to reach people.",)}, "wording"),
        ({"support_lines": 0}, "support"),
        ({"lived_experience": ""}, "lived-experience"),
        ({"subject": ""}, "subject"),
    ],
)
def test_each_flaw_of_a_course_holds_it_back_unless_excepted(change: dict[str, Any], rule: str) -> None:
    found = check_course(replace(COURSE, **change))
    assert [finding.rule for finding in held_back_by(found)] == [rule]
    assert held_back_by(found, excepted=[rule]) == []


def test_advice_holds_nothing_back() -> None:
    long = replace(LESSON, minutes=9, reading=Reading(900, 12.0), sources=0)
    found = check_lesson(long)
    assert open_rules(found) == ["minutes", "words", "reading", "sources"]
    assert {finding.weight for finding in found if not finding.is_met} == {Weight.ADVICE}
    assert held_back_by(found) == []


EASY = "The cat sat on the mat. It was a warm day. We had tea. " * 10
HARD = "Organisational accountability necessitates multidisciplinary collaboration throughout. " * 10


def test_short_words_and_sentences_read_more_easily_than_long_ones() -> None:
    easy, hard = reading_of(EASY), reading_of(HARD)
    assert easy.grade is not None
    assert hard.grade is not None
    assert easy.grade < 3 < 15 < hard.grade
    assert (easy.age, reading_of("Too short.").grade) == (5, None)


@pytest.mark.parametrize(("word", "count"), [("cat", 1), ("water", 2), ("collaboration", 5)])
def test_syllables_of_common_words(word: str, count: int) -> None:
    assert syllables(word) == count


@given(st.text(max_size=400))
def test_any_text_has_a_reading(text: str) -> None:
    assert reading_of(text).words >= 0


def test_a_note_that_says_of_what_is_not_generic() -> None:
    assert is_generic_warning("This may be distressing")
    assert is_generic_warning("violence")
    assert not is_generic_warning("a knife injury")


def test_a_labelling_word_comes_with_what_may_be_said_instead() -> None:
    assert labels_in("He suffered from it") == [("suffered from", "has, or lives with")]
    assert labels_in("A young person in a group") == []
