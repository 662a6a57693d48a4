"""Earlier learning that somebody asks to have recognised."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models.media import private_storage
from courses.models.learning import Learner


class PriorLearningQuerySet(models.QuerySet["PriorLearning"]):
    """Claims in the field's words."""

    def waiting(self) -> Self:
        """Those nobody has answered, the oldest first."""
        return self.filter(state=PriorLearning.State.WAITING).order_by("sent_at", "pk")


class PriorLearning(models.Model):
    """A claim: what was learned elsewhere, the proof, and what a reviewer made of it.

    The proof is a file in private storage or pasted text; it is deleted when the person is erased.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Waiting for a reviewer")
        RECOGNISED = "recognised", _("Recognised")
        DECLINED = "declined", _("Not recognised")
        WITHDRAWN = "withdrawn", _("Taken back")

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="prior_learning")
    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="prior_learning")
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)
    finished_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    file = models.FileField(upload_to="prior-learning", storage=private_storage, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    outcomes = models.ManyToManyField("courses.Outcome", blank=True, related_name="+")
    answer = models.TextField(blank=True)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PriorLearningQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        verbose_name_plural = "prior learning"
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(state="waiting"),
                name="courses_one_waiting_claim",
                violation_error_message=_("You have a claim for this course that waits for an answer."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | ~Q(state="waiting") & Q(answered_at__isnull=False),
                name="courses_claim_answered_with_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"
