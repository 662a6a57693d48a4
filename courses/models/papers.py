"""Attempts at a course's final check."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.learning import Enrolment


class Attempt(models.Model):
    """One sitting of the final check, with the wording that was asked, right answers included.

    `paper` is a list of questions as `Question.as_data` gives them, options shuffled.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    paper = models.JSONField()
    pass_mark = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    right = models.PositiveSmallIntegerField(null=True, blank=True)
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

    def question(self, question_id: str) -> dict[str, Any] | None:
        """One question of the paper by its id, or None."""
        return next((item for item in self.paper if str(item["id"]) == question_id), None)


class AttemptAnswer(models.Model):
    """What is chosen so far for one question of an attempt; saved as the learner goes."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20)
    chosen = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="courses_attempt_answer_once")
        ]

    def __str__(self) -> str:
        return f"answer to {self.question}"
