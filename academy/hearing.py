"""How people hear of what: kinds of news, things they follow or mute, and the way that holds for each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.models import Mute, NotificationChoice, ThingChoice, User
from academy.ways import APP, MUTED, way_for

#: Kinds of news, as people choose how they hear of them.
KINDS = {
    "certificate": _("A certificate of yours"),
    "learning": _("Your learning: what is due, and answers to what you asked"),
    "services": _("Support services you keep, and corrections you sent"),
    "followed": _("News of pages you follow"),
    "peers": _("Messages and answers from other members"),
    "groups": _("Groups and discussions you take part in"),
    "decisions": _("Decisions about you, and answers to what you reported (always told on this page)"),
    "moderation": _("Reports, appeals and held posts that wait for a moderator"),
    "learners": _("Learners who ask for something"),
    "contact": _("Messages to the people who run the site"),
}


#: Kinds that a mute keeps out of letters, never off the page: people must be able to know and to appeal.
ALWAYS_TOLD = frozenset({"decisions"})
STAFF_KINDS = frozenset({"contact", "learners", "moderation"})


def kinds_for(person: User) -> list[str]:
    """The kinds of news this person may get."""
    return [kind for kind in KINDS if person.is_staff or kind not in STAFF_KINDS]


def thing_key(thing: models.Model) -> dict[str, Any]:
    """How follows, mutes and choices point to a thing."""
    return {"content_type": ContentType.objects.get_for_model(thing), "object_id": str(thing.pk)}


def short_key(thing: models.Model) -> str:
    """The same in one word, as a notification keeps it."""
    return f"{ContentType.objects.get_for_model(thing).pk}:{thing.pk}"


def pointing_to(keys: Iterable[str]) -> Q:
    """SQL condition on follows, mutes and choices: they point to one of these things."""
    found = Q(pk__in=[])
    for key in keys:
        kind, _colon, number = key.partition(":")
        found |= Q(content_type=int(kind), object_id=number)
    return found


def ways_of(people: Iterable[int], *, kind: str, keys: Sequence[str]) -> dict[int, str]:
    """How each of these people wants to hear of this kind of news about these things, the narrowest first."""
    wanted = list(people)
    about = pointing_to(keys)
    muted = (
        set(Mute.objects.filter(about, person__in=wanted).values_list("person", flat=True)) if keys else {}
    )
    choices = NotificationChoice.objects.filter(person__in=wanted, kind=kind)
    of_kind = dict(choices.values_list("person", "way"))
    of_thing: dict[tuple[int, str], str] = {}
    if keys:
        for row in ThingChoice.objects.filter(about, person__in=wanted):
            of_thing[row.person_id, f"{row.content_type_id}:{row.object_id}"] = row.way
    found = {
        pk: way_for(
            muted=pk in muted,
            kind=of_kind.get(pk, ""),
            narrower=[of_thing.get((pk, key), "") for key in keys],
        )
        for pk in wanted
    }
    if kind in ALWAYS_TOLD:
        return {pk: APP if way == MUTED else way for pk, way in found.items()}
    return found
