"""Ratings: our own word for a model on an outcome, and what other bodies say, never shown as ours."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evidence.models.effects import Outcome
from evidence.models.pages import ModelPage
from evidence.rules import CERTAINTY, SCALE


class RatingScheme(models.Model):
    """Whose rating it is and what its words mean."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    body = models.CharField(_("who rates"), max_length=120)
    url = models.URLField(blank=True)
    ours = models.BooleanField(default=False)
    about = models.TextField(blank=True)

    class Meta:
        ordering = ["-ours", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["ours"], condition=Q(ours=True), name="evidence_one_scheme_is_ours"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RatingQuerySet(models.QuerySet["Rating"]):
    """Ratings in the field's words."""

    def current(self) -> Self:
        """The newest for each page, scheme and outcome."""
        newer = Rating.objects.filter(
            page=models.OuterRef("page"),
            scheme=models.OuterRef("scheme"),
            aspect=models.OuterRef("aspect"),
        ).filter(
            Q(rated_on__gt=models.OuterRef("rated_on"))
            | Q(rated_on=models.OuterRef("rated_on"), pk__gt=models.OuterRef("pk"))
        )
        return self.filter(~models.Exists(newer))

    def ours(self) -> Self:
        """Those on our own scale."""
        return self.filter(scheme__ours=True)


class Rating(models.Model):
    """One word at one time. A changed rating is a new row, so that the history stays."""

    class Basis(models.TextChoices):
        """How the word came about."""

        COMPUTED = "computed", _("Computed by our stored rules")
        JUDGED = "judged", _("Judged by our editors")
        IMPORTED = "imported", _("Given by another body")

    page = models.ForeignKey(ModelPage, on_delete=models.CASCADE, related_name="ratings")
    scheme = models.ForeignKey(RatingScheme, on_delete=models.PROTECT, related_name="ratings")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aspect = models.CharField(_("on what"), max_length=120, help_text=_("Such as “violence” or “referral”."))
    word = models.CharField(max_length=60)
    sure = models.CharField(_("certainty"), max_length=60, blank=True)
    change = models.FloatField(_("relative change for the better, per cent"), null=True, blank=True)
    basis = models.CharField(max_length=8, choices=Basis.choices)
    synthesis = models.ForeignKey(
        "evidence.Synthesis", on_delete=models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    reason = models.TextField()
    url = models.URLField(max_length=500, blank=True)
    rated_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["-rated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "scheme", "aspect", "rated_on"], name="evidence_rating_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="evidence_rating_says_why"),
            models.CheckConstraint(
                condition=~Q(basis="imported") | ~Q(url=""),
                name="evidence_imported_rating_has_an_address",
                violation_error_message=_("A rating by another body needs the address where it stands."),
            ),
            models.CheckConstraint(
                condition=~Q(basis="computed") | Q(synthesis__isnull=False),
                name="evidence_computed_rating_has_a_synthesis",
            ),
            models.CheckConstraint(
                condition=Q(basis="imported") | Q(word__in=list(SCALE)),
                name="evidence_our_rating_on_our_scale",
            ),
            models.CheckConstraint(
                condition=Q(basis="imported") | Q(sure="") | Q(sure__in=list(CERTAINTY)),
                name="evidence_our_certainty_on_its_scale",
            ),
        ]
        indexes = [
            models.Index(fields=["page", "scheme", "aspect", "-rated_on"], name="evidence_rating_newest")
        ]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.word}"
