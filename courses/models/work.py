"""What a learner writes in lessons: answers for learning, and private reflections."""

from django.db import models
from django.utils import timezone

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
