"""Certificates: issued once, frozen, verifiable, replaced rather than edited."""

import secrets
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.learning import Enrolment


def new_code() -> str:
    """A verification code of 120 random bits: 24 letters and digits without I, L, O, U."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "".join(secrets.choice(alphabet) for _place in range(24))


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates in the field's words."""

    def in_force(self) -> "CertificateQuerySet":
        """Those neither revoked nor followed by a newer one; at most one an enrolment."""
        return self.filter(revoked_at=None, renewed_at=None)


class Certificate(models.Model):
    """What a learner can hand to anybody: name and course as they stood on the day."""

    class State(models.TextChoices):
        """What a verifier is told."""

        VALID = "valid", _("Valid")
        EXPIRED = "expired", _("Expired")
        RENEWED = "renewed", _("Renewed")
        REVOKED = "revoked", _("No longer valid")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    code = models.CharField(max_length=24, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=200)
    course_title = models.CharField(max_length=255)
    level = models.CharField(max_length=120, blank=True)
    outcomes = models.JSONField(default=list)
    minutes = models.PositiveIntegerField()
    awarded_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why it is no longer valid"), max_length=200, blank=True)
    renewed_at = models.DateTimeField(_("when a newer one took over"), null=True, blank=True)
    renews = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(revoked_at__isnull=True, renewed_at__isnull=True),
                name="courses_one_certificate_in_force",
                violation_error_message=_("This learner already holds this certificate."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_title}, {self.awarded_at:%d %B %Y}"

    def state(self, day: date | None = None) -> "Certificate.State":
        """What a verifier is told on `day` (today by default)."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        if self.renewed_at is not None:
            return self.State.RENEWED
        if self.expires_on is not None and (day or timezone.localdate()) > self.expires_on:
            return self.State.EXPIRED
        return self.State.VALID

    @property
    def printed_code(self) -> str:
        """The code in groups of four, for reading aloud."""
        return "-".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))

    def get_absolute_url(self) -> str:
        """The holder's own page of this certificate."""
        return reverse("courses:certificate", args=[self.code])

    def get_verify_url(self) -> str:
        """Where anybody can check it."""
        return reverse("courses:verify", args=[self.code])
