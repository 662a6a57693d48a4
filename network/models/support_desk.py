"""Work on the directory of support services: corrections that members propose, feeds that were read."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.people import Profile
from network.models.support import SupportService


class ServiceCorrection(models.Model):
    """What a member says is wrong with a service's description, until somebody has looked at it."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Waits to be looked at")
        TAKEN = "taken", _("Put right")
        DECLINED = "declined", _("Left as it was")

    service = models.ForeignKey(SupportService, on_delete=models.CASCADE, related_name="corrections")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="service_corrections")
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    answer = models.CharField(max_length=500, blank=True)
    token = models.CharField(max_length=40, unique=True)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | Q(state__in=["taken", "declined"], answered_at__isnull=False),
                name="network_correction_answered_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.state}"


class ServiceImport(models.Model):
    """One reading of a feed: where it came from, what it said it holds, and what became of each record."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waits")
        RUNNING = "running", _("Being read")
        DONE = "done", _("Read")
        REFUSED = "refused", _("Refused as a whole")

    source = models.CharField(_("address of the feed, or its name"), max_length=500)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    actor_id = models.BigIntegerField(null=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    rows = models.JSONField(default=list, help_text=_("Of each record its id, name, fate and the reason."))

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(state__in=["waiting", "running"]),
                name="network_import_of_a_source_once",
                violation_error_message=_("This feed is being read already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "refused"], ended_at__isnull=False),
                name="network_import_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.source
