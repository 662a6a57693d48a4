"""Hearing of a whole group, or not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy.actions.notify import follow, mute, unfollow, unmute
from academy.requests import MemberRequest
from network.models import NetworkGroup
from network.views.meeting import acting_profile

VERBS = {"follow": follow, "unfollow": unfollow, "mute": mute, "unmute": unmute}


@login_required
@require_POST
def hear(request: MemberRequest, slug: str) -> HttpResponse:
    """Follow or mute a group; a mute wins over everything in it."""
    mine = acting_profile(request)
    group = get_object_or_404(NetworkGroup.objects.readable_by(request.user), slug=slug)
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    verb(person=mine.person, thing=group)
    messages.success(request, _("Done."))
    return redirect(group)
