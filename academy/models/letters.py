"""The outbox: one row a letter, claimed before it is sent; and addresses at which letters do not arrive."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

#: A claim this old is of a worker that was killed.
ABANDONED = timedelta(minutes=15)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters in the field's words."""

    def waiting(self) -> Self:
        """Those that are neither sent nor given up."""
        return self.filter(sent_at__isnull=True, ended="")

    def due(self, now: datetime) -> Self:
        """Those that wait, whose time has come and that no worker holds."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - ABANDONED)
        return self.waiting().filter(free, due_at__lte=now)


class Letter(models.Model):
    """A letter to be sent, once. Of news only the ids are kept: their words are written when it is sent."""

    class Ended(models.TextChoices):
        """Why a letter will never be sent."""

        LATE = "late", "tried for too long"
        REFUSED = "refused", "the address does not exist"
        STOPPED = "stopped", "letters to this address came back before"
        NOTHING = "nothing", "nothing was left to say"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    headers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    news = models.JSONField(default=list, help_text="Ids of the notifications that it tells.")
    key = models.CharField(
        max_length=120, blank=True, help_text="A second letter of the same key is refused."
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=8, choices=Ended.choices, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="academy_letter_once"),
            models.CheckConstraint(
                condition=Q(ended="") | Q(sent_at__isnull=True), name="academy_letter_one_end"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, ended=""),
                name="academy_letter_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Bounce(models.Model):
    """An address at which letters do not arrive; news is sent there again once its owner confirms it."""

    address = models.EmailField(unique=True, help_text="In lower case.")
    status = models.CharField(max_length=12, help_text="What the mail server said, such as 5.1.1.")
    met_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"bounce {self.pk}: {self.status}"
