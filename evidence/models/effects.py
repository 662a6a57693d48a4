"""What is measured, and the effects that studies found."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from evidence.models.studies import Study


class Outcome(models.Model):
    """Something that is measured, and which way is good."""

    class Good(models.TextChoices):
        """Which way is good."""

        LOWER = "lower", _("Less of it is good")
        HIGHER = "higher", _("More of it is good")

    class Measure(models.TextChoices):
        """How groups are compared."""

        OR = "OR", _("Odds ratio")
        RR = "RR", _("Risk ratio")
        RD = "RD", _("Risk difference")
        MD = "MD", _("Mean difference")
        SMD = "SMD", _("Standardised mean difference")
        IRR = "IRR", _("Incidence rate ratio")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    family = models.CharField(max_length=80, help_text=_("Such as “Violence”, “Offending”, “Referral”."))
    good = models.CharField(max_length=6, choices=Good.choices, default=Good.LOWER)
    measure = models.CharField(max_length=3, choices=Measure.choices)
    harm = models.CharField(
        _("what would happen, as a verb"),
        max_length=80,
        default="come to harm",
        help_text=_("Ends “about 38 of 100 people would …”. Always the harm, such as “reoffend”."),
    )
    note = models.CharField(max_length=300, blank=True)

    panels = [FieldPanel(name) for name in ("name", "slug", "family", "good", "measure", "harm", "note")]

    class Meta:
        ordering = ["family", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.measure})"


def above(low: str, high: str, name: str) -> models.CheckConstraint:
    """A constraint: `high` is not below `low` where both are known."""
    either = Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True})
    words = _("A count cannot be larger than the group, nor a low end above the high one.")
    return models.CheckConstraint(
        condition=either | Q(**{f"{high}__gte": F(low)}), name=name, violation_error_message=words
    )


class Data(models.TextChoices):
    """What the study reports."""

    COUNTS = "counts", _("People with the outcome, of all")
    MEANS = "means", _("Means and standard deviations")
    RATES = "rates", _("Events over person-time")
    ESTIMATE = "estimate", _("Estimate with its confidence interval")


#: The numbers that each kind of data needs.
NEEDED = {
    Data.COUNTS: ("treated_events", "treated_n", "control_events", "control_n"),
    Data.MEANS: (
        *("treated_mean", "treated_sd", "treated_n"),
        *("control_mean", "control_sd", "control_n"),
    ),
    Data.RATES: ("treated_events", "treated_time", "control_events", "control_time"),
    Data.ESTIMATE: ("estimate", "low", "high"),
}


class Effect(models.Model):
    """What one study found on one outcome at one time, as counts, means or an estimate."""

    study = ParentalKey(Study, on_delete=models.CASCADE, related_name="effects")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="effects")
    data = models.CharField(max_length=8, choices=Data.choices, default=Data.COUNTS)
    treated_events = models.PositiveIntegerField(
        _("with the programme: had the outcome"), null=True, blank=True
    )
    treated_n = models.PositiveIntegerField(_("with the programme: all"), null=True, blank=True)
    control_events = models.PositiveIntegerField(_("without it: had the outcome"), null=True, blank=True)
    control_n = models.PositiveIntegerField(_("without it: all"), null=True, blank=True)
    treated_mean = models.FloatField(null=True, blank=True)
    treated_sd = models.FloatField(null=True, blank=True)
    control_mean = models.FloatField(null=True, blank=True)
    control_sd = models.FloatField(null=True, blank=True)
    treated_time = models.FloatField(_("with the programme: person-time"), null=True, blank=True)
    control_time = models.FloatField(_("without it: person-time"), null=True, blank=True)
    estimate = models.FloatField(_("estimate, as printed"), null=True, blank=True)
    low = models.FloatField(_("low end of its interval"), null=True, blank=True)
    high = models.FloatField(_("high end of its interval"), null=True, blank=True)
    level = models.FloatField(_("level of the interval"), default=0.95)
    months = models.FloatField(_("months of follow-up"), null=True, blank=True)
    subgroup = models.CharField(max_length=80, blank=True)
    moderator = models.FloatField(
        _("value of a moderator"), null=True, blank=True, help_text=_("Such as weeks.")
    )
    sample_cluster = models.CharField(
        max_length=80, blank=True, help_text=_("The same word for effects on the same people.")
    )
    shared_control = models.CharField(
        max_length=80, blank=True, help_text=_("The same word for effects with one control group.")
    )
    extracted_by = models.CharField(max_length=120, blank=True)
    checked_by = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("outcome"), FieldPanel("data")]),
        FieldRowPanel([FieldPanel(name) for name in NEEDED[Data.COUNTS]]),
        FieldRowPanel(
            [FieldPanel(name) for name in ("treated_mean", "treated_sd", "control_mean", "control_sd")]
        ),
        FieldRowPanel([FieldPanel("treated_time"), FieldPanel("control_time")]),
        FieldRowPanel([FieldPanel(name) for name in ("estimate", "low", "high", "level")]),
        FieldRowPanel([FieldPanel("months"), FieldPanel("subgroup"), FieldPanel("moderator")]),
        FieldRowPanel([FieldPanel("sample_cluster"), FieldPanel("shared_control")]),
        FieldRowPanel([FieldPanel("extracted_by"), FieldPanel("checked_by")]),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["study", "pk"]
        constraints = [
            above("treated_events", "treated_n", "evidence_treated_events_within_n"),
            above("control_events", "control_n", "evidence_control_events_within_n"),
            above("low", "estimate", "evidence_estimate_not_below_low"),
            above("estimate", "high", "evidence_estimate_not_above_high"),
            above("low", "high", "evidence_low_not_above_high"),
            models.CheckConstraint(
                condition=(Q(treated_sd__isnull=True) | Q(treated_sd__gt=0))
                & (Q(control_sd__isnull=True) | Q(control_sd__gt=0)),
                name="evidence_sd_above_zero",
                violation_error_message=_("A standard deviation is above zero."),
            ),
            models.CheckConstraint(
                condition=(Q(treated_time__isnull=True) | Q(treated_time__gt=0))
                & (Q(control_time__isnull=True) | Q(control_time__gt=0)),
                name="evidence_time_above_zero",
                violation_error_message=_("Person-time is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(level__gt=0, level__lt=1),
                name="evidence_level_is_a_share",
                violation_error_message=_("The level of an interval lies between 0 and 1, such as 0.95."),
            ),
            *[
                models.CheckConstraint(
                    condition=~Q(data=data) | Q(**{f"{name}__isnull": False for name in names}),
                    name=f"evidence_effect_{data.value}_complete",
                    violation_error_message=_(
                        "Some of the numbers that this kind of data needs are missing."
                    ),
                )
                for data, names in NEEDED.items()
            ],
        ]

    def __str__(self) -> str:
        return f"{self.study}: {self.outcome}"

    def clean(self) -> None:
        """Name each number that this kind of data needs and that is missing."""
        super().clean()
        missing: dict[str, Any] = {
            name: _("This number is needed.")
            for name in NEEDED.get(Data(self.data), ())
            if getattr(self, name) is None
        }
        if missing:
            raise ValidationError(missing)
