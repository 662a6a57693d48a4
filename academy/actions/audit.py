"""Writing the audit trail."""

from typing import Any

from django.db import models

from academy.models import AuditEntry


def record(*, actor_id: int | None, action: str, subject: models.Model, **detail: Any) -> AuditEntry:
    """Keep that `actor_id` did `action` to `subject`; `detail` holds ids and words, nothing personal."""
    return AuditEntry.objects.create(
        actor_id=actor_id,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail,
    )
