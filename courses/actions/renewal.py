"""Refreshers and test-outs: when they may be sat, and what they ask."""

from datetime import date

from django.utils import timezone

from courses.actions.ledger import record_of
from courses.actions.paper import start_attempt, weakest_of
from courses.completion import renewal_state, uncovered
from courses.models import Attempt, CourseOutline, Enrolment
from courses.outlines import as_events
from courses.renewal_rules import refresher_outcomes

Purpose = Attempt.Purpose


class NotDue(ValueError):
    """There is nothing to renew, or it is too early."""


class NotOffered(ValueError):
    """The course cannot be passed by its check alone, or is done already."""


def state_of(enrolment: Enrolment, outline: CourseOutline, today: date) -> str:
    """`unfinished`, or how the completion stands: `lasting`, `valid`, `open` or `overdue`."""
    record = record_of(enrolment, outline)
    if not record.is_complete:
        return "unfinished"
    return renewal_state(record.until, today, outline.course.renewal_days)


def start_refresher(*, enrolment: Enrolment) -> Attempt:
    """The open attempt, or a short paper about what was weakest. Raises NotDue, NoTries or NoQuestions."""
    outline = CourseOutline.objects.select_related("course").get(course=enrolment.course_id)
    if state_of(enrolment, outline, timezone.localdate()) not in ("open", "overdue"):
        raise NotDue("Nothing is due to be renewed.")
    course = outline.course
    ids = [outcome.pk for outcome in course.outcomes.all()]
    return start_attempt(
        enrolment=enrolment,
        purpose=Purpose.REFRESHER,
        outcomes=refresher_outcomes(ids, weakest_of(enrolment)),
        an_outcome=course.renewal_questions,
    )


def start_check(*, enrolment: Enrolment, test_out: bool = False) -> Attempt:
    """The open attempt, or the final check about every outcome that was not recognised from elsewhere.

    With `test_out` it is the check that counts for the lessons too. Raises NotOffered, NoTries, NoQuestions.
    """
    outline = CourseOutline.objects.select_related("course").get(course=enrolment.course_id)
    if test_out and (not outline.course.test_out or record_of(enrolment, outline).is_complete):
        raise NotOffered("This course is not passed by its check alone.")
    purpose = Purpose.TEST_OUT if test_out else Purpose.FINAL
    return start_attempt(enrolment=enrolment, purpose=purpose, outcomes=asked_outcomes(enrolment, outline))


def asked_outcomes(enrolment: Enrolment, outline: CourseOutline) -> list[int] | None:
    """The outcomes a check asks about: those not recognised; None for all, and where nothing is left."""
    ids = [int(outcome["id"]) for outcome in outline.data["outcomes"]]
    left = uncovered(ids, as_events(enrolment.events.all()))
    return left if left and len(left) < len(ids) else None
