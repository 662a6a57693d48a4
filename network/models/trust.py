"""What was checked of a member, by whom and until when; members who vouch for one another."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.people import Profile


class VerificationQuerySet(models.QuerySet["Verification"]):
    """Checks in the field's words."""

    def holding_on(self, day: date) -> Self:
        """Those made by `day`, not over and not taken back."""
        return self.filter(checked_on__lte=day, until__gte=day, ended_at__isnull=True)


class Verification(models.Model):
    """One check of one thing: what, where it was looked up, by whom, when, until when.

    A registration number is looked up and forgotten: it is never stored, and nothing is inferred from how
    a number is written.
    """

    class Method(models.TextChoices):
        """How it was checked."""

        REGISTER = "register", _("Looked up in a professional register")
        DOMAIN = "domain", _("A letter to a work address was answered")
        MANAGER = "manager", _("A manager of the organisation said so")
        VOUCHED = "vouched", _("Two checked members vouched")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="verifications")
    method = models.CharField(max_length=8, choices=Method.choices)
    what = models.CharField(_("what was checked"), max_length=160)
    where = models.CharField(_("where it was looked up"), max_length=160)
    organisation = models.ForeignKey(
        "academy.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    checked_by = models.BigIntegerField(null=True, editable=False, help_text=_("Account id of who checked."))
    checked_on = models.DateField(default=timezone.localdate)
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("checked_on")),
                name="network_verification_dates_in_order",
                violation_error_message=_("A check cannot end before it was made."),
            ),
            models.UniqueConstraint(
                fields=["profile", "method", "what"],
                condition=Q(ended_at__isnull=True),
                name="network_verification_once",
                violation_error_message=_("This is already checked. End the earlier check first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.get_method_display()})"


class VerificationRequest(models.Model):
    """A member asks for a check of a kind that a person has to make."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="verification_requests")
    method = models.CharField(max_length=8, choices=Verification.Method.choices)
    what = models.CharField(_("what should be checked"), max_length=160)
    organisation = models.ForeignKey(
        "academy.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "method", "what"],
                condition=Q(answered_at__isnull=True),
                name="network_verification_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what}, asked {self.asked_at}"

    @property
    def waits_for(self) -> str:
        """What is still to be done, in words that do not sound as if it had been."""
        return str(TO_BE_DONE[self.method])


#: What a request waits for, by its method.
TO_BE_DONE = {
    "register": _("To be looked up in a professional register"),
    "domain": _("A letter to a work address is to be answered"),
    "manager": _("A manager of the organisation is to confirm it"),
    "vouched": _("Two checked members are to vouch"),
}


class Vouch(models.Model):
    """A checked member says that they know another and what they do."""

    request = models.ForeignKey(VerificationRequest, on_delete=models.CASCADE, related_name="vouches")
    voucher = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="vouches_given")
    how_known = models.CharField(_("how you know them"), max_length=300)
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "voucher"], name="network_vouch_once")]

    def __str__(self) -> str:
        return f"{self.voucher_id} for {self.request_id}"
