"""What members do with posts and threads: change, take back, mark, follow, read, pin."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from academy.rules import readable
from network.actions import tending, threads
from network.actions.drafts import DRAFTED, keep_draft
from network.actions.posting import CannotPost, LooksPersonal, mark_read
from network.forms.discussion import EditForm
from network.models import Attachment, Post, PostRevision, Profile, Thread
from network.permissions import can_reply
from network.views.files import handed
from network.views.hearing import HEARING, hear
from network.views.meeting import acting_profile
from network.views.threads import get_thread
from network.views.writing import REASONS

TOO_LATE = gettext_lazy("A post can be changed for a day. Please add an answer instead.")
NO_CHANGE = gettext_lazy("Nothing can be changed here any more.")
COPY = gettext_lazy("Your words are below: copy what you need.")
STAYS = gettext_lazy(
    "A moderator hid this post. It is kept as it is while that decision stands, so that it can be looked at again."
)
Act = Callable[[Thread, Profile, HttpRequest], Any]


def get_post(request: HttpRequest, pk: int) -> Post:
    """A post that this reader may read; 404 otherwise."""
    rows = Post.objects.visible_to(request.user).select_related("thread__group", "author__person")
    return get_object_or_404(rows, pk=pk)


@login_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one's own words."""
    mine, held = acting_profile(request), get_post(request, pk)
    if held.author_id != mine.pk:
        raise Http404
    initial = {"title": held.thread.title, "body": held.body}
    form = EditForm(request.POST or None, initial=initial, opens=tending.gives_title(held))
    context: dict[str, Any] = {"form": form, "post": held, "wing": "network"}
    if request.method == "POST":
        if form.is_valid() and _changed(form, held, mine, context):
            messages.success(request, _("Changed. What it said before is kept, and can be read."))
            return redirect(held)
    elif not tending.may_change(held, mine, may_reply=can_reply(request.user, held.thread)):
        context["closed"] = TOO_LATE if tending.is_late(held) else NO_CHANGE
    return render(request, "network/threads/edit.html", context)


def _changed(form: EditForm, held: Post, mine: Profile, context: dict[str, Any]) -> bool:
    """Whether the post was changed; what stands in the way is said by the form or shown in `context`."""
    try:
        tending.edit_post(post=held, author=mine, writing=form.writing())
    except LooksPersonal as seen:
        context["screening"] = seen.screening
    except CannotPost as refused:
        form.add_error("body", REASONS[refused.reason])
    except tending.TooLate:
        form.add_error("body", TOO_LATE)
    except PermissionDenied:
        form.add_error("body", f"{NO_CHANGE} {COPY}")
    else:
        return True
    return False


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What a post said before, for those who may read it."""
    held = get_post(request, pk)
    context = {"post": held, "rows": PostRevision.objects.filter(post=held), "wing": "network"}
    return render(request, "network/threads/history.html", context)


@login_required
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own post back."""
    held = get_post(request, pk)
    try:
        tending.take_back(post=held, author=acting_profile(request))
    except tending.HiddenByModerator:
        messages.error(request, STAYS)
    else:
        messages.success(request, _("Taken back. A line says so; your words are gone."))
    return redirect(held.thread)


@login_required
@require_POST
def helpful(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that a post helped, or no longer."""
    held = get_post(request, pk)
    tending.mark_helpful(
        post=held, profile=acting_profile(request), helpful=request.POST.get("helpful") == "yes"
    )
    return redirect(held)


@login_required
@require_POST
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that a post answers the question, or that it is open again."""
    held, mine = get_post(request, pk), acting_profile(request)
    chosen = held if request.POST.get("accept") == "yes" else None
    tending.accept_answer(thread=held.thread, post=chosen, actor=mine)
    messages.success(request, _("Marked as the answer.") if chosen else _("The question is open again."))
    return redirect(held)


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a post's file to those who may read the post."""
    held = get_object_or_404(Attachment, pk=pk)
    get_post(request, held.post_id)
    return handed(held.file, held.name)


def _hear(verb: str) -> Act:
    return lambda thread, mine, request: hear(verb, person=mine.person, thing=thread)


def _set(name: str, value: bool) -> Act:
    return lambda thread, mine, request: threads.set_thread(thread=thread, actor=mine, **{name: value})


#: What is done, and what is said afterwards.
VERBS: dict[str, tuple[Act, Any]] = {
    **{verb: (_hear(verb), words) for verb, words in HEARING.items()},
    "read": (
        lambda thread, mine, request: mark_read(thread=thread, profile=mine),
        gettext_lazy("Marked as read."),
    ),
    "pin": (_set("pinned", True), gettext_lazy("Pinned: it stands first in its list.")),
    "unpin": (_set("pinned", False), gettext_lazy("Pinned no longer.")),
    "lock": (_set("locked", True), gettext_lazy("Locked: it can be read, and nothing can be added.")),
    "unlock": (_set("locked", False), gettext_lazy("Unlocked: members can write here again.")),
}


@login_required
@require_POST
def act(request: MemberRequest, pk: int) -> HttpResponse:
    """Follow, mute, mark as read; stewards also pin and lock."""
    mine, here = acting_profile(request), get_thread(request, pk)
    verb, words = VERBS.get(request.POST.get("verb", ""), (None, ""))
    if verb is None:
        raise PermissionDenied
    verb(here, mine, request)
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"saved": True})
    messages.success(request, words)
    return redirect(here)


@login_required
@require_POST
def save_draft(request: MemberRequest) -> HttpResponse:
    """Keep what somebody is writing, for themselves."""
    place = request.POST.get("place", "")[:60]
    text = {name: request.POST[name] for name in DRAFTED if name in request.POST}
    if not place or not all(readable(value) for value in text.values()):
        return JsonResponse({"saved": False}, status=422)
    keep_draft(person=request.user, place=place, words=text)
    return JsonResponse({"saved": True})
