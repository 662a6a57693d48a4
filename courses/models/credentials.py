"""The keys certificates are signed with, and the signed credential of each certificate."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.certificates import Certificate


class IssuerKey(models.Model):
    """A key this site signs with, or signed with once: its secret half sealed, and gone when it retires."""

    public = models.CharField(max_length=80, unique=True, editable=False)
    sealed = models.TextField(blank=True, editable=False)
    current = models.BooleanField(default=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["current"],
                condition=Q(current=True),
                name="courses_one_signing_key",
                violation_error_message=_("There is a key to sign with already."),
            ),
            models.CheckConstraint(
                condition=Q(current=True, retired_at=None)
                | Q(current=False, retired_at__isnull=False, sealed=""),
                name="courses_retired_key_is_public_alone",
                violation_error_message=_("A key that is retired keeps its public half and nothing else."),
            ),
        ]

    def __str__(self) -> str:
        return self.public


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Credentials in the field's words."""

    def on_list(self, number: int) -> Self:
        """Those whose status stands on one list."""
        return self.filter(list_number=number)

    def no_longer_valid(self) -> Self:
        """Those whose certificate was revoked, replaced or erased: worked out from certificates alone."""
        return self.filter(certificate__revoked_at__isnull=False)


class Credential(models.Model):
    """The one credential of a certificate, as it was signed; after an erasure its place on the list remains."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="credential")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    list_number = models.PositiveIntegerField(editable=False)
    list_index = models.PositiveIntegerField(editable=False)
    document = models.JSONField(null=True, editable=False)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list_number", "list_index"],
                name="courses_credential_own_place",
                violation_error_message=_("This place on the list belongs to another credential."),
            )
        ]

    def __str__(self) -> str:
        return f"urn:uuid:{self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether its bit on the list is set: `no_longer_valid` for one row."""
        return self.certificate.revoked_at is not None

    def says(self, document: dict[str, Any]) -> bool:
        """Whether a document is this credential, word for word."""
        return self.document == document
