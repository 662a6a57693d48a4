"""What every answer of a reading API has in common: reading alone, ETag and caching, problems in one form."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

NOT_FOUND = "There is nothing here, or nothing that is published for you."


class Problem(Schema):
    """What went wrong, as RFC 9457 writes it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def problem(status: int, detail: str) -> JsonResponse:
    """A problem as an answer."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JsonResponse(body.dict(), status=status, content_type="application/problem+json")


def on_errors(api: NinjaAPI) -> None:
    """Answer what is wrong with a request in one form."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, " ".join(dict.fromkeys(map(sentence, error.errors))))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, NOT_FOUND)


def sentence(fault: dict[str, Any]) -> str:
    """One fault of a parameter in a sentence that names it."""
    name = next((str(part) for part in reversed(fault["loc"]) if isinstance(part, str)), "")
    return f"“{name}”: {fault['msg'][:1].lower()}{fault['msg'][1:].rstrip('.')}."


def nothing_here(request: HttpRequest) -> HttpResponse:
    """An address below the API that is none."""
    return problem(404, NOT_FOUND)


def answering(view: Callable[..., HttpResponse], of: str) -> Callable[..., HttpResponse]:
    """Let a view of the module `of` be read alone, and give its answer an ETag; whoever has it already gets 304.

    Every cache may keep an answer to a visitor but asks again each time, so that what is withdrawn is gone at
    once; answers to people who are signed in are kept by nobody (`academy.middleware`).
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            refused = problem(405, "This address can only be read. Use GET.")
            refused["Allow"] = "GET, HEAD"
            return refused
        request.method = "GET"
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "public, no-cache"
        response["X-Content-Type-Options"] = "nosniff"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    answered.__module__ = of
    return conditional_page(answered)
