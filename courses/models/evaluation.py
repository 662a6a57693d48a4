"""Measures of a course, and what learners answered before, after and later."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from courses.models.learning import Enrolment


class Measure(ClusterableModel):
    """A short scale: a few statements that people rate from 1 to `points`."""

    class Level(models.IntegerChoices):
        """What it tells of, in Kirkpatrick's four levels."""

        REACTION = 1, _("1, reaction")
        LEARNING = 2, _("2, learning")
        BEHAVIOUR = 3, _("3, behaviour")
        RESULTS = 4, _("4, results")

    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    about = models.TextField(help_text=_("Who wrote it, and whether it was tested; “not tested” is honest."))
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.LEARNING)
    points = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(2), MaxValueValidator(10)]
    )
    low = models.CharField(_("what 1 means"), max_length=80, default="Not at all")
    high = models.CharField(_("what the highest means"), max_length=80, default="Very much")

    panels = [
        FieldPanel("title"),
        FieldPanel("key"),
        FieldPanel("about"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("points")]),
        FieldRowPanel([FieldPanel("low"), FieldPanel("high")]),
        InlinePanel("items", label=_("Statement"), min_num=1, max_num=10),
    ]

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=2, points__lte=10),
                name="courses_measure_has_2_to_10_points",
                violation_error_message=_("A scale has 2 to 10 points."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class MeasureItem(Orderable):
    """One statement of a scale."""

    measure = ParentalKey(Measure, on_delete=models.CASCADE, related_name="items")
    text = models.CharField(max_length=250)
    turned = models.BooleanField(
        _("turned round"), default=False, help_text=_("Agreeing with it means less of what is measured.")
    )

    panels = [FieldPanel("text"), FieldPanel("turned")]

    def __str__(self) -> str:
        return self.text


class WaveResponseQuerySet(models.QuerySet["WaveResponse"]):
    """Responses in the field's words."""

    def awaiting_review(self) -> Self:
        """Those whose comment nobody has looked at, the oldest first."""
        waiting = self.filter(review=WaveResponse.Review.WAITING).exclude(comment="")
        return waiting.order_by("answered_at", "pk")


class WaveResponse(models.Model):
    """What one learner answered at one time; seen by nobody, counted for ten people or more together.

    `scores` maps a measure's id to its items' answers by id. The comment is read by a reviewer, without a
    name, before anybody else can see it.
    """

    class Wave(models.TextChoices):
        """When it was asked."""

        BEFORE = "before", _("Before the course")
        AFTER = "after", _("After the course")
        THREE_MONTHS = "3-months", _("Three months later")
        SIX_MONTHS = "6-months", _("Six months later")

    class Practice(models.TextChoices):
        """Whether something changed at work."""

        YES = "yes", _("Yes, I do something differently")
        TRIED = "tried", _("I tried, and it did not last")
        NO = "no", _("No")

    class Review(models.TextChoices):
        """What a reviewer made of the comment."""

        WAITING = "waiting", _("Waiting")
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Not shown")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="responses")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    scores = models.JSONField(default=dict)
    practice = models.CharField(max_length=8, choices=Practice.choices, blank=True)
    comment = models.TextField(blank=True)
    review = models.CharField(max_length=8, choices=Review.choices, default=Review.WAITING)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WaveResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "wave"],
                name="courses_one_response_a_wave",
                violation_error_message=_("You have answered this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.wave} of {self.enrolment_id}"
