"""Notifications, what people follow, and what they have muted."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How somebody hears of something."""

    APP = "app", _("On the site only")
    NOW = "now", _("By email, at once")
    DAILY = "daily", _("By email, once a day")
    WEEKLY = "weekly", _("By email, once a week")
    MUTED = "muted", _("Not at all")


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


class ThingChoice(AboutSomething):
    """How a person wants to hear of one thing, whatever they chose for its kind."""

    way = models.CharField(max_length=6, choices=Way.choices)

    class Meta(AboutSomething.Meta):
        constraints = [
            *AboutSomething.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(way__in=["app", "now", "daily", "weekly"]),
                name="academy_thing_choice_known",
                violation_error_message=_("A thing is muted by a mute, and by nothing else."),
            ),
        ]


class NotificationChoice(models.Model):
    """How a person wants to hear of one kind of news."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices"
    )
    kind = models.CharField(max_length=60)
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.NOW)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="academy_notification_choice_once"),
            models.CheckConstraint(
                condition=models.Q(way__in=Way.values), name="academy_notification_way_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class QuietHours(models.Model):
    """Hours of the day, in the person's own time zone, in which no letter of news is sent to them."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiet_hours"
    )
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(starts=models.F("ends")),
                name="academy_quiet_hours_end",
                violation_error_message=_("Quiet hours must end at another time than they start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} to {self.ends:%H:%M}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications in the field's words."""

    def unread(self) -> Self:
        """Those the person has not opened."""
        return self.filter(read_at__isnull=True)

    def awaiting_digest(self) -> Self:
        """Those that a daily or weekly letter has still to list."""
        return self.filter(emailed_at__isnull=True, way__in=[Way.DAILY, Way.WEEKLY])


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
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.APP, editable=False)
    about = models.JSONField(
        default=list, editable=False, help_text=_("What it is about and what that is in, as keys.")
    )
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
            ),
            models.Index(
                fields=["way", "created_at"],
                condition=models.Q(emailed_at__isnull=True, way__in=["daily", "weekly"]),
                name="academy_notification_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title
