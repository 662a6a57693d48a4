"""How questions do: right figures, from ten answers on, apart by wording, and never about one person."""

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from academy.privacy import erase
from courses.actions.enrol import enrol
from courses.actions.paper import save_answers, start_attempt, submit_attempt
from courses.actions.usage import count_usage
from courses.marking import right_answer
from courses.models import CoursePage, Question, QuestionUsage
from courses.usage import tally, told
from tests import make


def question(pk: int, revision: int = 1) -> dict[str, Any]:
    options = [{"key": key, "text": key, "right": key == "a", "feedback": ""} for key in "ab"]
    return {"id": pk, "revision": revision, "outcome": 1, "kind": "single", "text": "?", "options": options}


def sitting(first: str, second: str, revision: int = 1) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    return [question(1, revision), question(2)], {"1": [first], "2": [second]}


@pytest.mark.pure
def test_facility_and_shares_are_what_they_say() -> None:
    counted = tally([sitting("a", "a")] * 3 + [sitting("b", "b")])[1, 1]
    assert counted.facility == 0.75
    assert counted.shares == {"a": 0.75, "b": 0.25}


@pytest.mark.pure
def test_discrimination_is_one_when_it_parts_the_same_people_and_minus_one_when_the_others() -> None:
    alike = tally([sitting("a", "a"), sitting("b", "b")])[1, 1].discrimination
    against = tally([sitting("a", "b"), sitting("b", "a")])[1, 1].discrimination
    assert alike == pytest.approx(1)
    assert against == pytest.approx(-1)
    assert tally([sitting("a", "a")] * 4)[1, 1].discrimination is None


@pytest.mark.pure
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=1, max_size=40))
def test_figures_stay_within_their_bounds(pairs: list[tuple[str, str]]) -> None:
    for counted in tally([sitting(*pair) for pair in pairs]).values():
        assert 0 <= counted.facility <= 1
        assert counted.discrimination is None or -1 <= counted.discrimination <= 1
        assert sum(counted.shares.values()) == pytest.approx(1)


@pytest.mark.pure
def test_wordings_are_counted_apart_and_nine_answers_are_told_to_nobody() -> None:
    tallies = tally([sitting("a", "a", 1)] * 9 + [sitting("a", "a", 2)] * 10)
    assert set(told(tallies)) == {(1, 2), (2, 1)}


@pytest.mark.pure
def test_what_was_left_open_and_what_was_typed_is_not_counted() -> None:
    typed = {
        "id": 3,
        "revision": 1,
        "outcome": 1,
        "kind": "text",
        "text": "?",
        "options": [],
        "accepted": ["x"],
    }
    tallies = tally([([question(1), typed], {"3": ["my own secret"]})])
    assert set(tallies) == {(3, 1)}
    assert tallies[3, 1].shares == {}


@pytest.mark.django_db
def test_the_daily_count_keeps_figures_of_ten_and_shows_them_to_authors(client_for: Any) -> None:
    course = make.course(outcomes=1, questions=2)
    people = [sit(course, number) for number in range(10)]
    for _time in range(2):
        count_usage(timezone.localdate())
    rows = QuestionUsage.objects.all()
    assert [(row.answers, row.facility) for row in rows] == [(10, 0.5), (10, 0.5)]
    author = client_for(make.staff("author@example.org", "Course authors"))
    asked = Question.objects.for_final().earliest("pk")
    assert "0.50" in author.get(f"/cms/questions/{asked.pk}/").content.decode()
    erase(people[0])
    count_usage(timezone.localdate())
    assert not QuestionUsage.objects.exists()


def sit(course: CoursePage, number: int) -> Any:
    """Somebody hands in a paper: every other one wholly right, the rest wholly wrong."""
    person = make.person(f"{number}@example.org")
    attempt = start_attempt(enrolment=enrol(person=person, course=course))
    answers = {}
    for asked in attempt.paper:
        wrong = [option["key"] for option in asked["options"] if not option["right"]]
        answers[str(asked["id"])] = right_answer(asked) if number % 2 else wrong[:1]
    save_answers(attempt=attempt, answers=answers)
    submit_attempt(attempt=attempt)
    return person
