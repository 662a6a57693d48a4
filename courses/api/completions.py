"""The feed of completions over HTTP, as JSON and as CSV, for whoever holds a key of the organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from ninja import Field, NinjaAPI, Query, Schema
from ninja.security import HttpBearer

from academy.answers import Problem, on_errors, problem
from academy.limits import within
from academy.models import Organisation
from courses.actions.joining import digest_of
from courses.feed import Page, WrongCursor, number_of, page_of
from courses.models import FeedKey
from courses.sheets import as_csv

ROOT = "api/v1/organisations/"
A_MINUTE, WRONG_A_MINUTE = 60, 20
COLUMNS = ("member", "email", "course", "title", "state", "completed_on", "until")


class TooOften(Exception):
    """A key, or somebody guessing keys, asks more often than is good."""


class Key(HttpBearer):
    """A key of the organisation in the address, in the header `Authorization: Bearer …`."""

    def authenticate(self, request: HttpRequest, token: str) -> FeedKey | None:
        """The key, if it is one of this organisation and was not revoked."""
        who = request.META.get("REMOTE_ADDR", "")
        slug = request.resolver_match.kwargs.get("slug", "") if request.resolver_match else ""
        rows = FeedKey.objects.usable().select_related("organisation")
        found = rows.filter(digest=digest_of(token), organisation__slug=slug).first()
        name, most = (f"feed:{found.pk}", A_MINUTE) if found else (f"feed-wrong:{who}", WRONG_A_MINUTE)
        if not within(name, most=most):
            raise TooOften
        return found


class Wishes(Schema):
    """Which part of the feed."""

    cursor: str = Field("", max_length=40, description="The cursor of the last answer; without it, all.")
    limit: int = Field(100, ge=1, le=1000, description="How many rows, at most 1000.")


class Completion(Schema):
    """One fact about one member."""

    member: int = Field(description="Stays the same for a member, also when their address changes.")
    email: str | None = Field(
        description="The work address they were invited at; null without an invitation."
    )
    course: str
    title: str
    state: str = Field(description="“completed”, or “withdrawn” when a correction took it back.")
    completed_on: str | None
    until: str | None = Field(description="The last day it counts; null when it lasts.")


class Completions(Schema):
    """A part of the feed, oldest first. Keep `cursor`, and send it next time."""

    organisation: str
    cursor: str
    more: bool
    completions: list[Completion]


api = NinjaAPI(
    title="Violence Reduction Academy: completions of an organisation",
    version="1.0",
    description="Completions of courses that an organisation asked of people who are its members today.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="courses_api",
    auth=Key(),
)
on_errors(api)


@api.exception_handler(WrongCursor)
def wrong_cursor(request: HttpRequest, error: Any) -> HttpResponse:
    """A cursor from elsewhere."""
    return problem(422, "This cursor did not come from here. Leave it out to begin anew.")


@api.exception_handler(TooOften)
def too_often(request: HttpRequest, error: Any) -> HttpResponse:
    """Ask more slowly."""
    answer = problem(429, "Too many requests in this minute. Wait a minute, and ask for more rows at a time.")
    answer["Retry-After"] = "60"
    return answer


def _page(request: HttpRequest, wishes: Wishes) -> Page:
    held: Organisation = request.auth.organisation  # type: ignore[attr-defined]
    return page_of(held, number_of(wishes.cursor), wishes.limit)


@api.get("{slug:slug}/completions", response={200: Completions, 422: Problem, 429: Problem})
def completions(request: HttpRequest, slug: str, wishes: Query[Wishes]) -> Any:
    """What is new since the cursor."""
    return _page(request, wishes).as_json()


@api.get("{slug:slug}/completions.csv")
def completions_csv(request: HttpRequest, slug: str, wishes: Query[Wishes]) -> HttpResponse:
    """The same as CSV; the next cursor is in the header Academy-Cursor."""
    told = _page(request, wishes).as_json()
    rows = [
        [str(row[name] if row[name] is not None else "") for name in COLUMNS] for row in told["completions"]
    ]
    response = HttpResponse(as_csv(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Academy-Cursor"], response["Academy-More"] = told["cursor"], str(told["more"]).lower()
    return response


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Read alone, kept by nobody, and refused in the same form as everything else."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET":
            response: HttpResponse = problem(405, "This address can only be read. Use GET.")
            response["Allow"] = "GET"
        else:
            response = view(request, *args, **kwargs)
        if response.status_code == 401:
            response = problem(401, "Send a key of this organisation as “Authorization: Bearer …”.")
            response["WWW-Authenticate"] = "Bearer"
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    answered.__module__ = __name__
    return answered


def openapi(request: HttpRequest) -> JsonResponse:
    """The description of the API, as OpenAPI 3.1."""
    return JsonResponse(api.get_openapi_schema(path_prefix=f"/{ROOT}"))


def api_urls() -> list[URLPattern]:
    """Its addresses."""
    held = [item for item in api.urls[0] if isinstance(item, URLPattern) and "slug" in str(item.pattern)]
    found = [path(f"{ROOT}{item.pattern}", private(item.callback), name=f"feed_{item.name}") for item in held]
    return [path(f"{ROOT}openapi.json", openapi, name="feed_openapi"), *found]
