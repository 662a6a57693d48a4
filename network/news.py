"""How letters tell what happened in the network: what is still readable, under the names readers see now."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from academy.letters.news import Told, absolute
from academy.models import Notification, User
from network.mail.addresses import reply_address
from network.models import Block, ContactRelay, Event, Post
from network.permissions import can_reply, profile_of
from network.writers import name_of_writer


def told(person: User, rows: Iterable[Notification]) -> dict[int, Told | None]:
    """Posts, held posts, messages and events among these rows, as they may be told now; None for what may not."""
    rows = list(rows)
    found: dict[int, Told | None] = {}
    by_what: dict[str, dict[int, Notification]] = {"post": {}, "held": {}, "relay": {}}
    for row in rows:
        what, _colon, number = row.fact.partition(":")
        if what in by_what and number.isdigit():
            by_what[what][int(number)] = row
            found[row.pk] = None
    found |= dict.fromkeys(of_closed_events(person, rows))
    for post in posts_for(person, by_what["post"]):
        row = by_what["post"][post.pk]
        found[row.pk] = as_told(person, row, post)
    held = Post.objects.visible_to(person).awaiting_review().filter(pk__in=list(by_what["held"]))
    for post_id in held.values_list("pk", flat=True):
        found.pop(by_what["held"][post_id].pk)
    for relay_id in messages_for(person, by_what["relay"]):
        found.pop(by_what["relay"][relay_id].pk)
    return found


def of_closed_events(person: User, rows: Iterable[Notification]) -> list[int]:
    """Ids of the notifications about events that the person may no longer know of."""
    about = {row.pk: row.fact.split(":")[1] for row in rows if row.fact.startswith("event:")}
    ids = {int(number) for number in about.values() if number.isdigit()}
    known = (
        set(Event.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
        if ids
        else set()
    )
    return [pk for pk, number in about.items() if not number.isdigit() or int(number) not in known]


def posts_for(person: User, ids: Iterable[int]) -> QuerySet[Post]:
    """Those of these posts that stand, that the person may read and whose writer they did not block."""
    rows = Post.objects.visible_to(person).published().filter(pk__in=list(ids))
    mine = profile_of(person)
    if mine is not None:
        theirs = Q(author__in=Block.objects.filter(blocker=mine.pk).values("blocked"))
        rows = rows.exclude(theirs & Q(anonymous=False))
    return rows.select_related("thread__group", "author__person")


def messages_for(person: User, ids: Iterable[int]) -> QuerySet[ContactRelay, int]:
    """Ids of those of these messages whose sender the person did not block since."""
    rows = ContactRelay.objects.filter(pk__in=list(ids), receiver__person=person)
    blocked = Block.objects.filter(blocker__person=person).values("blocked")
    return rows.exclude(sender__in=blocked).values_list("pk", flat=True)


def as_told(person: User, row: Notification, post: Post) -> Told:
    """A post in a letter. Its words go along only where letters can be answered: what stands in a mailbox
    can be taken back by nobody."""
    title = _("%(name)s wrote in “%(thread)s”") % {
        "name": name_of_writer(post, person),
        "thread": post.thread.title[:100],
    }
    answering = bool(settings.REPLY_DOMAIN) and can_reply(person, post.thread)
    return Told(
        title=title,
        text=str(post.thread.group or ""),
        url=absolute(row.url),
        words=post.body if answering else "",
        reply_to=reply_address(person, post) if answering else "",
    )
