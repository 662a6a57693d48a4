"""Pathways: every one, one of them, following and leaving it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.rich_text import expand_db_html

from academy.permissions import visible_pages
from academy.requests import MemberRequest
from courses.actions.pathways import follow_pathway, leave_pathway
from courses.models import CourseOutline, PathwayEnrolment, PathwayPage, PathwayStep
from courses.outlines import Standing
from courses.views.reading import standings_of


@dataclass(frozen=True)
class Stop:
    """A course on a pathway: why it is there, and where this person stands on it."""

    step: PathwayStep
    outline: CourseOutline
    standing: Standing | None

    @property
    def is_done(self) -> bool:
        """Whether the course is complete."""
        return self.standing is not None and self.standing.complete


def get_pathway(request: HttpRequest, slug: str) -> PathwayPage:
    """A live pathway this person may see; 404 otherwise."""
    found: PathwayPage | None = visible_pages(request.user, PathwayPage.objects.filter(slug=slug)).first()
    if found is None:
        raise Http404
    return found


def stops_of(request: HttpRequest, pathway: PathwayPage) -> list[Stop]:
    """The pathway's courses that this person may see, in its order."""
    steps = list(pathway.steps.all())
    rows = CourseOutline.objects.visible_to(request.user)
    outlines = {row.course_id: row for row in rows.filter(course__in=[step.course_id for step in steps])}
    standings = standings_of(request, list(outlines.values()))
    return [
        Stop(step, outlines[step.course_id], standings.get(step.course_id))
        for step in steps
        if step.course_id in outlines
    ]


@require_safe
def pathways(request: HttpRequest) -> HttpResponse:
    """Every pathway this person may see, filtered by profession in the address."""
    rows = visible_pages(request.user, PathwayPage.objects.all()).prefetch_related("professions", "steps")
    wanted = request.GET.get("profession", "")
    found = list(rows.order_by("path"))
    professions = sorted({(p.slug, p.name) for page in found for p in page.professions.all()})
    shown = [p for p in found if not wanted or wanted in {q.slug for q in p.professions.all()}]
    context = {"pathways": shown, "professions": professions, "wanted": wanted, "wing": "learn"}
    return render(request, "courses/pathways.html", context)


@require_safe
def pathway(request: HttpRequest, slug: str) -> HttpResponse:
    """One pathway, and how far this person is along it."""
    page = get_pathway(request, slug)
    return render(request, "courses/pathway.html", {"page": page, "wing": "learn"} | _along(request, page))


def _along(request: HttpRequest, page: PathwayPage) -> dict[str, Any]:
    stops = stops_of(request, page)
    needed = [stop for stop in stops if stop.step.required]
    following = None
    if request.user.is_authenticated:
        rows = PathwayEnrolment.objects.filter(learner__user=request.user, pathway=page)
        following = rows.first()
    return {
        "stops": stops,
        "intro": expand_db_html(page.intro),
        "following": following,
        "done": sum(stop.is_done for stop in needed),
        "needed": len(needed),
        "following_stop": next((stop for stop in stops if not stop.is_done), None),
    }


@login_required
@require_POST
def follow(request: MemberRequest, slug: str) -> HttpResponse:
    """Follow a pathway."""
    follow_pathway(person=request.user, pathway=get_pathway(request, slug))
    return redirect("courses:pathway", slug)


@login_required
@require_POST
def leave(request: MemberRequest, slug: str) -> HttpResponse:
    """Stop following it; what was done stays."""
    leave_pathway(person=request.user, pathway=get_pathway(request, slug))
    messages.success(request, _("You no longer follow this pathway. Your courses and certificates stay."))
    return redirect("courses:pathway", slug)
