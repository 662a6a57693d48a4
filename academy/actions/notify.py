"""Telling people facts, once."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models import Follow, Mute, Notification, NotificationChoice, User
from academy.tasks import email_notification

#: Kinds of news, as people choose them for email.
KINDS = {
    "certificate": _("A certificate of yours"),
    "learning": _("Your learning: what is due, and answers to what you asked"),
    "services": _("Support services you keep, and corrections you sent"),
    "followed": _("News of pages you follow"),
    "peers": _("Messages and answers from other members"),
    "groups": _("Groups and discussions you take part in"),
    "learners": _("Learners who ask for something"),
    "contact": _("Messages to the people who run the site"),
}


STAFF_KINDS = frozenset({"contact", "learners"})


def kinds_for(person: User) -> list[str]:
    """The kinds of news this person may get."""
    return [kind for kind in KINDS if person.is_staff or kind not in STAFF_KINDS]


@transaction.atomic
def choose_emails(*, person: User, wanted: Iterable[str]) -> None:
    """Keep, for each kind of news, whether the person wants it by email too."""
    for kind in kinds_for(person):
        NotificationChoice.objects.update_or_create(
            person=person, kind=kind, defaults={"email": kind in set(wanted)}
        )


def thing_key(thing: models.Model) -> dict[str, Any]:
    """How follows and mutes point to a thing."""
    return {"content_type": ContentType.objects.get_for_model(thing), "object_id": str(thing.pk)}


@transaction.atomic
def notify(
    *,
    people: Iterable[User],
    kind: str,
    fact: str,
    title: str,
    text: str = "",
    url: str = "",
    about: models.Model | None = None,
) -> list[Notification]:
    """Tell `people` one fact; a second call with the same `fact` adds nothing, and a mute wins.

    Returns the rows made now. Email follows by a task after the commit.
    """
    wanted = {person.pk: person for person in people if person.is_active}
    if about is not None:
        muted = Mute.objects.filter(person__in=wanted, **thing_key(about)).values_list("person", flat=True)
        wanted = {pk: person for pk, person in wanted.items() if pk not in set(muted)}
    told = Notification.objects.filter(person__in=wanted, fact=fact).values_list("person", flat=True)
    fresh = [person for pk, person in wanted.items() if pk not in set(told)]
    rows = [
        Notification(person=person, kind=kind, fact=fact, title=title[:200], text=text, url=url)
        for person in fresh
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    _email_after_commit(fact=fact, kind=kind, people=[person.pk for person in fresh])
    return rows


def _email_after_commit(*, fact: str, kind: str, people: list[int]) -> None:
    refused = NotificationChoice.objects.filter(person__in=people, kind=kind, email=False)
    silent = set(refused.values_list("person", flat=True))
    wanted = [person for person in people if person not in silent]
    rows = Notification.objects.filter(person__in=wanted, fact=fact, emailed_at__isnull=True)
    for pk in rows.values_list("pk", flat=True):
        transaction.on_commit(lambda pk=pk: email_notification.enqueue(pk))  # type: ignore[misc]


def follow(*, person: User, thing: models.Model) -> None:
    """Follow a thing; again is the same."""
    Follow.objects.get_or_create(person=person, **thing_key(thing))


def unfollow(*, person: User, thing: models.Model) -> None:
    """Stop following a thing."""
    Follow.objects.filter(person=person, **thing_key(thing)).delete()


def mute(*, person: User, thing: models.Model) -> None:
    """Hear nothing more about a thing, followed or not."""
    Mute.objects.get_or_create(person=person, **thing_key(thing))


def unmute(*, person: User, thing: models.Model) -> None:
    """Hear about a thing again."""
    Mute.objects.filter(person=person, **thing_key(thing)).delete()


def followers(thing: models.Model) -> models.QuerySet[User]:
    """The active people who follow a thing."""
    follows = Follow.objects.filter(**thing_key(thing))
    return User.objects.filter(is_active=True, pk__in=follows.values("person"))


def mark_read(*, person: User, ids: list[int] | None = None) -> int:
    """Mark a person's notifications read (all, or those in `ids`); returns how many changed."""
    rows = person.notifications.unread()
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return rows.update(read_at=timezone.now())
