"""Members reaching one another: messages, blocks, searches they keep."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from academy.rules import number_in
from network.actions import contact
from network.actions.searches import EnoughSearches, LongSearch, save_search
from network.audiences import Standing
from network.directory import name_for
from network.forms.people import MessageForm, SaveSearchForm
from network.models import ContactRelay, Profile, SavedSearch
from network.permissions import member_of, profile_of, standings
from network.wanted import wanted_from
from network.writers import name_in

TOO_MANY = gettext_lazy(
    "That is as much as one member can send in a day. Please go on tomorrow. Your words are still here."
)


def acting_profile(request: HttpRequest) -> Profile:
    """The profile of a reader who may take part; 404 for anybody else."""
    mine = member_of(request.user)
    if mine is None:
        raise Http404
    return mine


def other_profile(request: HttpRequest, handle: str) -> Profile:
    """Another member whom this reader may find; 404 otherwise."""
    return get_object_or_404(
        Profile.objects.visible_to(request.user).select_related("person"), handle=handle.lower()
    )


def _message_to_answer(request: HttpRequest, mine: Profile, other: Profile) -> ContactRelay | None:
    number = number_in(request.GET.get("to", ""))
    return ContactRelay.objects.filter(pk=number, receiver=mine, sender=other).first()


@login_required
def write(request: MemberRequest, handle: str) -> HttpResponse:
    """Write to a member; the site carries it."""
    mine = acting_profile(request)
    other = get_object_or_404(Profile.objects.select_related("person"), handle=handle.lower())
    reply_to = _message_to_answer(request, mine, other)
    if not contact.may_write(mine, other, reply_to):
        raise Http404
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            contact.relay_message(
                sender=mine, receiver=other, text=data["text"], token=data["token"], reply_to=reply_to
            )
        except contact.TooMany:
            form.add_error("text", TOO_MANY)
        else:
            messages.success(request, _("Sent. If they answer, you will find it in your notifications."))
            return redirect("network:messages")
    context = {
        "form": form,
        "other": other,
        "name": name_for(request.user, other),
        "reply_to": reply_to,
        "wing": "network",
    }
    return render(request, "network/write.html", context)


@login_required
@require_safe
def message_list(request: MemberRequest) -> HttpResponse:
    """Messages carried to and from the reader, newest first; kept for 90 days."""
    mine = profile_of(request.user)
    rows = (
        ContactRelay.objects.filter(Q(sender=mine) | Q(receiver=mine))
        if mine
        else ContactRelay.objects.none()
    )
    rows = rows.select_related("sender__person", "receiver__person")[:100]
    others = [other for row in rows for other in (row.sender, row.receiver) if other is not None]
    near = standings(request.user, others)
    context = {"rows": [_named(near, mine, row) for row in rows], "wing": "network"}
    return render(request, "network/messages.html", context)


def _named(near: dict[int, Standing], mine: Profile | None, row: ContactRelay) -> dict[str, Any]:
    came = mine is not None and row.receiver_id == mine.pk
    other = row.sender if came else row.receiver
    name = name_in(other, near) if other and other.left_at is None else _("Former member")
    return {"row": row, "came": came, "other": other, "name": name}


@login_required
@require_safe
def message(request: MemberRequest, pk: int) -> HttpResponse:
    """One message, to its sender and its receiver alone."""
    mine = profile_of(request.user)
    rows = ContactRelay.objects.select_related("sender__person", "receiver__person", "in_reply_to")
    row = get_object_or_404(rows, pk=pk)
    if mine is None or mine.pk not in (row.sender_id, row.receiver_id):
        raise Http404
    near = standings(request.user, [other for other in (row.sender, row.receiver) if other is not None])
    context = _named(near, mine, row) | {"wing": "network"}
    if context["came"] and row.sender is not None:
        context["can_answer"] = contact.may_write(mine, row.sender, row)
    return render(request, "network/message.html", context)


@login_required
@require_POST
def block(request: MemberRequest, handle: str) -> HttpResponse:
    """Block a member."""
    mine = acting_profile(request)
    contact.block(blocker=mine, blocked=get_object_or_404(Profile, handle=handle.lower()))
    messages.success(
        request, _("Blocked. They can no longer see your profile or write to you, and are not told.")
    )
    return redirect("network:blocks")


@login_required
@require_POST
def unblock(request: MemberRequest, handle: str) -> HttpResponse:
    """Take a block back."""
    contact.unblock(
        blocker=acting_profile(request), blocked=get_object_or_404(Profile, handle=handle.lower())
    )
    messages.success(request, _("The block is taken back."))
    return redirect("network:blocks")


@login_required
@require_safe
def blocks(request: MemberRequest) -> HttpResponse:
    """Whom the reader has blocked."""
    mine = profile_of(request.user)
    rows = (
        Profile.objects.filter(blocks_met__blocker=mine).order_by("handle")
        if mine
        else Profile.objects.none()
    )
    return render(request, "network/blocks.html", {"rows": rows, "wing": "network"})


@login_required
def searches(request: MemberRequest) -> HttpResponse:
    """Searches the reader keeps; sent with a query, keeps one more."""
    mine = acting_profile(request)
    wanted = wanted_from(QueryDict(request.GET.urlencode()))
    if request.method == "POST" and wanted.is_empty:
        messages.error(request, _("Choose a filter first: a search without any fits everybody."))
        return redirect("network:people")
    form = SaveSearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            save_search(profile=mine, wanted=wanted, name=data["name"], alerts=data["alerts"])
        except EnoughSearches:
            form.add_error("name", _("You keep twenty searches. Please delete one first."))
        except LongSearch:
            form.add_error("name", _("This search holds too much to be kept. Please use fewer filters."))
        else:
            messages.success(request, _("Kept."))
            return redirect("network:searches")
    context = {
        "rows": mine.saved_searches.all(),
        "wanted": None if wanted.is_empty else wanted,
        "form": form,
        "wing": "network",
    }
    return render(request, "network/searches.html", context)


@login_required
@require_POST
def delete_search(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep a search no longer."""
    SavedSearch.objects.filter(profile=acting_profile(request), pk=pk).delete()
    messages.success(request, _("Deleted."))
    return redirect("network:searches")
