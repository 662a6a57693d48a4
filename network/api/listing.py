"""Services: the list with its filters, and each whole."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, StreamingHttpResponse
from ninja import Query, Router, Schema

from network.api.refusing import Fault
from network.api.wishes import MOST_AT_ONCE, Services, Wishes, wished
from network.api.writing import AROUND, brief, full, minimal
from network.models import SupportService

router = Router(tags=["Services"])
LINES_AT_ONCE = 500
Shown = Callable[[SupportService], dict[str, Any]]


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


@router.get("services", response={200: ServicePage, 400: Fault}, summary="Services, a page at a time")
def services(request: HttpRequest, wishes: Query[Wishes]) -> Any:
    """By name. Without `full` each has its own fields and who offers it."""
    rows = wished(request, wishes)
    shown = minimal if wishes.minimal else full if wishes.full else brief
    if shown is full:
        rows = rows.prefetch_related(*AROUND)
    if wishes.format == "ndjson":
        return StreamingHttpResponse(lines(rows, shown), content_type="application/x-ndjson")
    return page_of(rows, shown, number=wishes.page, each=MOST_AT_ONCE if wishes.minimal else wishes.per_page)


def lines(rows: Services, shown: Shown) -> Iterator[str]:
    """Every service on a line of its own, read a few hundred at a time."""
    for start in range(0, MOST_AT_ONCE, LINES_AT_ONCE):
        part = list(rows[start : start + LINES_AT_ONCE])
        yield "".join(json.dumps(shown(row)) + "\n" for row in part)
        if len(part) < LINES_AT_ONCE:
            return


def page_of(rows: Services, shown: Shown, *, number: int, each: int) -> dict[str, Any]:
    """One page; a list of nothing is one empty page, and what lies beyond the last is neither first nor last."""
    total = rows.count()
    pages = max(1, -(-total // each))
    contents = [shown(row) for row in rows[(number - 1) * each : number * each]]
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number == pages,
        "empty": not contents,
        "contents": contents,
    }


@router.get("services/{id}", response={200: dict[str, Any], 404: Fault}, summary="A service, whole")
def service(request: HttpRequest, id: str) -> dict[str, Any]:
    """Everything that is known of it; an id that is no UUID is nobody’s."""
    try:
        uid = UUID(id)
    except ValueError:
        raise Http404 from None
    rows = SupportService.objects.visible_to(request.user).select_related("provider")
    found = rows.prefetch_related(*AROUND).filter(uid=uid).first()
    if found is None:
        raise Http404
    return full(found)
