"""References that published pages cite."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from evidence.api.library import WRONG
from evidence.api.paging import Paging, page
from evidence.api.schemas import ReferenceRows
from evidence.models import StoredPage

router = Router(tags=["References"])


class ReferenceWishes(Paging):
    """Which references."""

    q: str = Field("", max_length=500, description="Words in the citation.")
    cited_by: str = Field("", max_length=263, description="A page, such as “model/mentoring”.")


@router.get(
    "references", response={200: ReferenceRows, **WRONG}, summary="References that published pages cite"
)
def references(request: HttpRequest, wishes: Query[ReferenceWishes]) -> dict[str, Any]:
    """Each once, with the pages that cite it, as “model/…” or “summary/…”."""
    rows = StoredPage.objects.visible_to(request.user).order_by("kind", "slug")
    found: dict[int, dict[str, Any]] = {}
    for kind, slug, held in rows.values_list("kind", "slug", "data__references"):
        for item in held:
            row = found.setdefault(item["id"], item | {"cited_by": []})
            row["cited_by"].append(f"{kind}/{slug}")
    asked = wishes.q.casefold().split()
    kept = [
        row
        for row in found.values()
        if all(word in row["text"].casefold() for word in asked)
        and (not wishes.cited_by or wishes.cited_by in row["cited_by"])
    ]
    return page(request, wishes, sorted(kept, key=lambda row: (row["text"].casefold(), row["id"])))
