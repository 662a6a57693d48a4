"""Attempts at a course's final check."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.marking import gives_parts
from courses.models.learning import Enrolment
from courses.paper_rules import needed, shown_marks


class Attempt(models.Model):
    """One sitting of the final check, with the wording that was asked, right answers included.

    `paper` is a list of questions as `Question.as_data` gives them, shuffled. `right` is the sum of their
    marks; what passes is decided from the exact sum.
    """

    class Purpose(models.TextChoices):
        """Why the check is sat."""

        FINAL = "final", _("Final check")
        REFRESHER = "refresher", _("Refresher")
        TEST_OUT = "test_out", _("Test-out")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.FINAL)
    paper = models.JSONField()
    pass_mark = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    right = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="courses_attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(submitted_at__isnull=True),
                name="courses_one_open_attempt",
                violation_error_message=_("There is already an open attempt."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, passed__isnull=True, right__isnull=True)
                | Q(submitted_at__isnull=False, passed__isnull=False, right__isnull=False),
                name="courses_attempt_marked_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number}"

    @property
    def asked(self) -> int:
        """How many questions the paper has."""
        return len(self.paper)

    @property
    def gives_parts(self) -> bool:
        """Whether some question of the paper can earn part of a mark."""
        return any(gives_parts(question) for question in self.paper)

    @property
    def needed(self) -> str:
        """How many marks pass, in figures."""
        return shown_marks(needed(asked=self.asked, pass_mark=self.pass_mark, parts=self.gives_parts))

    @property
    def earned(self) -> str:
        """The marks of an attempt that was handed in, in figures."""
        return shown_marks(Decimal(self.right)) if self.right is not None else ""

    def question(self, question_id: str) -> dict[str, Any] | None:
        """One question of the paper by its id, or None."""
        return next((item for item in self.paper if str(item["id"]) == question_id), None)


class AttemptAnswer(models.Model):
    """What is chosen so far for one question of an attempt; saved as the learner goes.

    `settled` once feedback was given on it while the paper is open: then it no longer changes.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20)
    chosen = models.JSONField(default=list)
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="courses_attempt_answer_once")
        ]

    def __str__(self) -> str:
        return f"answer to {self.question}"


class AnotherTryQuerySet(models.QuerySet["AnotherTry"]):
    """Requests in the field's words."""

    def waiting(self) -> Self:
        """Those that nobody has granted."""
        return self.filter(granted_at=None)


class AnotherTry(models.Model):
    """A learner without tries asked for one more; whoever grants it sees the course and no name."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="another_tries")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    granted_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.PositiveIntegerField(null=True, blank=True)

    objects = AnotherTryQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(granted_at__isnull=True),
                name="courses_one_open_request_for_a_try",
                violation_error_message=_("You have asked already."),
            ),
            models.CheckConstraint(
                condition=Q(granted_at__isnull=True, granted_by__isnull=True)
                | Q(granted_at__isnull=False, granted_by__isnull=False),
                name="courses_another_try_granted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"another try, asked {self.asked_at:%Y-%m-%d}"
