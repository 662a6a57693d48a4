"""What becomes of threads: counted, pinned, locked, moved, split, merged; a thread goes with its opening post."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Max, Q

from academy.actions.audit import record
from academy.actions.choosing import forget_choices, hear_alike
from academy.search.indexing import forget, index
from network.models import NetworkGroup, Poll, Post, Profile, Thread
from network.permissions import can_look_after, groups_stewarded_by

State = Post.State
MOST_CHOICES = 100


def recount(thread: Thread) -> None:
    """Bring what a thread keeps of its posts to what they are."""
    Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    shown = Q(posts__state=State.PUBLISHED)
    row = Thread.objects.filter(pk=thread.pk).aggregate(
        n=Count("posts", filter=shown), last=Max("posts__written_at", filter=shown)
    )
    Thread.objects.filter(pk=thread.pk).update(posts_count=row["n"], last_at=row["last"] or thread.opened_at)
    answers = Post.objects.published().filter(thread=thread.pk).values("pk")
    Thread.objects.filter(pk=thread.pk).exclude(accepted__in=answers).update(accepted=None, solved_at=None)
    index(Thread.objects.get(pk=thread.pk))


def opens_thread(post: Post) -> bool:
    """Whether a post is what its thread began with."""
    return Post.objects.filter(pk=post.pk, opens=F("thread")).exists()


def follow_opening(post: Post, state: str) -> None:
    """A thread goes with its opening post, and with no other."""
    if opens_thread(post):
        Thread.objects.filter(pk=post.thread_id).exclude(state=Thread.State.MERGED).update(state=state)


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
    if not can_look_after(actor.person, thread):
        raise PermissionDenied
    if thread.group_id == group.pk:
        return
    if group not in groups_to_move_to(thread, actor):
        raise PermissionDenied
    Thread.objects.filter(pk=thread.pk).update(group=group, pinned=False)
    index(Thread.objects.get(pk=thread.pk))
    record(actor_id=actor.person_id, action="thread moved", subject=thread, group=group.pk)


def groups_to_move_to(thread: Thread, actor: Profile) -> list[NetworkGroup]:
    """The other groups that the actor looks after and to which a thread may go."""
    if thread.posts.filter(anonymous=True).exists():
        return []
    groups = groups_stewarded_by(actor.person).order_by("name")
    others = [group for group in groups if group.pk != thread.group_id]
    return [group for group in others if not narrower(thread.group, group)]


def threads_to_merge_into(thread: Thread) -> list[Thread]:
    """The threads that may take this one in, the liveliest first, a hundred at most; one thread holds one poll."""
    alike = Thread.objects.listed().filter(group=thread.group_id, about=thread.about_id)
    rows = alike.filter(anonymous=thread.anonymous).exclude(pk=thread.pk)
    if Poll.objects.filter(thread=thread.pk).exists():
        rows = rows.filter(poll=None)
    return list(rows.order_by("-last_at", "-pk")[:MOST_CHOICES])


def narrower(now: NetworkGroup | None, then: NetworkGroup) -> bool:
    """Whether people wrote for a smaller circle than `then` has: what was said in private stays there."""
    circles = list(NetworkGroup.Openness)
    before = 0 if now is None else circles.index(NetworkGroup.Openness(now.openness))
    return before > circles.index(NetworkGroup.Openness(then.openness))


@transaction.atomic
def split_thread(*, post: Post, title: str, actor: Profile) -> Thread:
    """Make a thread of its own from a post that is shown and those after it, heard of as the old one.

    What opens the old thread stays, even where it was written later. Raises PermissionDenied.
    """
    old = Thread.objects.select_for_update(of=("self",)).select_related("group").get(pk=post.thread_id)
    later = Q(written_at__gt=post.written_at) | Q(written_at=post.written_at, pk__gte=post.pk)
    may_open = old.posts.published().filter(pk=post.pk).exists() and old.opening_id != post.pk
    if not may_open or not can_look_after(actor.person, old):
        raise PermissionDenied
    new = Thread.objects.create(
        group=old.group,
        about=old.about,
        kind=Thread.Kind.DISCUSSION,
        title=title,
        author=post.author,
        anonymous=post.anonymous,
        opening=post,
        opened_at=post.written_at,
    )
    old.posts.filter(later).exclude(opens=old).update(thread=new)
    hear_alike(of=old, also=new)
    for thread in (old, new):
        recount(thread)
    record(actor_id=actor.person_id, action="thread split", subject=new, old=old.pk)
    return new


@transaction.atomic
def merge_threads(*, thread: Thread, into: Thread, actor: Profile) -> bool:
    """Put a thread's posts into another of the same group; the old address leads there. Whether it was done.

    Its poll goes along, and its answer where the other is a question without one; who followed or muted it does
    so there. Raises PermissionDenied, also where each has a poll.
    """
    ids = sorted([thread.pk, into.pk])
    held = {row.pk: row for row in Thread.objects.select_for_update(of=("self",)).filter(pk__in=ids)}
    old, new = held[thread.pk], held[into.pk]
    same = (
        old.group_id == new.group_id
        and old.about_id == new.about_id
        and old.pk != new.pk
        and old.anonymous == new.anonymous
    )
    looks_after = can_look_after(actor.person, old) and can_look_after(actor.person, new)
    if not same or not looks_after or new.state != Thread.State.OPEN:
        raise PermissionDenied
    if old.state == Thread.State.MERGED:
        return False
    if Poll.objects.filter(thread__in=ids).count() > 1:
        raise PermissionDenied
    old.posts.update(thread=new)
    Poll.objects.filter(thread=old).update(thread=new)
    if new.kind == Thread.Kind.QUESTION and new.accepted_id is None:
        Thread.objects.filter(pk=new.pk).update(accepted=old.accepted_id, solved_at=old.solved_at)
    Thread.objects.filter(pk=old.pk).update(
        state=Thread.State.MERGED, merged_into=new, posts_count=0, accepted=None, solved_at=None
    )
    hear_alike(of=old, also=new)
    forget_choices(old)
    recount(new)
    forget(old)
    record(actor_id=actor.person_id, action="threads merged", subject=new, old=old.pk)
    return True
