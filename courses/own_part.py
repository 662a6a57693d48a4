"""What is a reader's own below a lesson: notes and a bookmark.

Without notes it looks the same to every reader of a lesson but for two tokens, so it is drawn once.
"""

import secrets
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from academy.memory import Kept
from courses.actions.own_words import opened_note
from courses.finding import Work
from courses.models import LessonBody

#: Stand for the form's and the note's token; no stored text can hold these control characters.
FORM_TOKEN, NOTE_TOKEN = mark_safe("\x02form\x03"), mark_safe("\x02note\x03")
drawn: Kept[str] = Kept(600)


def own_part(body: LessonBody, request: HttpRequest, work: Work) -> SafeString:
    """Notes, opened for their writer, and the forms to add one and to set a bookmark."""
    notes = [{"pk": pk} | opened_note(sealed) for pk, sealed in work.notes.items()]

    def make() -> str:
        return _draw(body, notes, work.bookmarked)

    html = make() if notes else drawn.get((body.address, work.bookmarked), make)
    filled = html.replace(FORM_TOKEN, get_token(request)).replace(NOTE_TOKEN, secrets.token_urlsafe(16))
    return mark_safe(filled)  # noqa: S308 - drawn by a template, which escapes; tokens are letters and digits


def _draw(body: LessonBody, notes: list[dict[str, Any]], bookmarked: bool) -> str:
    course, module, lesson = body.address.split("/")
    context = {
        "notes": notes,
        "bookmarked": bookmarked,
        "token": NOTE_TOKEN,
        "csrf_token": FORM_TOKEN,
        "course": course,
        "module": module,
        "lesson": lesson,
    }
    return render_to_string("courses/parts/own_part.html", context)
