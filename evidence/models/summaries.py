"""Living evidence summaries: the question, the search, the analyses, how sure we are, and what changed."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from academy.blocks import SHORT_FEATURES, TEXT_FEATURES
from academy.models import BasePage
from evidence.models.effects import Outcome
from evidence.models.pages import LIBRARY_ADDRESSES, EvidencePage, ModelPage
from evidence.models.studies import Study
from evidence.rules import GRADE_REASONS, PRISMA, prisma_faults
from evidence.synthesis import Interval, Model, Prediction


def count(name: str) -> Any:
    """A count of the flow diagram; empty means not reported."""
    return models.PositiveIntegerField(name, null=True, blank=True)


class EvidenceSummaryPage(EvidencePage):
    """A living summary of what studies of one question found."""

    about = ParentalManyToManyField(
        ModelPage, blank=True, related_name="summaries", verbose_name=_("models it is about")
    )
    population = models.TextField(_("people"), help_text=_("Who is the question about?"))
    intervention = models.TextField(_("what is done"))
    comparison = models.TextField(_("compared with"))
    outcomes_sought = models.TextField(_("what was looked for"))
    plain_words = RichTextField(_("in plain words"), features=SHORT_FEATURES)
    protocol = models.TextField(blank=True, help_text=_("Where the plan was written down, and when."))
    searching = RichTextField(_("how studies were found"), features=TEXT_FEATURES, blank=True)
    searched_on = models.DateField(_("last search"), null=True, blank=True)
    next_due = models.DateField(_("next update due"), null=True, blank=True)
    databases = count(PRISMA["databases"])
    registers = count(PRISMA["registers"])
    duplicates = count(PRISMA["duplicates"])
    other_removed = count(PRISMA["other_removed"])
    screened = count(PRISMA["screened"])
    excluded = count(PRISMA["excluded"])
    sought = count(PRISMA["sought"])
    not_retrieved = count(PRISMA["not_retrieved"])
    assessed = count(PRISMA["assessed"])
    reports_excluded = count(PRISMA["reports_excluded"])
    reports_included = count(PRISMA["reports_included"])
    studies_included = count(PRISMA["studies_included"])
    flow_note = models.TextField(_("note on the flow"), blank=True)
    london = RichTextField(_("what this means in London"), features=SHORT_FEATURES, blank=True)
    would_change = RichTextField(_("what would change this rating"), features=SHORT_FEATURES, blank=True)
    conflicts = models.TextField(_("conflicts of interest"), blank=True)
    authors = models.CharField(_("written by"), max_length=300, help_text=_("Roles are enough."))
    reviewer = models.CharField(_("reviewed by"), max_length=300, blank=True)
    change = models.CharField(_("what changed this time"), max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="supersedes"
    )

    parent_page_types = ["evidence.LibraryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "evidence/summary.html"
    reserved_slugs: ClassVar[frozenset[str]] = LIBRARY_ADDRESSES
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("population", "intervention", "comparison", "outcomes_sought", "about")
            ],
            heading=_("The question"),
        ),
        FieldPanel("plain_words"),
        InlinePanel("included", label=_("Included studies")),
        InlinePanel("analyses", label=_("Analyses")),
        MultiFieldPanel(
            [FieldPanel("protocol"), FieldPanel("searching")],
            heading=_("The search"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(a), FieldPanel(b)]) for a, b in zip(*[iter(PRISMA)] * 2, strict=True)]
            + [FieldPanel("flow_note")],
            heading=_("Flow of studies (PRISMA 2020); leave empty what nobody reported"),
        ),
        FieldPanel("london"),
        FieldPanel("would_change"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("authors", "reviewer", "conflicts", "change")],
            heading=_("Who and why"),
        ),
    ]
    settings_panels = [
        *BasePage.settings_panels,
        FieldPanel("searched_on"),
        FieldPanel("next_due"),
        FieldPanel("superseded_by"),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(next_due__isnull=True)
                | Q(searched_on__isnull=True)
                | Q(next_due__gte=F("searched_on")),
                name="evidence_due_after_search",
                violation_error_message=_("The next update cannot be due before the last search."),
            )
        ]

    def clean(self) -> None:
        """Refuse counts of the flow that do not add up."""
        super().clean()
        faults = prisma_faults({name: getattr(self, name) for name in PRISMA})
        if faults:
            raise ValidationError(faults)


class IncludedStudy(Orderable):
    """A study that a summary rests on."""

    page = ParentalKey(EvidenceSummaryPage, on_delete=models.CASCADE, related_name="included")
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="inclusions")

    panels = [FieldPanel("study")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "study"], name="evidence_included_once")]

    def __str__(self) -> str:
        return str(self.study)


class Analysis(ClusterableModel, Orderable):
    """One outcome of a summary: pooled, or rightly not pooled and why."""

    class Pooling(models.TextChoices):
        """Whether results are brought together."""

        POOL = "pool", _("Pool the results")
        REFUSE = "refuse", _("Do not pool: say why")

    METHODS = [
        (Model.REML.value, _("Random effects, REML")),
        (Model.DERSIMONIAN_LAIRD.value, _("Random effects, DerSimonian and Laird")),
        (Model.PAULE_MANDEL.value, _("Random effects, Paule and Mandel")),
        (Model.FIXED.value, _("Fixed effect")),
    ]
    INTERVALS = [
        (Interval.GUARDED_HARTUNG_KNAPP.value, _("Hartung and Knapp, guarded")),
        (Interval.HARTUNG_KNAPP.value, _("Hartung and Knapp")),
        (Interval.NORMAL.value, _("Normal")),
    ]
    PREDICTIONS = [
        (Prediction.T_K_MINUS_1.value, "t(k-1)"),
        (Prediction.T_K_MINUS_2.value, "t(k-2)"),
        (Prediction.NORMAL.value, _("Normal")),
    ]

    class Start(models.TextChoices):
        """Where GRADE starts."""

        HIGH = "high", _("High: mostly randomised trials")
        LOW = "low", _("Low: mostly other designs")

    page = ParentalKey(EvidenceSummaryPage, on_delete=models.CASCADE, related_name="analyses")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")
    pooling = models.CharField(max_length=6, choices=Pooling.choices, default=Pooling.POOL)
    refusal = models.TextField(_("why results are not pooled"), blank=True)
    method = models.CharField(max_length=20, choices=METHODS, default=Model.REML.value)
    interval = models.CharField(
        max_length=22, choices=INTERVALS, default=Interval.GUARDED_HARTUNG_KNAPP.value
    )
    prediction = models.CharField(max_length=6, choices=PREDICTIONS, default=Prediction.T_K_MINUS_1.value)
    combine = models.BooleanField(_("combine declared shared groups"), default=True)
    baseline = models.FloatField(
        _("of 100 people without it, how many have the outcome"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.1), MaxValueValidator(99.9)],
    )
    baseline_source = models.CharField(max_length=200, blank=True)
    moderator = models.CharField(
        _("what the effects’ moderator is"), max_length=80, blank=True, help_text=_("Such as “weeks of it”.")
    )
    start = models.CharField(_("certainty starts"), max_length=4, choices=Start.choices, default=Start.LOW)
    note = RichTextField(features=SHORT_FEATURES, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("outcome"), FieldPanel("pooling")]),
        FieldPanel("refusal"),
        FieldRowPanel([FieldPanel("method"), FieldPanel("interval"), FieldPanel("prediction")]),
        FieldPanel("combine"),
        FieldRowPanel([FieldPanel("baseline"), FieldPanel("baseline_source")]),
        FieldPanel("moderator"),
        FieldPanel("start"),
        InlinePanel("reasons", label=_("Reason to be less sure, or surer")),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name_plural = "analyses"
        constraints = [
            models.UniqueConstraint(fields=["page", "outcome"], name="evidence_analysis_once"),
            models.CheckConstraint(
                condition=Q(pooling="pool") | ~Q(refusal=""),
                name="evidence_refusal_says_why",
                violation_error_message=_("Say why the results are not pooled."),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline__gt=0, baseline__lt=100),
                name="evidence_baseline_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return str(self.outcome)


class GradeReason(Orderable):
    """One reason to trust an analysis less, or more; or one that was weighed and moved nothing."""

    STEPS = [
        (-2, _("Two steps down")),
        (-1, _("One step down")),
        (0, _("Considered, no step")),
        (1, _("One step up")),
        (2, _("Two steps up")),
    ]

    analysis = ParentalKey(Analysis, on_delete=models.CASCADE, related_name="reasons")
    reason = models.CharField(max_length=14, choices=list(GRADE_REASONS.items()))
    step = models.SmallIntegerField(choices=STEPS)
    why = models.TextField()

    panels = [FieldRowPanel([FieldPanel("reason"), FieldPanel("step")]), FieldPanel("why")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["analysis", "reason"], name="evidence_grade_reason_once"),
            models.CheckConstraint(
                condition=(
                    Q(reason__in=["bias", "inconsistency", "indirectness", "imprecision", "publication"])
                    & Q(step__in=[0, -1, -2])
                )
                | (Q(reason="large") & Q(step__in=[0, 1, 2]))
                | (Q(reason__in=["dose", "confounding"]) & Q(step__in=[0, 1])),
                name="evidence_grade_step_fits_reason",
                violation_error_message=_("This reason does not move certainty that way, or that far."),
            ),
            models.CheckConstraint(
                condition=~Q(why=""),
                name="evidence_grade_says_why",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.step:+d}"


def prisma_of(page: Any) -> dict[str, int | None]:
    """A summary's counts by name, in the order of the flow."""
    return {name: getattr(page, name) for name in PRISMA}
