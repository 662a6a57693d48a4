"""Enrolling, and marking lessons done."""

from datetime import datetime

from django.db import transaction

from academy.models import User
from courses.actions.ledger import Kind, Source, add_event, settle
from courses.models import CourseOutline, CoursePage, Enrolment, Learner


def learner_of(person: User) -> Learner:
    """The person as the learning records know them, made at the first need."""
    return Learner.objects.get_or_create(user=person)[0]


@transaction.atomic
def enrol(*, person: User, course: CoursePage) -> Enrolment:
    """Enrol a person on a course; again is the same enrolment. Who may is asked by the caller."""
    enrolment, made = Enrolment.objects.get_or_create(learner=learner_of(person), course=course)
    if made:
        add_event(enrolment=enrolment, kind=Kind.ENROLLED, once="enrolled")
        settle(enrolment=enrolment)
    return enrolment


@transaction.atomic
def complete_lesson(
    *,
    enrolment: Enrolment,
    lesson_id: int,
    source: str = Source.WEB,
    occurred_at: datetime | None = None,
    outline: CourseOutline | None = None,
) -> None:
    """Mark a lesson done; again changes nothing.

    `occurred_at` is when it was done offline; the first time that was sent stays. `outline` spares finding it.
    """
    add_event(
        enrolment=enrolment,
        kind=Kind.LESSON_COMPLETED,
        key=str(lesson_id),
        once=f"lesson:{lesson_id}",
        source=source,
        occurred_at=occurred_at,
    )
    settle(enrolment=enrolment, outline=outline)
