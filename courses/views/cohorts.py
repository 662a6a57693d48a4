"""Cohorts as learners see them: start dates, live sessions, a calendar file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from courses.actions.cohorts import CohortFull, join_cohort, leave_cohort
from courses.addresses import course_address
from courses.calendars import calendar_of
from courses.models import Cohort, CohortMember, Enrolment, LiveSession
from courses.permissions import can_join_cohort
from courses.views.reading import enrolled, get_outline


@login_required
@require_safe
def cohorts(request: MemberRequest, course: str) -> HttpResponse:
    """The course's cohorts that are not over, and those this person is in with their sessions."""
    outline = get_outline(request, course)
    mine = CohortMember.objects.filter(enrolment__learner__user=request.user)
    rows = Cohort.objects.filter(course=outline.course_id).annotate(taken=Count("members"))
    sessions = Prefetch("sessions", LiveSession.objects.order_by("starts_at"))
    held = set(mine.values_list("cohort", flat=True))
    found = [row for row in rows.prefetch_related(sessions).order_by("starts_on") if _shown(row, held)]
    items = [{"cohort": row, "mine": row.pk in held, "full": _is_full(row)} for row in found]
    context = {"outline": outline, "items": items, "enrolment": enrolled(request, outline), "wing": "learn"}
    return render(request, "courses/cohorts.html", context)


def _shown(cohort: Cohort, held: set[int]) -> bool:
    """One's own always; others while they may still be joined."""
    over = cohort.due_on is not None and cohort.due_on < timezone.localdate()
    return cohort.pk in held or (cohort.open_to_join and not over)


def _is_full(cohort: Any) -> bool:
    return cohort.places is not None and cohort.taken >= cohort.places


def _own(request: MemberRequest, course: str, pk: int) -> tuple[Cohort, Enrolment]:
    outline = get_outline(request, course)
    enrolment = enrolled(request, outline)
    cohort = get_object_or_404(Cohort, pk=pk, course=outline.course_id)
    if enrolment is None:
        raise Http404
    return cohort, enrolment


@login_required
@require_POST
def join(request: MemberRequest, course: str, pk: int) -> HttpResponse:
    """Take a place."""
    cohort, enrolment = _own(request, course, pk)
    if not can_join_cohort(request.user, cohort):
        raise Http404
    try:
        join_cohort(cohort=cohort, enrolment=enrolment)
    except CohortFull:
        messages.warning(request, _("The last place has just been taken. Choose another start."))
    return redirect(course_address(course, "cohorts"))


@login_required
@require_POST
def leave(request: MemberRequest, course: str, pk: int) -> HttpResponse:
    """Give the place back."""
    cohort, enrolment = _own(request, course, pk)
    leave_cohort(cohort=cohort, enrolment=enrolment)
    messages.success(request, _("Your place is free again. What you have done stays."))
    return redirect(course_address(course, "cohorts"))


@login_required
@require_safe
def calendar(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """The sessions of one's own cohort as a calendar file."""
    rows = Cohort.objects.joined_by(request.user).filter(course__slug=course)  # type: ignore[arg-type]
    cohort = get_object_or_404(rows, pk=pk)
    response = HttpResponse(calendar_of(cohort), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sessions.ics"'
    return response
