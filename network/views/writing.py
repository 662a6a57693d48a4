"""Writing in discussions: an answer, a new thread; where something stands in the way nothing is lost."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from academy.requests import MemberRequest
from academy.rules import number_in, readable
from network.actions.drafts import DRAFTED, drop_files, keep_draft, keep_files
from network.actions.posting import (
    CannotPost,
    LooksPersonal,
    open_thread,
    place_of,
    reply,
    sent_before,
)
from network.forms.discussion import PostForm, ThreadForm
from network.forms.fields import files_that_fit
from network.markup import to_html
from network.models import Draft, NetworkGroup, Post, Profile, Thread, WaitingFile
from network.permissions import can_ask_unnamed, can_open_thread, profile_of
from network.views.meeting import acting_profile
from network.views.threads import form_class, get_thread, page_in, shown, waiting_in

Made = TypeVar("Made")
CLOSED = gettext_lazy("Nobody can write here any more. Your words are kept as a draft; copy what you need.")
REASONS = {
    "flood": gettext_lazy(
        "You have written a lot today. Please go on tomorrow; your words are kept here as a draft."
    ),
    "links": gettext_lazy(
        "That is more links than a post may hold. New members may post one; please take some out."
    ),
    "again": gettext_lazy(
        "You posted these very words today. Nothing was sent again; they are kept as a draft."
    ),
}


def tried(form: PostForm, context: dict[str, Any], send: Callable[[], Made]) -> Made | None:
    """What was sent; None where something stands in the way, which the form says and `context` shows."""
    if not form.is_valid():
        return None
    if "preview" in form.data:
        context["preview"] = to_html(form.cleaned_data["body"])
        return None
    try:
        return send()
    except LooksPersonal as seen:
        context["screening"] = seen.screening
    except CannotPost as refused:
        form.add_error("body", REASONS[refused.reason])
    except PermissionDenied:
        form.add_error("body", CLOSED)
    return None


@login_required
@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer in a thread, or look at the answer first."""
    mine, here = acting_profile(request), get_thread(request, pk)
    sent = sent_before(mine, request.POST.get("token", ""))
    if sent is not None:
        return redirect(sent)
    form = form_class(here)(request.POST, request.FILES, waiting=waiting_in(request, here))
    more: dict[str, Any] = {}
    to = _answered(request, here)
    post = tried(form, more, lambda: reply(author=mine, thread=here, writing=form.writing(reply_to=to)))
    if post is not None:
        _say(request, post)
        return redirect(post)
    _keep(request, form, f"thread:{here.pk}")
    return shown(request, here, form=form, answered=to, **more)


def _keep(request: MemberRequest, form: PostForm, place: str) -> None:
    """Nothing is lost where something stands in the way: words and files wait, to be found again later too."""
    words = {name: request.POST[name] for name in DRAFTED if readable(request.POST.get(name, "\x00"))}
    if "unnamed" in form.fields:
        words.setdefault("unnamed", "")
    keep_draft(person=request.user, place=place, words=words)
    drop_files(person=request.user, place=place, ids=form.left_out)
    keep_files(person=request.user, place=place, files=files_that_fit(request.FILES.getlist("attached")))
    form.keep(WaitingFile.objects.at(request.user, place))


def _answered(request: HttpRequest, here: Thread) -> Post | None:
    """The post that is answered, if the form names one of this thread."""
    pk = number_in(request.POST.get("reply_to", ""))
    return here.posts.published().filter(pk=pk).first()


def _say(request: HttpRequest, post: Post) -> None:
    if post.state == Post.State.HELD:
        words = _("Thank you. Somebody reads it first, and you will hear.")
        if post.thread.group is None:
            words = _("Thank you. A moderator reads it first, and you will hear.")
        messages.info(request, words)
    else:
        messages.success(request, _("Posted."))


def _group_in(request: HttpRequest) -> NetworkGroup | None:
    slug = request.GET.get("group", "")
    if not slug:
        return None
    return get_object_or_404(NetworkGroup.objects.readable_by(request.user), slug=slug)


@login_required
def begin(request: MemberRequest) -> HttpResponse:
    """Begin a thread: in a group or in the open, about a page or on its own."""
    if profile_of(request.user) is None:
        return redirect("network:join")
    mine, group, about = acting_profile(request), _group_in(request), page_in(request)
    kinds = [kind for kind in Thread.Kind.values if can_open_thread(request.user, group, kind)]
    if not kinds:
        raise Http404
    unnamed = can_ask_unnamed(request.user, group)
    place = place_of(group, about)
    draft = Draft.objects.filter(person=request.user, place=place).first()
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ThreadForm(
        *sent,
        kinds=kinds,
        may_ask_unnamed=unnamed,
        initial=_begun_with(draft, kinds),
        waiting=WaitingFile.objects.at(request.user, place),
    )
    context: dict[str, Any] = {
        "form": form,
        "group": group,
        "about": about,
        "place": place,
        "draft": _shown_draft(draft, unnamed=unnamed) if request.method != "POST" else None,
        "wing": "network",
    }
    made = _begun(request, mine, form, context) if request.method == "POST" else None
    return render(request, "network/threads/begin.html", context) if made is None else redirect(made)


def _begun_with(draft: Draft | None, kinds: list[str]) -> dict[str, Any]:
    """What the form of a new thread begins with: the draft, with a kind that may still be chosen."""
    if draft is None:
        return {}
    kind = {"kind": draft.kind} if draft.kind in kinds else {}
    return {"title": draft.title, "body": draft.body, "unnamed": bool(draft.unnamed), **kind}


def _shown_draft(draft: Draft | None, *, unnamed: bool) -> dict[str, Any] | None:
    """What is said of a draft that was found again: from when, and under which name it would go."""
    if draft is None or not draft.says_something:
        return None
    chose = bool(draft.unnamed)
    return {
        "saved_at": draft.saved_at,
        "unnamed": chose and unnamed,
        "named_after_all": chose and not unnamed,
    }


def _begun(request: MemberRequest, mine: Profile, form: ThreadForm, context: dict[str, Any]) -> Thread | None:
    """The thread that was begun, now or by the same sending before; None where something stands in the way."""
    sent = sent_before(mine, request.POST.get("token", ""))
    if sent is not None:
        return sent.thread
    where = {"group": context["group"], "about": context["about"]}
    made = tried(
        form,
        context,
        lambda: open_thread(author=mine, writing=form.writing(), kind=form.cleaned_data["kind"], **where),
    )
    if made is None:
        _keep(request, form, context["place"])
    else:
        _say(request, made.posts.get(opens=made))
    return made
