"""Pathways: a few courses for one role, in an order or in none."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from academy.blocks import TEXT_FEATURES
from academy.models import BasePage
from courses.models.learning import Learner
from courses.models.pages import LearningPage


class PathwayPage(LearningPage):
    """Courses that belong together for a profession; done when its required courses are."""

    intro = RichTextField(features=TEXT_FEATURES)
    ordered = models.BooleanField(
        _("one course after another"),
        default=True,
        help_text=_("Off: in any order. Nobody is locked out of a course; the order is advice."),
    )
    professions = ParentalManyToManyField("academy.Profession", blank=True, related_name="pathways")

    parent_page_types = ["courses.CataloguePage"]
    subpage_types: list[str] = []
    template = "courses/pathway.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("professions"),
        FieldPanel("ordered"),
        InlinePanel("steps", label=_("Courses"), min_num=1),
    ]


class PathwayStep(Orderable):
    """One course of a pathway."""

    pathway = ParentalKey(PathwayPage, on_delete=models.CASCADE, related_name="steps")
    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="pathway_steps")
    required = models.BooleanField(_("needed to finish the pathway"), default=True)
    why = models.CharField(max_length=200, blank=True, help_text=_("Why it belongs here, in a line."))

    panels = [PageChooserPanel("course"), FieldPanel("required"), FieldPanel("why")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "course"],
                name="courses_pathway_course_once",
                violation_error_message=_("This course is on the pathway already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id} of {self.pathway_id}"


class PathwayEnrolment(models.Model):
    """A learner follows a pathway; `completed_at` is written once, when its required courses are done."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="pathways")
    pathway = models.ForeignKey(PathwayPage, on_delete=models.PROTECT, related_name="enrolments")
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    completed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "pathway"],
                name="courses_pathway_enrolment_once",
                violation_error_message=_("This learner follows this pathway already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} on {self.pathway_id}"
