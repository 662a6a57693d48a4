"""Posts and messages that may be told of now."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from academy.letters.news import Told
from academy.models import Notification, User
from network.audiences import Standing
from network.mail.addresses import reply_address
from network.mail.quoting import ABOVE
from network.models import Block, ContactRelay, Post, Thread
from network.news.words import ANSWERED, ANSWERED_UNNAMED, POST
from network.permissions import answered_by, profile_of, standing_of
from network.writers import writer_of


def posts_for(person: User, ids: Iterable[int]) -> QuerySet[Post]:
    """Those of these posts that stand, that the person may read and whose writer they did not block.

    Annotated with `near`, how the person stands to the writer, `may_reply` and `unnamed_here`, whether they
    wrote in the thread without their name.
    """
    rows = Post.objects.visible_to(person).published().filter(pk__in=list(ids))
    mine = profile_of(person)
    own = Post.objects.filter(author=mine, anonymous=True)
    if mine is not None:
        theirs = Q(author__in=Block.objects.filter(blocker=mine.pk).values("blocked"))
        rows = rows.exclude(theirs & Q(anonymous=False))
    return rows.select_related("thread__group", "author__person").annotate(
        near=standing_of(person, "author"),
        may_reply=Exists(Thread.objects.filter(answered_by(person), pk=OuterRef("thread"))),
        unnamed_here=Exists(own.filter(thread=OuterRef("thread"))),
    )


def messages_for(person: User, ids: Iterable[int]) -> QuerySet[ContactRelay]:
    """Those of these messages whose sender the person did not block since."""
    rows = ContactRelay.objects.filter(pk__in=list(ids), receiver__person=person)
    blocked = Block.objects.filter(blocker__person=person).values("blocked")
    return rows.exclude(sender__in=blocked).select_related("sender__person")


def as_told(person: User, row: Notification, post: Post, *, in_letter: bool) -> Told:
    """A post (read by `posts_for`) as it is told. Its words go along only where letters can be answered: what
    stands in a mailbox can be taken back by nobody."""
    near = {post.author_id: Standing(post.near)} if post.author_id else {}  # type: ignore[attr-defined]
    name = writer_of(post, person, near, steward=False).name
    answering = in_letter and bool(settings.REPLY_DOMAIN) and post.may_reply  # type: ignore[attr-defined]
    unnamed = post.unnamed_here  # type: ignore[attr-defined]
    return Told(
        title=POST % {"name": name, "thread": post.thread.title[:100]},
        text=str(post.thread.group or ""),
        url=row.url,
        words=post.body if answering else "",
        reply_to=reply_address(person, post) if answering else "",
        above=ABOVE if answering else "",
        answering=str(ANSWERED_UNNAMED if unnamed else ANSWERED) if answering else "",
    )
