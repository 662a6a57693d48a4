"""Who reads a thread or a post, who writes, answers and looks after it."""

from django.db.models import Q

from academy.permissions import AnyUser, restricted
from network.models import GroupMembership, NetworkGroup, Post, Thread
from network.permissions.groups import (
    groups_open_to,
    groups_stewarded_by,
    is_member_of,
    is_steward,
    leads_network,
)
from network.permissions.people import NOBODY, member_of


def threads_open_to(person: AnyUser) -> Q:
    """SQL condition on threads: `person` may read them; a held or hidden one its writer and stewards alone."""
    readable = NetworkGroup.objects.filter(groups_open_to(person)).values("pk")
    group = Q(group__isnull=True) | Q(group__in=readable)
    page = Q(about__isnull=True) | (Q(about__live=True) & ~Q(restricted(person, "about__path")))
    shown = Q(state__in=[Thread.State.OPEN, Thread.State.MERGED])
    mine = member_of(person)
    if mine is not None:
        shown |= Q(author=mine.pk) | Q(group__in=groups_stewarded_by(person).values("pk"))
    return group & page & shown


def posts_open_to(person: AnyUser) -> Q:
    """SQL condition on posts: `person` may read them."""
    threads = Thread.objects.filter(threads_open_to(person)).values("pk")
    shown = Q(state__in=[Post.State.PUBLISHED, Post.State.REMOVED])
    mine = member_of(person)
    if mine is not None:
        shown |= Q(author=mine.pk) | Q(thread__group__in=groups_stewarded_by(person).values("pk"))
    return Q(thread__in=threads) & shown


def can_look_after(person: AnyUser, thread: Thread) -> bool:
    """Whether `person` may pin, lock, move, split and merge: a steward of its group, or a network lead."""
    if thread.group is None:
        return leads_network(person) and member_of(person) is not None
    return is_steward(person, thread.group)


def can_open_thread(person: AnyUser, group: NetworkGroup | None, kind: str) -> bool:
    """Whether `person` may begin a thread of this kind here; announcements are for those who look after it."""
    if member_of(person) is None:
        return False
    if group is not None and (group.closed_at is not None or not is_member_of(person, group)):
        return False
    if kind != Thread.Kind.ANNOUNCEMENT:
        return True
    return leads_network(person) if group is None else is_steward(person, group)


def answered_by(person: AnyUser) -> Q:
    """SQL condition on threads that `person` may read: they may write there too."""
    if member_of(person) is None:
        return NOBODY
    mine = GroupMembership.objects.of(person).values("group")
    belongs = Q(group__isnull=True) | Q(group__closed_at__isnull=True, group__in=mine)
    return Q(locked=False, state=Thread.State.OPEN) & belongs


def can_reply(person: AnyUser, thread: Thread) -> bool:
    """Whether `person` may write in a thread: it stands open, and they belong to its group."""
    return Thread.objects.visible_to(person).filter(answered_by(person), pk=thread.pk).exists()


def can_accept(person: AnyUser, thread: Thread) -> bool:
    """Whether `person` may say which answer helped: who asked, or who looks after the thread."""
    mine = member_of(person)
    if mine is None:
        return False
    return thread.author_id == mine.pk or can_look_after(person, thread)
