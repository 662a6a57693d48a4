"""Support services on the Open Referral UK data model: who offers what, for whom, and where.

What hangs on a service (hours, numbers, costs) stands in `support_parts`; its `uid` is its id in feeds.
"""

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel

from network.openreferral.places import EAST, NORTH, SOUTH, WEST

if TYPE_CHECKING:
    from academy.permissions import AnyUser

#: Addresses below `/network/support/` that are no service's.
RESERVED = frozenset({"sheet"})


class Identified(models.Model):
    """A thing with an id that holds in every feed."""

    uid = models.UUIDField(_("id in feeds"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class SupportProvider(Identified):
    """An organisation that offers services; it may be one of the academy's."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    website = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    organisation = models.ForeignKey(
        "academy.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Its managers here may confirm that its services are still described correctly."),
    )
    source = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="network_provider_named")]

    def __str__(self) -> str:
        return self.name


class SupportNeed(Identified):
    """What somebody may need: a term of a taxonomy."""

    name = models.CharField(max_length=255)
    slug = models.SlugField(max_length=120, unique=True)
    description = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    taxonomy = models.CharField(max_length=255, default="Violence Reduction Academy: needs")
    term_uri = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="network_need_not_its_own_parent",
                violation_error_message=_("A need cannot stand below itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SupportLocation(Identified):
    """Where a service is offered, and what it is like to get in."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    address = models.CharField(_("street and number"), max_length=255, blank=True)
    city = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey(
        "academy.Place",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("borough"),
    )
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    accessibility = models.TextField(blank=True, help_text=_("What it is like to get in, one thing a line."))
    source = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=SOUTH,
                    latitude__lte=NORTH,
                    longitude__gte=WEST,
                    longitude__lte=EAST,
                ),
                name="network_location_in_the_kingdom",
                violation_error_message=_(
                    "Give both latitude and longitude, or neither, for a place in the United Kingdom. "
                    "Latitude is the number near 51, longitude the one near 0."
                ),
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.postcode]))


class ServiceQuerySet(models.QuerySet["SupportService"]):
    """Services in the field's words."""

    def published(self) -> Self:
        """Those that everybody may read."""
        return self.filter(live=True, status__in=[SupportService.Status.ACTIVE, SupportService.Status.PAUSED])

    def visible_to(self, person: "AnyUser") -> Self:
        """Those that `person` may read: every list, search, count and feed goes through here."""
        return self.published()

    def kept_by(self, person: "AnyUser") -> Self:
        """Those that `person` may confirm: their owner, or a manager of the organisation."""
        from network.support_permissions import kept_by

        return self.filter(kept_by(person))


class SupportService(Identified, ClusterableModel):
    """One service, as people find it. `card` repeats what lists show and is kept by `describe_service`."""

    class Status(models.TextChoices):
        """Whether it can be had now, in the profile's words."""

        ACTIVE = "active", _("Open to people")
        PAUSED = "temporarily closed", _("Closed for now")
        INACTIVE = "inactive", _("Not offered")
        DEFUNCT = "defunct", _("Ended")

    slug = models.SlugField(max_length=120, unique=True, blank=True)
    provider = models.ForeignKey(
        SupportProvider,
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=_("offered by"),
    )
    name = models.CharField(max_length=255)
    description = models.TextField(_("what it offers"), blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    alert = models.TextField(_("notice for now"), blank=True)
    url = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(blank=True)
    eligibility = models.TextField(_("who it is for"), blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    application = models.TextField(_("how to get it"), blank=True)
    fees = models.TextField(_("cost in words"), blank=True)
    accreditations = models.TextField(blank=True)
    national = models.BooleanField(_("for people anywhere, by phone or online"), default=False)
    needs = ParentalManyToManyField(SupportNeed, related_name="services", blank=True)
    owner = models.ForeignKey(
        "network.Profile",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="services_kept",
        help_text=_("The member who is asked every six months whether this is still correct."),
    )
    assured_on = models.DateField(
        _("confirmed as correct on"),
        null=True,
        blank=True,
        help_text=_("The day somebody who knows the service looked at this. Left empty when nobody has."),
    )
    where_from = models.CharField(_("where this was read"), max_length=300, blank=True)
    live = models.BooleanField(_("shown"), default=True)
    source = models.CharField(max_length=500, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    card = models.JSONField(default=dict, editable=False)
    modified_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="network_service_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(maximum_age__gte=F("minimum_age")),
                name="network_service_ages_in_order",
                violation_error_message=_("The highest age cannot be below the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["active", "temporarily closed", "inactive", "defunct"]),
                name="network_service_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(slug="") & ~Q(slug__in=sorted(RESERVED)),
                name="network_service_named",
                violation_error_message=_("A service needs a name, and an address that is not “sheet”."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new service its address: its name, and a few letters of its id that keep it apart."""
        if not self.slug:
            self.slug = f"{slugify(self.name)[:80] or 'service'}-{self.uid.hex[:8]}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The service's own page."""
        return reverse("network:service", args=[self.slug])
