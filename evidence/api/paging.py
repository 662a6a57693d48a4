"""A page of a list: so many rows from a place on, and the address of the next."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

MOST, USUAL, FURTHEST = 100, 20, 1_000_000


class Paging(Schema):
    """Which part of a list is asked for."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="How many rows, at most 100.")
    offset: int = Field(0, ge=0, le=FURTHEST, description="How many rows to pass over.")


class Page(Schema):
    """What every list answers beside its rows."""

    count: int = Field(description="Rows in the whole list.")
    next: str | None = Field(None, description="The address of the next part; null at the end.")


def page(
    request: HttpRequest,
    paging: Paging,
    rows: Sequence[Any] | QuerySet[Any],
    shown: Callable[[Any], Any] = lambda row: row,
) -> dict[str, Any]:
    """The part of a list that was asked for, each row as `shown` tells it."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    end = paging.offset + paging.limit
    part = [shown(row) for row in rows[paging.offset : end]]
    return {"count": count, "next": further(request, end) if end < count else None, "results": part}


def further(request: HttpRequest, offset: int) -> str:
    """The same address from another place on."""
    query = request.GET.copy()
    query["offset"] = str(offset)
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
