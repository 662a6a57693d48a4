"""Choosing how one hears of things."""

from collections.abc import Mapping
from datetime import time

from django.db import models, transaction

from academy.actions.notify import mute, unfollow, unmute
from academy.hearing import kinds_for, thing_key
from academy.models import Follow, Mute, NotificationChoice, QuietHours, ThingChoice, User, Way


@transaction.atomic
def choose_ways(*, person: User, ways: Mapping[str, str]) -> None:
    """Keep how the person hears of each kind of news; a kind left out, or a way not known, stays as it is."""
    for kind in kinds_for(person):
        if ways.get(kind) in Way.values:
            NotificationChoice.objects.update_or_create(
                person=person, kind=kind, defaults={"way": ways[kind]}
            )


@transaction.atomic
def choose_quiet_hours(*, person: User, starts: time | None, ends: time | None) -> None:
    """Keep the hours in which no letter of news is sent; none when one end is missing or both are the same."""
    if starts is None or ends is None or starts == ends:
        QuietHours.objects.filter(person=person).delete()
    else:
        QuietHours.objects.update_or_create(person=person, defaults={"starts": starts, "ends": ends})


@transaction.atomic
def choose_for_thing(*, person: User, thing: models.Model, way: str) -> None:
    """Keep how the person hears of one thing: "" as of its kind, `muted` not at all."""
    if way == Way.MUTED:
        mute(person=person, thing=thing)
        return
    unmute(person=person, thing=thing)
    if way in Way.values:
        ThingChoice.objects.update_or_create(person=person, **thing_key(thing), defaults={"way": way})
    else:
        ThingChoice.objects.filter(person=person, **thing_key(thing)).delete()


@transaction.atomic
def forget_thing(*, person: User, thing: models.Model) -> None:
    """Take back whatever the person chose about a thing."""
    unfollow(person=person, thing=thing)
    unmute(person=person, thing=thing)
    ThingChoice.objects.filter(person=person, **thing_key(thing)).delete()


@transaction.atomic
def hear_alike(*, of: models.Model, also: models.Model) -> None:
    """Let everybody hear of a second thing as they do of a first: mutes go before follows, which never undo one."""
    new = thing_key(also)
    muted = [Mute(person_id=row.person_id, **new) for row in Mute.objects.filter(**thing_key(of))]
    Mute.objects.bulk_create(muted, ignore_conflicts=True)
    silent = Mute.objects.filter(**new).values("person")
    follows = Follow.objects.filter(**thing_key(of)).exclude(person__in=silent)
    Follow.objects.bulk_create(
        [Follow(person_id=row.person_id, **new) for row in follows], ignore_conflicts=True
    )
    ways = ThingChoice.objects.filter(**thing_key(of))
    ThingChoice.objects.bulk_create(
        [ThingChoice(person_id=row.person_id, way=row.way, **new) for row in ways], ignore_conflicts=True
    )


@transaction.atomic
def forget_choices(thing: models.Model) -> None:
    """Take away what anybody chose about a thing that is no more."""
    for model in (Follow, Mute, ThingChoice):
        model._default_manager.filter(**thing_key(thing)).delete()
