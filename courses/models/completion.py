"""What is worked out from the ledger, and what people do when they doubt it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.learning import CompletionEvent, Enrolment


class CompletionQuerySet(models.QuerySet["Completion"]):
    """Completions in the field's words."""

    def finished(self) -> Self:
        """Those of courses that are done, renewal due or not."""
        return self.filter(completed_at__isnull=False)


class Completion(models.Model):
    """Where an enrolment stands, worked out from its ledger: a copy for lists, never a source.

    `courses.actions.ledger.settle` writes it and can write it anew at any time, with the same answer.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="completion")
    met = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    completed_at = models.DateTimeField(null=True, blank=True)
    renewed_at = models.DateTimeField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_at__isnull=False) | Q(until__isnull=True, renewed_at__isnull=True),
                name="courses_completion_ends_only_when_reached",
            ),
            models.CheckConstraint(
                condition=Q(met__lte=F("asked")), name="courses_completion_meets_no_more_than_asked"
            ),
        ]
        indexes = [models.Index(fields=["until"], name="courses_completion_until")]

    def __str__(self) -> str:
        return f"{self.met} of {self.asked}"


class Correction(models.Model):
    """Why somebody of the site added an event that puts a ledger right; the words can be erased."""

    event = models.OneToOneField(CompletionEvent, on_delete=models.PROTECT, related_name="correction")
    reason = models.TextField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"correction {self.event_id}"


class CheckRequestQuerySet(models.QuerySet["CheckRequest"]):
    """Requests in the field's words."""

    def waiting(self) -> Self:
        """Those nobody has answered, the oldest first."""
        return self.filter(answered_at=None).order_by("asked_at", "pk")


class CheckRequest(models.Model):
    """A learner asks a person to look at their record; answered once, with words."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="check_requests")
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CheckRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(answered_at__isnull=True),
                name="courses_one_open_check_request",
                violation_error_message=_("You have asked already. A person will look and write back."),
            )
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
