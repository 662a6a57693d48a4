"""What lessons claim and the evidence they rest on; and what happens when that evidence changes."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from courses.models.learning import Enrolment


class LessonClaim(Orderable):
    """Something a lesson says, and the living summary or study it rests on."""

    lesson = ParentalKey("courses.LessonPage", on_delete=models.CASCADE, related_name="claims")
    text = models.CharField(_("what the lesson says"), max_length=250)
    summary = models.ForeignKey(
        "evidence.EvidenceSummaryPage", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    study = models.ForeignKey(
        "evidence.Study", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    panels = [FieldPanel("text"), PageChooserPanel("summary"), FieldPanel("study")]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(summary__isnull=False) | Q(study__isnull=False),
                name="courses_claim_rests_on_something",
                violation_error_message=_("Choose the summary or the study it rests on."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class EvidenceFlagQuerySet(models.QuerySet["EvidenceFlag"]):
    """Flags in the field's words."""

    def waiting(self) -> Self:
        """Those nobody has settled, the oldest first."""
        return self.filter(settled_at=None).order_by("raised_at", "pk")


class EvidenceFlag(models.Model):
    """The evidence behind a lesson changed: an author should look, and people who finished it may too."""

    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="flags")
    fact = models.CharField(max_length=120, editable=False)
    what = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    note = models.TextField(blank=True, help_text=_("What the author did about it, for readers."))
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EvidenceFlagQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        constraints = [models.UniqueConstraint(fields=["lesson", "fact"], name="courses_evidence_flag_once")]

    def __str__(self) -> str:
        return self.what


class MicroRefresher(models.Model):
    """A learner who had finished a lesson has read what changed behind it; part of no record."""

    flag = models.ForeignKey(EvidenceFlag, on_delete=models.CASCADE, related_name="refreshers")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["flag", "enrolment"], name="courses_micro_refresher_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} read {self.flag_id}"
