"""Enrolling, and marking lessons done."""

from django.db import transaction

from academy.models import User
from courses.models import CompletionEvent, CoursePage, Enrolment, Learner

Kind = CompletionEvent.Kind


def add_event(*, enrolment: Enrolment, kind: str, key: str = "", once: str, source: str = "web") -> None:
    """Add to the ledger unless `once` (unique within the enrolment) is there already: one statement."""
    event = CompletionEvent(
        enrolment=enrolment, kind=kind, key=key, source=source, idempotency_key=f"{enrolment.pk}:{once}"
    )
    CompletionEvent.objects.bulk_create([event], ignore_conflicts=True)


@transaction.atomic
def enrol(*, person: User, course: CoursePage) -> Enrolment:
    """Enrol a person on a course; again is the same enrolment."""
    learner, _made = Learner.objects.get_or_create(user=person)
    enrolment, _made = Enrolment.objects.get_or_create(learner=learner, course=course)
    add_event(enrolment=enrolment, kind=Kind.ENROLLED, once="enrolled")
    return enrolment


@transaction.atomic
def complete_lesson(*, enrolment: Enrolment, lesson_id: int) -> None:
    """Mark a lesson done; again changes nothing."""
    add_event(enrolment=enrolment, kind=Kind.LESSON_COMPLETED, key=str(lesson_id), once=f"lesson:{lesson_id}")
