"""Discussions: lists, one thread, beginning one, answering."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from academy.permissions import visible_pages
from academy.requests import MemberRequest
from network.actions.posting import (
    CannotPost,
    LooksPersonal,
    open_thread,
    place_of,
    reply,
)
from network.actions.tending import may_change
from network.forms.discussion import PostForm, ThreadForm, UnnamedPostForm
from network.markup import quoted, to_html
from network.models import Draft, GroupMembership, NetworkGroup, Poll, Post, Profile, Thread
from network.permissions import (
    can_ask_unnamed,
    can_look_after,
    can_open_thread,
    member_of,
    profile_of,
)
from network.reading import (
    ThreadPage,
    find_thread,
    list_threads,
    narrowed,
    nearness,
    page_of_post,
    read_posts,
)
from network.screening import Screening
from network.views.meeting import acting_profile
from network.views.people import number_in
from network.writers import writer_of

REASONS = {
    "flood": gettext_lazy(
        "You have written a lot today. Please go on tomorrow; your words are kept here as a draft."
    ),
    "links": gettext_lazy(
        "That is more links than a post may hold. New members may post one; please take some out."
    ),
    "again": gettext_lazy("You have just posted these words. Nothing was sent twice."),
}


def get_thread(request: HttpRequest, pk: int) -> Any:
    """A thread that this reader may read; 404 otherwise."""
    found = find_thread(request.user, pk)
    if found is None:
        raise Http404
    return found


@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    """Every discussion this reader may read, newest word first."""
    wanted = {name: request.GET.get(name, "") for name in ("kind", "show")}
    about = _page_in(request)
    rows = narrowed(Thread.objects.order_by("-last_at", "-pk"), wanted)
    rows = rows.filter(about=about) if about is not None else rows
    lines, more = list_threads(request.user, rows, number_in(request))
    context = {
        "about": about,
        "lines": lines,
        "more": more,
        "number": number_in(request),
        "wanted": wanted,
        "kinds": Thread.Kind.choices,
        "mine": member_of(request.user),
        "wing": "network",
    }
    return render(request, "network/threads/threads.html", context)


@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """One thread, twenty posts a page."""
    here = get_thread(request, pk)
    if here.state == Thread.State.MERGED and here.merged_into is not None:
        return redirect(here.merged_into)
    return shown(request, here)


def shown(
    request: HttpRequest,
    here: Any,
    *,
    form: PostForm | None = None,
    screening: Screening | None = None,
    preview: str = "",
) -> HttpResponse:
    """A thread as this reader meets it, with what they began to write."""
    page = read_posts(request.user, here, number_in(request))
    mine = member_of(request.user)
    may_reply = _may_reply(here, mine)
    context = {
        "thread": here,
        "page": page,
        "writer": writer_of(here, request.user, nearness([here]), steward=_is_steward(here)),
        "form": form or (_empty_form(request, here, page) if may_reply else None),
        "screening": screening,
        "preview": preview,
        "steward": _is_steward(here),
        "looks_after": _is_steward(here) or (here.group is None and can_look_after(request.user, here)),
        "mine": mine,
        "may_reply": may_reply,
        "asked_it": mine is not None and here.author_id == mine.pk,
        "changeable": {item.post.pk for item in page.posts if may_change(item.post, mine)},
        "unread_from": getattr(here, "read_to", None),
        "poll": _poll(here, mine),
        "now": timezone.now(),
        "draft_place": f"thread:{here.pk}",
        "wing": "network",
    }
    return render(request, "network/threads/thread.html", context)


def _is_steward(here: Any) -> bool:
    return bool(here.role == GroupMembership.Role.STEWARD)


def _may_reply(here: Any, mine: Profile | None) -> bool:
    """As `can_reply` says, from what was read with the thread."""
    belongs = here.group is None or (bool(here.role) and here.group.closed_at is None)
    return mine is not None and not here.locked and here.state == Thread.State.OPEN and belongs


def _poll(here: Any, mine: Profile | None) -> Any:
    poll = (
        Poll.objects.filter(thread=here).prefetch_related("options__votes").first() if here.has_poll else None
    )
    if poll is None:
        return None
    rows = [(option, list(option.votes.all())) for option in poll.options.all()]
    voters = {vote.profile_id for _option, votes in rows for vote in votes}
    return {
        "poll": poll,
        "rows": [
            {
                "option": option,
                "count": len(votes),
                "chosen": mine is not None and any(vote.profile_id == mine.pk for vote in votes),
            }
            for option, votes in rows
        ],
        "voters": len(voters),
    }


def _form_class(here: Any) -> type[PostForm]:
    return UnnamedPostForm if here.went_unnamed else PostForm


def _empty_form(request: HttpRequest, here: Any, page: ThreadPage) -> PostForm:
    initial = {"body": here.draft} if here.draft else {}
    quote = request.GET.get("quote", "")
    for item in page.posts:
        if str(item.post.pk) == quote and item.post.state == Post.State.PUBLISHED:
            initial["body"] = quoted(item.post.body) + initial.get("body", "")
    return _form_class(here)(initial=initial)


@login_required
@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer in a thread, or look at the answer first."""
    mine, here = acting_profile(request), get_thread(request, pk)
    form = _form_class(here)(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, here, form=form)
    if "preview" in request.POST:
        return shown(request, here, form=form, preview=to_html(form.cleaned_data["body"]))
    try:
        post = reply(author=mine, thread=here, writing=form.writing(reply_to=_answered(request, here)))
    except LooksPersonal as seen:
        return shown(request, here, form=form, screening=seen.screening)
    except CannotPost as refused:
        form.add_error("body", REASONS[refused.reason])
        return shown(request, here, form=form)
    _say(request, post)
    return redirect(post)


def _answered(request: HttpRequest, here: Thread) -> Post | None:
    """The post that is answered, if the form names one of this thread."""
    text = request.POST.get("reply_to", "")
    pk = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
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


def _page_in(request: HttpRequest) -> Page | None:
    text = request.GET.get("about", "")
    if not text:
        return None
    pk = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    return get_object_or_404(visible_pages(request.user, Page.objects.all()), pk=pk)


@login_required
def begin(request: MemberRequest) -> HttpResponse:
    """Begin a thread: in a group or in the open, about a page or on its own."""
    if profile_of(request.user) is None:
        return redirect("network:join")
    mine, group, about = acting_profile(request), _group_in(request), _page_in(request)
    kinds = [kind for kind in Thread.Kind.values if can_open_thread(request.user, group, kind)]
    if not kinds:
        raise Http404
    unnamed = can_ask_unnamed(request.user, group)
    draft = Draft.objects.filter(person=request.user, place=place_of(group, about)).first()
    initial = {"title": draft.title, "body": draft.body} if draft else {}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ThreadForm(*sent, kinds=kinds, may_ask_unnamed=unnamed, initial=initial)
    context: dict[str, Any] = {"form": form, "group": group, "about": about, "wing": "network"}
    context["place"] = place_of(group, about)
    if request.method != "POST" or not form.is_valid():
        return render(request, "network/threads/begin.html", context)
    if "preview" in request.POST:
        context["preview"] = to_html(form.cleaned_data["body"])
        return render(request, "network/threads/begin.html", context)
    return _begun(request, mine, form, context)


def _begun(request: MemberRequest, mine: Profile, form: ThreadForm, context: dict[str, Any]) -> HttpResponse:
    data = form.cleaned_data
    try:
        made = open_thread(
            author=mine,
            writing=form.writing(),
            kind=data["kind"],
            group=context["group"],
            about=context["about"],
        )
    except LooksPersonal as seen:
        context["screening"] = seen.screening
    except CannotPost as refused:
        form.add_error("body", REASONS[refused.reason])
    else:
        _say(request, made.posts.earliest("written_at", "pk"))
        return redirect(made)
    return render(request, "network/threads/begin.html", context)


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where a post stands in its thread."""
    rows = Post.objects.visible_to(request.user).select_related("thread")
    held = get_object_or_404(rows, pk=pk)
    number = page_of_post(held.thread, held)
    page = f"?page={number}" if number > 1 else ""
    return redirect(f"{held.thread.get_absolute_url()}{page}#post-{held.pk}")
