"""What becomes of posts and threads later: edit, take back, release, refuse, answer, pin, lock, move, split, merge."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.search.indexing import forget, index
from network.actions.posting import LooksPersonal, Writing, look_at, mentions_in, publish
from network.markup import to_html
from network.models import HelpfulMark, NetworkGroup, Post, PostRevision, Profile, Thread
from network.permissions import can_accept, can_look_after, is_steward, member_of

EDIT_WINDOW = timedelta(hours=24)
State = Post.State


class TooLate(ValueError):
    """A post can be changed for a day; after that an answer says it better."""


def may_change(post: Post, profile: Profile | None) -> bool:
    """Whether this member may still change the post: their own, within a day, shown or held."""
    if profile is None or post.author_id != profile.pk or profile.is_suspended:
        return False
    fresh = timezone.now() - post.written_at <= EDIT_WINDOW
    return fresh and post.state in (State.PUBLISHED, State.HELD)


@transaction.atomic
def edit_post(*, post: Post, author: Profile, writing: Writing) -> Post:
    """Change one's own words within a day; what they were is kept, readers are not told again.

    Raises PermissionDenied, TooLate and LooksPersonal. A published post that would be held is refused instead.
    """
    held = Post.objects.select_for_update(of=("self",)).select_related("thread").get(pk=post.pk)
    if held.author_id != author.pk or author.is_suspended:
        raise PermissionDenied
    if not may_change(held, author):
        raise TooLate
    if held.body == writing.body:
        return held
    screening, because = look_at(writing)
    if because and held.state == State.PUBLISHED:
        raise LooksPersonal(screening)
    PostRevision.objects.create(post=held, body=held.body, html=held.html, replaced_by=author)
    held.body = writing.body
    held.html = to_html(writing.body, mentions_in(writing.body, author))
    held.edited_at = timezone.now()
    held.save(update_fields=["body", "html", "edited_at"])
    index(held.thread)
    return held


@transaction.atomic
def take_back(*, post: Post, author: Profile) -> bool:
    """Take one's own post back: its words, history and files go, a line says so; whether it was there."""
    held = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if held.author_id != author.pk:
        raise PermissionDenied
    if held.state == State.REMOVED:
        return False
    for file in held.attachments.all():
        file.file.delete(save=False)
    held.attachments.all().delete()
    held.revisions.all().delete()
    held.body, held.html, held.state, held.held_because = "", "", State.REMOVED, ""
    held.save(update_fields=["body", "html", "state", "held_because"])
    recount(held.thread)
    return True


def recount(thread: Thread) -> None:
    """Bring what a thread keeps of its posts to what they are."""
    shown = Q(posts__state=State.PUBLISHED)
    row = Thread.objects.filter(pk=thread.pk).aggregate(
        n=Count("posts", filter=shown), last=Max("posts__written_at", filter=shown)
    )
    Thread.objects.filter(pk=thread.pk).update(posts_count=row["n"], last_at=row["last"] or thread.opened_at)
    index(Thread.objects.get(pk=thread.pk))


@transaction.atomic
def release_post(*, post: Post, actor: Profile) -> bool:
    """A steward lets readers meet a post that waited; whether it waited.

    Nobody releases their own, and what was reported is for moderators. Raises PermissionDenied.
    """
    held = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__group", "author__person")
        .get(pk=post.pk)
    )
    thread = held.thread
    if thread.group is None or not is_steward(actor.person, thread.group) or held.author_id == actor.pk:
        raise PermissionDenied
    if held.held_because == Post.Why.REPORT:
        raise PermissionDenied
    return let_through(held, actor_id=actor.person_id)


def let_through(held: Post, *, actor_id: int) -> bool:
    """Publish a held post and, where it opens a thread, the thread; tell its writer. Who may is asked before."""
    if held.state != State.HELD:
        return False
    held.state, held.held_because = State.PUBLISHED, ""
    held.save(update_fields=["state", "held_because"])
    Thread.objects.filter(pk=held.thread_id, state=Thread.State.HELD).update(state=Thread.State.OPEN)
    held.thread.refresh_from_db()
    publish(held)
    record(actor_id=actor_id, action="post released", subject=held)
    _tell_writer(held, _("Your post is shown now"))
    return True


@transaction.atomic
def refuse_post(*, post: Post, actor: Profile, why: str) -> bool:
    """A steward keeps a post that waited from readers, and says why; whether it waited."""
    held = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__group", "author__person")
        .get(pk=post.pk)
    )
    if (
        held.thread.group is None
        or not is_steward(actor.person, held.thread.group)
        or held.author_id == actor.pk
        or held.held_because == Post.Why.REPORT
    ):
        raise PermissionDenied
    if held.state != State.HELD:
        return False
    held.state, held.held_because = State.HIDDEN, ""
    held.save(update_fields=["state", "held_because"])
    Thread.objects.filter(pk=held.thread_id, state=Thread.State.HELD).update(state=Thread.State.HIDDEN)
    record(actor_id=actor.person_id, action="post refused", subject=held)
    _tell_writer(held, _("Your post was not shown"), why)
    return True


def _tell_writer(post: Post, title: str, text: str = "") -> None:
    if post.author is not None:
        notify(
            people=[post.author.person],
            kind="decisions",
            fact=f"looked-at:{post.pk}:{post.state}",
            title=title,
            text=text or post.thread.title,
            url=post.get_absolute_url(),
        )


@transaction.atomic
def mark_helpful(*, post: Post, profile: Profile, helpful: bool) -> int:
    """Say that a post helped, or no longer; returns how many say so. Nobody marks their own."""
    held = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    readable = Post.objects.visible_to(profile.person).filter(pk=post.pk, state=State.PUBLISHED)
    if held.author_id == profile.pk or member_of(profile.person) is None or not readable.exists():
        raise PermissionDenied
    if helpful:
        HelpfulMark.objects.get_or_create(post=held, profile=profile)
    else:
        HelpfulMark.objects.filter(post=held, profile=profile).delete()
    held.helpful_count = held.helpful_marks.count()
    held.save(update_fields=["helpful_count"])
    return held.helpful_count


@transaction.atomic
def accept_answer(*, thread: Thread, post: Post | None, actor: Profile) -> None:
    """Say which answer helped, or with None that the question is open again. Raises PermissionDenied."""
    held = Thread.objects.select_for_update(of=("self",)).select_related("group").get(pk=thread.pk)
    fits = post is None or (post.thread_id == held.pk and post.state == State.PUBLISHED)
    if not can_accept(actor.person, held) or not fits or held.kind != Thread.Kind.QUESTION:
        raise PermissionDenied
    held.accepted = post
    held.solved_at = timezone.now() if post else None
    held.save(update_fields=["accepted", "solved_at"])


@transaction.atomic
def set_thread(
    *, thread: Thread, actor: Profile, pinned: bool | None = None, locked: bool | None = None
) -> None:
    """Pin or lock a thread, or the opposite. Raises PermissionDenied."""
    if not can_look_after(actor.person, thread):
        raise PermissionDenied
    values = {name: value for name, value in (("pinned", pinned), ("locked", locked)) if value is not None}
    Thread.objects.filter(pk=thread.pk).update(**values)
    record(actor_id=actor.person_id, action="thread set", subject=thread, **values)


@transaction.atomic
def move_thread(*, thread: Thread, group: NetworkGroup, actor: Profile) -> None:
    """Move a thread to another group that the actor looks after too, never one that fewer people guard.

    A thread without names stays where asking without a name was promised. Raises PermissionDenied.
    """
    there = is_steward(actor.person, group)
    if (
        not can_look_after(actor.person, thread)
        or not there
        or thread.anonymous
        or narrower(thread.group, group)
    ):
        raise PermissionDenied
    Thread.objects.filter(pk=thread.pk).update(group=group, pinned=False)
    index(Thread.objects.get(pk=thread.pk))
    record(actor_id=actor.person_id, action="thread moved", subject=thread, group=group.pk)


def narrower(now: NetworkGroup | None, then: NetworkGroup) -> bool:
    """Whether people wrote for a smaller circle than `then` has: what was said in private stays there."""
    circles = list(NetworkGroup.Openness)
    before = 0 if now is None else circles.index(NetworkGroup.Openness(now.openness))
    return before > circles.index(NetworkGroup.Openness(then.openness))


@transaction.atomic
def split_thread(*, post: Post, title: str, actor: Profile) -> Thread:
    """Make a thread of its own from a post and those after it. Raises PermissionDenied."""
    old = Thread.objects.select_for_update(of=("self",)).select_related("group").get(pk=post.thread_id)
    later = Q(written_at__gt=post.written_at) | Q(written_at=post.written_at, pk__gte=post.pk)
    first = old.posts.order_by("written_at", "pk").first()
    if not can_look_after(actor.person, old) or (first is not None and first.pk == post.pk):
        raise PermissionDenied
    new = Thread.objects.create(
        group=old.group,
        about=old.about,
        kind=Thread.Kind.DISCUSSION,
        title=title,
        author=post.author,
        anonymous=post.anonymous,
        opened_at=post.written_at,
    )
    old.posts.filter(later).update(thread=new)
    for thread in (old, new):
        recount(thread)
    Thread.objects.filter(pk=old.pk).exclude(accepted__thread=old).update(accepted=None, solved_at=None)
    record(actor_id=actor.person_id, action="thread split", subject=new, old=old.pk)
    return new


@transaction.atomic
def merge_threads(*, thread: Thread, into: Thread, actor: Profile) -> bool:
    """Put a thread's posts into another of the same group; the old address leads there. Whether it was done."""
    ids = sorted([thread.pk, into.pk])
    held = {row.pk: row for row in Thread.objects.select_for_update(of=("self",)).filter(pk__in=ids)}
    old, new = held[thread.pk], held[into.pk]
    same = old.group_id == new.group_id and old.pk != new.pk and old.anonymous == new.anonymous
    looks_after = can_look_after(actor.person, old) and can_look_after(actor.person, new)
    if not same or not looks_after or new.state != Thread.State.OPEN:
        raise PermissionDenied
    if old.state == Thread.State.MERGED:
        return False
    old.posts.update(thread=new)
    Thread.objects.filter(pk=old.pk).update(
        state=Thread.State.MERGED, merged_into=new, posts_count=0, accepted=None, solved_at=None
    )
    recount(new)
    forget(old)
    record(actor_id=actor.person_id, action="threads merged", subject=new, old=old.pk)
    return True
