"""Services: the list with its filters, and each whole."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import ValidationError

from evidence.api.answers import Problem
from network.api.writing import AROUND, brief, full, minimal
from network.models import SupportLocation, SupportNeed, SupportService
from network.openreferral.places import Point, middle_of
from network.support_finder import Asked, matching, nearest

router = Router(tags=["Services"])
MOST, USUAL, FURTHEST = 100, 50, 100_000
MOST_MINIMAL = 10_000


class Wishes(Schema):
    """Which services, and how much of each."""

    page: int = Field(1, ge=1, le=FURTHEST, description="Which page, from 1.")
    per_page: int = Field(USUAL, ge=1, le=MOST, description="How many services a page holds, at most 100.")
    text: str = Field("", max_length=200, description="Words in name, description or organisation.")
    search: str = Field("", max_length=200, description="The same as `text`.")
    modified_after: datetime | None = Field(None, description="Changed on or after this moment.")
    taxonomy_term_id: UUID | None = None
    organization_id: UUID | None = None
    minimum_age: float | None = Field(None, ge=0, le=150)
    maximum_age: float | None = Field(None, ge=0, le=150)
    postcode: str = Field("", max_length=10, description="Of a place that is listed here.")
    proximity: float = Field(5000, gt=0, le=500_000, description="Metres from the postcode.")
    minimal: bool = Field(False, description="Only `id` and `last_modified`, all in one answer.")
    full: bool = Field(False, description="Everything that hangs on each.")


class ServicePage(Schema):
    """A page of the list, as the profile counts it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


def wrong(name: str, words: str) -> ValidationError:
    """A wish that cannot be met."""
    return ValidationError([{"loc": ["query", name], "msg": words, "type": "value_error"}])


def wished(request: HttpRequest, wishes: Wishes) -> QuerySet[SupportService]:
    """The services that fit, apart from distance."""
    rows = matching(request.user, Asked(words=_clean(wishes.text or wishes.search)))
    if wishes.modified_after is not None:
        since = wishes.modified_after
        rows = rows.filter(modified_at__gte=since if since.tzinfo else timezone.make_aware(since))
    if wishes.taxonomy_term_id is not None:
        term = Q(uid=wishes.taxonomy_term_id) | Q(parent__uid=wishes.taxonomy_term_id)
        named = SupportService.needs.through.objects.filter(
            supportneed__in=SupportNeed.objects.filter(term).values("pk")
        )
        rows = rows.filter(pk__in=named.values("supportservice"))
    if wishes.organization_id is not None:
        rows = rows.filter(provider__uid=wishes.organization_id)
    if wishes.minimum_age is not None:
        rows = rows.filter(minimum_age__gte=wishes.minimum_age)
    if wishes.maximum_age is not None:
        rows = rows.filter(maximum_age__lte=wishes.maximum_age)
    return rows.select_related("provider").order_by("name", "pk")


def _clean(words: str) -> str:
    return words.replace("\x00", "").strip()


def middle_of_postcode(postcode: str) -> Point:
    """Where a postcode is, as far as the places listed here tell."""
    written = "".join(postcode.replace("\x00", "").upper().split())
    spaced = f"{written[:-3]} {written[-3:]}"
    rows = SupportLocation.objects.filter(postcode__in=[written, spaced], latitude__isnull=False)
    found = middle_of([Point(float(r.latitude or 0), float(r.longitude or 0)) for r in rows[:50]])
    if found is None:
        raise wrong("postcode", "no place that is listed here has this postcode, so no distance is known")
    return found


@router.get("services", response={200: ServicePage, 422: Problem}, summary="Services, a page at a time")
def services(request: HttpRequest, wishes: Query[Wishes]) -> dict[str, Any]:
    """By name. Without `full` each has its own fields and who offers it."""
    rows: Any = wished(request, wishes)
    if wishes.postcode:
        middle = middle_of_postcode(wishes.postcode)
        near = [(nearest(row, middle), row.pk) for row in rows[:MOST_MINIMAL]]
        rows = rows.filter(
            pk__in=[pk for metres, pk in near if metres is not None and metres <= wishes.proximity]
        )
    per_page = MOST_MINIMAL if wishes.minimal else wishes.per_page
    start = (wishes.page - 1) * per_page
    total = rows.count()
    part = rows.prefetch_related(*AROUND) if wishes.full and not wishes.minimal else rows
    shown = minimal if wishes.minimal else full if wishes.full else brief
    contents = [shown(row) for row in part[start : start + per_page]]
    pages = -(-total // per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": wishes.page,
        "size": len(contents),
        "first_page": wishes.page == 1,
        "last_page": wishes.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


@router.get(
    "services/{uid}", response={200: dict[str, Any], 404: Problem, 422: Problem}, summary="A service, whole"
)
def service(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    """Everything that is known of it."""
    rows = SupportService.objects.visible_to(request.user).select_related("provider")
    found = rows.prefetch_related(*AROUND).filter(uid=uid).first()
    if found is None:
        raise Http404
    return full(found)
