"""What is a reader's own below a lesson: notes and a bookmark."""

import secrets

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.actions.own_words import opened_note
from courses.finding import Work
from courses.models import LessonBody


def own_part(body: LessonBody, request: HttpRequest, work: Work) -> SafeString:
    """Notes, opened for their writer, and the forms to add one and to set a bookmark."""
    notes = [{"pk": pk} | opened_note(sealed) for pk, sealed in work.notes.items()]
    course, module, lesson = body.address.split("/")
    context = {
        "notes": notes,
        "bookmarked": work.bookmarked,
        "token": secrets.token_urlsafe(16),
        "course": course,
        "module": module,
        "lesson": lesson,
    }
    return render_to_string("courses/parts/own_part.html", context, request)
