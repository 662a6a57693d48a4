"""References that may be the same publication twice, and merges that can be taken back."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evidence.models.references import Reference


class LikelyPairQuerySet(models.QuerySet["LikelyPair"]):
    """Pairs in the field's words."""

    def open(self) -> "LikelyPairQuerySet":
        """Those that wait for a person: neither merged nor called different."""
        return self.filter(
            different=False, one__duplicate_of__isnull=True, other__duplicate_of__isnull=True
        ).select_related("one", "other")


class LikelyPair(models.Model):
    """Two references that may be one publication; `one` is the older row."""

    one = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7)
    likeness = models.FloatField()
    reason = models.CharField(max_length=300)
    different = models.BooleanField(_("a person said that they are two"), default=False)

    objects = LikelyPairQuerySet.as_manager()

    class Meta:
        ordering = ["-likeness", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="evidence_likely_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="evidence_likely_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id}/{self.other_id}"


class ReferenceMerge(models.Model):
    """One reference merged into another. `moved` holds the ids that a person's undo puts back."""

    merged = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    merged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="evidence_merged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
