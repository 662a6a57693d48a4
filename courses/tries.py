"""Whether a learner may try a final check now, from what is stored."""

from django.utils import timezone

from courses.models import AnotherTry, Attempt, Enrolment
from courses.paper_rules import Limits, MayTry, Try, may_try


def standing_with_tries(enrolment: Enrolment, limits: Limits, purpose: str = Attempt.Purpose.FINAL) -> MayTry:
    """Where an enrolment stands with its tries, in two queries."""
    rows = Attempt.objects.filter(enrolment=enrolment, purpose=purpose, submitted_at__isnull=False)
    tries = [Try(at, bool(passed)) for at, passed in rows.values_list("submitted_at", "passed") if at]
    granted = AnotherTry.objects.filter(enrolment=enrolment, granted_at__isnull=False)
    dates = [at for at in granted.values_list("granted_at", flat=True) if at]
    return may_try(tries, limits, granted=dates, now=timezone.now())
