"""Twenty at once: one effect, no error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from academy.actions.notify import notify
from academy.models import AuditEntry, Notification, User
from courses.actions.certificates import award_certificate
from courses.actions.cohorts import CohortFull, join_cohort
from courses.actions.corrections import NotInRecord, ask_for_check, grant
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.exchange import import_questions, receive_questions
from courses.actions.joining import InvitationRefused, accept_invitation, ask_to_enrol, invite
from courses.actions.paper import save_answers, save_sent, start_attempt, submit_attempt
from courses.actions.pathways import follow_pathway
from courses.actions.prior import answer_claim, claim_prior_learning
from courses.actions.tries import ask_for_another_try, grant_another_try
from courses.models import (
    AnotherTry,
    Attempt,
    Certificate,
    CheckRequest,
    CompletionEvent,
    CoursePage,
    Enrolment,
    EnrolmentRequest,
    Invitation,
    LessonPage,
    PathwayEnrolment,
    PriorLearning,
    Question,
)
from tests import make, make_learning, make_questions

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


def at_once(work: Callable[[], Any]) -> list[Any]:
    """Do the same twenty times in eight threads; an exception in any of them fails the test."""

    def alone(_number: int) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(alone, range(TIMES)))


@pytest.fixture
def world() -> tuple[User, Enrolment]:
    from wagtail.models import Collection, Locale, Page

    from academy.actions.roles import ensure_roles

    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="en-gb")
        Page.add_root(instance=Page(title="Root", slug="root"))
        Collection.add_root(name="Root")
    ensure_roles()
    person = make.person()
    return person, enrol(person=person, course=make.course(modules=1, lessons=1))


def test_enrolling_and_finishing_a_lesson_twenty_times_is_once(world: tuple[User, Enrolment]) -> None:
    person, enrolment = world
    lesson = LessonPage.objects.get()
    at_once(lambda: enrol(person=person, course=enrolment.course))
    at_once(lambda: complete_lesson(enrolment=enrolment, lesson_id=lesson.pk))
    assert Enrolment.objects.count() == 1
    assert CompletionEvent.objects.count() == 2


def test_twenty_starts_and_hand_ins_are_one_attempt(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    at_once(lambda: start_attempt(enrolment=enrolment).pk)
    attempt = Attempt.objects.get()
    at_once(lambda: submit_attempt(attempt=attempt).pk)
    assert Attempt.objects.count() == 1
    assert CompletionEvent.objects.filter(kind="paper_failed").count() == 1


def test_parts_saved_from_many_tabs_at_once_are_all_kept(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    Question.objects.for_final().update(live=False)
    question = make_questions.ordering(enrolment.course.outcomes.first())
    attempt = start_attempt(enrolment=enrolment)
    parts = attempt.paper[0]["shown"]
    turns = cycle(range(3))

    def save() -> None:
        place = next(turns)
        save_sent(attempt=attempt, sent={f"q{question.pk}-{parts[place]}": [str(place + 1)]})

    at_once(save)
    assert len(attempt.answers.get().chosen) == 3


def test_twenty_requests_for_a_try_are_one_and_twenty_grants_give_one(
    world: tuple[User, Enrolment],
) -> None:
    _person, enrolment = world
    CoursePage.objects.update(tries_allowed=1)
    submit_attempt(attempt=start_attempt(enrolment=enrolment))
    author = make.staff("author@example.org", "Course authors")
    at_once(lambda: ask_for_another_try(enrolment=enrolment))
    asked = AnotherTry.objects.get()
    at_once(lambda: grant_another_try(request=asked, actor=author))
    assert AuditEntry.objects.filter(action="another try granted").count() == 1
    assert Notification.objects.filter(person=author).count() == 1


def test_twenty_imports_of_one_file_add_its_questions_once(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    author = make.staff("author@example.org", "Course authors")
    batch = receive_questions(actor=author, name="n", format_name="gift", content=b"Trust grows.{T}")
    outcome = enrolment.course.outcomes.first().pk
    before = Question.objects.count()
    at_once(
        lambda: import_questions(batch=batch, actor=author, outcomes={"": outcome}, use="final", change=False)
    )
    assert Question.objects.count() == before + 1


def test_twenty_awards_are_one_certificate_and_one_notification(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    complete_lesson(enrolment=enrolment, lesson_id=LessonPage.objects.get().pk)
    attempt = start_attempt(enrolment=enrolment)
    right = {str(q["id"]): [o["key"] for o in q["options"] if o["right"]] for q in attempt.paper}
    save_answers(attempt=attempt, answers=right)
    submit_attempt(attempt=attempt)
    now = timezone.now()
    codes = at_once(lambda: award_certificate(enrolment=enrolment, name="Ada", awarded_at=now).code)
    assert len(set(codes)) == 1
    assert Certificate.objects.count() == 1
    assert Notification.objects.count() == 1


def test_twenty_notifications_of_one_fact_are_one(world: tuple[User, Enrolment]) -> None:
    person, _enrolment = world
    at_once(lambda: notify(people=[person], kind="news", fact="fact", title="News"))
    assert Notification.objects.count() == 1


def test_twenty_requests_of_each_kind_are_one_of_each(world: tuple[User, Enrolment]) -> None:
    person, enrolment = world
    course = enrolment.course
    at_once(lambda: ask_for_check(enrolment=enrolment, text="Please"))
    at_once(lambda: ask_to_enrol(person=person, course=course, text=""))
    at_once(lambda: claim_prior_learning(person=person, course=course, title="T", provider="P", text="x"))
    at_once(lambda: invite(email="a@example.org", actor=None, course=course))
    kinds = (CheckRequest, EnrolmentRequest, PriorLearning, Invitation)
    assert [kind.objects.count() for kind in kinds] == [1, 1, 1, 1]  # type: ignore[attr-defined]


def test_twenty_uses_of_an_invitation_are_one_and_the_others_are_told(world: tuple[User, Enrolment]) -> None:
    person, enrolment = world
    make_learning.invitation(person.email, course=enrolment.course)

    def use() -> bool:
        try:
            return bool(accept_invitation(secret=make_learning.SECRET, person=person))
        except InvitationRefused:
            return False

    assert at_once(use).count(True) == 1
    assert Enrolment.objects.count() == 1


def test_twenty_for_two_places_leave_no_third(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    cohort = make_learning.cohort(enrolment.course, places=2)
    people = iter([make.person(f"p{number}@example.org") for number in range(TIMES)])
    enrolments = iter([enrol(person=one, course=enrolment.course) for one in people])

    def take() -> bool:
        try:
            return bool(join_cohort(cohort=cohort, enrolment=next(enrolments)))
        except CohortFull:
            return False

    assert at_once(take).count(True) == 2
    assert cohort.members.count() == 2


def test_twenty_corrections_of_one_requirement_are_one(world: tuple[User, Enrolment]) -> None:
    person, enrolment = world

    def count_it() -> bool:
        try:
            grant(enrolment=enrolment, requirement="paper:", reason="R", actor=person)
            return True
        except NotInRecord:
            return False

    assert at_once(count_it).count(True) == 1
    assert CompletionEvent.objects.filter(source="correction").count() == 1


def test_twenty_answers_to_a_claim_and_twenty_followings_of_a_pathway_are_one(
    world: tuple[User, Enrolment],
) -> None:
    person, enrolment = world
    complete_lesson(enrolment=enrolment, lesson_id=LessonPage.objects.get().pk)
    outcomes = list(enrolment.course.outcomes.all())
    claim = claim_prior_learning(person=person, course=enrolment.course, title="T", provider="P", text="x")
    at_once(lambda: answer_claim(claim=claim, outcomes=outcomes, answer="Yes", actor=person))
    page = make_learning.pathway(enrolment.course)
    at_once(lambda: follow_pathway(person=person, pathway=page).pk)
    assert CompletionEvent.objects.filter(kind="outcome_recognised").count() == 2
    assert CompletionEvent.objects.filter(kind="course_completed").count() == 1
    assert PathwayEnrolment.objects.get().completed_at is not None
