"""Studies, how far they can be trusted, and the effects they found."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PreviewableMixin

from evidence.models.references import Reference
from evidence.rules import DOMAINS, JUDGEMENTS


class Study(PreviewableMixin, ClusterableModel):
    """One piece of research, however many publications tell of it."""

    class Design(models.TextChoices):
        """How people came to be compared."""

        RCT = "rct", _("Randomised trial")
        CLUSTER_RCT = "cluster_rct", _("Cluster randomised trial")
        QUASI = "quasi", _("Comparison group, not randomised")
        BEFORE_AFTER = "before_after", _("Before and after, no comparison")
        COHORT = "cohort", _("Cohort")
        REVIEW = "review", _("Systematic review")
        QUALITATIVE = "qualitative", _("Qualitative or process study")
        OTHER = "other", _("Other, or not reported")

    class Independence(models.TextChoices):
        """Whether those who made the programme also judged it."""

        INDEPENDENT = "independent", _("Independent of the developer")
        DEVELOPER = "developer", _("Developer or owner took part")
        UNCLEAR = "unclear", _("Not reported")

    class Tool(models.TextChoices):
        """How risk of bias was judged."""

        NONE = "", _("Not judged yet")
        ROB2 = "rob2", "RoB 2"
        ROBINS_I = "robins-i", "ROBINS-I"

    slug = models.SlugField(max_length=120, unique=True)
    label = models.CharField(max_length=120, help_text=_("As in a forest plot: first author and year."))
    references = models.ManyToManyField(
        Reference, through="evidence.StudyReference", related_name="studies", blank=True
    )
    design = models.CharField(max_length=12, choices=Design.choices)
    country = models.CharField(max_length=80, blank=True)
    setting = models.CharField(max_length=120, blank=True)
    population = models.CharField(max_length=200, blank=True)
    people = models.PositiveIntegerField(_("people in the study"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year of publication"), null=True, blank=True)
    started = models.PositiveSmallIntegerField(_("year it started"), null=True, blank=True)
    ended = models.PositiveSmallIntegerField(_("year it ended"), null=True, blank=True)
    independence = models.CharField(max_length=12, choices=Independence.choices, default=Independence.UNCLEAR)
    registration = models.CharField(max_length=120, blank=True)
    tool = models.CharField(_("risk-of-bias tool"), max_length=10, choices=Tool.choices, blank=True)
    note = models.TextField(blank=True)

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("slug")]),
        InlinePanel("cited", label=_("Publications")),
        FieldRowPanel([FieldPanel("design"), FieldPanel("independence")]),
        FieldRowPanel([FieldPanel("country"), FieldPanel("setting"), FieldPanel("population")]),
        FieldRowPanel([FieldPanel("people"), FieldPanel("year"), FieldPanel("started"), FieldPanel("ended")]),
        FieldPanel("registration"),
        InlinePanel("effects", label=_("Effects")),
        MultiFieldPanel(
            [FieldPanel("tool"), InlinePanel("judgements", label=_("Judgement of a domain"))],
            heading=_("Risk of bias"),
        ),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["year", "label"]
        verbose_name_plural = "studies"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=True) | Q(ended__gte=F("started")),
                name="evidence_study_ends_after_start",
                violation_error_message=_("A study cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """The study's effects, drawn while they are typed."""
        return "evidence/study_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """The draft's effects as plots, one an outcome."""
        from evidence.previews import study_context

        return super().get_preview_context(request, mode_name) | study_context(self)


class StudyReference(Orderable):
    """A publication that tells of a study."""

    study = ParentalKey(Study, on_delete=models.CASCADE, related_name="cited")
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("reference")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["study", "reference"], name="evidence_study_cites_once")
        ]

    def __str__(self) -> str:
        return str(self.reference)


class BiasJudgement(models.Model):
    """One domain of RoB 2 or ROBINS-I, judged with a reason."""

    study = ParentalKey(Study, on_delete=models.CASCADE, related_name="judgements")
    domain = models.CharField(max_length=20, choices=[(key, name) for key, name in DOMAINS.items()])
    judgement = models.CharField(max_length=10, choices=[(key, name) for key, name in JUDGEMENTS.items()])
    reason = models.TextField()

    panels = [FieldPanel("domain"), FieldPanel("judgement"), FieldPanel("reason")]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["study", "domain"], name="evidence_bias_domain_once"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="evidence_bias_needs_a_reason",
                violation_error_message=_("Say why the domain was judged so."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.judgement}"
