"""Hearing of a group or a discussion, or not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from academy.actions.notify import follow, mute, unfollow, unmute
from academy.models import User
from academy.requests import MemberRequest
from network.models import NetworkGroup
from network.views.meeting import acting_profile

VERBS = {"follow": follow, "unfollow": unfollow, "mute": mute, "unmute": unmute}
#: What is said after each.
HEARING = {
    "follow": gettext_lazy("Following: you hear of what is written here."),
    "unfollow": gettext_lazy("You follow it no longer."),
    "mute": gettext_lazy("Muted: you hear nothing more of it."),
    "unmute": gettext_lazy("Muted no longer."),
}


def hear(verb: str, *, person: User, thing: Model) -> None:
    """Follow or mute a thing, or no longer. Who follows what they had muted wants to hear of it."""
    if verb == "follow":
        unmute(person=person, thing=thing)
    VERBS[verb](person=person, thing=thing)


@login_required
@require_POST
def hear_group(request: MemberRequest, slug: str) -> HttpResponse:
    """Follow or mute a group; a mute wins over everything in it."""
    mine = acting_profile(request)
    group = get_object_or_404(NetworkGroup.objects.readable_by(request.user), slug=slug)
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        raise Http404
    hear(verb, person=mine.person, thing=group)
    messages.success(request, HEARING[verb])
    return redirect(group)
