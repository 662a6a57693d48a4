"""Posts in the news: those that stand and may be read, under the titles and names of now."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from academy.letters.news import Told
from academy.models import Notification, User
from network.mail.addresses import reply_address
from network.models import Block, Post, Thread
from network.news.facts import numbered, retold
from network.permissions import answered_by, groups_stewarded_by, profile_of, standings
from network.writers import writer_of


def posts(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """Posts that the person followed or is mentioned in.

    Their words go along only where letters can be answered: what stands in a mailbox can be taken back by
    nobody.
    """
    about = numbered(rows)
    found = {post.pk: post for post in posts_for(person, about.values())}
    near = standings(person, [post.author for post in found.values() if post.author])
    stewarded = set(groups_stewarded_by(person).values_list("pk", flat=True))
    answering = answerable(person, found.values()) if settings.REPLY_DOMAIN else set()
    told: dict[int, Told | None] = {}
    for row in rows:
        post = found.get(about[row.pk])
        told[row.pk] = None
        if post is not None:
            writer = writer_of(post, person, near, steward=post.thread.group_id in stewarded)
            told[row.pk] = as_told(row, post, writer.name)
            if post.thread_id in answering:
                told[row.pk] = with_answer(told[row.pk], person, post)
    return told


def posts_for(person: User, ids: Iterable[int]) -> QuerySet[Post]:
    """Those of these posts that stand, that the person may read and whose writer they did not block."""
    rows = Post.objects.visible_to(person).published().filter(pk__in=list(ids))
    mine = profile_of(person)
    if mine is not None:
        theirs = Q(author__in=Block.objects.filter(blocker=mine.pk).values("blocked"))
        rows = rows.exclude(theirs & Q(anonymous=False))
    return rows.select_related("thread__group", "author__person")


def answerable(person: User, found: Iterable[Post]) -> set[int]:
    """Ids of the threads of these posts (which the person may read) in which they may write."""
    rows = Thread.objects.filter(answered_by(person), pk__in={post.thread_id for post in found})
    return set(rows.values_list("pk", flat=True))


def as_told(row: Notification, post: Post, name: str) -> Told:
    """A post in one line."""
    title = post.thread.title or _("A thread whose title was taken back")
    line = _("%(name)s wrote in “%(thread)s”") % {"name": name, "thread": title[:100]}
    return retold(row, title=line, text=str(post.thread.group or ""))


def with_answer(told: Told | None, person: User, post: Post) -> Told | None:
    """A post with its words, and the address to which a letter about it is answered."""
    if told is not None:
        told.words, told.reply_to = post.body, reply_address(person, post)
    return told


def held_posts(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """Nothing of posts that no longer wait, or no longer for this person."""
    about = numbered(rows)
    waiting = Post.objects.visible_to(person).awaiting_review().filter(pk__in=about.values())
    still = set(waiting.values_list("pk", flat=True))
    return {row.pk: None for row in rows if about[row.pk] not in still}


def looked_at(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """A post of one's own that is shown now names its thread only while the person may read it.

    One that is not shown comes with the reason, which stays.
    """
    shown = [row for row in rows if row.fact.endswith(f":{Post.State.PUBLISHED}")]
    about = numbered(shown)
    readable = Post.objects.visible_to(person).filter(pk__in=about.values())
    titles = dict(readable.values_list("pk", "thread__title"))
    return {row.pk: retold(row, title=row.title, text=titles.get(about[row.pk], "")) for row in shown}
