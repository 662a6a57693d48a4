"""Ways onto a course besides walking in: asking, and being invited."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models import Membership
from courses.models.learning import Learner


class EnrolmentRequestQuerySet(models.QuerySet["EnrolmentRequest"]):
    """Requests in the field's words."""

    def waiting(self) -> Self:
        """Those nobody has answered, the oldest first."""
        return self.filter(state=EnrolmentRequest.State.WAITING).order_by("asked_at", "pk")


class EnrolmentRequest(models.Model):
    """Somebody asks for a place on a course that is joined by request."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Not this time")

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrolment_requests")
    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="requests")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(state="waiting"),
                name="courses_one_waiting_enrolment_request",
                violation_error_message=_("You have asked already."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | ~Q(state="waiting") & Q(answered_at__isnull=False),
                name="courses_enrolment_request_answered_with_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations in the field's words."""

    def usable(self, now: datetime) -> Self:
        """Those that are neither used, nor withdrawn, nor too old."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """One address is invited to a course, an organisation or both: used once, by that address, in time.

    Only a digest of the link's secret is kept, so that nobody who reads the table can use it.
    """

    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True, editable=False)
    course = models.ForeignKey(
        "courses.CoursePage", on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    organisation = models.ForeignKey(
        "academy.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(
        max_length=10, choices=Membership.Role.choices, default=Membership.Role.MEMBER, editable=False
    )
    profession = models.ForeignKey("academy.Profession", on_delete=models.SET_NULL, null=True, blank=True)
    place = models.ForeignKey(
        "academy.Place", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False) | Q(organisation__isnull=False),
                name="courses_invitation_leads_somewhere",
                violation_error_message=_("Say what the invitation is to."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                Coalesce("course", 0),
                Coalesce("organisation", 0),
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="courses_one_open_invitation",
                violation_error_message=_("This address is invited already."),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
