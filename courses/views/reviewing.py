"""Answering learners: what waits, one record with its corrections, requests, earlier learning."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from courses.actions.corrections import NotInRecord, answer_check, grant, set_aside
from courses.actions.joining import answer_request
from courses.actions.ledger import record_of
from courses.actions.prior import answer_claim
from courses.explaining import own_events
from courses.models import (
    CheckRequest,
    CourseOutline,
    Enrolment,
    EnrolmentRequest,
    LiveSession,
    Outcome,
    PriorLearning,
)
from courses.permissions import can_review_learning
from courses.reviewing_forms import AnswerForm, ClaimForm, GrantForm, RequestForm, SetAsideForm

View = Callable[..., HttpResponseBase]


def reviewers_only(view: View) -> View:
    """Let only those in who answer learners."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_review_learning(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@reviewers_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, and the way to somebody's record by their address."""
    email = request.GET.get("email", "").strip()
    found = Enrolment.objects.filter(learner__user__email__iexact=email or None)
    context = {
        "checks": CheckRequest.objects.waiting().select_related("enrolment__course")[:100],
        "requests": EnrolmentRequest.objects.waiting().select_related("course")[:100],
        "claims": PriorLearning.objects.waiting().select_related("course")[:100],
        "sessions": LiveSession.objects.select_related("cohort__course").order_by("-starts_at")[:20],
        "email": email,
        "found": found.select_related("course"),
        "wing": "learn",
    }
    return render(request, "courses/reviewing/overview.html", context)


def _record(pk: int) -> tuple[Enrolment, CourseOutline]:
    rows = Enrolment.objects.select_related("learner__user", "course")
    enrolment = get_object_or_404(rows, pk=pk, learner__user__isnull=False)
    return enrolment, get_object_or_404(CourseOutline, course=enrolment.course_id)


def _show_record(request: HttpRequest, pk: int, **forms: Any) -> HttpResponse:
    enrolment, outline = _record(pk)
    held = record_of(enrolment, outline)
    waiting = enrolment.check_requests.filter(answered_at=None).first()
    events = own_events(enrolment)
    context = {
        "enrolment": enrolment,
        "outline": outline,
        "record": held,
        "events": events,
        "waiting": waiting,
        "answer_form": AnswerForm(),
        "grant_form": GrantForm(record=held),
        "aside_form": SetAsideForm(events=events),
        "wing": "learn",
    }
    return render(request, "courses/reviewing/record.html", context | forms)


@reviewers_only
@require_safe
def learning_record(request: HttpRequest, pk: int) -> HttpResponse:
    """One learner's record on one course: requirements, events, corrections."""
    return _show_record(request, pk)


@reviewers_only
@require_POST
def grant_one(request: MemberRequest, pk: int) -> HttpResponse:
    """Count a requirement as met, with a reason."""
    enrolment, outline = _record(pk)
    form = GrantForm(request.POST, record=record_of(enrolment, outline))
    if not form.is_valid():
        return _show_record(request, pk, grant_form=form)
    try:
        grant(enrolment=enrolment, actor=request.user, **form.cleaned_data)
        messages.success(request, _("It counts now, and the learner is told why."))
    except NotInRecord:
        messages.warning(request, _("It counted already. Nothing was changed."))
    return redirect("learning_record", pk)


@reviewers_only
@require_POST
def set_one_aside(request: MemberRequest, pk: int) -> HttpResponse:
    """Let an event no longer count, with a reason."""
    enrolment, _outline = _record(pk)
    form = SetAsideForm(request.POST, events=own_events(enrolment))
    if not form.is_valid():
        return _show_record(request, pk, aside_form=form)
    data = form.cleaned_data
    try:
        set_aside(enrolment=enrolment, event_id=int(data["event"]), reason=data["reason"], actor=request.user)
        messages.success(request, _("It no longer counts, and the learner is told why."))
    except NotInRecord:
        messages.warning(request, _("It did not count already. Nothing was changed."))
    return redirect("learning_record", pk)


@reviewers_only
@require_POST
def check(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer a learner who asked for a check."""
    held = get_object_or_404(CheckRequest, pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show_record(request, held.enrolment_id, answer_form=form)
    answer_check(request=held, answer=form.cleaned_data["answer"], actor=request.user)
    messages.success(request, _("The learner is told."))
    return redirect("learning")


@reviewers_only
def request_for_place(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer a request for a place."""
    held = get_object_or_404(EnrolmentRequest.objects.select_related("learner__user", "course"), pk=pk)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer_request(
            request=held, accept=data["accept"] == "yes", answer=data["answer"], actor=request.user
        )
        messages.success(request, _("Answered, and they are told."))
        return redirect("learning")
    return render(request, "courses/reviewing/request.html", {"held": held, "form": form, "wing": "learn"})


@reviewers_only
def claim(request: MemberRequest, pk: int) -> HttpResponse:
    """Compare proof of earlier learning with the course's outcomes, and answer."""
    rows = PriorLearning.objects.select_related("learner__user", "course")
    held = get_object_or_404(rows, pk=pk)
    form = ClaimForm(request.POST or None, outcomes=Outcome.objects.filter(course=held.course_id))
    if request.method == "POST" and form.is_valid():
        answer_claim(claim=held, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Answered, and the learner is told."))
        return redirect("learning")
    return render(request, "courses/reviewing/claim.html", {"claim": held, "form": form, "wing": "learn"})


@reviewers_only
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a claim, always as a download and never shown as a page."""
    held = get_object_or_404(PriorLearning, pk=pk)
    if not held.file:
        raise Http404
    with held.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/octet-stream")
    name = f"claim-{held.pk}.{str(held.file.name).rpartition('.')[2]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
