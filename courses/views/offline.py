"""Lessons on a device without a line: kept by choice, without a name, sent once when the line returns."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from courses.actions.offline import device_mark, take_in
from courses.outlines import neighbours
from courses.permissions import can_read_lessons
from courses.views.reading import enrolled, get_body
from courses.views.whole import printed

LARGEST = 100_000


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it stands at the root so that it may answer for lessons."""
    return render(request, "courses/worker.js", content_type="text/javascript; charset=utf-8")


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What is kept on this device, and how to take it away; drawn by script from the device itself."""
    return render(request, "courses/offline/kept.html", {"wing": "learn"})


@require_safe
def lesson(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """A lesson as it is kept on a device: no name, no forms that send, no private writing."""
    body = get_body(request, course, module, lesson)
    if not can_read_lessons(request.user, body.outline):
        raise Http404
    enrolment = enrolled(request, body.outline)
    context = {
        "body": body,
        "outline": body.outline,
        "html": printed(body),
        "mark": device_mark(enrolment.learner_id) if enrolment else "",
        "wing": "learn",
    }
    context |= neighbours(body.outline, body.lesson_id)
    return render(request, "courses/offline/lesson.html", context)


@login_required
@require_POST
def sync(request: MemberRequest) -> HttpResponse:
    """Take in what was done offline; answers which lessons are kept, refused, or left for somebody else."""
    try:
        mark, items = _sent(request.body if request.content_type == "application/json" else b"")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return JsonResponse({"error": "This is not what a device sends."}, status=400)
    return JsonResponse(take_in(person=request.user, mark=mark, items=items))


def _sent(body: bytes) -> tuple[str, list[tuple[int, str]]]:
    if len(body) > LARGEST:
        raise ValueError("too large")
    data: Any = json.loads(body)
    items = [(int(item["lesson"]), str(item["at"])[:40]) for item in data["items"]]
    if any(not 0 < lesson < 2**31 for lesson, _at in items):
        raise ValueError("no such number")
    return str(data["mark"])[:64], items
