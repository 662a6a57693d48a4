"""Reading discussions: lists of threads, one thread and its posts, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.fields import BooleanField
from django.db.models.functions import Cast

from academy.models import Follow, Mute
from academy.permissions import AnyUser
from network.audiences import Standing
from network.models import (
    Attachment,
    Block,
    Decision,
    Draft,
    GroupMembership,
    HelpfulMark,
    Poll,
    Post,
    Reading,
    Thread,
    WaitingFile,
)
from network.permissions import answered_by, is_steward, member_of, profile_of, standing_of
from network.writers import Writer, writer_of

POSTS_A_PAGE = 20
THREADS_A_PAGE = 20
LAST_PAGE = 500


def _no() -> Any:
    return Value(False, output_field=BooleanField())


@dataclass
class Shown:
    """A post as one reader meets it."""

    post: Post
    writer: Writer
    own: bool = False
    marked: bool = False
    from_blocked: bool = False
    files: list[Attachment] = field(default_factory=list)


@dataclass
class ThreadPage:
    """One page of a thread's posts."""

    posts: list[Shown]
    number: int
    last: int

    @property
    def start(self) -> int:
        """The number of its first post."""
        return (self.number - 1) * POSTS_A_PAGE + 1

    @property
    def has_previous(self) -> bool:
        """Whether a page stands before it."""
        return self.number > 1

    @property
    def has_more(self) -> bool:
        """Whether a page follows."""
        return self.number < self.last


def find_thread(person: AnyUser, pk: int) -> Thread | None:
    """A thread that `person` may read, with what they keep of it and may do in it, in one query."""
    rows = Thread.objects.visible_to(person).filter(pk=pk)
    rows = rows.select_related("group", "about", "author__person", "merged_into", "accepted")
    drafts = Draft.objects.filter(person=person.pk, place=f"thread:{pk}")
    answers = Exists(Thread.objects.filter(answered_by(person), pk=OuterRef("pk")))
    waiting = Exists(WaitingFile.objects.filter(person=person.pk, place=f"thread:{pk}"))
    return (
        with_own(person, rows)
        .annotate(has_waiting=waiting, may_reply=answers)
        .annotate(
            draft=Subquery(drafts.values("body")),
            draft_unnamed=Subquery(drafts.values("unnamed")),
            draft_saved_at=Subquery(drafts.values("saved_at")),
        )
        .first()
    )


def with_own(person: AnyUser, rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """Annotate `role` in the group, `followed`, `muted`, `read_to`, `near` (standing to the author)."""
    mine = profile_of(person)
    has_poll = Exists(Poll.objects.filter(thread=OuterRef("pk")))
    rows = rows.annotate(near=standing_of(person, "author"), has_poll=has_poll)
    unnamed = Post.objects.filter(thread=OuterRef("pk"), author=mine.pk if mine else 0, anonymous=True)
    rows = rows.annotate(went_unnamed=Exists(unnamed))
    if mine is None:
        return rows.annotate(role=Value("", output_field=CharField()), followed=_no(), muted=_no())
    role = GroupMembership.objects.current().filter(group=OuterRef("group"), profile=mine.pk).values("role")
    kind = ContentType.objects.get_for_model(Thread)
    about = {"person": mine.person_id, "content_type": kind, "object_id": OuterRef("key")}
    read = Reading.objects.filter(thread=OuterRef("pk"), profile=mine.pk).values("read_to")
    return rows.annotate(
        key=Cast("pk", CharField()),
        role=Subquery(role[:1], output_field=CharField()) if not mine.is_suspended else _empty(),
        followed=Exists(Follow.objects.filter(**about)),
        muted=Exists(Mute.objects.filter(**about)),
        read_to=Subquery(read[:1]),
    )


def _empty() -> Any:
    return Value("", output_field=CharField())


def read_posts(person: AnyUser, thread: Thread, number: int) -> ThreadPage:
    """One page of a thread, in one query, and one more when a post on it has files; the last for one beyond it."""
    steward = getattr(thread, "role", "") == GroupMembership.Role.STEWARD
    number = min(max(number, 1), LAST_PAGE)
    posts = shown_posts(person, thread, steward=steward)
    rows = _page(posts, number)
    if not rows and number > 1:
        number = _pages(posts.count())
        rows = _page(posts, number)
    last = _pages(rows[0].in_all) if rows else 1
    return ThreadPage(as_shown(person, rows, steward=steward), number, last)


def _page(posts: QuerySet[Post], number: int) -> list[Any]:
    """The posts of one page, each with how many there are `in_all`."""
    start = (number - 1) * POSTS_A_PAGE
    return list(posts.annotate(in_all=Window(Count("pk")))[start : start + POSTS_A_PAGE])


def _pages(posts: int) -> int:
    return max(1, -(-posts // POSTS_A_PAGE))


def met_by(person: AnyUser, thread: Thread, *, steward: bool) -> QuerySet[Post]:
    """The posts of a thread that somebody who reads it meets there."""
    mine = member_of(person)
    shown = Q(state__in=[Post.State.PUBLISHED, Post.State.REMOVED])
    if mine is not None:
        shown |= Q(author=mine.pk)
    return thread.posts.all() if steward else thread.posts.filter(shown)


def shown_posts(person: AnyUser, thread: Thread, *, steward: bool) -> QuerySet[Post]:
    """The posts of a thread that the reader may read (already asked), with what they keep of each."""
    mine = member_of(person)
    marked, blocked = _no(), _no()
    if mine is not None:
        marked = Exists(HelpfulMark.objects.filter(post=OuterRef("pk"), profile=mine.pk))
        # What somebody wrote without their name looks the same to those who blocked them: else blocking would tell.
        theirs = Block.objects.filter(blocker=mine.pk, blocked=OuterRef("author"))
        blocked = Case(When(anonymous=True, then=_no()), default=Exists(theirs), output_field=BooleanField())
    rows = met_by(person, thread, steward=steward).select_related("author__person", "reply_to")
    files = Exists(Attachment.objects.filter(post=OuterRef("pk")))
    return rows.annotate(
        marked=marked,
        from_blocked=blocked,
        has_files=files,
        kept=Exists(Decision.objects.hiding().filter(post=OuterRef("pk"))),
        near=standing_of(person, "author"),
    ).order_by("written_at", "pk")


def as_shown(person: AnyUser, rows: Iterable[Any], *, steward: bool) -> list[Shown]:
    """Posts (read by `shown_posts`) as the reader meets them."""
    rows = list(rows)
    mine = profile_of(person)
    files: dict[int, list[Attachment]] = {}
    holding = [post.pk for post in rows if post.has_files]
    if holding:
        for file in Attachment.objects.filter(post__in=holding):
            files.setdefault(file.post_id, []).append(file)
    near = nearness(rows)
    return [
        Shown(
            post,
            writer_of(post, person, near, steward=steward),
            own=mine is not None and post.author_id == mine.pk,
            marked=post.marked,
            from_blocked=post.from_blocked,
            files=files.get(post.pk, []),
        )
        for post in rows
    ]


def nearness(rows: Iterable[Any]) -> dict[int, Standing]:
    """How the reader stands to the authors of these rows, by profile id."""
    return {row.author_id: Standing(row.near) for row in rows if row.author_id is not None}


@dataclass
class Line:
    """A thread as a list shows it to one reader."""

    thread: Any
    writer: Writer
    unread: bool


def list_threads(person: AnyUser, rows: QuerySet[Thread], number: int) -> tuple[list[Line], bool]:
    """One page of threads the reader may read, in one query; whether more follow."""
    start = (min(max(number, 1), LAST_PAGE) - 1) * THREADS_A_PAGE
    rows = with_own(person, rows.visible_to(person).listed().select_related("group", "author__person"))  # type: ignore[attr-defined]
    mine = member_of(person)
    if mine is not None:
        theirs = Q(author__in=Block.objects.filter(blocker=mine.pk).values("blocked"))
        rows = rows.exclude(theirs & Q(anonymous=False))
    found: list[Any] = list(rows[start : start + THREADS_A_PAGE + 1])
    near = nearness(found)
    lines = [
        Line(
            thread,
            writer_of(thread, person, near, steward=thread.role == GroupMembership.Role.STEWARD),
            unread=mine is not None and (thread.read_to is None or thread.read_to < thread.last_at),
        )
        for thread in found[:THREADS_A_PAGE]
    ]
    return lines, len(found) > THREADS_A_PAGE


def narrowed(rows: QuerySet[Thread], wanted: dict[str, str]) -> QuerySet[Thread]:
    """Threads by kind, by what is still open, by words of their title."""
    if wanted.get("kind") in Thread.Kind.values:
        rows = rows.filter(kind=wanted["kind"])
    if wanted.get("show") == "open":
        rows = rows.filter(kind=Thread.Kind.QUESTION, solved_at=None)
    if wanted.get("show") == "unanswered":
        rows = rows.filter(kind=Thread.Kind.QUESTION, posts_count__lte=1)
    return rows


def page_of_post(person: AnyUser, post: Post) -> int:
    """The page of its thread on which a reader meets a post."""
    thread = post.thread
    steward = thread.group is not None and is_steward(person, thread.group)
    before = Q(written_at__lt=post.written_at) | Q(written_at=post.written_at, pk__lt=post.pk)
    return met_by(person, thread, steward=steward).filter(before).count() // POSTS_A_PAGE + 1
