"""Events: what, when, where for those who may know, how many places, who comes."""

import secrets
import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.groups import NetworkGroup
from network.models.people import Profile

if TYPE_CHECKING:
    from academy.permissions import AnyUser


class EventQuerySet(models.QuerySet["Event"]):
    """Events in the field's words."""

    def visible_to(self, person: "AnyUser") -> Self:
        """Those that `person` may know of: everybody's, or of a group they may read."""
        from network.permissions import events_open_to

        return self.filter(events_open_to(person))

    def to_come(self) -> Self:
        """Those that are not over, the next first."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")


class Event(models.Model):
    """Something that members come to, in a room or online."""

    group = models.ForeignKey(
        NetworkGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="events"
    )
    title = models.CharField(_("title"), max_length=160)
    about = models.TextField(_("what happens there"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    where = models.CharField(
        _("where"),
        max_length=200,
        blank=True,
        help_text=_("Everybody who may know of the event sees it. “Online” is enough."),
    )
    link = models.URLField(_("link to join online"), blank=True, help_text=_("Only those who come see it."))
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    planned_by = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    notes = models.TextField(_("notes afterwards"), max_length=8000, blank=True)
    recording = models.URLField(_("recording"), blank=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    is_example = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="network_event_ends_after_beginning",
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="network_event_has_places",
                violation_error_message=_("Leave the places empty, or give at least one."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The event's own page."""
        return reverse("network:event", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at < timezone.now()


class Attendance(models.Model):
    """A member's answer to an event: comes, waits for a place, or does not come."""

    class State(models.TextChoices):
        """The answer."""

        GOING = "going", _("Coming")
        WAITING = "waiting", _("Waiting for a place")
        NOT = "not", _("Not coming")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="attendances")
    state = models.CharField(max_length=7, choices=State.choices)
    answered_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "profile"], name="network_attendance_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} at {self.event_id}: {self.state}"


def new_secret() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(24)


class CalendarKey(models.Model):
    """The secret in the address of a member's own calendar; a new one ends the old."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="calendar_key")
    secret = models.CharField(max_length=40, default=new_secret, unique=True)

    def __str__(self) -> str:
        return f"calendar of {self.profile_id}"
