"""Planning events, answering, the waiting list, reminding, calling off, notes afterwards."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from network.models import Attendance, CalendarKey, Event, NetworkGroup, Profile
from network.models.events import new_secret
from network.news.words import EVENT, unnamed
from network.permissions import can_attend, can_plan_event

State = Attendance.State
REMINDED_BEFORE = timedelta(hours=24)
#: What those who come are told of when it changes.
TOLD_OF = ("starts_at", "ends_at", "where", "link")


@transaction.atomic
def plan_event(*, planner: Profile, group: NetworkGroup | None, values: dict[str, Any]) -> Event:
    """Plan an event. Raises PermissionDenied."""
    if not can_plan_event(planner.person, group):
        raise PermissionDenied
    event = Event.objects.create(group=group, planned_by=planner, **values)
    record(actor_id=planner.person_id, action="event planned", subject=event)
    return event


@transaction.atomic
def change_event(*, event: Event, actor: Profile, values: dict[str, Any]) -> Event:
    """Change an event; those who come hear of a new time or place, and new places go to who waits."""
    held = Event.objects.select_for_update(of=("self",)).select_related("group").get(pk=event.pk)
    if not can_plan_event(actor.person, held.group):
        raise PermissionDenied
    begins = held.starts_at
    moved = any(name in values and getattr(held, name) != values[name] for name in TOLD_OF)
    for name, value in values.items():
        setattr(held, name, value)
    held.changed_at = timezone.now()
    held.save()
    record(actor_id=actor.person_id, action="event changed", subject=held)
    if held.starts_at != begins:
        held.attendances.update(reminded_at=None)
    if moved:
        _tell_coming(held, f"changed:{held.changed_at.isoformat()}")
    _fill_places(held)
    return held


@transaction.atomic
def cancel_event(*, event: Event, actor: Profile) -> bool:
    """Call an event off and tell those who would have come; whether it stood."""
    if not can_plan_event(actor.person, event.group):
        raise PermissionDenied
    rows = Event.objects.filter(pk=event.pk, cancelled_at=None)
    if not rows.update(cancelled_at=timezone.now(), changed_at=timezone.now()):
        return False
    record(actor_id=actor.person_id, action="event called off", subject=event)
    _tell_coming(event, "cancelled")
    return True


def _tell_coming(event: Event, fact: str) -> None:
    rows = event.attendances.filter(state__in=[State.GOING, State.WAITING])
    people = User.objects.filter(network_profile__in=rows.values("profile"), is_active=True)
    _tell(people, event, fact)


def _tell(people: Any, event: Event, fact: str) -> None:
    known = [one for one in people if Event.objects.visible_to(one).filter(pk=event.pk).exists()]
    notify(
        people=known,
        kind="groups",
        fact=f"event:{event.pk}:{fact}",
        title=unnamed(EVENT[fact.partition(":")[0]]),
        url=event.get_absolute_url(),
        about=event.group or event,
    )


@transaction.atomic
def answer_event(*, event: Event, profile: Profile, coming: bool) -> Attendance:
    """Come, or not; where all places are taken one waits, and hears when one is free. Raises PermissionDenied."""
    held = Event.objects.select_for_update(of=("self",)).select_related("group").get(pk=event.pk)
    row = Attendance.objects.filter(event=held, profile=profile).first()
    if not can_attend(profile.person, held):
        raise PermissionDenied
    if row is not None and coming and row.state in (State.GOING, State.WAITING):
        return row
    state = State.NOT
    if coming:
        state = State.GOING if _has_place(held) else State.WAITING
    row, _made = Attendance.objects.update_or_create(
        event=held,
        profile=profile,
        defaults={"state": state, "answered_at": timezone.now(), "reminded_at": None},
    )
    _fill_places(held)
    return row


def _has_place(event: Event) -> bool:
    if event.capacity is None:
        return True
    return event.attendances.filter(state=State.GOING).count() < event.capacity


def _fill_places(event: Event) -> None:
    """Give free places to those who wait, the longest waiting first, and tell them."""
    if event.cancelled_at is not None or event.is_over:
        return
    while _has_place(event):
        waiting = event.attendances.filter(state=State.WAITING, profile__in=Profile.objects.active())
        first = waiting.order_by("answered_at", "pk").first()
        if first is None:
            return
        Attendance.objects.filter(pk=first.pk).update(state=State.GOING)
        fact = f"place:{first.pk}:{first.answered_at.isoformat()}"
        _tell([first.profile.person], event, fact)


def stay_away(*, profile: Profile, group: NetworkGroup | None = None) -> None:
    """Somebody comes to nothing any more, or to nothing of a group: their places go to those who wait."""
    rows = Attendance.objects.filter(profile=profile, state__in=[State.GOING, State.WAITING])
    if group is not None:
        rows = rows.filter(event__group=group)
    left = list(rows.values_list("event", flat=True))
    rows.update(state=State.NOT)
    for event in Event.objects.select_for_update(of=("self",)).filter(pk__in=left):
        _fill_places(event)


def remind_of_events(day: date) -> None:
    """Remind those who come, once, a day before; runs often."""
    now = timezone.now()
    rows = Attendance.objects.filter(
        state=State.GOING,
        reminded_at=None,
        event__cancelled_at=None,
        event__starts_at__gt=now,
        event__starts_at__lte=now + REMINDED_BEFORE,
    )
    for row in rows.select_related("event__group", "profile__person"):
        with transaction.atomic():
            if not Attendance.objects.filter(pk=row.pk, reminded_at=None).update(reminded_at=now):
                continue
            _tell([row.profile.person], row.event, f"soon:{row.event.starts_at.isoformat()}")


@transaction.atomic
def renew_calendar(*, profile: Profile) -> CalendarKey:
    """Make the address of a member's own calendar, or a new one that ends the old."""
    key, _made = CalendarKey.objects.update_or_create(profile=profile, defaults={"secret": new_secret()})
    return key
