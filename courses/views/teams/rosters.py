"""Lists of staff: sending one, looking at what it would change, having it worked."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_POST, require_safe

from academy.models import Organisation
from academy.requests import MemberRequest
from courses.actions.rosters import begin_roster, drop_roster, plans_of, receive_roster
from courses.models import Roster
from courses.roster import Change, Plan, UnreadableRoster
from courses.team_forms import RosterForm
from courses.views.teams.gate import managers_only

SHOWN = 100
WORDS = {
    Change.JOINS: later("To be invited"),
    Change.CHANGES: later("To be changed"),
    Change.LEAVES: later("To leave"),
    Change.REFUSED: later("Left out, with a reason"),
    Change.INVITED: later("Invited already"),
    Change.SAME: later("Nothing to change"),
}


@managers_only
def rosters(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Lists that were sent, and a form for one more."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        whole = form.cleaned_data["whole"]
        try:
            made = receive_roster(organisation=organisation, content=content, whole=whole, actor=request.user)
            return redirect("courses:team_roster", organisation.slug, made.pk)
        except UnreadableRoster as error:
            form.add_error("file", str(error))
    rows = Roster.objects.filter(organisation=organisation).defer("content").order_by("-pk")[:20]
    context = {"organisation": organisation, "rows": rows, "form": form, "wing": "learn"}
    return render(request, "courses/teams/rosters.html", context)


@managers_only
@require_safe
def roster(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """What a list would change, or how far it is."""
    held = get_object_or_404(Roster, pk=pk, organisation=organisation)
    plans = plans_of(held) if held.state == Roster.State.WAITING else []
    counts = Counter(one.change.value for one in plans) or Counter(held.counts)
    context = {
        "organisation": organisation,
        "roster": held,
        "counts": [(change.value, word, counts.get(change.value, 0)) for change, word in WORDS.items()],
        "groups": [(change.value, WORDS[change], _some(plans, change)) for change in list(WORDS)[:4]],
        "faults": held.counts.get("faults", []),
        "wing": "learn",
    }
    return render(request, "courses/teams/roster.html", context)


def _some(plans: list[Plan], change: Change) -> list[Plan]:
    return [one for one in plans if one.change is change][:SHOWN]


@managers_only
@require_POST
def apply(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Have a list worked."""
    begin_roster(roster=get_object_or_404(Roster, pk=pk, organisation=organisation), actor=request.user)
    messages.success(request, _("The list is being worked. You can leave this page."))
    return redirect("courses:team_roster", organisation.slug, pk)


@managers_only
@require_POST
def drop(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Forget a list."""
    drop_roster(roster=get_object_or_404(Roster, pk=pk, organisation=organisation))
    messages.success(request, _("The list is deleted. Nothing was changed."))
    return redirect("courses:team_rosters", organisation.slug)
