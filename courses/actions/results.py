"""What a marked paper writes into the ledger."""

from django.db import transaction
from django.utils import timezone

from courses.actions.certificates import renew_certificate
from courses.actions.ledger import Kind, add_event, settle
from courses.models import Attempt
from courses.renewal_rules import renewed_until

Purpose = Attempt.Purpose


@transaction.atomic
def write_result(*, attempt: Attempt) -> None:
    """Write a marked attempt into the ledger, by what it was sat for; again changes nothing."""
    enrolment, number = attempt.enrolment, attempt.number
    once = f"paper:{number}"
    if not attempt.passed:
        add_event(enrolment=enrolment, kind=Kind.PAPER_FAILED, key=str(number), once=once)
    elif attempt.purpose == Purpose.REFRESHER:
        _renew(attempt, once)
    else:
        kind = Kind.TESTED_OUT if attempt.purpose == Purpose.TEST_OUT else Kind.PAPER_PASSED
        add_event(enrolment=enrolment, kind=kind, key=str(number), once=once)
    settle(enrolment=enrolment)


def _renew(attempt: Attempt, once: str) -> None:
    """A passed refresher moves the last day on, and the certificate in force is followed by a newer one.

    When the completion was set aside meanwhile there is nothing to renew, and a short paper about some of the
    outcomes does not stand for the final check.
    """
    enrolment = attempt.enrolment
    completion = settle(enrolment=enrolment)
    if completion is None or completion.until is None or attempt.submitted_at is None:
        return
    months = enrolment.course.valid_months
    today = timezone.localdate(attempt.submitted_at)
    add_event(
        enrolment=enrolment,
        kind=Kind.RENEWED,
        key=str(attempt.number),
        once=once,
        until=renewed_until(completion.until, today, months),
        occurred_at=attempt.submitted_at,
    )
    renew_certificate(enrolment=enrolment, awarded_at=attempt.submitted_at)
