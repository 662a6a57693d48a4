"""Reading discussions: lists, one thread, the place of a post."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page

from academy.permissions import visible_pages
from academy.rules import number_in
from network.actions.tending import may_change
from network.forms.discussion import PostForm, UnnamedPostForm
from network.markup import quoted
from network.models import GroupMembership, Poll, Post, Profile, Thread, WaitingFile
from network.permissions import (
    can_look_after,
    member_of,
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
from network.views.people import page_number
from network.writers import writer_of


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
    about = page_in(request)
    rows = narrowed(Thread.objects.order_by("-last_at", "-pk"), wanted)
    rows = rows.filter(about=about) if about is not None else rows
    lines, more = list_threads(request.user, rows, page_number(request))
    context = {
        "about": about,
        "lines": lines,
        "more": more,
        "number": page_number(request),
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
    answered: Post | None = None,
) -> HttpResponse:
    """A thread as this reader meets it, with what they began to write."""
    page = read_posts(request.user, here, page_number(request))
    mine = member_of(request.user)
    may_reply = here.may_reply
    answered = answered or _quoted(request, page)
    context = {
        "thread": here,
        "page": page,
        "writer": writer_of(here, request.user, nearness([here]), steward=_is_steward(here)),
        "form": form or (_empty_form(request, here, answered) if may_reply else None),
        "reply_to": answered.pk if answered else "",
        "screening": screening,
        "preview": preview,
        "steward": _is_steward(here),
        "looks_after": _is_steward(here) or (here.group is None and can_look_after(request.user, here)),
        "mine": mine,
        "may_reply": may_reply,
        "asked_it": mine is not None and here.author_id == mine.pk,
        "changeable": {
            item.post.pk for item in page.posts if may_change(item.post, mine, may_reply=may_reply)
        },
        "unread_from": getattr(here, "read_to", None),
        "poll": _poll(here, mine),
        "now": timezone.now(),
        "draft_place": f"thread:{here.pk}",
        "draft": _draft(here) if form is None else None,
        "wing": "network",
    }
    return render(request, "network/threads/thread.html", context)


def _is_steward(here: Any) -> bool:
    return bool(here.role == GroupMembership.Role.STEWARD)


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


def form_class(here: Any) -> type[PostForm]:
    """The form of an answer: who asked here without a name may go on without it."""
    return UnnamedPostForm if here.went_unnamed else PostForm


def _draft(here: Any) -> dict[str, Any] | None:
    """What is said of a draft that was found again: from when, and whether it goes without a name."""
    if not here.draft:
        return None
    return {
        "saved_at": here.draft_saved_at,
        "unnamed": here.went_unnamed and here.draft_unnamed is not False,
        "named_after_all": False,
    }


def _quoted(request: HttpRequest, page: ThreadPage) -> Post | None:
    """The post on this page that the address asks to quote."""
    pk = number_in(request.GET.get("quote", ""))
    shown = [item.post for item in page.posts if item.post.state == Post.State.PUBLISHED]
    return next((post for post in shown if post.pk == pk), None)


def _empty_form(request: HttpRequest, here: Any, quoting: Post | None) -> PostForm:
    initial = {"body": here.draft} if here.draft else {}
    if here.draft_unnamed is not None:
        initial["unnamed"] = here.draft_unnamed
    if quoting is not None:
        initial["body"] = quoted(quoting.body) + initial.get("body", "")
    return form_class(here)(initial=initial, waiting=waiting_in(request, here))


def waiting_in(request: HttpRequest, here: Any) -> list[WaitingFile]:
    """Files that wait beside the reader's draft here; asked only where there are some."""
    place = f"thread:{here.pk}"
    return list(WaitingFile.objects.at(request.user, place)) if here.has_waiting else []  # type: ignore[arg-type]


@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where a post stands in its thread."""
    rows = Post.objects.visible_to(request.user).select_related("thread__group")
    held = get_object_or_404(rows, pk=pk)
    number = page_of_post(request.user, held)
    page = f"?page={number}" if number > 1 else ""
    return redirect(f"{held.thread.get_absolute_url()}{page}#post-{held.pk}")


def page_in(request: HttpRequest) -> Page | None:
    """The page that a discussion is about, if the address names one."""
    text = request.GET.get("about", "")
    if not text:
        return None
    return get_object_or_404(
        visible_pages(request.user, Page.objects.filter(depth__gt=1)), pk=number_in(text)
    )
