"""The words that models are filed and filtered by: facets, and factors on the ecological model."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class Term(models.Model):
    """One word of a facet, such as the setting "Custody suite"."""

    class Kind(models.TextChoices):
        """The facets."""

        LEVEL = "level", _("Prevention level")
        SETTING = "setting", _("Setting")
        SECTOR = "sector", _("Sector")
        AGE = "age", _("Age")
        VIOLENCE = "violence", _("Type of violence")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    panels = [FieldPanel(name) for name in ("kind", "name", "slug", "note", "order")]

    class Meta:
        ordering = ["kind", "order", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="evidence_term_once")]

    def __str__(self) -> str:
        return self.name


class Factor(models.Model):
    """Something linked with more, or less, violence in groups of people; never a forecast for one."""

    class Level(models.TextChoices):
        """The levels of the ecological model."""

        INDIVIDUAL = "individual", _("Individual")
        RELATIONSHIP = "relationship", _("Relationship")
        COMMUNITY = "community", _("Community")
        SOCIETY = "society", _("Society")

    class Direction(models.TextChoices):
        """Which way the link goes."""

        RISK = "risk", _("Risk factor")
        PROTECTIVE = "protective", _("Protective factor")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=12, choices=Level.choices)
    direction = models.CharField(max_length=10, choices=Direction.choices)
    source = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    panels = [FieldPanel(name) for name in ("name", "slug", "level", "direction", "source", "order")]

    class Meta:
        ordering = ["level", "direction", "order", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_level_display()})"
