"""How questions do, for their authors, and files of questions on their way in."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.questions import Question


class QuestionUsage(models.Model):
    """How one wording of a question does, over everybody who answered it; worked out once a day.

    Kept only from ten answers on. `shares` maps an option's text to the share of answers that chose it.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="usage")
    revision = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    facility = models.FloatField()
    discrimination = models.FloatField(null=True, blank=True)
    shares = models.JSONField(default=dict)
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["question", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["question", "revision"], name="courses_usage_once"),
            models.CheckConstraint(condition=Q(answers__gte=10), name="courses_usage_of_ten_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.answers} answers to revision {self.revision}"


class QuestionImport(models.Model):
    """A file of questions: sent, looked at, then imported whole or not at all.

    `outcomes` maps a category of the file to an outcome's id; `report` says what became of each record.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting to be looked at")
        DONE = "done", _("Imported")

    name = models.CharField(max_length=200)
    format = models.CharField(max_length=12)
    content = models.BinaryField(editable=False)
    outcomes = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    report = models.JSONField(default=list)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.PositiveIntegerField(null=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.name
