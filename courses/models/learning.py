"""Who learns, on which course, and everything that counts towards completion."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models import User
from academy.models.audit import AppendOnlyError


class Learner(models.Model):
    """A person as the learning records know them: an id that outlives the account, without a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="learner"
    )

    def __str__(self) -> str:
        return str(self.id)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments in the field's words."""

    def of(self, person: User) -> Self:
        """The enrolments of one person."""
        return self.filter(learner__user=person)


class Enrolment(models.Model):
    """One learner on one course, once."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey("courses.CoursePage", on_delete=models.PROTECT, related_name="enrolments")
    enrolled_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"],
                name="courses_enrolment_once",
                violation_error_message=_("This learner is already enrolled."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} on {self.course_id}"


class CompletionEventQuerySet(models.QuerySet["CompletionEvent"]):
    """Events in the field's words."""

    def of(self, person: User, course_id: int) -> Self:
        """The events of one person on one course, oldest first, with their enrolment."""
        rows = self.filter(enrolment__learner__user=person, enrolment__course=course_id)
        return rows.select_related("enrolment").order_by("occurred_at", "pk")


class CompletionEvent(models.Model):
    """One thing that happened on the way to completion: added, never changed or deleted.

    `key` says what it is about (a lesson's id, an attempt's number); `idempotency_key` makes a repeated
    request add nothing. Database triggers (migration 0001) refuse updates and deletions.
    """

    class Kind(models.TextChoices):
        """What happened."""

        ENROLLED = "enrolled", _("Enrolled")
        LESSON_COMPLETED = "lesson_completed", _("Lesson completed")
        PAPER_PASSED = "paper_passed", _("Final check passed")
        PAPER_FAILED = "paper_failed", _("Final check not passed yet")
        TESTED_OUT = "tested_out", _("Passed by the check alone")
        SESSION_ATTENDED = "session_attended", _("Live session attended")
        OUTCOME_RECOGNISED = "outcome_recognised", _("Earlier learning recognised")
        REQUIREMENT_GRANTED = "requirement_granted", _("Counted by a correction")
        SET_ASIDE = "set_aside", _("Set aside by a correction")
        COURSE_COMPLETED = "course_completed", _("Course completed")
        RENEWED = "renewed", _("Renewed")
        CERTIFICATE_AWARDED = "certificate_awarded", _("Certificate awarded")

    class Source(models.TextChoices):
        """Where it came from, in words a learner is shown."""

        WEB = "web", _("on this site")
        OFFLINE = "offline", _("offline, sent when the line came back")
        REVIEW = "review", _("from a reviewer who recognised earlier learning")
        CORRECTION = "correction", _("from somebody of the site, who gave a reason")
        FACILITATOR = "facilitator", _("from the person who ran the session")
        RECORD = "record", _("worked out from the events above")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    key = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=40, choices=Source.choices, default=Source.WEB)
    until = models.DateField(_("last day it counts"), null=True, blank=True)
    occurred_at = models.DateTimeField(default=timezone.now, editable=False)
    idempotency_key = models.CharField(max_length=160, unique=True, editable=False)

    objects = CompletionEventQuerySet.as_manager()

    class Meta:
        ordering = ["occurred_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once; a second save is refused."""
        if self.pk is not None:
            raise AppendOnlyError("A completion event is never changed; a correction is a new event.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: the ledger only grows."""
        raise AppendOnlyError("A completion event is never deleted.")
