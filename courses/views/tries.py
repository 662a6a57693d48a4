"""Requests for another try at a final check, for those who may grant one. No name is shown."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from courses.actions.tries import grant_another_try
from courses.models import AnotherTry
from courses.permissions import can_grant_tries

A_PAGE = 50


@require_safe
def another_tries(request: MemberRequest) -> HttpResponse:
    """What was asked and not granted, the oldest first, and what was granted lately."""
    if not can_grant_tries(request.user):
        raise PermissionDenied
    rows = AnotherTry.objects.select_related("enrolment__course")
    context = {
        "page_obj": Paginator(rows.waiting(), A_PAGE).get_page(request.GET.get("page")),
        "granted": rows.filter(granted_at__isnull=False).order_by("-granted_at")[:10],
        "wing": "learn",
    }
    return render(request, "courses/rooms/tries.html", context)


@require_POST
def grant(request: MemberRequest, pk: int) -> HttpResponse:
    """Give one more try."""
    grant_another_try(request=get_object_or_404(AnotherTry, pk=pk), actor=request.user)
    return redirect("another_tries")
