"""What of evidence can be found: models, living summaries, and published practice."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.search import EntryValues, Source
from academy.search.audiences import PageAudiences
from academy.search.rules import plain_text
from evidence.addresses import model_address, summary_address
from evidence.models import EvidenceSummaryPage, ModelPage, PracticeSubmission, StoredPage

ADDRESSES = {"model": model_address, "summary": summary_address}
WEIGHTS = {"model": 28, "summary": 26}


def page_entries(pages: Sequence[Any]) -> list[EntryValues]:
    """Published models and summaries, by every word their pages say."""
    rows = {row.page_id: row for row in StoredPage.objects.filter(page__in=pages, page__live=True)}
    audiences = PageAudiences(page.path for page in pages)
    return [
        EntryValues(
            object_id=str(page.pk),
            kind=stored.kind,
            title=stored.title,
            url=ADDRESSES[stored.kind](stored.slug),
            summary=stored.card["summary"],
            body=plain_text(stored.html),
            topics=tuple((slug, name) for slug, name in stored.card["topics"]),
            audiences=audiences.of(page.path),
            weight=WEIGHTS[stored.kind],
        )
        for page in pages
        if (stored := rows.get(page.pk)) is not None
    ]


def practice_entries(practices: Sequence[PracticeSubmission]) -> list[EntryValues]:
    """Practice that is published; nobody finds the rest."""
    return [
        EntryValues(
            object_id=str(practice.pk),
            kind="practice",
            title=practice.title,
            url=reverse("evidence:practice", args=[practice.pk]),
            summary=practice.who_for,
            body=" ".join([practice.what, practice.why, practice.learnt, practice.measured, practice.harms]),
            weight=12,
        )
        for practice in practices
        if practice.state == PracticeSubmission.State.PUBLISHED
    ]


def sources() -> list[Source]:
    """The sources of evidence."""
    practices = PracticeSubmission.objects.published
    summaries = EvidenceSummaryPage.objects.live
    return [
        Source("model", {"model": _("Model")}, ModelPage, page_entries, ModelPage.objects.live),
        Source("summary", {"summary": _("Summary")}, EvidenceSummaryPage, page_entries, summaries),
        Source("practice", {"practice": _("Practice")}, PracticeSubmission, practice_entries, practices),
    ]
