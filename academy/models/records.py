"""Records shown across the site: support lines, statistics, glossary terms."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

CHECKED_HELP = _("The day somebody rang or read the source. Left empty when nobody has.")


class SupportLine(models.Model):
    """A service that people can ring or text, with the day it was last checked."""

    class Kind(models.TextChoices):
        """What the line is for."""

        EMERGENCY = "emergency", _("Emergency")
        EMOTIONAL = "emotional", _("Someone to talk to")
        VICTIM = "victim", _("After a crime")
        DOMESTIC = "domestic", _("Domestic abuse")
        CHILDREN = "children", _("Children and young people")
        INFORMATION = "information", _("Giving information")

    class How(models.TextChoices):
        """How the line is reached."""

        CALL = "call", _("Call")
        TEXT = "text", _("Text")

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    number = models.CharField(_("number as printed"), max_length=40)
    dial = models.CharField(_("number as dialled"), max_length=20, help_text=_("Digits only."))
    how = models.CharField(max_length=4, choices=How.choices, default=How.CALL)
    message = models.CharField(_("word to send"), max_length=20, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    hours = models.CharField(max_length=120, blank=True)
    who_for = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=80, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(blank=True)
    last_checked = models.DateField(null=True, blank=True, help_text=CHECKED_HELP)
    order = models.PositiveSmallIntegerField(default=0)
    in_footer = models.BooleanField(_("shown on every page"), default=False)
    live = models.BooleanField(_("shown"), default=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "slug", "kind", "who_for", "hours", "region")],
            heading=_("The service"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("how", "number", "dial", "message")],
            heading=_("How to reach it"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("source_name", "source_url", "last_checked")],
            heading=_("Where it was checked"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("order", "in_footer", "live")], heading=_("Where it is shown")
        ),
    ]

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dial__regex=r"^[0-9]{3,15}$"),
                name="academy_support_line_dial_digits",
                violation_error_message=_("The number as dialled holds 3 to 15 digits and nothing else."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def href(self) -> str:
        """The link that starts the call or the text."""
        return f"{'sms' if self.how == self.How.TEXT else 'tel'}:{self.dial}"


class Statistic(models.Model):
    """A figure with its period and its source; nothing is printed without both."""

    key = models.SlugField(max_length=80, unique=True)
    value = models.CharField(_("value as printed"), max_length=60)
    label = models.CharField(_("what it counts"), max_length=300)
    period = models.CharField(max_length=120)
    geography = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True, help_text=_("What a reader must know to read it rightly."))
    source_name = models.CharField(max_length=300)
    source_url = models.CharField(_("source address or DOI"), max_length=300, blank=True)
    last_checked = models.DateField(null=True, blank=True, help_text=CHECKED_HELP)

    panels = [
        FieldPanel(name)
        for name in (
            "key",
            "value",
            "label",
            "period",
            "geography",
            "note",
            "source_name",
            "source_url",
            "last_checked",
        )
    ]

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(period="") & ~Q(source_name=""),
                name="academy_statistic_is_sourced",
                violation_error_message=_("A statistic needs its value, its period and its source."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"[:120]

    @property
    def source_link(self) -> str:
        """Where the source can be read; a bare DOI becomes its resolver's address."""
        address = self.source_url
        return f"https://doi.org/{address}" if address.startswith("10.") else address

    def as_data(self) -> dict[str, Any]:
        """The figure as plain values, for a template or a stored page body."""
        fields = ("key", "value", "label", "period", "geography", "note", "source_name", "source_link")
        return {name: getattr(self, name) for name in fields}


class GlossaryTerm(models.Model):
    """A word of the field, explained in ours."""

    term = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    text = models.TextField()

    class Meta:
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term
