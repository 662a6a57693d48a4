"""Whom a reader sees as the writer of a post: a name, a handle, or nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from academy.permissions import AnyUser
from network.audiences import Standing, may_see
from network.models import Post, Profile, Thread
from network.permissions import profile_of


@dataclass(frozen=True)
class Writer:
    """The writer of a post as one reader sees them; `known_to_stewards` is whom only stewards see."""

    name: str
    url: str = ""
    handle: str = ""
    is_example: bool = False
    known_to_stewards: str = ""


def writer_of(item: Post | Thread, person: AnyUser, near: Mapping[int, Standing], *, steward: bool) -> Writer:
    """The writer of a post or thread (its author and their account read along), as `person` sees them."""
    author = item.author
    if author is None:
        return Writer(_("A member, without their name") if item.anonymous else _("Former member"))
    mine = profile_of(person)
    own = mine is not None and mine.pk == author.pk
    if item.anonymous:
        known = name_in(author, near) if steward else ""
        return Writer(
            _("You, without your name") if own else _("A member, without their name"), known_to_stewards=known
        )
    return Writer(name_in(author, near), address_in(author, near), author.handle, author.is_example)


def name_in(author: Profile, near: Mapping[int, Standing]) -> str:
    """The name where this reader sees it, or else the handle."""
    standing = near.get(author.pk, Standing.VISITOR)
    if may_see(author.audience_of("name"), standing) and not author.is_suspended:
        return author.person.get_full_name()
    return author.handle


def address_in(author: Profile, near: Mapping[int, Standing]) -> str:
    """The address of the writer's page, where this reader finds it."""
    standing = near.get(author.pk, Standing.VISITOR)
    return author.get_absolute_url() if may_see(author.audience, standing) and not author.is_suspended else ""
