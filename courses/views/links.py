"""The room of links to other sites that lead nowhere any more."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.models import LinkCheck
from courses.permissions import can_keep_questions


@require_safe
def broken(request: HttpRequest) -> HttpResponse:
    """Links found broken, with the pages they stand on, and those that failed once."""
    if not can_keep_questions(request.user):
        raise PermissionDenied
    rows = LinkCheck.objects.broken().prefetch_related("pages").order_by("failing_since", "url")
    context = {
        "page_obj": Paginator(rows, 50).get_page(request.GET.get("page")),
        "doubtful": LinkCheck.objects.doubtful().count(),
        "all": LinkCheck.objects.count(),
        "asked_on": LinkCheck.objects.aggregate(last=Max("asked_on"))["last"],
        "is_on": settings.CHECK_LINKS,
        "wing": "learn",
    }
    return render(request, "courses/rooms/links.html", context)
