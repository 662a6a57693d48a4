"""Drawing at publish what page views only read: models and summaries as values and as HTML."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string

from evidence.cards import FACETS, card_of, model_data
from evidence.digests import analysis_data, card_of_summary, summary_data
from evidence.embedding import head_of
from evidence.gathering import studies_of
from evidence.models import (
    EvidenceSummaryPage,
    Factor,
    ModelPage,
    Reference,
    StoredPage,
    Study,
    Synthesis,
    Term,
)
from evidence.slots import people_slots


@transaction.atomic
def refresh_model(page: ModelPage) -> StoredPage | None:
    """Draw a published model anew and store it; an unpublished one is taken away."""
    if not page.live:
        StoredPage.objects.filter(page=page.pk).delete()
        return None
    data = model_data(page)
    html = render_to_string("evidence/parts/model_body.html", {"model": data})
    return _store(page, StoredPage.Kind.MODEL, card=card_of(page), data=data, html=html, head=head_of(page))


@transaction.atomic
def refresh_summary(page: EvidenceSummaryPage) -> StoredPage | None:
    """Draw a published summary anew from its frozen numbers; an unpublished one is taken away."""
    if not page.live:
        StoredPage.objects.filter(page=page.pk).delete()
        return None
    data = summary_data(page, frozen_analyses(page), studies_of(page))
    html = render_to_string("evidence/parts/summary_body.html", {"summary": data})
    return _store(
        page,
        StoredPage.Kind.SUMMARY,
        card=card_of_summary(data),
        data=data,
        html=html,
        slots=people_slots(data),
        head=head_of(page),
    )


def frozen_analyses(page: EvidenceSummaryPage) -> list[dict[str, Any]]:
    """A summary's analyses with the numbers that were published last."""
    newest: dict[int, Synthesis] = {}
    for row in Synthesis.objects.filter(summary=page.pk).order_by("published_at", "pk"):
        newest[row.outcome_id] = row
    return [
        analysis_data(analysis.outcome, analysis.note, frozen.inputs, frozen.result)
        for analysis in page.analyses.all()
        if (frozen := newest.get(analysis.outcome_id)) is not None
    ]


def _store(page: Any, kind: str, **drawn: Any) -> StoredPage:
    StoredPage.objects.filter(kind=kind, slug=page.slug).exclude(page=page.pk).delete()
    values = {"kind": kind, "slug": page.slug, "title": page.title, "leave_button": page.leave_button}
    stored, _made = StoredPage.objects.update_or_create(page_id=page.pk, defaults=values | drawn)
    return stored


def refresh_citing(reference: Reference) -> None:
    """Draw what cites a reference anew."""
    for model in ModelPage.objects.live().filter(findings__reference=reference).distinct():
        refresh_model(model)
    for study in Study.objects.filter(references=reference):
        refresh_with(study)


def refresh_with(study: Study) -> None:
    """Draw the summaries that include a study anew; their frozen numbers stay."""
    for page in EvidenceSummaryPage.objects.live().filter(included__study=study).distinct():
        refresh_summary(page)


def refresh_filed(word: Term | Factor) -> None:
    """Draw the models filed under a word anew."""
    fields = ("factors",) if isinstance(word, Factor) else tuple(FACETS.values())
    wanted = Q(pk__in=[])
    for field in fields:
        wanted |= Q(**{field: word.pk})
    for model in ModelPage.objects.live().filter(wanted).distinct():
        refresh_model(model)


def refresh_everything() -> int:
    """Draw every published model and summary anew; returns how many."""
    for page in EvidenceSummaryPage.objects.live():
        refresh_summary(page)
    for model in ModelPage.objects.live():
        refresh_model(model)
    return StoredPage.objects.count()
