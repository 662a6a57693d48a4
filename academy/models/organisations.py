"""Organisations, who belongs to them, and the professions people have."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models.dates import dates_in_order, valid_on

if TYPE_CHECKING:
    from academy.models.people import User


class Sector(models.TextChoices):
    """The part of public life an organisation works in."""

    NHS = "nhs", _("NHS")
    LOCAL_GOVERNMENT = "local-government", _("Local government")
    POLICE = "police", _("Police")
    PROBATION = "probation-prisons", _("Probation and prisons")
    EDUCATION = "education", _("Education")
    FIRE = "fire", _("Fire and rescue")
    VOLUNTARY = "voluntary-community-faith", _("Voluntary, community and faith")
    ACADEMIC = "academic", _("Academic")
    BUSINESS = "business", _("Business")
    LIVED_EXPERIENCE = "lived-experience", _("Lived experience")


class Profession(models.Model):
    """What a person does for a living, as a choice of filters and assignments."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations in the field's words."""

    def valid_on(self, day: date) -> Self:
        """Organisations that exist on `day`."""
        return self.filter(valid_on(day))

    def managed_by(self, person: "User") -> Self:
        """Organisations that `person` manages today; nobody manages with a closed account."""
        mine = Membership.objects.valid_on(timezone.localdate())
        mine = mine.filter(person=person, person__is_active=True, role=Membership.Role.MANAGER)
        return self.filter(pk__in=mine.values("organisation"))


class Organisation(models.Model):
    """A body people work or volunteer for."""

    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=160, unique=True)
    sector = models.CharField(max_length=30, choices=Sector.choices)
    places = models.ManyToManyField("academy.Place", related_name="organisations", blank=True)
    email_domains = models.JSONField(
        default=list, blank=True, help_text=_("Domains of work addresses, as a list.")
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors"
    )
    note = models.TextField(blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [dates_in_order("academy_organisation_dates_in_order")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in the field's words."""

    def valid_on(self, day: date) -> Self:
        """Memberships that hold on `day`."""
        return self.filter(valid_on(day))

    def managed_by(self, person: "User") -> Self:
        """Memberships of the organisations that `person` manages today."""
        return self.filter(organisation__in=Organisation.objects.managed_by(person))


class Membership(models.Model):
    """A person's place in an organisation, with its dates."""

    class Role(models.TextChoices):
        """What a person may do for the organisation."""

        MEMBER = "member", _("Member")
        MANAGER = "manager", _("Manager")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    profession = models.ForeignKey(Profession, on_delete=models.SET_NULL, null=True, blank=True)
    place = models.ForeignKey(
        "academy.Place",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place of work"),
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            dates_in_order("academy_membership_dates_in_order"),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                name="academy_membership_once",
                violation_error_message=_("This person already belongs to this organisation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"
