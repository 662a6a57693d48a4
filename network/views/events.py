"""Events: what is to come, one event, planning, answering, calendars."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from network.actions import events as verbs
from network.calendars import calendar_for, calendar_of
from network.forms.events import AfterwardsForm, EventForm, values_of
from network.markup import to_html
from network.models import Attendance, CalendarKey, Event, NetworkGroup
from network.permissions import can_attend, can_plan_event, groups_stewarded_by, leads_network, member_of
from network.views.meeting import acting_profile

State = Attendance.State


def get_event(request: HttpRequest, pk: int) -> Event:
    """An event this reader may know of; 404 otherwise."""
    rows = Event.objects.visible_to(request.user).select_related("group", "planned_by")
    return get_object_or_404(rows, pk=pk)


def planned(request: HttpRequest, pk: int) -> Event:
    """An event this reader plans; 404 otherwise."""
    event = get_event(request, pk)
    if not can_plan_event(request.user, event.group):
        raise Http404
    return event


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """What is to come, and what was in the last year."""
    rows = Event.objects.visible_to(request.user).select_related("group")
    going = Count("attendances", filter=Q(attendances__state=State.GOING))
    mine = member_of(request.user)
    past = rows.filter(ends_at__lt=timezone.now(), cancelled_at=None).order_by("-starts_at")
    held = set(mine.attendances.filter(state=State.GOING).values_list("event", flat=True)) if mine else set()
    key = CalendarKey.objects.filter(profile=mine).first() if mine else None
    context = {
        "rows": rows.to_come().annotate(going=going)[:50],
        "past": past[:20],
        "held": held,
        "key": key,
        "groups": groups_stewarded_by(request.user),
        "leads": leads_network(request.user) and mine is not None,
        "mine": mine,
        "wing": "network",
    }
    return render(request, "network/events/events.html", context)


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event; the link for those who come and who plan it."""
    here = get_event(request, pk)
    mine = member_of(request.user)
    row = Attendance.objects.filter(event=here, profile=mine).first() if mine else None
    plans = can_plan_event(request.user, here.group)
    context = {
        "event": here,
        "row": row,
        "plans": plans,
        "sees_link": bool(here.link) and (plans or (row is not None and row.state == State.GOING)),
        "going": here.attendances.filter(state=State.GOING).count(),
        "can_attend": can_attend(request.user, here),
        "about": to_html(here.about),
        "notes": to_html(here.notes),
        "mine": mine,
        "wing": "network",
    }
    return render(request, "network/events/event.html", context)


@login_required
def plan(request: MemberRequest) -> HttpResponse:
    """Plan an event, for a group one looks after or, as a network lead, for everybody."""
    slug = request.GET.get("group", "")
    group = get_object_or_404(NetworkGroup.objects.visible_to(request.user), slug=slug) if slug else None
    if not can_plan_event(request.user, group):
        raise Http404
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = verbs.plan_event(planner=acting_profile(request), group=group, values=values_of(form))
        messages.success(request, _("It is planned."))
        return redirect(made)
    return render(request, "network/events/edit.html", {"form": form, "group": group, "wing": "network"})


@login_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change an event."""
    return _change(request, pk, EventForm)


@login_required
def afterwards(request: MemberRequest, pk: int) -> HttpResponse:
    """Add notes and a recording."""
    return _change(request, pk, AfterwardsForm)


def _change(request: MemberRequest, pk: int, kind: Any) -> HttpResponse:
    here = planned(request, pk)
    form = kind(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        held = Event.objects.get(pk=pk)
        verbs.change_event(event=held, actor=acting_profile(request), values=values_of(form))
        moved = not set(form.changed_data).isdisjoint(verbs.TOLD_OF)
        messages.success(request, _("Saved, and those who come are told.") if moved else _("Saved."))
        return redirect("network:event", pk)
    return render(request, "network/events/edit.html", {"form": form, "event": here, "wing": "network"})


@login_required
@require_POST
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Call an event off."""
    verbs.cancel_event(event=planned(request, pk), actor=acting_profile(request))
    messages.success(request, _("Called off, and those who would have come are told."))
    return redirect("network:event", pk)


@login_required
@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Come, or not."""
    here = get_event(request, pk)
    if here.cancelled_at is not None or here.is_over:
        over = _("It was called off.") if here.cancelled_at is not None else _("It is over.")
        messages.info(request, over)
        return redirect(here)
    row = verbs.answer_event(
        event=here, profile=acting_profile(request), coming=request.POST.get("coming") == "yes"
    )
    words = {
        State.GOING: _("You come. We remind you a day before."),
        State.WAITING: _("All places are taken. You wait, and hear when one is free."),
        State.NOT: _("You do not come. Thank you for saying so."),
    }
    messages.success(request, words[State(row.state)])
    return redirect(here)


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One event as a calendar file."""
    here = get_event(request, pk)
    mine = member_of(request.user)
    comes = mine is not None and here.attendances.filter(profile=mine, state=State.GOING).exists()
    return _as_calendar(calendar_of([(here, comes)]), "event.ics")


@require_safe
def own_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """All that a member comes to, at a secret address that a calendar reads without signing in."""
    found = calendar_for(secret)
    if found is None:
        raise Http404
    response = _as_calendar(found, "events.ics")
    response["Cache-Control"] = "private, no-store"
    return response


def _as_calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_POST
def renew_calendar(request: MemberRequest) -> HttpResponse:
    """Make one's own calendar's address, or a new one."""
    verbs.renew_calendar(profile=acting_profile(request))
    messages.success(request, _("Here is its address. A new one ends the old."))
    return redirect("network:events")
