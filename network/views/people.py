"""The directory and its pages: lists, map, suggestions, one member, their card."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.requests import MemberRequest
from academy.rules import number_in
from network import directory
from network.actions.mentoring import pause_of
from network.audiences import Standing
from network.cards import card_of
from network.choices import NAMES, filters
from network.directory import Entry
from network.models import Block, Mentoring, Profile, Verification
from network.permissions import can_contact, member_of, profile_of, standings
from network.wanted import Wanted, wanted_from

State = Mentoring.State
VIEWS_AS = {"everyone": Standing.VISITOR, "members": Standing.MEMBER, "groups": Standing.GROUP_MATE}


def get_entry(request: HttpRequest, handle: str) -> Entry:
    """What this reader sees of a member; 404 when they may not find them at all."""
    rows = Profile.objects.visible_to(request.user).select_related("person", "profession")
    profile = rows.filter(handle=handle.lower()).first()
    if profile is None:
        raise Http404
    standing = standings(request.user, [profile])[profile.pk]
    wanted = VIEWS_AS.get(request.GET.get("as", ""))
    if standing is Standing.SELF and wanted is not None:
        standing = wanted
    facts = profile.facts.filter(audience__lte=standing).holding_on(timezone.localdate())
    return Entry(profile, standing, list(facts))


def page_number(request: HttpRequest) -> int:
    """The page asked for in the address."""
    return number_in(request.GET.get("page", ""), digits=5) or 1


def _filters(wanted: Wanted) -> list[dict[str, Any]]:
    return [
        {"field": name, "name": NAMES[name], "choices": choices, "chosen": wanted.facts.get(name, ())}
        for name, choices in filters().items()
    ]


def _active(wanted: Wanted) -> list[dict[str, str]]:
    """What the list is narrowed by: each in words, with the address of the same list without it."""
    said = [("q", "", f"“{wanted.words}”")] if wanted.words else []
    for name, choices in filters().items():
        labels = dict(choices)
        for value in wanted.facts.get(name, ()):
            said.append((name, value, f"{NAMES[name]}: {labels.get(value, value)}"))
    if wanted.checked:
        said.append(("verified", "yes", _("Checked members only")))
    return [{"label": label, "query": wanted.without(name, value).as_query()} for name, value, label in said]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Members whom this reader may find, filtered by the address."""
    wanted = wanted_from(request.GET)
    context = {
        "listed": directory.list_members(request.user, wanted, page_number(request)),
        "wanted": wanted,
        "filters": _filters(wanted),
        "active": _active(wanted),
        "mine": profile_of(request.user),
        "wing": "network",
    }
    return render(request, "network/people.html", context)


@require_safe
def people_map(request: HttpRequest) -> HttpResponse:
    """The boroughs in which somebody fits, each leading to the list there."""
    wanted = wanted_from(request.GET)
    context = {
        "places": directory.places_with_members(request.user, wanted),
        "rest": Wanted(wanted.words, {k: v for k, v in wanted.facts.items() if k != "place"}, wanted.checked),
        "wanted": wanted,
        "filters": _filters(wanted),
        "active": _active(wanted),
        "wing": "network",
    }
    return render(request, "network/people_map.html", context)


@login_required
@require_safe
def suggestions(request: MemberRequest) -> HttpResponse:
    """Members worth knowing, each with the reason."""
    context = {
        "rows": directory.suggested(request.user),
        "mine": profile_of(request.user),
        "wing": "network",
    }
    return render(request, "network/suggestions.html", context)


@require_safe
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """One member, as this reader sees them; oneself also as others do."""
    entry = get_entry(request, handle)
    mine = member_of(request.user)
    own = mine is not None and mine.pk == entry.profile.pk
    context = {
        "entry": entry,
        "own": own,
        "viewed_as": request.GET.get("as", "") if own else "",
        "fields": _fields(entry),
        "organisations": _organisations(entry),
        "checks": _checks(entry),
        "can_contact": can_contact(request.user, entry.profile),
        "can_ask": mine is not None and not own and "mentoring" in _values(entry, "offer"),
        **_asked(mine, entry.profile),
        "blocked": mine is not None and Block.objects.filter(blocker=mine, blocked=entry.profile).exists(),
        "mine": mine,
        "wing": "network",
    }
    return render(request, "network/member.html", context)


def _values(entry: Entry, name: str) -> set[str]:
    return {fact.value for fact in entry.facts if fact.field == name}


def _asked(mine: Profile | None, other: Profile) -> dict[str, Any]:
    """Whether the reader has asked for mentoring, and from what day on they can ask again."""
    states = [State.ASKED, State.ACTIVE, State.DECLINED]
    rows = Mentoring.objects.filter(mentee=mine, mentor=other, state__in=states)
    last = rows.first() if mine is not None else None
    return {"asked": last is not None and last.state != State.DECLINED, "pause": pause_of(last)}


def _fields(entry: Entry) -> list[dict[str, Any]]:
    """The fields that hold something this reader sees, in the order of the page; for oneself with audience."""
    names = ("place", "topic", "model", "offer", "seek", "sector", "language", "course")
    return [
        {"name": NAMES[name], "labels": labels, "audience": entry.profile.audience_of(name)}
        for name in names
        if (labels := entry.labels(name))
    ]


def _organisations(entry: Entry) -> list[Any]:
    if not entry.sees("organisations"):
        return []
    rows = entry.profile.person.memberships.valid_on(timezone.localdate())
    return list(rows.select_related("organisation").order_by("organisation__name"))


def _checks(entry: Entry) -> list[Verification]:
    if not entry.sees("verified"):
        return []
    return list(entry.profile.verifications.holding_on(timezone.localdate()))


@require_safe
def card(request: HttpRequest, handle: str) -> HttpResponse:
    """A member's card for an address book, holding what this reader sees."""
    entry = get_entry(request, handle)
    response = HttpResponse(card_of(entry, _organisations(entry)), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{entry.profile.handle}.vcf"'
    return response
