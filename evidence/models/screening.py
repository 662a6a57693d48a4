"""Screening: which references belong to a summary, decided by two people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evidence.models.references import Reference
from evidence.models.summaries import EvidenceSummaryPage


class Screening(models.Model):
    """A reference that may belong to a summary, until two people have decided."""

    page = models.ForeignKey(EvidenceSummaryPage, on_delete=models.CASCADE, related_name="screenings")
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="screenings")
    settled = models.CharField(
        max_length=7, choices=[("include", _("Included")), ("exclude", _("Left out"))], blank=True
    )
    settled_reason = models.CharField(max_length=300, blank=True)
    settled_by = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["page", "reference"], name="evidence_screening_once")]

    def __str__(self) -> str:
        return str(self.reference)


class ScreeningDecision(models.Model):
    """What one person decided about a reference; `person` is an account's id."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="decisions")
    person = models.PositiveBigIntegerField()
    include = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "person"], name="evidence_screening_decided_once"),
            models.CheckConstraint(
                condition=Q(include=True) | ~Q(reason=""),
                name="evidence_exclusion_says_why",
                violation_error_message=_("Say why it is left out."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Include") if self.include else _("Leave out"))
