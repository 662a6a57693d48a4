"""For members: what their organisation sees of them, and leaving it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.actions.memberships import LastManager, leave
from academy.models import Membership
from academy.requests import MemberRequest
from courses.matrix import matrix_of
from courses.models import Exemption


def own_membership(request: MemberRequest, organisation: str) -> Membership:
    """The asker's own membership that holds today; 404 otherwise."""
    rows = Membership.objects.valid_on(timezone.localdate()).select_related("organisation", "profession")
    found = rows.filter(person=request.user, organisation__slug=organisation).first()
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def seen(request: MemberRequest, organisation: str) -> HttpResponse:
    """Everything that this organisation sees of the asker, and nothing else."""
    held = own_membership(request, organisation)
    found = matrix_of(held.organisation, person=request.user.pk)
    cells = found.lines[0].cells if found.lines else ()
    spared = Exemption.objects.filter(organisation=held.organisation_id, person=request.user, ended_at=None)
    context = {
        "membership": held,
        "rows": [row for row in zip(found.courses, cells, strict=False) if row[1].status != "not-asked"],
        "spared": spared.select_related("course"),
        "wing": "learn",
    }
    return render(request, "courses/teams/seen.html", context)


@login_required
@require_POST
def leave_team(request: MemberRequest, organisation: str) -> HttpResponse:
    """Leave the organisation: it sees nothing of the asker from now on."""
    held = own_membership(request, organisation)
    try:
        leave(membership=held, actor_id=request.user.pk)
    except LastManager:
        messages.warning(
            request, _("You are the last manager. Ask the people who run the site to name another first.")
        )
        return redirect("courses:team_seen", organisation)
    messages.success(
        request,
        _("You have left %(name)s. It no longer sees your learning, which stays yours.")
        % {"name": held.organisation.name},
    )
    return redirect("dashboard")
