"""Notifications, what people follow, and what they have muted."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AboutSomething(models.Model):
    """A person's standing towards one thing of any kind."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)ss")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.CharField(max_length=64)
    about = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["person", "content_type", "object_id"], name="academy_%(class)s_once"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="academy_%(class)s_thing")]

    def __str__(self) -> str:
        return f"{type(self).__name__} of {self.content_type_id}:{self.object_id}"


class Follow(AboutSomething):
    """A person wants to hear about a thing."""


class Mute(AboutSomething):
    """A person wants to hear nothing about a thing; this wins over everything."""


class NotificationChoice(models.Model):
    """Whether a person wants email about one kind of news."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices"
    )
    kind = models.CharField(max_length=60)
    email = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="academy_notification_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {'email' if self.email else 'no email'}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications in the field's words."""

    def unread(self) -> Self:
        """Those the person has not opened."""
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """One fact told to one person, once, in the site and perhaps by email."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=60)
    fact = models.CharField(max_length=200, help_text=_("A key of the fact; a second row is refused."))
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "fact"], name="academy_notification_fact_once")
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=models.Q(read_at__isnull=True),
                name="academy_notification_unread",
            )
        ]

    def __str__(self) -> str:
        return self.title
