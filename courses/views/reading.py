"""Catalogue, course and lesson pages. GET writes nothing."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from courses.models import CompletionEvent, CourseOutline, Enrolment, LessonBody
from courses.outlines import Standing, neighbours
from courses.permissions import can_read_lessons
from courses.slots import Answers, fill, saved_work


def find_outline(request: HttpRequest, course: str) -> CourseOutline:
    """The outline of a live course this person may see; 404 otherwise."""
    rows = CourseOutline.objects.visible_to(request.user).select_related("course")
    outline = rows.filter(slug=course).first()
    if outline is None:
        raise Http404
    return outline


def find_body(request: HttpRequest, course: str, module: str, lesson: str) -> LessonBody:
    """The stored lesson at this address, if this person may see it; 404 otherwise."""
    rows = LessonBody.objects.visible_to(request.user).select_related("outline")
    body = rows.filter(address=f"{course}/{module}/{lesson}").first()
    if body is None:
        raise Http404
    return body


def standing_of(request: HttpRequest, outline: CourseOutline) -> Standing:
    """Where this person stands on a course; without an account, at its beginning."""
    if not request.user.is_authenticated:
        return Standing(outline, [])
    rows = CompletionEvent.objects.of(request.user, outline.course_id)
    return Standing(outline, list(rows.select_related("enrolment__learner")))


def standings_of(request: HttpRequest, outlines: list[CourseOutline]) -> dict[int, Standing]:
    """Where this person stands on several courses, in one query; only those they are enrolled on."""
    if not request.user.is_authenticated:
        return {}
    rows = CompletionEvent.objects.filter(enrolment__learner__user=request.user)
    events = defaultdict(list)
    for event in rows.select_related("enrolment").order_by("occurred_at", "pk"):
        events[event.enrolment.course_id].append(event)
    return {
        outline.course_id: Standing(outline, events[outline.course_id])
        for outline in outlines
        if outline.course_id in events
    }


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every course this person may see, filtered by topic and role in the address."""
    outlines = list(CourseOutline.objects.visible_to(request.user))
    wanted = {name: request.GET.get(name, "") for name in ("topic", "role")}
    shown = [outline for outline in outlines if _wanted(outline, wanted)]
    standings = standings_of(request, shown)
    cards = [{"outline": outline, "standing": standings.get(outline.course_id)} for outline in shown]
    topics = sorted({tuple(topic) for outline in outlines for topic in outline.data["topics"]})
    roles = sorted({role for outline in outlines for role in outline.data["audience"]})
    context = {"cards": cards, "topics": topics, "roles": roles, "wanted": wanted, "wing": "learn"}
    return render(request, "courses/catalogue.html", context)


def _wanted(outline: CourseOutline, wanted: dict[str, str]) -> bool:
    topics = {slug for slug, _name in outline.data["topics"]}
    by_topic = not wanted["topic"] or wanted["topic"] in topics
    return by_topic and (not wanted["role"] or wanted["role"] in outline.data["audience"])


@require_safe
def course(request: HttpRequest, course: str) -> HttpResponse:
    """A course: what it is, who made it, its lessons, and where this person stands."""
    outline = find_outline(request, course)
    standing = standing_of(request, outline)
    context = {"outline": outline, "course": outline.data, "standing": standing, "wing": "learn"}
    return render(request, "courses/course.html", context)


@require_safe
def lesson(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """A lesson with this person's own answers and reflections."""
    body = find_body(request, course, module, lesson)
    if not can_read_lessons(request.user, body.outline):
        return redirect_to_login(request.get_full_path())
    return lesson_page(request, body)


def lesson_page(request: HttpRequest, body: LessonBody, tried: Answers | None = None) -> HttpResponse:
    """Draw a lesson; `tried` holds answers of somebody for whom nothing is kept."""
    standing = standing_of(request, body.outline)
    answers: Answers = tried or {}
    reflections: dict[str, str] = {}
    if standing.enrolment is not None:
        answers, reflections = saved_work(standing.enrolment.learner, body.lesson_id)
    keeps = standing.enrolment is not None
    context: dict[str, Any] = {
        "body": body,
        "outline": body.outline,
        "standing": standing,
        "html": fill(body, request, keeps=keeps, answers=answers, reflections=reflections),
        "show_leave": body.leave_button,
        "wing": "learn",
        "sources": sources_of(body),
    }
    return render(request, "courses/lesson.html", context | neighbours(body.outline, body.lesson_id))


def sources_of(body: LessonBody) -> list[dict[str, Any]]:
    """The sources a lesson names, as the course describes them."""
    place = neighbours(body.outline, body.lesson_id)["lesson"]
    known = body.outline.data["sources"]
    return [known[key] for key in place["sources"] if key in known]


@require_safe
def go_on(request: HttpRequest, course: str) -> HttpResponse:
    """Lead to the first unfinished lesson."""
    outline = find_outline(request, course)
    return redirect(standing_of(request, outline).next_address)


def enrolled(request: HttpRequest, outline: CourseOutline) -> Enrolment | None:
    """This person's enrolment on a course, or None."""
    if not request.user.is_authenticated:
        return None
    rows = Enrolment.objects.of(request.user).select_related("learner", "course")
    return rows.filter(course=outline.course_id).first()
