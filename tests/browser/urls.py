"""The site's addresses, and those of pages that are otherwise drawn only when something is wrong."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from academy.styleguide import examples
from academy.urls import handler400, handler403, handler404, handler500
from academy.urls import urlpatterns as own
from academy.views import errors
from courses.models import ModulePage
from evidence.models import Study
from evidence.previews import study_context

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
LETTERS = [("1.log", "Subject: Your code\n\nABC-123"), ("2.log", "Subject: Welcome")]


def drawn(template: str, **context: object) -> Callable[[HttpRequest], HttpResponse]:
    """A view that draws one template."""
    return lambda request: render(request, template, context)


def module(request: HttpRequest) -> HttpResponse:
    """A module's draft, as editors preview it."""
    page = ModulePage.objects.get(slug="what-trauma-is")
    return render(request, "courses/module.html", {"page": page, "wing": "learn"})


def study(request: HttpRequest) -> HttpResponse:
    """A study while it is typed, as editors preview it."""
    return render(
        request, "evidence/study_preview.html", study_context(Study.objects.exclude(effects=None)[0])
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    """The style page, which exists only in local mode."""
    return render(request, "academy/styleguide.html", examples())


urlpatterns = [
    path("drawn/403/", errors.forbidden),
    path("drawn/500/", errors.server_error),
    path("drawn/503/", errors.unavailable),
    path("drawn/form/", errors.csrf_failure),
    path("drawn/mailbox/", drawn("academy/mailbox.html", letters=LETTERS)),
    path("drawn/no-letters/", drawn("academy/mailbox.html", letters=[])),
    path("drawn/module/", module),
    path("drawn/study/", study),
    path("drawn/styleguide/", styleguide),
    *own,
]
