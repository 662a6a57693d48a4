"""The references of a published page, as a file for reference managers or as text."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from evidence.exporting import answer
from evidence.models import Reference, StoredPage


@require_safe
def model_references(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """What a model's page cites."""
    return cited(request, StoredPage.Kind.MODEL, slug, form)


@require_safe
def summary_references(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """What a living summary cites."""
    return cited(request, StoredPage.Kind.SUMMARY, slug, form)


def cited(request: HttpRequest, kind: str, slug: str, form: str) -> HttpResponseBase:
    """The references of the page at this address, if this person may see it; 404 otherwise."""
    rows = StoredPage.objects.visible_to(request.user).filter(kind=kind, slug=slug)
    listed = rows.values_list("data__references", flat=True).first()
    if listed is None:
        raise Http404
    ids = [item["id"] for item in listed]
    held = Reference.objects.in_bulk(ids)
    return answer([held[pk] for pk in ids if pk in held], form, f"{slug}-references")
