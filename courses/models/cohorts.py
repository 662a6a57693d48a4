"""People who take a course together, and the live sessions they meet in."""

import uuid
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from academy.models import User
from courses.models.learning import Enrolment


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Cohorts in the field's words."""

    def joined_by(self, person: User) -> Self:
        """The cohorts a person is in."""
        return self.filter(members__enrolment__learner__user=person)


class Cohort(ClusterableModel):
    """A group that begins a course together and should be done by a day."""

    course = models.ForeignKey("courses.CoursePage", on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        "academy.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: open to anybody who may take the course."),
    )
    starts_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    places = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    open_to_join = models.BooleanField(_("learners may join by themselves"), default=True)

    objects = CohortQuerySet.as_manager()

    panels = [
        FieldPanel("course"),
        FieldPanel("name"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("due_on")]),
        FieldRowPanel([FieldPanel("places"), FieldPanel("open_to_join")]),
        InlinePanel("sessions", label=_("Live session")),
    ]

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "name"],
                name="courses_cohort_name_once",
                violation_error_message=_("This course has a cohort of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="courses_cohort_dates_in_order",
                violation_error_message=_("The due date cannot be before the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CohortMember(models.Model):
    """An enrolment's place in a cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="cohort_places")
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "enrolment"], name="courses_cohort_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} in {self.cohort_id}"


class LiveSession(models.Model):
    """A facilitated meeting of a cohort, in a room or online."""

    cohort = ParentalKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=250, help_text=_("A room, or the address of an online meeting."))
    about = models.TextField(blank=True, help_text=_("What happens, and what it talks about."))
    required = models.BooleanField(
        _("counts towards completion"), default=False, help_text=_("For members of this cohort only.")
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("where"),
        FieldPanel("about"),
        FieldPanel("required"),
    ]

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="courses_session_ends_after_it_starts",
                violation_error_message=_("The session must end after it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title
