"""Polls on threads: putting one there, voting, closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from academy.requests import MemberRequest
from academy.rules import number_in
from network.actions import polls
from network.forms.discussion import PollForm
from network.models import Poll
from network.permissions import can_accept
from network.views.meeting import acting_profile
from network.views.threads import get_thread

HAS_ONE = gettext_lazy("This thread has a poll, and holds no second.")
ELSEWHERE = gettext_lazy("Your words are below: copy what you need, and begin another thread with them.")


@login_required
def poll(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a poll on a thread."""
    mine, here = acting_profile(request), get_thread(request, pk)
    form = PollForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            polls.add_poll(
                thread=here,
                actor=mine,
                question=data["question"],
                answers=data["answers"],
                several=data["several"],
            )
        except polls.HasPoll:
            form.add_error(None, f"{HAS_ONE} {ELSEWHERE}")
        else:
            messages.success(request, _("Your poll is there. Readers who may write here can vote."))
            return redirect(here)
    if not can_accept(request.user, here):
        raise Http404
    if request.method != "POST" and here.has_poll:
        messages.info(request, HAS_ONE)
        return redirect(here)
    return render(request, "network/threads/poll.html", {"form": form, "thread": here, "wing": "network"})


@login_required
@require_POST
def vote(request: MemberRequest, pk: int) -> HttpResponse:
    """Vote in a poll, or close it."""
    mine, here = acting_profile(request), get_thread(request, pk)
    held = get_object_or_404(Poll.objects.select_related("thread__group"), thread=here.pk)
    if "close" in request.POST:
        polls.close_poll(poll=held, actor=mine)
        messages.success(request, _("The poll is closed. Its result stays."))
        return redirect(here)
    chosen = [number_in(text) for text in request.POST.getlist("option")]
    try:
        if not polls.vote(poll=held, profile=mine, options=chosen):
            messages.error(request, _("This poll is closed: nothing was counted."))
        elif chosen:
            messages.success(request, _("Your vote is counted. You can change it until the poll closes."))
        else:
            messages.success(request, _("Your vote is taken back."))
    except polls.NothingChosen:
        messages.error(request, _("Nothing was chosen. Please choose an answer, then vote."))
    return redirect(here)
