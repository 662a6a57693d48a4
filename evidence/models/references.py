"""References: what was published, in the words of the Citation Style Language."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """References in the field's words."""

    def in_use(self) -> Self:
        """Those that stand for themselves, duplicates left out."""
        return self.filter(duplicate_of__isnull=True)

    def like(self, keys: list[str]) -> Self:
        """Those that share a matching key (see `evidence.citations.matching`) and are no duplicates."""
        return self.in_use().filter(keys__key__in=keys).distinct()


class Reference(models.Model):
    """A publication. `csl` is its CSL-JSON item; the columns repeat what is searched and constrained."""

    csl = models.JSONField(default=dict, blank=True)
    kind = models.CharField(max_length=40, default="article-journal")
    title = models.CharField(max_length=1000)
    authors = models.CharField(max_length=1000, blank=True, help_text=_("As printed, for lists."))
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1500), MaxValueValidator(2200)]
    )
    container = models.CharField(_("journal or book"), max_length=500, blank=True)
    doi = models.CharField("DOI", max_length=255, blank=True)
    pmid = models.CharField("PMID", max_length=12, blank=True)
    url = models.URLField(max_length=800, blank=True)
    abstract = models.TextField(blank=True)
    retracted = models.BooleanField(default=False)
    retraction_note = models.CharField(max_length=300, blank=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReferenceQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        FieldPanel("authors"),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("year"), FieldPanel("container")]),
        MultiFieldPanel([FieldPanel("doi"), FieldPanel("pmid"), FieldPanel("url")]),
        FieldPanel("abstract"),
        MultiFieldPanel([FieldPanel("retracted"), FieldPanel("retraction_note")], heading=_("Retraction")),
    ]

    class Meta:
        ordering = ["authors", "year", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["doi"],
                condition=~Q(doi="") & Q(duplicate_of__isnull=True),
                name="evidence_reference_doi_once",
                violation_error_message=_("There is a reference with this DOI already."),
            ),
            models.UniqueConstraint(
                fields=["pmid"],
                condition=~Q(pmid="") & Q(duplicate_of__isnull=True),
                name="evidence_reference_pmid_once",
                violation_error_message=_("There is a reference with this PMID already."),
            ),
            models.CheckConstraint(
                condition=Q(retracted=True) | Q(retraction_note=""),
                name="evidence_retraction_note_needs_retraction",
                violation_error_message=_("A note on a retraction needs the retraction ticked."),
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=models.F("id")),
                name="evidence_reference_not_its_own_duplicate",
            ),
        ]
        indexes = [models.Index(fields=["year"], name="evidence_reference_year")]

    def __str__(self) -> str:
        parts = (self.authors.split(";")[0].split(",")[0] or self.title[:60], str(self.year or _("no date")))
        return " ".join(parts)


class ReferenceKey(models.Model):
    """A key under which likely duplicates of a reference are looked up."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "key"], name="evidence_reference_key_once")
        ]

    def __str__(self) -> str:
        return self.key


class ReferenceImport(models.Model):
    """One file or paste of references, and what became of each record."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be read")
        UNDONE = "undone", _("Taken back")

    name = models.CharField(max_length=200)
    format = models.CharField(max_length=20, blank=True)
    screen_for = models.ForeignKey(
        "evidence.EvidenceSummaryPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    done = models.PositiveIntegerField(default=0)
    started_by = models.PositiveBigIntegerField(null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.name


class ImportedFile(models.Model):
    """What was sent, packed with gzip, apart from the row that changes; kept until it has been worked."""

    batch = models.OneToOneField(ReferenceImport, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField(editable=False)

    def __str__(self) -> str:
        return str(self.batch)


class ImportedRecord(models.Model):
    """What became of one record of an import."""

    class Outcome(models.TextChoices):
        """The three ends a record can have."""

        ADDED = "added", _("Added")
        DUPLICATE = "duplicate", _("Already here")
        REFUSED = "refused", _("Not added")

    batch = models.ForeignKey(ReferenceImport, on_delete=models.CASCADE, related_name="records")
    position = models.PositiveIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    reference = models.ForeignKey(
        Reference, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="evidence_imported_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.outcome}"
