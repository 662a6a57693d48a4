"""A learner's own notes, bookmarks and chosen change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.actions.own_words import (
    TooManyNotes,
    add_note,
    answer_change,
    choose_change,
    delete_note,
    opened,
    opened_note,
    set_bookmark,
)
from courses.addresses import course_address, lesson_address
from courses.forms import ChangeForm
from courses.models import Bookmark, ChosenChange, CourseOutline, Enrolment, LessonBody, Note
from courses.views.reading import enrolled, get_body, get_outline


def _own(request: HttpRequest, course: str, module: str, lesson: str) -> tuple[LessonBody, Enrolment]:
    body = get_body(request, course, module, lesson)
    enrolment = enrolled(request, body.outline)
    if enrolment is None:
        raise Http404
    return body, enrolment


@require_POST
def note_add(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """Keep a note on a lesson."""
    body, enrolment = _own(request, course, module, lesson)
    words = {name: request.POST.get(name, "") for name in ("token", "quote", "text")}
    try:
        if not add_note(learner_id=enrolment.learner_id, lesson_id=body.lesson_id, **words):
            messages.warning(request, _("There was nothing in the note, so nothing was kept."))
    except TooManyNotes:
        messages.warning(request, _("You have 200 notes on this lesson. Delete some to add more."))
    return redirect(f"{lesson_address(course, module, lesson)}#own")


@require_POST
def note_delete(request: HttpRequest, course: str, module: str, lesson: str, pk: int) -> HttpResponse:
    """Delete one's own note."""
    _body, enrolment = _own(request, course, module, lesson)
    delete_note(learner_id=enrolment.learner_id, note_id=pk)
    return redirect(f"{lesson_address(course, module, lesson)}#own")


@require_POST
def bookmark(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """Set a bookmark, or take it away."""
    body, enrolment = _own(request, course, module, lesson)
    on = request.POST.get("on") == "yes"
    set_bookmark(learner_id=enrolment.learner_id, lesson_id=body.lesson_id, on=on)
    return redirect(f"{lesson_address(course, module, lesson)}#own")


@login_required
@require_safe
def notes(request: HttpRequest, course: str) -> HttpResponse:
    """Every note and bookmark of one's own on a course, in the course's order."""
    outline = get_outline(request, course)
    enrolment = enrolled(request, outline)
    context = {"outline": outline, "lessons": [], "wing": "learn"}
    if enrolment is not None:
        context["lessons"] = _kept(outline, enrolment)
    return render(request, "courses/notes.html", context)


def _kept(outline: CourseOutline, enrolment: Enrolment) -> list[dict[str, object]]:
    marks = Bookmark.objects.filter(learner=enrolment.learner_id).values_list("lesson", flat=True)
    marked, held = set(marks), Note.objects.filter(learner=enrolment.learner_id)
    found: dict[int, list[dict[str, str]]] = {}
    for note in held:
        found.setdefault(note.lesson_id, []).append(opened_note(note.sealed))
    return [
        {
            "title": lesson["title"],
            "url": lesson_address(outline.slug, module["slug"], lesson["slug"]),
            "bookmarked": lesson["id"] in marked,
            "notes": found.get(lesson["id"], []),
        }
        for module in outline.data["modules"]
        for lesson in module["lessons"]
        if lesson["id"] in marked or lesson["id"] in found
    ]


@login_required
def change(request: HttpRequest, course: str) -> HttpResponse:
    """The one change chosen on a course: choose it, and later say how it went."""
    outline = get_outline(request, course)
    enrolment = enrolled(request, outline)
    if enrolment is None:
        return redirect(course_address(course))
    held = ChosenChange.objects.filter(enrolment=enrolment.pk).first()
    text = opened(held.sealed) if held else ""
    form = ChangeForm(request.POST or None, initial=_said(held))
    if request.method == "POST" and "change" in request.POST:
        choose_change(enrolment=enrolment, text=request.POST["change"])
        messages.success(request, _("Kept. In four weeks you are asked how it went; only you can read it."))
        return redirect(course_address(course, "change"))
    if request.method == "POST" and held is not None and form.is_valid():
        answer_change(change=held, **form.cleaned_data)
        messages.success(request, _("Thank you. It is kept for you alone."))
        return redirect(course_address(course, "change"))
    context = {"outline": outline, "held": held, "text": text, "form": form, "wing": "learn"}
    return render(request, "courses/change.html", context)


def _said(held: ChosenChange | None) -> dict[str, str]:
    return {"outcome": held.outcome, "text": opened(held.sealed_after)} if held else {}
