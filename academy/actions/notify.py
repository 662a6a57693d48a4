"""Telling people facts, once, each in the way they chose."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from academy.hearing import short_key, thing_key, ways_of
from academy.models import Follow, Letter, Mute, Notification, User
from academy.tasks import send_letters
from academy.ways import MUTED, NOW


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
    within: models.Model | None = None,
) -> list[Notification]:
    """Tell `people` one fact; a second call with the same `fact` adds nothing, and a mute wins.

    It is `about` a thing, which stands `within` another. Returns the rows made now. Letters are put into the
    outbox in the same transaction and sent after it.
    """
    keys = [short_key(thing) for thing in (about, within) if thing is not None]
    wanted = {person.pk: person for person in people if person.is_active}
    ways = ways_of(wanted, kind=kind, keys=keys)
    told = set(Notification.objects.filter(person__in=wanted, fact=fact).values_list("person", flat=True))
    rows = [
        Notification(
            person=person,
            kind=kind,
            fact=fact,
            title=title[:200],
            text=text,
            url=url,
            way=ways[pk],
            about=keys,
        )
        for pk, person in wanted.items()
        if pk not in told and ways[pk] != MUTED
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    _post_letters(fact, [row.person_id for row in rows if row.way == NOW])
    return rows


def _post_letters(fact: str, people: list[int]) -> None:
    """One letter a row that wants one at once; a row that has its letter gets no second."""
    rows = Notification.objects.filter(person__in=people, fact=fact, way=NOW, emailed_at__isnull=True)
    found = list(rows.values_list("pk", "person"))
    if not found:
        return
    letters = [Letter(person_id=person, news=[pk], key=f"news:{pk}") for pk, person in found]
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    keys = [letter.key for letter in letters]
    Notification.objects.filter(pk__in=[pk for pk, _person in found]).update(emailed_at=timezone.now())
    ids = list(Letter.objects.filter(key__in=keys).values_list("pk", flat=True))
    transaction.on_commit(lambda: send_letters.enqueue(ids))


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
