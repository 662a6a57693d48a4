"""What a learner writes in lessons: answers for learning, and private reflections."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.learning import Learner


class LessonAnswer(models.Model):
    """The latest answer to one question of a lesson; for learning only, part of no record."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="lesson_answers")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=20)
    chosen = models.JSONField(default=list)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "lesson", "question"], name="courses_lesson_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"answer to {self.question}"


class Reflection(models.Model):
    """Private writing, sealed with the site's keys; shown to its writer and nobody else."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="reflections")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    sealed = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson", "key"], name="courses_reflection_once")
        ]

    def __str__(self) -> str:
        return f"reflection {self.key}"


class Note(models.Model):
    """A learner's own note on a lesson, with words of it if they chose some; sealed like a reflection.

    `sealed` opens to JSON with `quote` and `text`. `token` is the form's own, so that sending a form
    twice makes one note.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="notes")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=40, editable=False)
    sealed = models.TextField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["learner", "token"], name="courses_note_once")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Bookmark(models.Model):
    """A lesson somebody wants to find again."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="bookmarks")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "lesson"], name="courses_bookmark_once")]

    def __str__(self) -> str:
        return f"bookmark of {self.lesson_id}"


class ChosenChange(models.Model):
    """The one change in their practice that a learner chose, and how it went four weeks later.

    Their words are sealed and theirs alone. `outcome` is for their own page; where it is counted, it is
    counted for ten people or more together.
    """

    class Outcome(models.TextChoices):
        """How it went."""

        DONE = "done", _("I do it now")
        PARTLY = "partly", _("Sometimes")
        NOT_YET = "not-yet", _("Not yet")
        NOT_POSSIBLE = "not-possible", _("It was not possible where I work")

    enrolment = models.OneToOneField("courses.Enrolment", on_delete=models.CASCADE, related_name="change")
    sealed = models.TextField()
    chosen_at = models.DateTimeField(default=timezone.now)
    follow_up_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    sealed_after = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | ~Q(outcome="") & Q(answered_at__isnull=False),
                name="courses_change_answered_with_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"change {self.pk}"
