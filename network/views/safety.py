"""Members and safety: somebody at risk now, reporting in two taps, what was decided about oneself, appeals."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.models import SupportLine
from academy.requests import MemberRequest
from academy.rules import number_in
from network.actions import reporting
from network.actions.contact import TooMany
from network.forms.safety import AppealForm, ReportForm
from network.models import ContactRelay, Decision, Post, Profile
from network.permissions import can_report
from network.views.me import own_profile
from network.views.meeting import acting_profile


@require_safe
def risk(request: HttpRequest) -> HttpResponse:
    """Somebody is at risk now: whom to turn to, at once; nothing here waits in a queue."""
    lines = SupportLine.objects.filter(live=True).order_by("order", "name")
    return render(
        request, "network/safety/risk.html", {"lines": lines, "show_leave": True, "wing": "network"}
    )


def _thing(request: MemberRequest, kind: str, key: str) -> Any:
    """What is reported, if this member may report it; 404 otherwise."""
    number = number_in(key)
    found: Any = None
    if kind == "post":
        found = Post.objects.select_related("thread__group", "author__person").filter(pk=number).first()
    elif kind == "message":
        found = ContactRelay.objects.select_related("sender__person").filter(pk=number).first()
    elif kind == "member":
        found = Profile.objects.select_related("person").filter(handle=key.lower()).first()
    if found is None or not can_report(request.user, found):
        raise Http404
    return found


@login_required
def report(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    """Report a post, a message or a member."""
    mine, thing = acting_profile(request), _thing(request, kind, key)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reporting.report(reporter=mine, thing=thing, **form.cleaned_data)
        except TooMany:
            form.add_error("reason", _("You have reported a lot today. For anything urgent, write to us."))
        else:
            messages.success(request, _("Thank you. A moderator looks, and you will hear what came of it."))
            return redirect("network:my_reports")
    context = {"form": form, "kind": kind, "thing": thing, "wing": "network"}
    return render(request, "network/safety/report.html", context)


@login_required
@require_safe
def my_reports(request: MemberRequest) -> HttpResponse:
    """What the reader reported, and what came of it."""
    rows = own_profile(request).reports_made.order_by("-made_at")[:100]
    return render(request, "network/safety/my_reports.html", {"rows": rows, "wing": "network"})


@login_required
@require_safe
def standing(request: MemberRequest) -> HttpResponse:
    """What was decided about the reader, why, and how to have it looked at again."""
    mine = own_profile(request)
    rows = mine.decisions.select_related("post__thread", "appeal")
    context = {"rows": rows, "mine": mine, "form": AppealForm(), "wing": "network"}
    return render(request, "network/safety/standing.html", context)


@login_required
def appeal(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask that a decision about oneself be looked at again; open to suspended members too."""
    mine = own_profile(request)
    decision = get_object_or_404(Decision, pk=pk, member=mine, undone_at=None)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reporting.appeal(decision=decision, member=mine, words=form.cleaned_data["words"])
        messages.success(request, _("Somebody else than who decided looks again, and you will hear."))
        return redirect("network:standing")
    context = {"form": form, "decision": decision, "wing": "network"}
    return render(request, "network/safety/appeal.html", context)
