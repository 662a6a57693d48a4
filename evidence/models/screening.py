"""Screening: which references belong to a summary, decided by two people."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from evidence.models.references import Reference
from evidence.models.summaries import EvidenceSummaryPage


class ScreeningQuerySet(models.QuerySet["Screening"]):
    """Records to screen, in the field's words. A reference merged into another is screened as that one."""

    def of(self, page: EvidenceSummaryPage) -> Self:
        """The list of one summary, with how many decided (`decided`) and for how many it belongs (`yes`)."""
        return self.filter(page=page, reference__duplicate_of__isnull=True).annotate(
            decided=Count("decisions"), yes=Count("decisions", filter=Q(decisions__include=True))
        )

    def decided_by(self, person_id: int) -> Self:
        """Those that this person has decided on."""
        return self.filter(_decision_of(person_id))

    def awaiting(self, person_id: int) -> Self:
        """Those that this person may decide on first or second; needs `of`."""
        return self.filter(~_decision_of(person_id), settled="", decided__lt=2)

    def half_done_by(self, person_id: int) -> Self:
        """Those that this person decided on and nobody else yet; needs `of`."""
        return self.decided_by(person_id).filter(settled="", decided=1)

    def in_conflict(self) -> Self:
        """Those on which two people differ; needs `of`."""
        return self.filter(settled="", decided__gt=1, yes__gt=0, yes__lt=F("decided"))

    def settled_ones(self) -> Self:
        """Those that are settled."""
        return self.exclude(settled="")


def _decision_of(person_id: int) -> Exists:
    return Exists(ScreeningDecision.objects.filter(screening=OuterRef("pk"), person=person_id))


class Screening(models.Model):
    """A reference that may belong to a summary, until two people have decided."""

    RESULTS = [("include", _("Included")), ("exclude", _("Left out"))]

    page = models.ForeignKey(EvidenceSummaryPage, on_delete=models.CASCADE, related_name="screenings")
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="screenings")
    settled = models.CharField(max_length=7, choices=RESULTS, blank=True)
    settled_reason = models.CharField(max_length=300, blank=True)
    settled_by = models.PositiveBigIntegerField(null=True, blank=True)

    objects = ScreeningQuerySet.as_manager()

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
