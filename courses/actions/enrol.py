"""Enrolling, and marking lessons done."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from academy.models import User
from courses.actions.ledger import Kind, Source, add_event, settle
from courses.completion import in_force
from courses.models import CourseOutline, CoursePage, Enrolment, Learner
from courses.outlines import as_events


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
    """Mark a lesson done; again changes nothing, unless a correction set aside what was marked before.

    `occurred_at` is when it was done offline; the first time that was sent stays, and a device that sends it
    once more does not undo a correction. `outline` spares finding it.
    """
    before = 0 if source == Source.OFFLINE else _set_aside(enrolment, lesson_id)
    add_event(
        enrolment=enrolment,
        kind=Kind.LESSON_COMPLETED,
        key=str(lesson_id),
        once=f"lesson:{lesson_id}:{before}" if before else f"lesson:{lesson_id}",
        source=source,
        occurred_at=occurred_at,
    )
    settle(enrolment=enrolment, outline=outline)


def _set_aside(enrolment: Enrolment, lesson_id: int) -> int:
    """How often this lesson was marked done while no mark counts; 0 when one does or there is none."""
    marked = {"kind": Kind.LESSON_COMPLETED, "key": str(lesson_id)}
    events = as_events(enrolment.events.filter(Q(**marked) | Q(kind=Kind.SET_ASIDE)))
    count = sum(event.kind == Kind.LESSON_COMPLETED for event in events)
    counts_still = any(event.kind == Kind.LESSON_COMPLETED for event in in_force(events))
    return 0 if counts_still else count
