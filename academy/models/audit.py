"""What was done, by which id, to which id: kept for good, never edited."""

from typing import Any

from django.db import models
from django.utils import timezone


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row of an append-only table."""


class AuditEntry(models.Model):
    """One action, by ids alone, so that erasing a person leaves no name behind.

    Database triggers (migration 0002) refuse updates and deletions as well.
    """

    occurred_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)
    actor_id = models.BigIntegerField(null=True, editable=False)
    action = models.CharField(max_length=80, db_index=True, editable=False)
    subject_type = models.CharField(max_length=80, editable=False)
    subject_id = models.CharField(max_length=64, editable=False)
    detail = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["-occurred_at", "-pk"]
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="academy_audit_subject")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once; a second save is refused."""
        if self.pk is not None:
            raise AppendOnlyError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: what happened stays on record."""
        raise AppendOnlyError("An audit entry is never deleted.")
