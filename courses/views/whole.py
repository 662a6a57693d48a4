"""A whole course as one page, to print or save."""

import re

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from courses.models import LessonBody
from courses.permissions import can_read_lessons
from courses.slots import MARK
from courses.views.reading import get_outline

HEADING = re.compile(r"(</?h)([2-5])\b")
OWN_ID = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
OWN_LINK = re.compile(r'href="#([^"]+)"')


@require_safe
def whole(request: HttpRequest, course: str) -> HttpResponse:
    """Every lesson in order, with its questions to think about and room to write; no forms."""
    outline = get_outline(request, course)
    if not can_read_lessons(request.user, outline):
        return redirect_to_login(request.get_full_path())
    rows = LessonBody.objects.visible_to(request.user).filter(outline=outline.pk)
    bodies = {row.lesson_id: row for row in rows}
    modules = [
        module
        | {
            "pages": [
                {"lesson": lesson, "html": printed(bodies[lesson["id"]], lower=2)}
                for lesson in module["lessons"]
                if lesson["id"] in bodies
            ]
        }
        for module in outline.data["modules"]
    ]
    context = {"outline": outline, "modules": modules, "show_leave": True, "wing": "learn"}
    return render(request, "courses/whole.html", context)


def printed(body: LessonBody, *, lower: int = 0) -> SafeString:
    """A lesson's HTML with forms replaced by what they ask, headings `lower` levels down, ids made unique."""

    def ask(match: re.Match[str]) -> str:
        slot = body.slots.get(match[1])
        return render_to_string("courses/parts/printed_slot.html", {"slot": slot}) if slot else ""

    html = MARK.sub(ask, body.html)
    html = HEADING.sub(lambda match: f"{match[1]}{min(6, int(match[2]) + lower)}", html)
    mark = f"l{body.lesson_id}-"
    html = OWN_ID.sub(lambda match: f'{match[1]}="{_marked(match[2], mark)}"', html)
    html = OWN_LINK.sub(lambda match: f'href="#{mark}{match[1]}"', html)
    return mark_safe(html)  # noqa: S308 - drawn by our own blocks and templates


def _marked(names: str, mark: str) -> str:
    return " ".join(f"{mark}{name}" for name in names.split())
