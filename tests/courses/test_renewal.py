"""Refreshers, test-outs and checks after recognition: what may be sat, what is asked, what passing means."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.actions.certificates import award_certificate
from courses.actions.corrections import set_aside
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.ledger import Kind, add_event, settle
from courses.actions.paper import AnotherOpen, save_answers, start_attempt, submit_attempt
from courses.actions.prior import answer_claim, claim_prior_learning
from courses.actions.renewal import NotDue, NotOffered, start_check, start_refresher
from courses.models import (
    Attempt,
    Certificate,
    Completion,
    CompletionEvent,
    CoursePage,
    Enrolment,
    LessonPage,
)
from courses.renewal_rules import refresher_outcomes, renewed_until
from tests import make

RENEW = "/learn/listening/renew/"


def answer(attempt: Attempt, *, right: bool = True) -> Attempt:
    """Hand an attempt in, all right or all left open."""
    answers = {str(q["id"]): [o["key"] for o in q["options"] if o["right"]] for q in attempt.paper}
    save_answers(attempt=attempt, answers=answers if right else {})
    return submit_attempt(attempt=attempt)


@pytest.fixture
def enrolment(db: None, learner: Any) -> Enrolment:
    course = make.course(outcomes=4, valid_months=12, test_out=True)
    return enrol(person=learner, course=course)


def finish(enrolment: Enrolment, *, days_left: int) -> Certificate:
    """Complete the course so that it ends in so many days."""
    for lesson in LessonPage.objects.all():
        complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
    answer(start_attempt(enrolment=enrolment))
    certificate = award_certificate(enrolment=enrolment, name="Ada", awarded_at=timezone.now())
    until = timezone.localdate() + timedelta(days=days_left)
    renewed_before(enrolment, until)
    Certificate.objects.update(expires_on=until)
    certificate.refresh_from_db()
    return certificate


def renewed_before(enrolment: Enrolment, until: date) -> None:
    """An earlier renewal, which counts until a day."""
    add_event(enrolment=enrolment, kind=Kind.RENEWED, key="0", once=f"earlier:{until}", until=until)
    settle(enrolment=enrolment)


@pytest.mark.django_db
class TestRefreshing:
    """A completion with an end."""

    def test_a_passed_refresher_adds_the_time_to_the_old_end_and_renews_the_certificate(
        self, enrolment: Enrolment
    ) -> None:
        old = finish(enrolment, days_left=30)
        attempt = answer(start_refresher(enrolment=enrolment))
        new = Certificate.objects.in_force().get()
        assert attempt.passed
        assert old.expires_on is not None
        assert new.expires_on == renewed_until(old.expires_on, timezone.localdate(), 12)
        assert (new.renews, new.name) == (old, "Ada")
        assert Completion.objects.get().until == new.expires_on

    def test_the_old_certificate_says_that_it_was_renewed(self, enrolment: Enrolment) -> None:
        old = finish(enrolment, days_left=30)
        answer(start_refresher(enrolment=enrolment))
        page = Client().get(old.get_verify_url()).content.decode()
        assert "Renewed" in page
        assert "No longer valid" not in page

    def test_a_refresher_is_shorter_than_the_final_check(self, enrolment: Enrolment) -> None:
        finish(enrolment, days_left=30)
        final = Attempt.objects.get()
        refresher = start_refresher(enrolment=enrolment)
        assert 0 < refresher.asked < final.asked
        assert refresher.purpose == "refresher"

    def test_it_is_too_early_before_the_window_and_never_too_late(self, enrolment: Enrolment) -> None:
        finish(enrolment, days_left=91)
        with pytest.raises(NotDue):
            start_refresher(enrolment=enrolment)
        late = timezone.localdate() - timedelta(days=400)
        renewed_before(enrolment, late)
        answer(start_refresher(enrolment=enrolment))
        assert Completion.objects.get().until == renewed_until(late, timezone.localdate(), 12)

    def test_a_refresher_that_does_not_pass_takes_nothing_away(self, enrolment: Enrolment) -> None:
        old = finish(enrolment, days_left=30)
        answer(start_refresher(enrolment=enrolment), right=False)
        assert Certificate.objects.in_force().get() == old
        assert Completion.objects.get().until == old.expires_on

    def test_a_refresher_does_not_stand_for_a_final_check_that_was_set_aside(
        self, enrolment: Enrolment, owner: Any
    ) -> None:
        finish(enrolment, days_left=30)
        refresher = start_refresher(enrolment=enrolment)
        passed = enrolment.events.get(kind="paper_passed")
        set_aside(enrolment=enrolment, event_id=passed.pk, reason="Not theirs.", actor=owner)
        assert answer(refresher).passed
        assert Completion.objects.get().completed_at is None

    def test_the_page_says_when_and_begins_it(
        self, enrolment: Enrolment, client_for: Any, learner: Any
    ) -> None:
        browser: Client = client_for(learner)
        assert "not finished this course yet" in browser.get(RENEW).content.decode()
        finish(enrolment, days_left=200)
        assert "You can renew it from" in browser.get(RENEW).content.decode()
        browser.post(RENEW)
        assert not Attempt.objects.filter(purpose="refresher").exists()

    def test_handing_in_twice_renews_once(self, enrolment: Enrolment) -> None:
        finish(enrolment, days_left=30)
        attempt = answer(start_refresher(enrolment=enrolment))
        submit_attempt(attempt=attempt)
        assert Certificate.objects.count() == 2
        assert CompletionEvent.objects.filter(kind="renewed").exclude(key="0").count() == 1


@pytest.mark.django_db
class TestChecking:
    """Test-outs, and checks after recognition."""

    def test_passing_the_check_alone_counts_for_the_lessons(self, enrolment: Enrolment) -> None:
        answer(start_check(enrolment=enrolment, test_out=True))
        assert Completion.objects.get().completed_at is not None
        assert not CompletionEvent.objects.filter(kind="lesson_completed").exists()

    def test_failing_it_takes_nothing_away_and_lessons_remain(self, enrolment: Enrolment) -> None:
        answer(start_check(enrolment=enrolment, test_out=True), right=False)
        assert Completion.objects.get().completed_at is None

    def test_a_course_that_does_not_offer_it_refuses(self, enrolment: Enrolment) -> None:
        CoursePage.objects.update(test_out=False)
        with pytest.raises(NotOffered):
            start_check(enrolment=enrolment, test_out=True)
        assert not Attempt.objects.exists()

    def test_a_recognised_learner_is_asked_only_about_the_rest(
        self, enrolment: Enrolment, owner: Any
    ) -> None:
        first, *rest = enrolment.course.outcomes.all()
        recognise(enrolment, first, owner)
        attempt = start_check(enrolment=enrolment)
        assert {question["outcome"] for question in attempt.paper} == {outcome.pk for outcome in rest}

    def test_an_open_check_asks_about_an_outcome_whose_recognition_is_set_aside_and_keeps_its_answers(
        self, enrolment: Enrolment, owner: Any
    ) -> None:
        first, *_rest = enrolment.course.outcomes.all()
        recognise(enrolment, first, owner)
        attempt = start_check(enrolment=enrolment)
        drawn = list(attempt.paper)
        save_answers(attempt=attempt, answers={str(drawn[0]["id"]): [drawn[0]["options"][0]["key"]]})
        event = CompletionEvent.objects.get(kind=Kind.OUTCOME_RECOGNISED)
        set_aside(enrolment=enrolment, event_id=event.pk, reason="Another course.", actor=owner)
        attempt.refresh_from_db()
        added = attempt.paper[len(drawn) :]
        assert attempt.paper[: len(drawn)] == drawn
        assert [question["outcome"] for question in added] == [first.pk] * 2
        assert attempt.answers.count() == 1

    def test_a_check_that_was_handed_in_stays_as_it_was(self, enrolment: Enrolment, owner: Any) -> None:
        recognise(enrolment, enrolment.course.outcomes.all()[0], owner)
        attempt = answer(start_check(enrolment=enrolment))
        event = CompletionEvent.objects.get(kind=Kind.OUTCOME_RECOGNISED)
        set_aside(enrolment=enrolment, event_id=event.pk, reason="Another course.", actor=owner)
        assert Attempt.objects.get().paper == attempt.paper


def recognise(enrolment: Enrolment, outcome: Any, owner: Any) -> None:
    """Count an outcome as learnt elsewhere."""
    person = enrolment.learner.user
    assert person is not None
    claim = claim_prior_learning(person=person, course=enrolment.course, title="T", provider="P", text="x")
    answer_claim(claim=claim, outcomes=[outcome], answer="Yes.", actor=owner)


@pytest.mark.django_db
class TestAnotherPurpose:
    """A check that was begun for one reason is not taken for another."""

    def test_an_untouched_one_makes_room(self, enrolment: Enrolment) -> None:
        start_check(enrolment=enrolment)
        made = start_check(enrolment=enrolment, test_out=True)
        assert made.purpose == Attempt.Purpose.TEST_OUT
        assert Attempt.objects.get() == made
        assert start_check(enrolment=enrolment, test_out=True) == made

    def test_one_with_answers_is_kept_and_handed_in_first(
        self, enrolment: Enrolment, client_for: Any
    ) -> None:
        held = start_check(enrolment=enrolment)
        question = held.paper[0]
        save_answers(attempt=held, answers={str(question["id"]): [question["options"][0]["key"]]})
        with pytest.raises(AnotherOpen):
            start_check(enrolment=enrolment, test_out=True)
        client: Client = client_for(enrolment.learner.user)
        page = client.post("/learn/listening/paper/start/", {"test_out": "1"}, follow=True).content.decode()
        assert "Hand it in first" in page
        assert Attempt.objects.get().answers.count() == 1

    def test_a_refresher_waits_for_a_check_with_answers_too(
        self, enrolment: Enrolment, client_for: Any
    ) -> None:
        finish(enrolment, days_left=30)
        held = start_attempt(enrolment=enrolment)
        question = held.paper[0]
        save_answers(attempt=held, answers={str(question["id"]): [question["options"][0]["key"]]})
        page = client_for(enrolment.learner.user).post(RENEW, follow=True).content.decode()
        assert "Hand it in first" in page


@pytest.mark.pure
class TestRules:
    """Without a database."""

    @given(st.lists(st.integers(1, 50), unique=True), st.lists(st.integers(1, 60), unique=True))
    def test_a_refresher_asks_about_the_weaker_half(self, outcomes: list[int], weakest: list[int]) -> None:
        asked = refresher_outcomes(outcomes, weakest)
        assert set(asked) <= set(outcomes)
        assert len(asked) == min(len(outcomes), max(3, (len(outcomes) + 1) // 2))
        unasked = [outcome for outcome in outcomes if outcome not in weakest]
        assert asked[: len(unasked)] == unasked[: len(asked)]

    @given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-500, 500), st.integers(1, 60))
    def test_renewing_never_loses_a_day(self, today: date, left: int, months: int) -> None:
        until = today + timedelta(days=left)
        new = renewed_until(until, today, months)
        assert new is not None
        assert new > max(until, today)
