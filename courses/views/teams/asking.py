"""Managers ask, take back, and spare."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from academy.models import Membership, Organisation
from academy.requests import MemberRequest
from academy.rules import number_in
from courses.actions.assigning import assign, end_exemption, exempt, withdraw_assignment
from courses.actions.letters import choose_weekly_letter
from courses.models import Assignment, CoursePage, Exemption
from courses.team_forms import AssignmentForm, ExemptionForm
from courses.views.teams.gate import managers_only


@managers_only
def assignments(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """What is asked at present, and a form to ask for something more."""
    wished = request.GET.get("person", "")
    initial = {"audience": Assignment.Audience.PERSON, "person": wished} if number_in(wished) else None
    form = AssignmentForm(
        request.POST or None, initial=initial, organisation=organisation, asker=request.user
    )
    if request.method == "POST" and form.is_valid():
        made = assign(organisation=organisation, actor=request.user, **form.wishes())
        text = ngettext("Assigned. They are told.", "%(count)s people are asked, and told.", len(made))
        messages.success(request, text % {"count": len(made)} if made else _("They are asked already."))
        return redirect("courses:team_assignments", organisation.slug)
    rows = Assignment.objects.filter(organisation=organisation, withdrawn_at=None)
    named = rows.select_related("course", "pathway", "profession", "place", "person")
    context = {"organisation": organisation, "rows": named.order_by("-made_at")[:200], "form": form}
    return render(request, "courses/teams/assignments.html", context | {"wing": "learn"})


@managers_only
@require_POST
def withdraw(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take an assignment back."""
    row = get_object_or_404(Assignment, pk=pk, organisation=organisation)
    withdraw_assignment(assignment=row, actor=request.user)
    messages.success(request, _("Withdrawn. What people did stays theirs."))
    return redirect("courses:team_assignments", organisation.slug)


@managers_only
@require_POST
def spare(request: MemberRequest, organisation: Organisation, pk: int, course: int) -> HttpResponse:
    """Spare a member a course, with a reason."""
    today = Membership.objects.valid_on(timezone.localdate()).filter(organisation=organisation)
    held = get_object_or_404(today.select_related("person"), pk=pk)
    page = get_object_or_404(CoursePage, pk=course)
    form = ExemptionForm(request.POST)
    if form.is_valid():
        wishes = {"person": held.person, "course": page, "reason": form.cleaned_data["reason"]}
        exempt(organisation=organisation, actor=request.user, **wishes)
        messages.success(request, _("Exempt. The person sees why on their own page."))
    else:
        messages.warning(
            request, " ".join(map(str, form.errors.get("reason") or ())) + " " + _("Nothing was changed.")
        )
    return redirect("courses:team_person", organisation.slug, pk)


@managers_only
@require_POST
def ask_again(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """End an exemption."""
    row = get_object_or_404(Exemption, pk=pk, organisation=organisation)
    end_exemption(exemption=row, actor=request.user)
    messages.success(request, _("The exemption has ended."))
    return redirect("courses:team", organisation.slug)


@managers_only
@require_POST
def weekly_letter(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Get a letter each week, or no longer."""
    wanted = request.POST.get("wanted") == "yes"
    choose_weekly_letter(organisation=organisation, person=request.user, wanted=wanted)
    text = _("You get a letter each Monday.") if wanted else _("You get no letters about this team.")
    messages.success(request, text)
    return redirect("courses:team", organisation.slug)
