"""Catalogue, course and lesson pages. GET writes nothing."""

from collections import defaultdict
from collections.abc import Mapping

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from academy import hooks
from courses.finding import find_body, find_outline, find_standing, required_sessions, saved_work
from courses.models import CompletionEvent, CourseOutline, CoursePage, Enrolment, LessonBody
from courses.outlines import Standing, as_events
from courses.own_part import own_part
from courses.permissions import can_read_lessons
from courses.shell import draw
from courses.slots import Answers, fill


def get_outline(request: HttpRequest, course: str) -> CourseOutline:
    """The outline of a live course this person may see; 404 otherwise."""
    outline = find_outline(request.user, course)
    if outline is None:
        raise Http404
    return outline


def get_body(request: HttpRequest, course: str, module: str, lesson: str) -> LessonBody:
    """The stored lesson at this address, if this person may see it; 404 otherwise."""
    body = find_body(request.user, f"{course}/{module}/{lesson}")
    if body is None:
        raise Http404
    return body


def standings_of(request: HttpRequest, outlines: list[CourseOutline]) -> dict[int, Standing]:
    """Where this person stands on several courses, in one query; only those they are enrolled on."""
    if not request.user.is_authenticated:
        return {}
    rows = CompletionEvent.objects.filter(enrolment__learner__user=request.user)
    events = defaultdict(list)
    for row in rows.select_related("enrolment").order_by("occurred_at", "pk"):
        events[row.enrolment.course_id].append(row)
    return {
        outline.course_id: standing_on(outline, held)
        for outline in outlines
        if (held := events.get(outline.course_id))
    }


def standing_on(outline: CourseOutline, held: list[CompletionEvent]) -> Standing:
    """Where the ledger's rows leave their learner; live sessions are asked for only where a course has some."""
    enrolment = held[0].enrolment
    sessions = required_sessions(enrolment) if outline.data.get("has_required_sessions") else ()
    return Standing(outline, as_events(held), enrolment, sessions)


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
    outline = get_outline(request, course)
    standing = find_standing(request.user, outline)
    page = CoursePage(pk=outline.course_id, title=outline.data["title"])
    context = {
        "outline": outline,
        "course": outline.data,
        "standing": standing,
        "beside": hooks.components(hooks.BESIDE_PAGE, request, page),
        "wing": "learn",
    }
    return render(request, "courses/course.html", context)


@require_safe
def lesson(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """A lesson with this person's own answers and reflections."""
    body = get_body(request, course, module, lesson)
    if not can_read_lessons(request.user, body.outline):
        return redirect_to_login(request.get_full_path())
    return lesson_page(request, body)


def lesson_page(request: HttpRequest, body: LessonBody, tried: Answers | None = None) -> HttpResponse:
    """Draw a lesson; `tried` holds answers of somebody for whom nothing is kept."""
    standing = find_standing(request.user, body.outline)
    answers: Answers = tried or {}
    reflections: Mapping[str, str] = {}
    if standing.enrolment is not None:
        work = saved_work(request.user.pk or 0, body.lesson_id)
        answers, reflections = work.answers, work.reflections
    keeps = standing.enrolment is not None
    html = fill(body, request, keeps=keeps, answers=answers, reflections=reflections)
    if standing.enrolment is not None:
        html += own_part(body, request, work)
    return HttpResponse(draw(request, body, standing, html))


@require_safe
def go_on(request: HttpRequest, course: str) -> HttpResponse:
    """Lead to the first unfinished lesson."""
    outline = get_outline(request, course)
    return redirect(find_standing(request.user, outline).next_address)


def enrolled(request: HttpRequest, outline: CourseOutline) -> Enrolment | None:
    """This person's enrolment on a course, or None."""
    return find_standing(request.user, outline).enrolment
