"""Completions for an organisation's own staff records: the feed, its keys, and addresses told of news."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class FeedEntry(models.Model):
    """A completion as an organisation was told of it, numbered within the organisation.

    Numbers are given under a lock on the organisation, by the transaction that commits the entry: whoever
    has seen number N has seen every lower one. `completed_on` is empty when a correction took it back.
    """

    organisation = models.ForeignKey("academy.Organisation", on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(
        "academy.Membership", on_delete=models.CASCADE, related_name="feed_entries"
    )
    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField()
    completed_on = models.DateField(null=True)
    until = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="courses_feed_number_once")
        ]
        indexes = [models.Index(fields=["membership", "course", "-number"], name="courses_feed_latest")]

    def __str__(self) -> str:
        return f"entry {self.number}"


class FeedKeyQuerySet(models.QuerySet["FeedKey"]):
    """Keys in the field's words."""

    def usable(self) -> Self:
        """Those that were not revoked."""
        return self.filter(revoked_at=None)


class FeedKey(models.Model):
    """Lets one system read the feed of one organisation; only a digest of it is kept."""

    organisation = models.ForeignKey(
        "academy.Organisation", on_delete=models.CASCADE, related_name="feed_keys"
    )
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True)

    objects = FeedKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "once"], name="courses_feed_key_asked_once")
        ]

    def __str__(self) -> str:
        return self.name


class Webhook(models.Model):
    """An address that is told of new completions, in order; its secret is sealed at rest."""

    organisation = models.ForeignKey(
        "academy.Organisation", on_delete=models.CASCADE, related_name="webhooks"
    )
    url = models.URLField(max_length=300)
    secret = models.TextField()
    reached = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "url"],
                condition=Q(ended_at__isnull=True),
                name="courses_webhook_address_once",
            )
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk}"


class Delivery(models.Model):
    """One try to tell a webhook: which numbers, what came back. Holds nothing about anybody."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    after = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    attempt = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=60)
    ok = models.BooleanField()
    tried_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"delivery {self.pk}"
