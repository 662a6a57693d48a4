"""Refreshers and test-outs: when they may be sat, and what they ask."""

import random
from datetime import date

from django.db import transaction
from django.utils import timezone

from courses.actions.ledger import record_of
from courses.actions.paper import bank_of, start_attempt, weakest_of
from courses.completion import renewal_state, uncovered
from courses.marking import shuffled
from courses.models import Attempt, CourseOutline, Enrolment
from courses.outlines import as_events
from courses.paper_rules import draw_paper
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


@transaction.atomic
def complete_open_check(*, enrolment: Enrolment) -> Attempt | None:
    """Ask in an open check about outcomes that are recognised no longer; what was answered stays.

    None when no check is open, or nothing is missing from it.
    """
    rows = Attempt.objects.select_for_update(of=("self",)).filter(enrolment=enrolment, submitted_at=None)
    attempt = rows.exclude(purpose=Purpose.REFRESHER).first()
    outline = CourseOutline.objects.select_related("course").filter(course=enrolment.course_id).first()
    if attempt is None or outline is None:
        return None
    bank, wanted = bank_of(outline.course), asked_outcomes(enrolment, outline)
    asked = {question["outcome"] for question in attempt.paper}
    missing = [one for one in bank if one not in asked and (wanted is None or one in wanted)]
    dice = random.SystemRandom()
    more = draw_paper(bank, an_outcome=outline.course.questions_an_outcome, dice=dice, outcomes=missing)
    if not more:
        return None
    attempt.paper += [shuffled(question, dice) for question in more]
    attempt.save(update_fields=["paper"])
    return attempt


def asked_outcomes(enrolment: Enrolment, outline: CourseOutline) -> list[int] | None:
    """The outcomes a check asks about: those not recognised; None for all, and where nothing is left."""
    ids = [int(outcome["id"]) for outcome in outline.data["outcomes"]]
    left = uncovered(ids, as_events(enrolment.events.all()))
    return left if left and len(left) < len(ids) else None
