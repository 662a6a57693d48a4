"""Who hears of a post: stewards of what waits, mentioned members, those who follow; a mute wins over all."""

from django.db.models import Model

from academy.actions.notify import followers, notify
from academy.hearing import thing_key
from academy.models import Mute, User
from network.actions.moderators import tell_of_held
from network.markup import mentioned
from network.models import Post, Profile, Thread
from network.news.words import HELD, POST, unnamed
from network.permissions import stewards_of


def tell_stewards(post: Post) -> None:
    """Tell the stewards of a group that a post waits for them, or moderators where none of them can read it."""
    people = [] if post.thread.group is None else list(stewards_of(post.thread.group))
    author = None if post.author is None else post.author.person_id
    if all(person.pk == author for person in people):
        tell_of_held(post)
        return
    notify(
        people=people,
        kind="groups",
        fact=f"held:{post.pk}",
        title=str(HELD),
        url=post.get_absolute_url(),
        about=post.thread.group,
    )


def readers_to_tell(post: Post) -> set[int]:
    """Account ids of those who follow the thread or its group, are in it or are mentioned, and muted neither."""
    thread = post.thread
    mentions = Profile.objects.filter(handle__in=mentioned(post.body)).values_list("person", flat=True)
    ids = set(followers(thread).values_list("pk", flat=True)) | set(mentions)
    if thread.group is not None:
        ids |= set(followers(thread.group).values_list("pk", flat=True))
    rows = User.objects.filter(pk__in=ids, is_active=True)
    if post.author is not None:
        rows = rows.exclude(pk=post.author.person_id)
    # Silence would tell those who blocked somebody which posts without a name are theirs.
    if post.author is not None and not post.anonymous:
        rows = rows.exclude(network_profile__blocks_made__blocked=post.author)
    muted = _muted(thread)
    return {person.pk for person in rows if person.pk not in muted and may_read(person, post)}


def _muted(thread: Thread) -> set[int]:
    things: list[Model] = [thread] if thread.group is None else [thread, thread.group]
    return {
        pk
        for thing in things
        for pk in Mute.objects.filter(**thing_key(thing)).values_list("person", flat=True)
    }


def may_read(person: User, post: Post) -> bool:
    """Whether somebody may read a post now: nobody is told of what they cannot open."""
    return Post.objects.visible_to(person).filter(pk=post.pk).exists()


def tell_readers(post: Post) -> None:
    """Tell readers of a post that they now meet; who wrote it where is told to each when they look."""
    notify(
        people=User.objects.filter(pk__in=readers_to_tell(post)),
        kind="groups",
        fact=f"post:{post.pk}",
        title=unnamed(POST),
        url=post.get_absolute_url(),
        about=post.thread,
        within=post.thread.group,
    )
