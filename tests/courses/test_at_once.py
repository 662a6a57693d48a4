"""Twenty at once: one effect, no error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from academy.actions.notify import notify
from academy.models import Notification, User
from courses.actions.certificates import award_certificate
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.paper import save_answers, start_attempt, submit_attempt
from courses.models import Attempt, Certificate, CompletionEvent, Enrolment, LessonPage
from tests import make

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
