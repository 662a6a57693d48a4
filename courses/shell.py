"""A lesson page drawn once for everybody whose page looks the same, then filled for each person.

Two pages are alike when lesson, course, frame, what is done and the kind of person are alike; what
differs still (the form token, a name, an unread count, the lesson's own forms) is marked and filled in.
"""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from academy import hooks
from academy.chrome import Chrome
from academy.memory import Kept
from courses.models import LessonBody, LessonPage
from courses.outlines import Standing, neighbours

MARKS = re.compile("\x02([a-z]+)\x03")
shells: Kept[list[str]] = Kept(600)


def mark(name: str) -> SafeString:
    """Stands for a value that differs; no stored text can hold these control characters."""
    return mark_safe(f"\x02{name}\x03")  # noqa: S308 - constant


def draw(request: HttpRequest, body: LessonBody, standing: Standing, html: SafeString) -> str:
    """The whole page of a lesson whose own HTML is `html`."""
    chrome = Chrome(request)
    person: Any = request.user
    waiting = list(get_messages(request))
    key = (
        (body.pk, body.stored_at, body.outline.stored_at),
        (person.is_authenticated, getattr(person, "is_staff", False), bool(chrome.unread)),
        (standing.enrolment is not None, standing.done_ids, standing.paper_passed),
        chrome.fixed,
    )

    def make() -> list[str]:
        return MARKS.split(_render(request, chrome, body, standing, waiting))

    parts = make() if waiting else shells.get(key, make)
    values: dict[str, Callable[[], str]] = {
        "token": lambda: get_token(request),
        "name": lambda: escape(person.get_full_name()),
        "unread": lambda: str(chrome.unread),
        "html": lambda: html,
    }
    return "".join(values[part]() if place % 2 else part for place, part in enumerate(parts))


def _render(
    request: HttpRequest, chrome: Chrome, body: LessonBody, standing: Standing, waiting: list[Any]
) -> str:
    person: Any = request.user
    user = SimpleNamespace(
        is_authenticated=person.is_authenticated,
        is_staff=getattr(person, "is_staff", False),
        is_superuser=getattr(person, "is_superuser", False),
        get_full_name=mark("name"),
    )
    place = neighbours(body.outline, body.lesson_id)
    known = body.outline.data["sources"]
    context = {
        "body": body,
        "outline": body.outline,
        "standing": standing,
        "html": mark("html"),
        "show_leave": body.leave_button,
        "wing": "learn",
        "sources": [known[key] for key in place["lesson"]["sources"] if key in known],
        "user": user,
        "request": SimpleNamespace(user=user, path=request.path),
        "csrf_token": mark("token"),
        "messages": waiting,
        "chrome": chrome.with_unread(mark("unread") if chrome.unread else 0),
        "beside": hooks.components(
            hooks.BESIDE_PAGE, request, LessonPage(pk=body.lesson_id, title=body.title)
        ),
    }
    return render_to_string("courses/lesson.html", context | place)
