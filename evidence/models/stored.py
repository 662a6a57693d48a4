"""What is worked out at publish: frozen syntheses, and pages drawn once."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.permissions import AnyUser, restricted
from evidence.models.effects import Outcome
from evidence.models.summaries import EvidenceSummaryPage


class Synthesis(models.Model):
    """Published numbers, frozen: what went in, what came out, and which engine did it.

    Rows are never changed or deleted. `inputs` and `result` are what `evidence.calculating` returns.
    """

    summary = models.ForeignKey(EvidenceSummaryPage, on_delete=models.DO_NOTHING, db_constraint=False)
    outcome = models.ForeignKey(Outcome, on_delete=models.DO_NOTHING, db_constraint=False)
    input_hash = models.CharField(max_length=64)
    engine = models.CharField(_("engine version"), max_length=20)
    inputs = models.JSONField()
    result = models.JSONField()
    certainty = models.CharField(max_length=10, blank=True)
    change_note = models.CharField(_("what changed"), max_length=300, blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name_plural = "syntheses"

    def __str__(self) -> str:
        return f"{self.summary_id}/{self.outcome_id} {self.published_at:%Y-%m-%d}"


class StoredPageQuerySet(models.QuerySet["StoredPage"]):
    """Stored pages in the field's words."""

    def visible_to(self, person: AnyUser) -> Self:
        """Those of live pages that `person` may see."""
        return self.filter(~restricted(person, "page__path"), page__live=True)

    def models(self) -> Self:
        """Those of models."""
        return self.filter(kind=StoredPage.Kind.MODEL)

    def summaries(self) -> Self:
        """Those of summaries."""
        return self.filter(kind=StoredPage.Kind.SUMMARY)


class StoredPage(models.Model):
    """A published model or summary as plain values (`data`), as a line of a list (`card`) and as HTML.

    Places in `html` for what a reader may change are marked `<!--slot:NAME-->`; `slots` holds their values.
    """

    class Kind(models.TextChoices):
        """Which of the two."""

        MODEL = "model", _("Model")
        SUMMARY = "summary", _("Summary")

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="stored_evidence")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    slug = models.SlugField(max_length=255)
    title = models.CharField(max_length=255)
    card = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    slots = models.JSONField(default=dict)
    head = models.JSONField(default=dict)
    html = models.TextField()
    leave_button = models.BooleanField(default=False)
    stored_at = models.DateTimeField(auto_now=True)

    objects = StoredPageQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="evidence_stored_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
