"""The pages that say what went wrong and what to do next."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: something in the request cannot be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in or not, this is not open to the person."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here, or nothing this person may know of."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from elsewhere."""
    return render(request, "403_form.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it was the database; drawn without it either way."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return render(None, "500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer; try again soon."""
    response = render(None, "503.html", status=503)
    response["Retry-After"] = "30"
    return response
