"""Enrolling, and marking lessons done."""

from django.db import transaction

from academy.models import User
from courses.models import CompletionEvent, CoursePage, Enrolment, Learner, LessonPage

Kind = CompletionEvent.Kind


def add_event(*, enrolment: Enrolment, kind: str, key: str = "", once: str, source: str = "web") -> bool:
    """Add to the ledger unless `once` (unique within the enrolment) is there already; True when added."""
    _row, made = CompletionEvent.objects.get_or_create(
        idempotency_key=f"{enrolment.pk}:{once}",
        defaults={"enrolment": enrolment, "kind": kind, "key": key, "source": source},
    )
    return made


@transaction.atomic
def enrol(*, person: User, course: CoursePage) -> Enrolment:
    """Enrol a person on a course; again is the same enrolment."""
    learner, _made = Learner.objects.get_or_create(user=person)
    enrolment, _made = Enrolment.objects.get_or_create(learner=learner, course=course)
    add_event(enrolment=enrolment, kind=Kind.ENROLLED, once="enrolled")
    return enrolment


@transaction.atomic
def complete_lesson(*, enrolment: Enrolment, lesson: LessonPage) -> bool:
    """Mark a lesson done; again changes nothing. True when it was not done before."""
    return add_event(
        enrolment=enrolment, kind=Kind.LESSON_COMPLETED, key=str(lesson.pk), once=f"lesson:{lesson.pk}"
    )
