"""Who checked a course before it was published, and which rules it was published without."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HumanCheck(models.Model):
    """Somebody read the whole course: who, when, and what they said."""

    class Kind(models.TextChoices):
        """What they bring."""

        LIVED_EXPERIENCE = "lived-experience", _("Lived experience")
        SUBJECT = "subject", _("Knowledge of the subject")

    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="human_checks")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    who = models.CharField(max_length=200, help_text=_("A name or a role, as they wish to be named."))
    checked_on = models.DateField()
    note = models.TextField(blank=True, help_text=_("What they said, and what changed."))
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-checked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(who=""),
                name="courses_human_check_is_named",
                violation_error_message=_("Say who checked, by name or role."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.who}, {self.checked_on:%d %B %Y}"


class PublishException(models.Model):
    """A rule a course is published without, why, and until it is taken back; readers are shown it."""

    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="exceptions")
    rule = models.SlugField(max_length=40)
    reason = models.TextField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["granted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "rule"],
                condition=Q(ended_at__isnull=True),
                name="courses_one_exception_a_rule",
                violation_error_message=_("There is an exception from this rule already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="courses_exception_has_a_reason",
                violation_error_message=_("Say why, for readers."),
            ),
        ]

    def __str__(self) -> str:
        return self.rule
