"""Members and discussions for other software: what the pages show to whoever asks, and nothing else."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from network.directory import Entry, entries_of, list_members, with_nearness
from network.models import Profile, Thread
from network.reading import list_threads
from network.wanted import wanted_from

router = Router(tags=["Network"])


class Which(Schema):
    """Which page."""

    page: int = Field(1, ge=1, le=500, description="Which page, from 1.")


class MemberOut(Schema):
    """A member, as far as this reader sees them."""

    handle: str
    name: str = Field(description="The name, or the handle where the name is not for this reader.")
    role: str
    places: list[str]
    topics: list[str]
    offers: list[str]
    checked: bool
    url: str


class MembersOut(Schema):
    """One page of members."""

    results: list[MemberOut]
    more: bool = Field(description="Whether another page follows.")


class ThreadOut(Schema):
    """A discussion that this reader may read."""

    id: int
    title: str
    kind: str
    group: str
    writer: str = Field(description="Who began it, as this reader sees them.")
    posts: int
    last_at: datetime
    url: str


class ThreadsOut(Schema):
    """One page of discussions."""

    results: list[ThreadOut]
    more: bool


def as_member(entry: Entry) -> dict[str, Any]:
    """What a list tells of a member."""
    return {
        "handle": entry.profile.handle,
        "name": entry.name,
        "role": entry.role,
        "places": entry.places,
        "topics": entry.topics,
        "offers": entry.offers,
        "checked": entry.is_checked,
        "url": entry.profile.get_absolute_url(),
    }


@router.get("/people", response=MembersOut, url_name="people")
def people(request: HttpRequest, which: Query[Which]) -> dict[str, Any]:
    """Members; the filters are those of the page `/network/people/`."""
    listed = list_members(request.user, wanted_from(request.GET), which.page)
    return {"results": [as_member(entry) for entry in listed.entries], "more": listed.has_more}


@router.get("/people/{handle}", response=MemberOut, url_name="person")
def person(request: HttpRequest, handle: str) -> dict[str, Any]:
    """One member."""
    rows = Profile.objects.visible_to(request.user).filter(handle=handle.lower())
    found = entries_of(request.user, list(with_nearness(request.user, rows)))
    if not found:
        raise Http404
    return as_member(found[0])


@router.get("/threads", response=ThreadsOut, url_name="threads")
def threads(request: HttpRequest, which: Query[Which]) -> dict[str, Any]:
    """Discussions, newest word first."""
    lines, more = list_threads(request.user, Thread.objects.order_by("-last_at", "-pk"), which.page)
    results = [
        {
            "id": line.thread.pk,
            "title": line.thread.title,
            "kind": line.thread.kind,
            "group": str(line.thread.group or ""),
            "writer": line.writer.name,
            "posts": line.thread.posts_count,
            "last_at": line.thread.last_at,
            "url": line.thread.get_absolute_url(),
        }
        for line in lines
    ]
    return {"results": results, "more": more}
