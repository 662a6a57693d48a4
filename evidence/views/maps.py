"""Maps of what is known: the matrix, the factors and the gaps, each as a page and as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from evidence.models import Factor, Outcome, StoredPage, Term
from evidence.pictures import flow, forest, funnel
from evidence.pictures.factor_map import FactorMap, factor_map
from evidence.pictures.gap_map import GapMap, gap_map
from evidence.pictures.marks import Picture
from evidence.pictures.markup import standalone
from evidence.pictures.matrix import Matrix
from evidence.pictures.matrix import matrix as matrix_of
from evidence.views.toolkit import cards_for, shelf_for


def picture_file(request: HttpRequest, picture: Picture, *, name: str) -> HttpResponse:
    """A picture as a file to keep; whatever opens it may load and run nothing."""
    site, today = request.build_absolute_uri("/").rstrip("/"), timezone.localdate()
    source = f"{site}, {today.day} {today:%B %Y}"
    response = HttpResponse(standalone(picture, source=source), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{name}-{today.isoformat()}.svg"'
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _matrix(request: HttpRequest) -> Matrix:
    return matrix_of(shelf_for(request).cards)


def _factors(request: HttpRequest) -> FactorMap:
    known = Factor.objects.order_by("direction", "order", "name")
    rows = [(row.slug, row.name, row.level, row.direction) for row in known]
    return factor_map(cards_for(request.user), rows)


def _gaps(request: HttpRequest) -> GapMap:
    settings = Term.objects.filter(kind=Term.Kind.SETTING).order_by("order", "name")
    families = Outcome.objects.order_by("family").values_list("family", flat=True).distinct()
    rows = [(term.slug, term.name) for term in settings]
    return gap_map(cards_for(request.user), settings=rows, families=list(families))


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Impact against certainty, for the same filters as the toolkit."""
    shelf = shelf_for(request)
    context = {"matrix": matrix_of(shelf.cards), "shelf": shelf, "wing": "evidence"}
    return render(request, "evidence/matrix.html", context)


@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """Risk and protective factors on four levels, and which models act on which."""
    return render(request, "evidence/factors.html", {"map": _factors(request), "wing": "evidence"})


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Outcomes by setting: what has been looked at, and what has not."""
    back = reverse("evidence:toolkit")
    return render(request, "evidence/gaps.html", {"map": _gaps(request), "back": back, "wing": "evidence"})


@require_safe
def matrix_file(request: HttpRequest) -> HttpResponse:
    """The matrix as a file."""
    return picture_file(request, _matrix(request).picture, name="evidence-matrix")


@require_safe
def factors_file(request: HttpRequest) -> HttpResponse:
    """The factor map as a file."""
    return picture_file(request, _factors(request).picture, name="evidence-factors")


@require_safe
def gaps_file(request: HttpRequest) -> HttpResponse:
    """The gap map as a file."""
    return picture_file(request, _gaps(request).picture, name="evidence-gaps")


@require_safe
def summary_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A picture of a published summary as a file: "flow", "forest-ID" or "funnel-ID" by the outcome's id."""
    rows = StoredPage.objects.visible_to(request.user).summaries().filter(slug=slug)
    data = rows.values_list("data", flat=True).first()
    picture = _of_summary(data, name) if data else None
    if picture is None:
        raise Http404
    return picture_file(request, picture, name=f"{slug}-{name}"[:120])


def _of_summary(data: dict[str, Any], name: str) -> Picture | None:
    if name == "flow":
        return flow.diagram(data["prisma"])
    kind, _dash, key = name.partition("-")
    draw = {"forest": forest.plot, "funnel": funnel.plot}.get(kind)
    for analysis in data["analyses"]:
        if draw and str(analysis["id"]) == key:
            return draw(analysis["result"], analysis["outcome"])
    return None
