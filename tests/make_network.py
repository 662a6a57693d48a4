"""Builders of things of the network for tests."""

from typing import Any

from django.utils.text import slugify

from academy.letters.news import told_now
from academy.models import User
from network.actions.posting import Writing
from network.models import GroupMembership, NetworkGroup, Post, Profile, Thread
from tests import make


def member(name: str = "Sam Peer", *, user: User | None = None, **fields: Any) -> Profile:
    """A member of the network, with an account of their own unless `user` is given."""
    handle = slugify(name)
    person = user or make.person(f"{handle}@example.org", name=name)
    sort = {"sort_members": name.lower(), "sort_everyone": handle}
    return Profile.objects.create(person=person, **{"handle": handle, **sort, **fields})


def group(name: str = "Youth workers", *, steward: Profile | None = None, **fields: Any) -> NetworkGroup:
    """A group, with its steward."""
    made = NetworkGroup.objects.create(name=name, slug=slugify(name), summary="A small group.", **fields)
    if steward is not None:
        belong(made, steward, role="steward")
    return made


def belong(group: NetworkGroup, profile: Profile, *, state: str = "member", **fields: Any) -> GroupMembership:
    """Somebody's standing in a group."""
    return GroupMembership.objects.create(group=group, profile=profile, state=state, **fields)


def thread(author: Profile | None = None, *, title: str = "How do you ask?", **fields: Any) -> Thread:
    """A thread with its opening post."""
    made = Thread.objects.create(title=title, author=author, posts_count=1, **fields)
    made.opening = post(made, author, body="The opening words.", anonymous=made.anonymous)
    made.save(update_fields=["opening"])
    return made


def post(thread: Thread, author: Profile | None = None, *, body: str = "Some words.", **fields: Any) -> Post:
    """A post as it is stored."""
    token = f"token-{thread.pk}-{thread.posts.count()}"
    values = {"html": f"<p>{body}</p>", "token": token} | fields
    return Post.objects.create(thread=thread, author=author, body=body, **values)


def told(profile: Profile) -> list[str]:
    """The titles of a member's news as its page shows them now, the oldest first; empty where it is over."""
    person = user(profile)
    return [
        said.title if said else "" for _row, said in told_now(person, person.notifications.order_by("pk"))
    ]


def user(profile: Profile) -> User:
    """The account of a member, read anew."""
    return User.objects.get(pk=profile.person_id)


def words(body: str = "How do you ask?", number: int = 1, **fields: Any) -> Writing:
    """Something written; its number is its token."""
    return Writing(body=body, token=f"a-token-of-20-letters-{number}", title="A title", **fields)
