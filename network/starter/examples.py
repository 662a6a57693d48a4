"""The example members and communities as one part of the starter content, and how they go again.

Removing takes away what example members wrote, and never what anybody else did: a thread in which somebody
else wrote stays as it is, with its community and the example members who speak in it. A community stays where
others keep threads, files or events, or look after it. Membership, votes, marks and answers to events go along.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model, Q, QuerySet

from academy.hearing import thing_key
from academy.models import Follow, Mute, User
from academy.search.indexing import forget
from academy.starter import StarterPart
from network.models import GroupMembership, NetworkGroup, Post, Profile, Thread
from network.starter.communities import load


def in_use(thing: Any) -> bool:
    """Whether something of other people rests on an example.

    What was made last goes first: what only examples touched is gone when their group and they are asked about.
    """
    if isinstance(thing, Thread):
        others = thing.posts.exclude(author__is_example=True)
        return others.exclude(state=Post.State.REMOVED).exists()
    if isinstance(thing, NetworkGroup):
        return kept_groups().filter(pk=thing.pk).exists()
    if isinstance(thing, Profile):
        return examples_in_use().filter(pk=thing.pk).exists()
    if isinstance(thing, User):
        return examples_in_use().filter(person=thing).exists()
    return False


def kept_groups() -> QuerySet[NetworkGroup]:
    """Groups that hold threads, files or events, or that a real member looks after."""
    others = GroupMembership.objects.stewards().exclude(profile__is_example=True)
    return NetworkGroup.objects.filter(
        Q(threads__isnull=False)
        | Q(files__isnull=False)
        | Q(events__isnull=False)
        | Q(pk__in=others.values("group"))
    )


def examples_in_use() -> QuerySet[Profile]:
    """Example members whose words or marks stand in a thread, or who look after a group that stays."""
    stewards = GroupMembership.objects.stewards().filter(group__in=kept_groups().values("pk"))
    return Profile.objects.filter(is_example=True).filter(
        Q(posts__isnull=False) | Q(helpful_marks__isnull=False) | Q(pk__in=stewards.values("profile"))
    )


@contextmanager
def forgotten() -> Iterator[None]:
    """What goes can no longer be found or followed."""
    kinds: tuple[type[Model], ...] = (Profile, Thread, NetworkGroup)
    before = [thing for kind in kinds for thing in kind._default_manager.filter(is_example=True)]
    yield
    for thing in before:
        if not type(thing)._default_manager.filter(pk=thing.pk).exists():
            forget(thing)
            for kept in (Follow, Mute):
                kept._default_manager.filter(**thing_key(thing)).delete()


EXAMPLES = StarterPart(
    name="example members and communities", order=40, load=load, in_use=in_use, around=forgotten
)
