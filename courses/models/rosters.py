"""Lists of staff that managers send, until they are worked."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Roster(models.Model):
    """A list of people as it was sent: looked at, then worked; what was sent is deleted at its end.

    `done` is the last row that was worked, so that work that stopped goes on from there.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting for you")
        RUNNING = "running", _("Being worked")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    organisation = models.ForeignKey("academy.Organisation", on_delete=models.CASCADE, related_name="rosters")
    content = models.TextField(blank=True)
    whole = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    sent_by = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "dropped"]) | models.Q(content=""),
                name="courses_roster_forgets_what_was_sent",
            )
        ]

    def __str__(self) -> str:
        return f"roster {self.pk}"
