"""The library and its model pages: what a model is, who for, how to run it, what to watch for."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from academy.blocks import SHORT_FEATURES
from academy.models import BasePage
from evidence.models.references import Reference
from evidence.models.taxonomies import Factor, Term

LIBRARY_ADDRESSES = frozenset(
    """
    summaries matrix compare factors gaps practice download references studies feed oai bodies
    """.split()  # noqa: SIM905 - a block of words reads better than a dozen lines
)


class EvidencePage(BasePage):
    """What library, model and summary share: drawn by our own views, from stored rows."""

    wing: ClassVar[str] = "evidence"

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the view at this page's address, which asks permission and counts its queries."""
        return redirect(self.get_absolute_url())

    def get_absolute_url(self) -> str:
        """The address of the page's own view."""
        from evidence.addresses import address_of

        return address_of(self)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """A draft in the reader's frame."""
        from evidence.previews import preview_context

        return super().get_preview_context(request, mode_name) | preview_context(self)


class LibraryPage(EvidencePage):
    """The toolkit: every model, and the summaries behind them."""

    lead = models.TextField(max_length=400, blank=True)
    max_count = 1
    parent_page_types = ["academy.HomePage"]
    subpage_types = ["evidence.ModelPage", "evidence.EvidenceSummaryPage"]
    template = "evidence/toolkit.html"
    content_panels = [*BasePage.content_panels, FieldPanel("lead")]


def terms_of(kind: str, related_name: str, label: Any) -> ParentalManyToManyField:
    """A field that holds words of one facet."""
    return ParentalManyToManyField(
        Term, blank=True, limit_choices_to={"kind": kind}, related_name=related_name, verbose_name=label
    )


def ticked(name: str) -> FieldPanel:
    """A panel with a box to tick for each word."""
    return FieldPanel(name, widget=CheckboxSelectMultiple)


class ModelPage(EvidencePage):
    """A model of violence reduction."""

    class Maturity(models.TextChoices):
        """How far a model has come."""

        IDEA = "idea", _("Idea")
        TESTING = "testing", _("Being tested")
        PROMISING = "promising", _("Promising")
        EVALUATED = "evaluated", _("Evaluated")
        SCALED = "scaled", _("Scaled up")
        STOPPED = "stopped", _("Stopped")

    class Cost(models.TextChoices):
        """How much it costs, roughly."""

        UNKNOWN = "", _("Not known")
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    what = RichTextField(_("what it is"), features=SHORT_FEATURES)
    who_for = models.TextField(_("who it is for"))
    mechanism = RichTextField(_("how it is thought to work"), features=SHORT_FEATURES)
    components = RichTextField(_("what it consists of"), features=SHORT_FEATURES, blank=True)
    levels = terms_of("level", "levels_of", _("prevention levels"))
    settings = terms_of("setting", "settings_of", _("settings"))
    sectors = terms_of("sector", "sectors_of", _("sectors"))
    ages = terms_of("age", "ages_of", _("ages"))
    violence = terms_of("violence", "violence_of", _("types of violence"))
    factors = ParentalManyToManyField(Factor, blank=True, related_name="acted_on_by")
    readiness = models.TextField(_("what must be in place"), blank=True)
    staffing = models.TextField(blank=True)
    training = models.TextField(blank=True)
    cost_note = models.TextField(_("cost"), blank=True)
    cost = models.CharField(_("cost, roughly"), max_length=6, choices=Cost.choices, blank=True)
    fidelity = models.TextField(_("what must not be changed"), blank=True)
    adaptations = models.TextField(_("common adaptations"), blank=True)
    monitoring = models.TextField(_("what to measure"), blank=True)
    london = RichTextField(_("in London"), features=SHORT_FEATURES, blank=True)
    coproduction = models.TextField(
        _("co-production"),
        help_text=_("Who took part, how they were paid, what changed. “Not reported” is an honest answer."),
    )
    equality = models.TextField(_("equality"), blank=True)
    harms = models.TextField(_("what to watch for"), blank=True)
    maturity = models.CharField(max_length=9, choices=Maturity.choices, default=Maturity.TESTING)
    not_known = models.TextField(_("what is not known"), blank=True)
    conflicts = models.TextField(_("conflicts of interest"), blank=True)
    review_due = models.DateField(null=True, blank=True)

    parent_page_types = ["evidence.LibraryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "evidence/model.html"
    reserved_slugs: ClassVar[frozenset[str]] = LIBRARY_ADDRESSES
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("what", "who_for", "mechanism", "components")],
            heading=_("The model"),
        ),
        InlinePanel("findings", label=_("Findings")),
        FieldPanel("not_known"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    *("readiness", "staffing", "training", "cost", "cost_note"),
                    *("fidelity", "adaptations", "monitoring"),
                )
            ],
            heading=_("How to run it"),
        ),
        FieldPanel("london"),
        MultiFieldPanel(
            [
                FieldPanel("coproduction"),
                FieldPanel("equality"),
                FieldPanel("harms"),
                FieldPanel("conflicts"),
            ],
            heading=_("People and safety"),
        ),
        InlinePanel("links", label=_("Links")),
    ]
    settings_panels = [
        *BasePage.settings_panels,
        MultiFieldPanel(
            [ticked(name) for name in ("levels", "settings", "sectors", "ages", "violence", "factors")],
            heading=_("Filed under"),
        ),
        FieldPanel("maturity"),
        FieldPanel("review_due"),
    ]


class Finding(Orderable):
    """One thing a publication found, in plain words, with the publication."""

    class Points(models.TextChoices):
        """Which way a finding points."""

        FOR = "for", _("Points to benefit")
        MIXED = "mixed", _("Mixed or unclear")
        AGAINST = "against", _("Points to no benefit or harm")
        CONTEXT = "context", _("About reach or process, not effect")

    page = ParentalKey(ModelPage, on_delete=models.CASCADE, related_name="findings")
    text = models.TextField()
    points = models.CharField(max_length=8, choices=Points.choices)
    reference = models.ForeignKey(
        Reference, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    caution = models.CharField(max_length=300, blank=True)

    panels = [FieldPanel("text"), FieldPanel("points"), FieldPanel("reference"), FieldPanel("caution")]

    def __str__(self) -> str:
        return self.text[:80]


class ModelLink(Orderable):
    """A page elsewhere about a model: a manual, an owner, a register."""

    page = ParentalKey(ModelPage, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(max_length=160)
    url = models.URLField(max_length=500)

    panels = [FieldPanel("title"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        constraints = [models.CheckConstraint(condition=~Q(url=""), name="evidence_link_has_an_address")]

    def __str__(self) -> str:
        return self.title
