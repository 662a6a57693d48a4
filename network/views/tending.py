"""Looking after a thread: what waits is let through or kept back, threads are split, moved and merged."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from academy.requests import MemberRequest
from network.actions import tending, threads
from network.forms.discussion import ReasonForm
from network.forms.tending import MergeForm, MoveForm, SplitForm
from network.models import Post, Profile, Thread
from network.permissions import can_look_after
from network.views.meeting import acting_profile
from network.views.posts import get_post
from network.views.threads import get_thread

NOT_SHOWN = gettext_lazy(
    "Readers do not meet this post now, so nothing was split. Please split at a post that is shown."
)
POLL = gettext_lazy(
    "Its poll goes along, with its votes. One thread holds one poll: threads with a poll are not offered."
)
ANSWER = gettext_lazy(
    "Its answer stays marked where the other thread is a question without an answer. Elsewhere the words of the "
    "answer go along, and the mark does not."
)


@login_required
@require_POST
def look_at(request: MemberRequest, pk: int) -> HttpResponse:
    """A steward lets readers meet a post that waited, or not, with a reason."""
    held, mine = get_post(request, pk), acting_profile(request)
    if "release" in request.POST:
        tending.release_post(post=held, actor=mine)
        messages.success(request, _("Shown."))
        return redirect(held)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return asked(request, form, _("Keep this post back"), held.thread, _("Keep it back"))
    tending.refuse_post(post=held, actor=mine, why=form.cleaned_data["why"])
    messages.success(request, _("Not shown, and the writer is told why."))
    return redirect(held.thread)


@login_required
def split(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a thread of its own from a post and those after it."""
    held, mine = get_post(request, pk), acting_profile(request)
    opens = threads.opens_thread(held)
    if not can_look_after(request.user, held.thread) or (opens and request.method != "POST"):
        raise Http404
    if opens:
        return redirect(held.thread)
    if held.state != Post.State.PUBLISHED:
        messages.error(request, NOT_SHOWN)
        return redirect(held.thread)
    form = SplitForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return asked(request, form, _("Split the thread here"), held.thread, _("Split"))
    made = threads.split_thread(post=held, title=form.cleaned_data["title"], actor=mine)
    messages.success(request, _("A thread of its own."))
    return redirect(made)


@login_required
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Move a thread to another group that one looks after."""
    here, mine = tended(request, pk)
    if request.POST.get("group") == str(here.group_id):
        return redirect(here)
    form = MoveForm(request.POST or None, groups=threads.groups_to_move_to(here, mine))
    if request.method != "POST" or not form.is_valid():
        return asked(request, form, _("Move this thread"), here, _("Move"))
    return done(request, here, lambda: threads.move_thread(thread=here, group=form.chosen, actor=mine))


@login_required
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a thread into another of the same group."""
    here, mine = tended(request, pk)
    form = MergeForm(request.POST or None, threads=threads.threads_to_merge_into(here))
    if request.method != "POST" or not form.is_valid():
        said = [words for words, is_so in ((POLL, here.has_poll), (ANSWER, here.accepted_id)) if is_so]
        return asked(request, form, _("Merge this thread into another"), here, _("Merge"), said)
    return done(request, here, lambda: threads.merge_threads(thread=here, into=form.chosen, actor=mine))


def tended(request: MemberRequest, pk: int) -> tuple[Any, Profile]:
    """The thread, if who asks looks after it; 404 otherwise."""
    here, mine = get_thread(request, pk), acting_profile(request)
    if not can_look_after(request.user, here):
        raise Http404
    return here, mine


def done(request: MemberRequest, here: Thread, verb: Callable[[], object]) -> HttpResponse:
    """Do it and say so; an old address leads to where the thread is now."""
    verb()
    messages.success(request, _("Done."))
    return redirect(here)


def asked(
    request: MemberRequest, form: Any, title: str, here: Thread, button: str, said: Sequence[object] = ()
) -> HttpResponse:
    """A page with one question about a thread, and what is said before it is answered."""
    context = {"form": form, "title": title, "thread": here, "button": button, "said": said}
    context["wing"] = "network"
    return render(request, "network/threads/tend.html", context)
