"""How often a final check may be tried, what comes after the last try, and who grants another."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from academy.models import AuditEntry, Notification
from courses.actions.enrol import enrol
from courses.actions.paper import NoTries, save_answers, start_attempt, submit_attempt
from courses.actions.tries import ask_for_another_try, grant_another_try
from courses.marking import right_answer
from courses.models import AnotherTry, Attempt, CoursePage, Enrolment, Question
from courses.paper_rules import Limits, Try, draw_paper, drawn_size, may_try, shown_marks, weakest_outcomes
from tests import make

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
PAPER = "/learn/listening/paper/"


def failed(*hours: int) -> list[Try]:
    return [Try(START + timedelta(hours=hour), passed=False) for hour in hours]


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def test_three_tries_are_three() -> None:
    limits = Limits(allowed=3)
    left = [may_try(failed(*range(number)), limits, now=at(9)).left for number in range(4)]
    assert left == [3, 2, 1, 0]
    assert not may_try(failed(0, 1, 2), limits, now=at(9)).now


def test_a_wait_ends_and_says_when() -> None:
    limits = Limits(allowed=3, wait=24)
    assert may_try(failed(0), limits, now=at(23)).since == at(24)
    assert not may_try(failed(0), limits, now=at(23)).now
    assert may_try(failed(0), limits, now=at(24)).now


def test_after_the_long_wait_all_tries_begin_anew() -> None:
    limits = Limits(allowed=2, long_wait=48)
    assert may_try(failed(0, 1), limits, now=at(48)).since == at(49)
    assert may_try(failed(0, 1), limits, now=at(49)).left == 2
    assert may_try(failed(0, 1, 60), limits, now=at(61)).left == 1


def test_a_granted_try_needs_no_wait_and_counts_in_its_round_alone() -> None:
    limits = Limits(allowed=1, wait=24)
    assert may_try(failed(0), limits, granted=[at(1)], now=at(2)).now
    assert not may_try(failed(0, 2), limits, granted=[at(1)], now=at(99)).now
    tries = [*failed(0, 2), Try(at(3), passed=True), *failed(4)]
    assert not may_try(tries, limits, granted=[at(1)], now=at(99)).now


@pytest.mark.parametrize(
    ("marks", "words"), [("10.000", "10"), ("6.4", "6.4"), ("9.999", "9.99"), ("0", "0")]
)
def test_marks_are_shown_without_noughts_and_never_rounded_up(marks: str, words: str) -> None:
    assert shown_marks(Decimal(marks)) == words


@given(st.lists(st.booleans(), max_size=8), st.integers(1, 4))
def test_a_pass_opens_every_try_again(passes: list[bool], allowed: int) -> None:
    tries = [Try(at(hour), passed) for hour, passed in enumerate([*passes, True])]
    assert may_try(tries, Limits(allowed), now=at(99)).left == allowed


@given(st.lists(st.booleans(), max_size=8))
def test_without_a_limit_there_is_always_a_try(passes: list[bool]) -> None:
    tries = [Try(at(hour), passed) for hour, passed in enumerate(passes)]
    assert may_try(tries, Limits(), now=at(99)).now


def question(pk: int, outcome: int, right: str = "a") -> dict[str, Any]:
    options = [{"key": key, "text": key, "right": key == right, "feedback": "F"} for key in "ab"]
    return {"id": pk, "outcome": outcome, "kind": "single", "text": "?", "options": options}


def test_the_weakest_outcome_comes_first() -> None:
    paper = [question(1, 10), question(2, 10), question(3, 20), question(4, 30)]
    answers = {"1": ["a"], "2": ["b"], "3": ["a"], "4": ["b"]}
    assert weakest_outcomes([(paper, answers)]) == [30, 10, 20]
    assert weakest_outcomes([]) == []


def test_must_asks_are_always_drawn_and_outcomes_and_weakness_are_heeded() -> None:
    bank = {o: [question(o + n, o) | {"fixed": n == 3} for n in range(6)] for o in (10, 20, 30)}
    for seed in range(20):
        paper = draw_paper(bank, an_outcome=2, dice=random.Random(seed), outcomes=[10, 30], weakest=[30])
        assert [each["outcome"] for each in paper] == [30, 30, 10, 10]
        assert {13, 33} <= {each["id"] for each in paper}


@given(
    sizes=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=5),
    an_outcome=st.integers(1, 4),
)
def test_a_paper_is_as_long_as_its_page_says(sizes: list[tuple[int, int]], an_outcome: int) -> None:
    bank = {
        outcome: [{"id": outcome * 100 + n, "fixed": n < fixed} for n in range(fixed + loose)]
        for outcome, (fixed, loose) in enumerate(sizes)
    }
    paper = draw_paper(bank, an_outcome=an_outcome, dice=random.Random(1))
    counts = [(fixed + loose, fixed) for fixed, loose in sizes]
    assert len(paper) == drawn_size(counts, an_outcome=an_outcome)


def test_the_page_before_a_check_counts_the_questions_there_are(
    enrolment: Enrolment, learner: Any, client_for: Any
) -> None:
    Question.objects.for_final().filter(outcome__sort_order=1).update(live=False)
    Question.objects.for_final().update(always=True)
    page = client_for(learner).get(PAPER).content.decode()
    assert "3 questions about" in page
    assert len(start_attempt(enrolment=enrolment).paper) == 3


@pytest.fixture
def enrolment(course: CoursePage, learner: Any) -> Enrolment:
    return enrol(person=learner, course=course)


def fail(enrolment: Enrolment, times: int = 1) -> None:
    for _time in range(times):
        submit_attempt(attempt=start_attempt(enrolment=enrolment))


def test_a_fourth_try_is_refused_with_a_word(enrolment: Enrolment, learner: Any, client_for: Any) -> None:
    fail(enrolment, 3)
    with pytest.raises(NoTries):
        start_attempt(enrolment=enrolment)
    client: Client = client_for(learner)
    page = client.post(f"{PAPER}start/", follow=True).content.decode()
    assert "You have used your tries for now" in page
    assert Attempt.objects.count() == 3


def test_another_try_is_asked_for_once_and_granted_once(
    enrolment: Enrolment, learner: Any, client_for: Callable[..., Client]
) -> None:
    author = make.staff("author@example.org", "Course authors")
    fail(enrolment, 3)
    for _time in range(2):
        client_for(learner).post(f"{PAPER}another/")
    assert Notification.objects.filter(person=author).count() == 1
    asked = AnotherTry.objects.get()
    page = client_for(author).get("/cms/tries/").content.decode()
    assert "Listening" in page
    assert learner.display_name not in page
    for _time in range(2):
        client_for(author).post(f"/cms/tries/{asked.pk}/grant/")
    assert AuditEntry.objects.filter(action="another try granted").count() == 1
    fail(enrolment)
    with pytest.raises(NoTries):
        start_attempt(enrolment=enrolment)


def test_who_still_has_a_try_need_not_ask(enrolment: Enrolment) -> None:
    assert ask_for_another_try(enrolment=enrolment) is None


def test_a_moderator_grants_no_try(enrolment: Enrolment) -> None:
    fail(enrolment, 3)
    asked = ask_for_another_try(enrolment=enrolment)
    assert asked is not None
    with pytest.raises(PermissionDenied):
        grant_another_try(request=asked, actor=make.staff("moderator@example.org", "Moderators"))


def test_a_wait_is_told_with_its_end(enrolment: Enrolment, learner: Any, client_for: Any) -> None:
    CoursePage.objects.update(wait_hours=24)
    fail(enrolment)
    page = client_for(learner).get(PAPER).content.decode()
    assert "You can try again from" in page
    assert "Begin" not in page


def test_answers_are_shown_as_far_as_the_course_says(
    enrolment: Enrolment, learner: Any, client_for: Any
) -> None:
    client: Client = client_for(learner)
    fail(enrolment)
    shown = {}
    for review in ("full", "passed", "own"):
        CoursePage.objects.update(review=review)
        shown[review] = client.get(f"{PAPER}1/").content.decode()
    assert "(right)" in shown["full"]
    assert "What to look at again" in shown["passed"]
    assert "(right)" not in shown["passed"] + shown["own"]


def test_feedback_after_a_question_fixes_its_answer(
    enrolment: Enrolment, learner: Any, client_for: Any
) -> None:
    CoursePage.objects.update(feedback_when="now")
    attempt = start_attempt(enrolment=enrolment)
    client: Client = client_for(learner)
    first = attempt.paper[0]
    name, right = f"q{first['id']}", right_answer(first)
    empty = client.post(f"{PAPER}submit/", {"attempt": 1, "settle": first["id"]}, follow=True)
    assert "Choose an answer first" in empty.content.decode()
    client.post(f"{PAPER}submit/", {"attempt": 1, "settle": first["id"], name: right})
    assert "Because" in client.get(PAPER).content.decode()
    client.post(f"{PAPER}save/", {"attempt": 1, f"asked{first['id']}": 1})
    assert attempt.answers.get(question=str(first["id"])).chosen == right


def test_feedback_waits_for_the_end_unless_the_course_says_otherwise(
    enrolment: Enrolment, learner: Any, client_for: Any
) -> None:
    attempt = start_attempt(enrolment=enrolment)
    first = attempt.paper[0]
    sent = {"attempt": 1, "settle": first["id"], f"q{first['id']}": right_answer(first)}
    page = client_for(learner).post(f"{PAPER}submit/", sent, follow=True).content.decode()
    assert "Because" not in page


def test_a_refresher_begins_with_what_was_weakest(enrolment: Enrolment) -> None:
    attempt = start_attempt(enrolment=enrolment)
    weak = attempt.paper[0]["outcome"]
    answers = {str(q["id"]): right_answer(q) for q in attempt.paper if q["outcome"] != weak}
    save_answers(attempt=attempt, answers=answers)
    submit_attempt(attempt=attempt)
    again = start_attempt(enrolment=enrolment, purpose="refresher", an_outcome=1)
    assert again.purpose == "refresher"
    assert [again.paper[0]["outcome"], len(again.paper)] == [weak, 2]


def test_only_the_outcomes_that_are_asked_for_are_drawn(enrolment: Enrolment) -> None:
    wanted = enrolment.course.outcomes.first().pk
    attempt = start_attempt(enrolment=enrolment, purpose="test_out", outcomes=[wanted])
    assert {question["outcome"] for question in attempt.paper} == {wanted}
