"""How a course's final check is drawn, tried and shown: settings of the course page."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from academy.models import BasePage
from courses.paper_rules import Limits


class PaperSettings(BasePage):
    """Settings of the final check; as they come, those of the NHS core-skills assessments.

    Two random questions an outcome, 80 per cent, three tries, feedback on right and wrong.
    """

    class Review(models.TextChoices):
        """What a learner sees of the questions after handing in."""

        FULL = "full", _("What was right and why, at once")
        PASSED = "passed", _("What was right and why, once they have passed")
        OWN = "own", _("Feedback on their own answers, never the right ones")

    class Feedback(models.TextChoices):
        """When feedback is given."""

        END = "end", _("At the end")
        NOW = "now", _("After each question, which then stays as it was answered")

    questions_an_outcome = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1)])
    pass_mark = models.PositiveSmallIntegerField(
        default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    tries_allowed = models.PositiveSmallIntegerField(
        _("tries"),
        null=True,
        blank=True,
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as they like. A pass opens them all again, for practice."),
    )
    wait_hours = models.PositiveSmallIntegerField(
        _("hours to wait after a try that was not passed"), default=0
    )
    long_wait_hours = models.PositiveSmallIntegerField(
        _("hours to wait after the last try, before they begin anew"),
        null=True,
        blank=True,
        help_text=_("Empty: they ask, and an author or owner gives them one more."),
    )
    review = models.CharField(
        _("afterwards they see"), max_length=8, choices=Review.choices, default=Review.FULL
    )
    feedback_when = models.CharField(
        _("feedback comes"), max_length=4, choices=Feedback.choices, default=Feedback.END
    )

    paper_panel = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("questions_an_outcome"), FieldPanel("pass_mark")]),
            FieldRowPanel([FieldPanel("tries_allowed"), FieldPanel("wait_hours")]),
            FieldPanel("long_wait_hours"),
            FieldPanel("review"),
            FieldPanel("feedback_when"),
        ],
        heading=_("Final check"),
    )

    class Meta:
        abstract = True

    @property
    def limits(self) -> Limits:
        """How often the check may be tried, as the rules know it."""
        return Limits(self.tries_allowed, self.wait_hours, self.long_wait_hours)
