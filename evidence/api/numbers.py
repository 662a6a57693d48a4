"""Studies, effects and syntheses of published summaries."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Path, Query, Router

from evidence.api.library import ONE, WRONG, Kind, visible
from evidence.api.paging import Paging, page
from evidence.api.schemas import EffectRows, StudyRows, SynthesisOut, SynthesisRows
from evidence.gathering import NUMBERS
from evidence.models import Analysis, Synthesis

router = Router(tags=["Numbers"])
LARGEST = 2**63 - 1


class Of(Paging):
    """Of which summary; all that are published where none is named."""

    summary: str = Field("", max_length=255, description="A summary's slug.")


class OfOutcome(Of):
    """Of which summary, and of which outcome."""

    outcome: str = Field("", max_length=80, description="An outcome's slug.")


class OfStudy(OfOutcome):
    """Of which study besides."""

    study: str = Field("", max_length=120, description="A study's slug.")


class OfTime(OfOutcome):
    """The newest alone, or all there ever were."""

    current: bool = Field(False, description="Only what the pages show now.")


class OfWords(Of):
    """With which words besides."""

    q: str = Field("", max_length=500, description="Words in the study’s name, country or setting.")


def summaries_named(request: HttpRequest, slug: str) -> dict[int, str]:
    """The summaries that the asker may see, all or the one named: slug by page."""
    rows = visible(request, Kind.SUMMARY)
    return dict((rows.filter(slug=slug) if slug else rows).values_list("page", "slug"))


@router.get("studies", response={200: StudyRows, **WRONG}, summary="Studies of published summaries")
def studies(request: HttpRequest, wishes: Query[OfWords]) -> dict[str, Any]:
    """A study in two summaries is two rows."""
    rows = visible(request, Kind.SUMMARY).order_by("slug")
    if wishes.summary:
        rows = rows.filter(slug=wishes.summary)
    asked = wishes.q.casefold().split()
    found = [
        study | {"summary": slug}
        for slug, held in rows.values_list("slug", "data__studies")
        for study in held
        if all(word in " ".join(map(str, study.values())).casefold() for word in asked)
    ]
    return page(request, wishes, found)


def syntheses_of(pages: Iterable[int], *, outcome: str = "", current: bool = False) -> QuerySet[Synthesis]:
    """The syntheses of summaries, newest first; `current` are those that the pages show now."""
    rows = Synthesis.objects.filter(summary__in=list(pages)).order_by("-published_at", "-pk")
    if outcome:
        rows = rows.filter(outcome__slug=outcome)
    if not current:
        return rows
    same = Synthesis.objects.filter(summary=OuterRef("summary"), outcome=OuterRef("outcome"))
    newer = Q(published_at__gt=OuterRef("published_at"))
    newer |= Q(published_at=OuterRef("published_at"), pk__gt=OuterRef("pk"))
    shown = Analysis.objects.filter(page=OuterRef("summary"), outcome=OuterRef("outcome"))
    return rows.filter(~Exists(same.filter(newer)), Exists(shown))


@router.get("effects", response={200: EffectRows, **WRONG}, summary="Effects behind what is published now")
def effects(request: HttpRequest, wishes: Query[OfStudy]) -> dict[str, Any]:
    """Each as counts, means, rates or an estimate, as the study reports it."""
    slugs = summaries_named(request, wishes.summary)
    rows = syntheses_of(slugs, outcome=wishes.outcome, current=True)
    held = rows.values_list("pk", "summary_id", "inputs__outcome", "inputs__effects")
    found = [
        effect | {"summary": slugs[page_id]}
        for pk, page_id, outcome, values in held
        for effect in effect_rows(pk, outcome, values)
        if wishes.study in ("", effect["study"])
    ]
    return page(request, wishes, found)


def effect_rows(
    synthesis: int, outcome: dict[str, Any], effects: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The effects of one synthesis as they are answered; numbers nobody reported are left out."""
    for effect in effects:
        known = {name: effect[name] for name in NUMBERS if effect.get(name) not in (None, "")}
        yield {
            "synthesis": synthesis,
            "outcome": outcome["slug"],
            "measure": outcome["measure"],
            **{name: effect[name] for name in ("study", "label", "year", "data")},
            "numbers": {name: value for name, value in known.items() if name != "data"},
        }


@router.get("syntheses", response={200: SynthesisRows, **WRONG}, summary="Syntheses, as they were published")
def syntheses(request: HttpRequest, wishes: Query[OfTime]) -> dict[str, Any]:
    """Newest first. They are frozen: a later publication adds a row."""
    slugs = summaries_named(request, wishes.summary)
    rows = syntheses_of(slugs, outcome=wishes.outcome, current=wishes.current)
    columns = ("pk", "summary_id", "outcome__slug", "published_at", "engine", "input_hash")
    held: Any = rows.values(
        *columns, "certainty", "change_note", "result__pooled", "result__words__pooled", "result__refused"
    )
    return page(request, wishes, held, lambda row: synthesis_row(row, slugs))


def synthesis_row(row: dict[str, Any], slugs: dict[int, str]) -> dict[str, Any]:
    """A row of the table as it is answered."""
    kept = ("published_at", "engine", "input_hash", "certainty", "change_note")
    return {
        **{name: row[name] for name in kept},
        "id": row["pk"],
        "url": settings.SITE_URL + reverse("evidence:api_synthesis", args=[row["pk"]]),
        "summary": slugs[row["summary_id"]],
        "outcome": row["outcome__slug"],
        "pooled": row["result__pooled"],
        "words": row["result__words__pooled"] or row["result__refused"] or "",
    }


@router.get("syntheses/{number}", response={200: SynthesisOut, **ONE}, summary="One synthesis, in full")
def synthesis(request: HttpRequest, number: int = Path(..., ge=1, le=LARGEST)) -> dict[str, Any]:  # type: ignore[type-arg]
    """With everything that went in, so that anybody can work it out again."""
    slugs = summaries_named(request, "")
    row = syntheses_of(slugs).select_related("outcome").filter(pk=number).first()
    if row is None:
        raise Http404
    values = {
        **{name: getattr(row, name) for name in ("pk", "summary_id", "published_at", "engine", "input_hash")},
        **{name: getattr(row, name) for name in ("certainty", "change_note")},
        "outcome__slug": row.outcome.slug,
        "result__pooled": row.result.get("pooled"),
        "result__words__pooled": (row.result.get("words") or {}).get("pooled"),
        "result__refused": row.result.get("refused"),
    }
    return synthesis_row(values, slugs) | {"inputs": row.inputs, "result": row.result}
