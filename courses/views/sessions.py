"""Who was at a live session, marked by those who run it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from academy.requests import MemberRequest
from academy.rules import number_in
from courses.actions.cohorts import mark_attendance, session_attendance
from courses.models import LiveSession
from courses.views.reviewing import reviewers_only


@reviewers_only
def attendance(request: MemberRequest, pk: int) -> HttpResponse:
    """The members of the cohort with a box each."""
    session = get_object_or_404(LiveSession.objects.select_related("cohort__course"), pk=pk)
    if request.method == "POST":
        ticked = [number_in(value) for value in request.POST.getlist("there")]
        fresh = mark_attendance(session=session, enrolments=ticked, actor=request.user)
        messages.success(request, _("Marked as there: %(count)s.") % {"count": fresh})
        return redirect("learning_attendance", pk)
    members = session.cohort.members.select_related("enrolment__learner__user").order_by("joined_at")
    there = session_attendance(session)
    rows = [
        {"enrolment": row.enrolment_id, "name": _name(row), "there": row.enrolment_id in there}
        for row in members
    ]
    return render(
        request, "courses/reviewing/attendance.html", {"session": session, "rows": rows, "wing": "learn"}
    )


def _name(row: object) -> str:
    user = row.enrolment.learner.user  # type: ignore[attr-defined]
    return user.get_full_name() if user else _("Somebody who has left the site")
