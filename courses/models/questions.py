"""The question bank."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions in the field's words."""

    def for_final(self) -> "QuestionQuerySet":
        """Live questions that the final check may draw."""
        return self.filter(use=Question.Use.FINAL, live=True)


class Question(ClusterableModel):
    """A single- or multiple-choice question, aligned to one outcome, with feedback on every option."""

    class Kind(models.TextChoices):
        """How many answers are right."""

        SINGLE = "single", _("One right answer")
        MULTIPLE = "multiple", _("One or more right answers")

    class Use(models.TextChoices):
        """Where the question is asked."""

        LESSON = "lesson", _("In a lesson, for learning")
        FINAL = "final", _("In the final check, for the record")

    key = models.SlugField(max_length=80)
    outcome = models.ForeignKey("courses.Outcome", on_delete=models.PROTECT, related_name="questions")
    use = models.CharField(max_length=8, choices=Use.choices, default=Use.FINAL)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SINGLE)
    text = models.TextField()
    source = models.CharField(max_length=80, blank=True)
    live = models.BooleanField(_("in use"), default=True)

    objects = QuestionQuerySet.as_manager()

    panels = [
        FieldPanel("outcome"),
        FieldPanel("use"),
        FieldPanel("kind"),
        FieldPanel("text"),
        InlinePanel("options", label=_("Options"), min_num=2, max_num=8),
        FieldPanel("source"),
        FieldPanel("live"),
        FieldPanel("key"),
    ]

    class Meta:
        ordering = ["outcome", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "key"],
                name="courses_question_key_once",
                violation_error_message=_("Another question of this outcome has this key."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:100]

    def clean(self) -> None:
        """Refuse a question that nobody could get right, or everybody would."""
        super().clean()
        options = list(self.options.all())
        right = sum(option.right for option in options)
        if options and self.kind == self.Kind.SINGLE and right != 1:
            raise ValidationError({"kind": _("Mark exactly one option as right.")})
        if options and self.kind == self.Kind.MULTIPLE and right == 0:
            raise ValidationError({"kind": _("Mark at least one option as right.")})

    def as_data(self) -> dict[str, Any]:
        """The wording as it stands now, for an attempt or a stored lesson; holds the right answers."""
        options = [
            {"key": str(option.pk), "text": option.text, "right": option.right, "feedback": option.feedback}
            for option in self.options.all()
        ]
        return {
            "id": self.pk,
            "outcome": self.outcome_id,
            "kind": self.kind,
            "text": self.text,
            "options": options,
        }


class Option(Orderable):
    """One answer to choose, with what to say to somebody who chose it."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(max_length=300)
    right = models.BooleanField(default=False)
    feedback = models.TextField()

    panels = [FieldPanel("text"), FieldPanel("right"), FieldPanel("feedback")]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(feedback=""),
                name="courses_option_has_feedback",
                violation_error_message=_("Say something useful to whoever chooses this option."),
            )
        ]

    def __str__(self) -> str:
        return self.text
