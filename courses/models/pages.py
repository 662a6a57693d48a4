"""Catalogue, course, module and lesson: the pages that authors write."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from academy.blocks import SHORT_FEATURES, TEXT_FEATURES
from academy.models import BasePage
from courses.blocks import LessonStream
from courses.models.paper_settings import PaperSettings

COURSE_ADDRESSES = frozenset(
    """
    enrol continue paper progress certificate ask-for-a-check prior-learning renew cohorts sessions
    evaluation notes change whole offline
    """.split()  # noqa: SIM905 - a block of words reads better than a list of lines
)


class LearningPage(BasePage):
    """What catalogue, course, module and lesson share: drawn by our own views, from stored rows."""

    wing: ClassVar[str] = "learn"

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the view at this page's address, which asks permission and counts its queries."""
        return redirect(self.get_absolute_url())

    def get_absolute_url(self) -> str:
        """The address of the page's own view."""
        from courses.addresses import address_of

        return address_of(self)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """A draft in the learner's frame."""
        from courses.previews import preview_context

        return super().get_preview_context(request, mode_name) | preview_context(self)


class CataloguePage(LearningPage):
    """The list of courses."""

    lead = models.TextField(max_length=400, blank=True)
    max_count = 1
    parent_page_types = ["academy.HomePage"]
    subpage_types = ["courses.CoursePage", "courses.PathwayPage"]
    template = "courses/catalogue.html"
    content_panels = [*BasePage.content_panels, FieldPanel("lead")]


class CoursePage(LearningPage, PaperSettings):
    """A course: outcomes, what it does and does not claim, who made it, with whom."""

    intro = RichTextField(features=TEXT_FEATURES)
    audience = models.JSONField(default=list, blank=True, help_text=_("Roles, as a list."))
    level = models.CharField(max_length=120, blank=True)
    content_note = models.TextField(help_text=_("What the course talks about: specific and neutral."))
    not_claimed = models.TextField(_("what it does not claim"), blank=True)
    coproduction = models.TextField(
        _("co-production"),
        help_text=_("Who took part, how they were paid, what changed. “Nobody yet” is an honest answer."),
    )
    made_by = models.TextField(blank=True)
    sources = models.JSONField(default=dict, blank=True)

    class Joining(models.TextChoices):
        """How one gets onto the course."""

        OPEN = "open", _("Anybody with an account")
        REQUEST = "request", _("By asking")
        ORGANISATION = "organisation", _("Members of the organisations below")
        INVITATION = "invitation", _("By invitation")

    joining = models.CharField(
        _("who may enrol"), max_length=12, choices=Joining.choices, default=Joining.OPEN
    )
    organisations = ParentalManyToManyField("academy.Organisation", blank=True, related_name="courses")
    teaches = ParentalManyToManyField(
        "evidence.ModelPage",
        blank=True,
        related_name="courses",
        verbose_name=_("models it teaches"),
        help_text=_("Their pages show this course, and it is flagged when a rating of theirs falls."),
    )
    measures = ParentalManyToManyField(
        "courses.Measure",
        blank=True,
        related_name="courses",
        help_text=_("Asked before, after, and at three and six months; answering is up to the learner."),
    )
    prerequisites = ParentalManyToManyField(
        "self", symmetrical=False, blank=True, help_text=_("Courses to finish first.")
    )
    what_changed = models.TextField(
        blank=True,
        help_text=_("For people in the middle of the course: what is new in this version, and why."),
    )
    renewal_days = models.PositiveSmallIntegerField(
        _("days before its end from which it can be renewed"), default=90
    )
    renewal_questions = models.PositiveSmallIntegerField(
        _("refresher questions an outcome"), default=1, validators=[MinValueValidator(1)]
    )
    test_out = models.BooleanField(
        _("may be passed by the check alone"),
        default=False,
        help_text=_("Somebody who knows it all may sit the final check first; a pass then counts for all."),
    )
    needs_account = models.BooleanField(_("lessons need an account to read"), default=False)
    valid_months = models.PositiveSmallIntegerField(
        _("months a certificate stays valid"),
        null=True,
        blank=True,
        help_text=_("Empty: it does not expire."),
    )

    parent_page_types = ["courses.CataloguePage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/course.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("audience"),
        FieldPanel("level"),
        InlinePanel("outcomes", label=_("Outcomes"), min_num=1),
        FieldPanel("teaches"),
        FieldPanel("measures"),
        MultiFieldPanel(
            [FieldPanel("content_note"), FieldPanel("not_claimed")], heading=_("What readers should know")
        ),
        MultiFieldPanel([FieldPanel("coproduction"), FieldPanel("made_by")], heading=_("Who made it")),
    ]
    settings_panels = [
        *BasePage.settings_panels,
        FieldPanel("what_changed"),
        MultiFieldPanel(
            [
                FieldPanel("joining"),
                FieldPanel("organisations"),
                FieldPanel("prerequisites"),
                FieldPanel("needs_account"),
            ],
            heading=_("Who may take it"),
        ),
        PaperSettings.paper_panel,
        FieldPanel("test_out"),
        MultiFieldPanel(
            [FieldPanel("valid_months"), FieldPanel("renewal_days"), FieldPanel("renewal_questions")],
            heading=_("Certificate and refresher"),
        ),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_mark__gte=1, pass_mark__lte=100),
                name="courses_pass_mark_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=models.Q(tries_allowed__isnull=True) | models.Q(tries_allowed__gte=1),
                name="courses_one_try_at_least",
                violation_error_message=_("Allow one try at least, or leave it empty."),
            ),
        ]


class Outcome(Orderable):
    """One thing a learner can do afterwards; questions are aligned to it."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="outcomes")
    key = models.SlugField(max_length=80)
    text = models.CharField(max_length=250)

    panels = [FieldPanel("text"), FieldPanel("key")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="courses_outcome_key_once")]

    def __str__(self) -> str:
        return self.text


class ModulePage(LearningPage):
    """A module: a few lessons, and a guide for a conversation afterwards."""

    content_note = models.TextField(blank=True)
    guide = RichTextField(_("conversation guide"), features=SHORT_FEATURES, blank=True)

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    template = "courses/module.html"
    reserved_slugs: ClassVar[frozenset[str]] = COURSE_ADDRESSES
    content_panels = [*BasePage.content_panels, FieldPanel("content_note"), FieldPanel("guide")]


class LessonPage(LearningPage):
    """A lesson of 3 to 7 minutes."""

    body = StreamField(LessonStream())
    outcome_key = models.SlugField(_("main outcome"), max_length=80, blank=True)
    source_keys = models.JSONField(_("sources"), default=list, blank=True)

    parent_page_types = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("outcome_key"),
        InlinePanel("claims", label=_("Claim and its evidence")),
        FieldPanel("source_keys"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._state.adding and not args and "leave_button" not in kwargs:
            self.leave_button = True
