"""Taking a course together: places, live sessions, attendance, a calendar file; and pathways."""

from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from courses.actions.cohorts import CohortFull, join_cohort, leave_cohort, mark_attendance
from courses.actions.corrections import set_aside
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.ledger import Kind, add_event, settle
from courses.actions.outline import refresh_course
from courses.models import CohortMember, Completion, CoursePage, Enrolment, LessonPage, PathwayEnrolment
from tests import make, make_learning

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(course: CoursePage, learner: Any) -> Enrolment:
    return enrol(person=learner, course=course)


def finish(enrolment: Enrolment) -> None:
    for lesson in LessonPage.objects.descendant_of(enrolment.course):
        complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
    add_event(enrolment=enrolment, kind=Kind.PAPER_PASSED, key="1", once="paper:1")
    settle(enrolment=enrolment)


def test_a_learner_takes_a_place_and_puts_the_sessions_into_a_calendar(
    enrolment: Enrolment, client_for: Any, learner: Any
) -> None:
    cohort = make_learning.cohort(enrolment.course)
    browser: Client = client_for(learner)
    browser.post(f"/learn/listening/cohorts/{cohort.pk}/join/")
    answer = browser.get(f"/learn/listening/cohorts/{cohort.pk}/calendar/")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    session = cohort.sessions.get()
    assert [str(event["UID"]) for event in events] == [f"{session.uid}@academy"]
    assert events[0].decoded("dtstart") == session.starts_at.replace(microsecond=0)


def test_where_a_session_is_shows_to_its_members_only(
    enrolment: Enrolment, client_for: Any, learner: Any
) -> None:
    cohort = make_learning.cohort(enrolment.course)
    join_cohort(cohort=cohort, enrolment=enrolment)
    other: Client = client_for(make.person("other@example.org"))
    assert "Room 1" in client_for(learner).get("/learn/listening/cohorts/").content.decode()
    assert "Room 1" not in other.get("/learn/listening/cohorts/").content.decode()
    assert other.get(f"/learn/listening/cohorts/{cohort.pk}/calendar/").status_code == 404


def test_a_full_cohort_takes_nobody_more_until_a_place_is_given_back(enrolment: Enrolment) -> None:
    cohort = make_learning.cohort(enrolment.course, places=1)
    other = enrol(person=make.person("other@example.org"), course=enrolment.course)
    join_cohort(cohort=cohort, enrolment=enrolment)
    with pytest.raises(CohortFull):
        join_cohort(cohort=cohort, enrolment=other)
    leave_cohort(cohort=cohort, enrolment=enrolment)
    join_cohort(cohort=cohort, enrolment=other)
    assert CohortMember.objects.get().enrolment == other


def test_a_session_that_counts_is_asked_of_its_cohort_alone(enrolment: Enrolment, owner: Any) -> None:
    cohort = make_learning.cohort(enrolment.course, required=True)
    refresh_course(enrolment.course)
    other = enrol(person=make.person("other@example.org"), course=enrolment.course)
    join_cohort(cohort=cohort, enrolment=enrolment)
    finish(enrolment)
    finish(other)
    assert Completion.objects.get(enrolment=enrolment).completed_at is None
    assert Completion.objects.get(enrolment=other).completed_at is not None
    mark_attendance(session=cohort.sessions.get(), enrolments=[enrolment.pk, other.pk], actor=owner)
    assert Completion.objects.get(enrolment=enrolment).completed_at is not None


def test_attendance_is_marked_once_and_for_members_only(enrolment: Enrolment, owner: Any) -> None:
    cohort = make_learning.cohort(enrolment.course)
    join_cohort(cohort=cohort, enrolment=enrolment)
    session = cohort.sessions.get()
    assert mark_attendance(session=session, enrolments=[enrolment.pk, 99_999], actor=owner) == 1
    assert mark_attendance(session=session, enrolments=[enrolment.pk], actor=owner) == 0
    assert enrolment.events.filter(kind=Kind.SESSION_ATTENDED).count() == 1


def test_a_cohort_of_an_organisation_is_for_its_members(
    enrolment: Enrolment, client_for: Any, learner: Any
) -> None:
    cohort = make_learning.cohort(enrolment.course, organisation=make_learning.organisation())
    answer = client_for(learner).post(f"/learn/listening/cohorts/{cohort.pk}/join/")
    assert answer.status_code == 404
    assert not CohortMember.objects.exists()


def test_a_pathway_is_done_when_its_needed_courses_are(enrolment: Enrolment, learner: Any) -> None:
    second = make.course("second", modules=1, lessons=1)
    page = make_learning.pathway(enrolment.course, second)
    client = Client()
    client.force_login(learner)
    client.post("/learn/pathways/nurses/follow/")
    client.post("/learn/pathways/nurses/follow/")
    finish(enrolment)
    assert PathwayEnrolment.objects.get().completed_at is None
    page.steps.filter(course=second).update(required=False)
    other = enrol(person=learner, course=second)
    finish(other)
    assert PathwayEnrolment.objects.get().completed_at is not None


def test_a_course_finished_before_counts_for_a_pathway_followed_later(
    enrolment: Enrolment, learner: Any, client_for: Any
) -> None:
    make_learning.pathway(enrolment.course)
    finish(enrolment)
    browser: Client = client_for(learner)
    browser.post("/learn/pathways/nurses/follow/")
    assert "You finished this pathway" in browser.get("/learn/pathways/nurses/").content.decode()


def test_a_pathway_shows_only_courses_that_the_reader_may_see(course: CoursePage) -> None:
    make_learning.pathway(course)
    course.unpublish()
    assert "Listening" not in Client().get("/learn/pathways/nurses/").content.decode()


def test_somebody_marked_by_mistake_can_be_marked_again_after_a_correction(
    enrolment: Enrolment, owner: Any
) -> None:
    cohort = make_learning.cohort(enrolment.course)
    join_cohort(cohort=cohort, enrolment=enrolment)
    session = cohort.sessions.get()
    mark_attendance(session=session, enrolments=[enrolment.pk], actor=owner)
    event = enrolment.events.get(kind=Kind.SESSION_ATTENDED)
    set_aside(enrolment=enrolment, event_id=event.pk, reason="Somebody else.", actor=owner)
    assert mark_attendance(session=session, enrolments=[enrolment.pk], actor=owner) == 1
    assert mark_attendance(session=session, enrolments=[enrolment.pk], actor=owner) == 0
