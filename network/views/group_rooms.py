"""The room where leads of the network find somebody for groups that nobody looks after."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from academy.rules import number_in
from network.actions.untended import candidates, close_group, name_steward
from network.models import NetworkGroup, Profile
from network.permissions import can_place_stewards, standings
from network.writers import name_in

MOST = 50


@require_safe
def room(request: MemberRequest) -> HttpResponse:
    """Groups that nobody can look after, and who might."""
    _leads_only(request)
    groups = NetworkGroup.objects.untended().order_by("is_example", "name")[:MOST]
    context = {"rows": [_row(request, group) for group in groups], "wing": "network"}
    return render(request, "network/rooms/groups.html", context)


@require_POST
def tend(request: MemberRequest, pk: int) -> HttpResponse:
    """Name a steward, or close the group."""
    _leads_only(request)
    group = get_object_or_404(NetworkGroup, pk=pk)
    if "close" in request.POST:
        if close_group(group=group, actor=request.user):
            messages.success(request, _("Closed. What was said stays for those who could read it."))
        return redirect("network_groups")
    profile = Profile.objects.filter(pk=number_in(request.POST.get("profile", ""))).first()
    if profile is None:
        messages.error(request, _("Choose who is to look after the group."))
    elif name_steward(group=group, profile=profile, actor=request.user):
        messages.success(request, _("@%(handle)s looks after it now.") % {"handle": profile.handle})
    else:
        messages.info(request, _("Nothing was changed: somebody looks after it, or the member left."))
    return redirect("network_groups")


def _leads_only(request: HttpRequest) -> None:
    if not can_place_stewards(request.user):
        raise PermissionDenied


def _row(request: MemberRequest, group: NetworkGroup) -> dict[str, object]:
    found = candidates(group, request.user)
    near = standings(request.user, found)
    return {"group": group, "people": [(profile.pk, name_in(profile, near)) for profile in found]}
