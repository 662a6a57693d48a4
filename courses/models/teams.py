"""What an organisation asks of its people: assignments, exemptions, and who wants a weekly letter."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from courses.models.pages import CoursePage
    from courses.models.pathways import PathwayPage


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments in the field's words."""

    def standing(self) -> Self:
        """Those that were not withdrawn, of courses and pathways that are published."""
        published = Q(course__live=True) | Q(pathway__live=True)
        return self.filter(published, withdrawn_at=None)


class Assignment(models.Model):
    """A course or a pathway that an organisation asks some of its members to do by a day.

    A pathway stands for its required courses, whichever they are on the day. Who is asked is worked out
    from memberships each time, so that somebody new gets what their group has and a leaver nothing.
    """

    class Audience(models.TextChoices):
        """Who is asked."""

        EVERYBODY = "everybody", _("Everybody")
        PROFESSION = "profession", _("One profession")
        PLACE = "place", _("One place of work")
        PERSON = "person", _("One person")

    organisation = models.ForeignKey(
        "academy.Organisation", on_delete=models.CASCADE, related_name="assignments"
    )
    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, null=True, related_name="+")
    pathway = models.ForeignKey("courses.PathwayPage", on_delete=models.CASCADE, null=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)
    profession = models.ForeignKey(
        "academy.Profession", on_delete=models.CASCADE, null=True, related_name="+"
    )
    place = models.ForeignKey("academy.Place", on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="assignments"
    )
    due_on = models.DateField(null=True)
    due_days = models.PositiveSmallIntegerField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, pathway__isnull=True)
                | Q(course__isnull=True, pathway__isnull=False),
                name="courses_assignment_of_one_thing",
                violation_error_message=_("Choose a course or a pathway."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False, due_days__isnull=True)
                | Q(due_on__isnull=True, due_days__isnull=False),
                name="courses_assignment_due_in_one_way",
                violation_error_message=_("Give a day, or a number of days."),
            ),
            models.CheckConstraint(
                condition=Q(audience="everybody", profession=None, place=None, person=None)
                | Q(audience="profession", profession__isnull=False, place=None, person=None)
                | Q(audience="place", profession=None, place__isnull=False, person=None)
                | Q(audience="person", profession=None, place=None, person__isnull=False),
                name="courses_assignment_to_one_audience",
                violation_error_message=_("Say who is asked."),
            ),
            models.UniqueConstraint(
                "organisation",
                Coalesce("course", 0),
                Coalesce("pathway", 0),
                Coalesce("profession", 0),
                Coalesce("place", 0),
                Coalesce("person", 0),
                condition=Q(withdrawn_at__isnull=True),
                name="courses_assignment_once",
                violation_error_message=_("They are asked already."),
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"

    @property
    def thing(self) -> "CoursePage | PathwayPage":
        """What is to be done."""
        found = self.course or self.pathway
        assert found is not None  # noqa: S101 - a constraint says so
        return found


class Exemption(models.Model):
    """A member need not do a course for their organisation; the reason is theirs and the managers' to read."""

    organisation = models.ForeignKey(
        "academy.Organisation", on_delete=models.CASCADE, related_name="exemptions"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exemptions")
    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "course"],
                condition=Q(ended_at__isnull=True),
                name="courses_exemption_once",
                violation_error_message=_("This person is exempt already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="courses_exemption_has_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"exemption {self.pk}"


class WeeklyLetter(models.Model):
    """A manager wants a letter each week on how their organisation stands."""

    organisation = models.ForeignKey("academy.Organisation", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weekly_letters"
    )
    sent_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="courses_weekly_letter_once")
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
