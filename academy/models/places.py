"""Places: London's authorities and the NHS bodies that cover them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.models.dates import dates_in_order, valid_on


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places in the field's words."""

    def authorities(self) -> Self:
        """The 33 London authorities, the City included."""
        return self.filter(kind__in=[Place.Kind.BOROUGH, Place.Kind.CITY])

    def valid_on(self, day: date) -> Self:
        """Places that exist on `day`."""
        return self.filter(valid_on(day))


class Place(models.Model):
    """A borough, the City, or an integrated care board, with its codes and its years."""

    class Kind(models.TextChoices):
        """What sort of place it is."""

        BOROUGH = "borough", _("London borough")
        CITY = "city", _("City of London")
        ICB = "icb", _("Integrated care board")

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    gss = models.CharField(_("GSS code"), max_length=9, blank=True)
    ods = models.CharField(_("ODS code"), max_length=8, blank=True)
    column = models.PositiveSmallIntegerField(_("column on the tile map"), null=True, blank=True)
    row = models.PositiveSmallIntegerField(_("row on the tile map"), null=True, blank=True)
    covers = models.ManyToManyField("self", symmetrical=False, related_name="covered_by", blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors"
    )
    note = models.TextField(blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            dates_in_order("academy_place_dates_in_order"),
            models.UniqueConstraint(
                fields=["gss"],
                condition=~Q(gss=""),
                name="academy_place_gss_once",
                violation_error_message=_("Another place has this GSS code."),
            ),
            models.UniqueConstraint(
                fields=["column", "row"],
                condition=Q(column__isnull=False),
                name="academy_place_cell_once",
                violation_error_message=_("Another place stands on this square of the map."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The place's own page."""
        return reverse("place", args=[self.slug])
