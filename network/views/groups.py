"""Groups: the list, one group, its members, files, settings; joining and leaving."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.hearing import thing_key
from academy.models import Follow, Mute, Place
from academy.requests import MemberRequest
from academy.rules import number_in
from courses.models import CoursePage
from evidence.models import ModelPage
from evidence.permissions import open_to_all
from network.actions import groups as verbs
from network.forms.discussion import AskToJoinForm, GroupForm, InviteForm
from network.health import health_of
from network.markup import to_html
from network.models import GroupMembership, NetworkGroup, Post, Profile, Thread
from network.permissions import can_found_group, is_steward, member_of, standings
from network.reading import list_threads, narrowed
from network.views.meeting import acting_profile
from network.views.people import page_number
from network.writers import address_in, name_in

State = GroupMembership.State
#: How many of the posts that wait a group's page names.
A_LOOK = 20


def get_group(request: HttpRequest, slug: str) -> Any:
    """A group that this reader may know of, with `is_readable`; 404 otherwise."""
    rows = NetworkGroup.objects.visible_to(request.user).select_related("place", "model")
    mine = NetworkGroup.objects.readable_by(request.user).filter(pk=OuterRef("pk"))
    rows = rows.annotate(is_readable=Exists(mine))
    return get_object_or_404(rows, slug=slug)


def stewarded(request: HttpRequest, slug: str) -> NetworkGroup:
    """A group that this reader looks after; 404 for everybody else."""
    group = get_group(request, slug)
    if not is_steward(request.user, group):
        raise Http404
    return group


def standing_in(request: HttpRequest, group: NetworkGroup) -> GroupMembership | None:
    """The reader's own row in a group, with whether they follow or muted it."""
    mine = member_of(request.user)
    if mine is None:
        return None
    about = {"person": mine.person_id, **thing_key(group)}
    rows = GroupMembership.objects.filter(group=group, profile=mine)
    followed, muted = Exists(Follow.objects.filter(**about)), Exists(Mute.objects.filter(**about))
    return rows.annotate(followed=followed, muted=muted).first()


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The groups this reader may know of; their own first."""
    rows = NetworkGroup.objects.visible_to(request.user).filter(closed_at=None)
    member = Q(memberships__state=State.MEMBER)
    rows = rows.annotate(members=Count("memberships", filter=member)).select_related("place", "model")
    model, place = request.GET.get("model", ""), request.GET.get("place", "")
    if model:
        rows = rows.filter(model=number_in(model))
    if place:
        rows = rows.filter(place__slug=place)
    mine = member_of(request.user)
    own = set(mine.group_memberships.current().values_list("group", flat=True)) if mine else set()
    context = {
        "narrowed": _narrowed(model, place),
        "own": list(rows.filter(pk__in=own)),
        "page_of": Paginator(rows.exclude(pk__in=own).order_by("name"), 20).get_page(request.GET.get("page")),
        "can_found": can_found_group(request.user),
        "mine": mine,
        "wing": "network",
    }
    return render(request, "network/groups/groups.html", context)


def _narrowed(model: str, place: str) -> list[dict[str, str]]:
    """What the list is narrowed to, in words, each with the address without it."""
    title = open_to_all(ModelPage.objects.filter(pk=number_in(model))).first() if model else None
    where = Place.objects.filter(slug=place).first() if place else None
    return [
        {"label": str(thing), "query": rest}
        for thing, rest in (
            (title, f"place={where.slug}" if where else ""),
            (where, f"model={model}" if title else ""),
        )
        if thing is not None
    ]


@login_required
def found(request: MemberRequest) -> HttpResponse:
    """Found a group."""
    if not can_found_group(request.user):
        raise Http404
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        group = verbs.found_group(founder=acting_profile(request), values=form.cleaned_data)
        messages.success(request, _("Your group is there. Say welcome, and invite somebody."))
        return redirect(group)
    return render(request, "network/groups/edit.html", {"form": form, "wing": "network"})


@login_required
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a group one looks after."""
    group = stewarded(request, slug)
    form = GroupForm(request.POST or None, instance=group)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_group(group=group, actor=acting_profile(request), values=form.cleaned_data)
        except verbs.SaidInPrivate:
            words = _("What was said here was meant for fewer people. Found a new group for a wider circle.")
            form.add_error("openness", words)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:group", slug)
    return render(request, "network/groups/edit.html", {"form": form, "group": group, "wing": "network"})


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: what it is, and its threads for those who may read them."""
    return shown(request, get_group(request, slug))


def shown(request: HttpRequest, here: Any, form: AskToJoinForm | None = None) -> HttpResponse:
    """A group as this reader meets it, with what they wrote to its stewards."""
    standing = standing_in(request, here)
    is_in = standing is not None and standing.state == State.MEMBER
    rows = Thread.objects.filter(group=here).order_by("-pinned", "-last_at", "-pk")
    wanted = {name: request.GET.get(name, "") for name in ("kind", "show")}
    lines, more = list_threads(request.user, narrowed(rows, wanted), page_number(request))
    steward = is_in and standing is not None and standing.role == GroupMembership.Role.STEWARD
    context = {
        "group": here,
        "standing": standing,
        "is_in": is_in,
        "steward": steward,
        "waits": _waits(here, standing) if steward else None,
        "readable": here.is_readable,
        "lines": lines,
        "more": more,
        "number": page_number(request),
        "wanted": wanted,
        "kinds": Thread.Kind.choices,
        "events": list(here.events.to_come()[:3]) if here.is_readable else [],
        "welcome": to_html(here.welcome),
        "rules": to_html(here.rules),
        "form": form or AskToJoinForm(),
        "mine": member_of(request.user),
        "wing": "network",
    }
    return render(request, "network/groups/group.html", context)


def _waits(here: NetworkGroup, standing: GroupMembership | None) -> dict[str, Any]:
    posts = Post.objects.for_stewards_of(here).select_related("thread").order_by("written_at", "pk")
    return {
        "asking": here.memberships.filter(state=State.ASKED).count(),
        "posts": posts.exclude(author=standing.profile_id if standing else None)[:A_LOOK],
    }


@login_required
@require_POST
def join(request: MemberRequest, slug: str) -> HttpResponse:
    """Join, ask to, or accept an invitation."""
    here, form, mine = get_group(request, slug), AskToJoinForm(request.POST), acting_profile(request)
    if not form.is_valid():
        return shown(request, here, form)
    row = verbs.join_group(group=here, profile=mine, message=form.cleaned_data["message"])
    if row.state == State.MEMBER:
        messages.success(request, _("Welcome to the group."))
    else:
        messages.success(request, _("Asked. A steward answers."))
    return redirect("network:group", slug)


@login_required
@require_POST
def leave(request: MemberRequest, slug: str) -> HttpResponse:
    """Leave a group, or decline its invitation."""
    here, mine = get_group(request, slug), acting_profile(request)
    was_in = here.memberships.current().filter(profile=mine).exists()
    try:
        verbs.leave_group(group=here, profile=mine)
    except verbs.LastSteward:
        messages.error(request, _("You are its only steward. Make another member a steward first."))
        return redirect("network:group_members", slug)
    messages.success(request, _("You have left the group.") if was_in else _("You are not in the group."))
    return redirect("network:groups")


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in a group, for its members; and for stewards who asks, and how it fares."""
    here, standing = get_group(request, slug), standing_in(request, get_group(request, slug))
    if standing is None or standing.state != State.MEMBER:
        raise Http404
    steward = standing.role == GroupMembership.Role.STEWARD
    rows = here.memberships.current().select_related("profile__person")
    page = Paginator(rows.order_by("-role", "profile__sort_members"), 50).get_page(request.GET.get("page"))
    waiting = here.memberships.filter(state=State.ASKED).select_related("profile__person") if steward else []
    context = {
        "group": here,
        "people": _named(request, page),
        "page_of": page,
        "waiting": _named(request, waiting),
        "steward": steward,
        "health": health_of(here) if steward else None,
        "courses": open_to_all(CoursePage.objects.all()).order_by("title") if steward else [],
        "invite": InviteForm(),
        "wing": "network",
    }
    return render(request, "network/groups/members.html", context)


def _named(request: HttpRequest, rows: Any) -> list[dict[str, Any]]:
    found = list(rows)
    near = standings(request.user, [row.profile for row in found])
    return [
        {"row": row, "name": name_in(row.profile, near), "url": address_in(row.profile, near)}
        for row in found
    ]


@login_required
@require_POST
def tend(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """A steward answers a request, makes a steward or takes somebody out."""
    here, actor = stewarded(request, slug), acting_profile(request)
    row = get_object_or_404(here.memberships.select_related("group", "profile__person"), pk=pk)
    verb = request.POST.get("verb", "")
    try:
        if verb in ("accept", "decline"):
            verbs.answer_request(membership=row, actor=actor, accept=verb == "accept")
        elif verb in ("steward", "member"):
            verbs.set_steward(membership=row, actor=actor, steward=verb == "steward")
        elif verb == "out":
            verbs.take_out(membership=row, actor=actor)
    except verbs.LastSteward:
        messages.error(request, _("A group keeps at least one steward."))
    else:
        messages.success(request, _("Done."))
    return redirect("network:group_members", slug)


@login_required
@require_POST
def invite(request: MemberRequest, slug: str) -> HttpResponse:
    """Invite a member by handle."""
    here, form = stewarded(request, slug), InviteForm(request.POST)
    handle = form.cleaned_data["handle"].strip().lower().removeprefix("@") if form.is_valid() else ""
    profile = Profile.objects.visible_to(request.user).select_related("person").filter(handle=handle).first()
    if profile is None:
        messages.error(request, _("There is no member with this handle whom you can find."))
    elif here.memberships.filter(profile=profile, state__in=(State.MEMBER, State.INVITED)).exists():
        messages.info(request, _("They are in the group or were invited already."))
    else:
        row = verbs.invite(group=here, profile=profile, actor=acting_profile(request))
        is_in = row.state == State.MEMBER
        messages.success(request, _("They had asked to join, and are in now.") if is_in else _("Invited."))
    return redirect("network:group_members", slug)


@login_required
@require_POST
def enrol(request: MemberRequest, slug: str) -> HttpResponse:
    """Enrol the group on a course."""
    here = stewarded(request, slug)
    course = get_object_or_404(CoursePage, pk=number_in(request.POST.get("course", "")))
    number = verbs.enrol_group(group=here, course=course, actor=acting_profile(request))
    messages.success(request, _("%(n)s members are enrolled and told.") % {"n": number})
    return redirect("network:group_members", slug)
