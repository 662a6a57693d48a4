"""What a wing lets people search: its sources, and the entries they make."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from academy import hooks
from academy.models import User
from academy.permissions import AnyUser
from academy.search.audiences import PUBLIC
from academy.search.words import clean

#: What is kept of a text; PostgreSQL refuses vectors of a megabyte, and nobody finds by the last word.
LONGEST_BODY = 60_000
LONGEST_SUMMARY = 2_000


class Row(NamedTuple):
    """A row of `SearchEntry`, as it is written: a model's instance would cost more than the writing."""

    source: str
    object_id: str
    audience: str
    kind: str
    weight: int
    digest: str
    title: str
    url: str
    summary: str
    topics: str
    body: str


@dataclass(frozen=True)
class EntryValues:
    """How one thing is found: in plain text, by whom, and what weighs when all else is equal.

    `topics` are pairs of slug and name; with no audience the thing is not found by anybody.
    """

    object_id: str
    kind: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    topics: tuple[tuple[str, str], ...] = ()
    audiences: tuple[str, ...] = (PUBLIC,)
    weight: int = 0

    @cached_property
    def stored(self) -> dict[str, Any]:
        """The values as a row holds them, with their digest."""
        values = {
            "kind": self.kind,
            "weight": self.weight,
            "title": " ".join(clean(self.title).split())[:255],
            "url": self.url[:800],
            "summary": clean(self.summary)[:LONGEST_SUMMARY],
            "topics": "".join(f"\n{slug} {' '.join(clean(name).split())}" for slug, name in self.topics),
            "body": " ".join(clean(self.body[:LONGEST_BODY]).split()),
        }
        digest = hashlib.blake2b(repr(values).encode(), digest_size=16).hexdigest()
        return values | {"digest": digest}

    def rows(self, source: str) -> list["Row"]:
        """One row for each audience."""
        audiences = dict.fromkeys(self.audiences)
        return [Row(source, self.object_id, audience, **self.stored) for audience in audiences]


def nothing_else(page: Any) -> Iterable[Any]:
    """Most entries say nothing of other pages."""
    return ()


def no_more(person: User) -> Iterable[str]:
    """Most sources use the audiences of the ground alone."""
    return ()


def all_of_them(person: AnyUser, ids: Sequence[str]) -> Collection[str]:
    """Most sources need no second look: their audiences say it all."""
    return ids


@dataclass(frozen=True)
class Source:
    """One kind of object that can be found.

    `entries` turns a batch of objects (at most 1,000) into entries in a fixed number of queries, and
    leaves out whatever nobody may find; `queryset` gives them all; `dependents` gives the objects of
    this source whose entries change with some page; `held` gives further audiences that a person holds, in
    one query at most; `still` gives, of the ids found, those that the person may see at this moment.
    """

    key: str
    kinds: dict[str, str | Promise]
    model: type[Model]
    entries: Callable[[Sequence[Any]], list[EntryValues]]
    queryset: Callable[[], QuerySet[Any]]
    dependents: Callable[[Any], Iterable[Any]] = field(default=nothing_else)
    held: Callable[[User], Iterable[str]] = field(default=no_more)
    still: Callable[[AnyUser, Sequence[str]], Collection[str]] = field(default=all_of_them)


def all_sources() -> list[Source]:
    """The sources of every installed wing."""
    return [source for sources in hooks.call(hooks.SEARCH) for source in sources]


def still_theirs(found: Iterable[tuple[str, str]], person: AnyUser) -> set[tuple[str, str]]:
    """Of these pairs of source and id, those that their sources still let the person see."""
    held = set(found)
    gone: set[tuple[str, str]] = set()
    for source in all_sources():
        ids = {pk for key, pk in held if key == source.key}
        if ids:
            gone |= {(source.key, pk) for pk in ids.difference(source.still(person, list(ids)))}
    return held - gone


def source_of(thing: Any) -> Source | None:
    """The source that finds `thing`, or None."""
    return next((source for source in all_sources() if isinstance(thing, source.model)), None)


def kinds() -> dict[str, str | Promise]:
    """The names of every kind there is."""
    return {key: name for source in all_sources() for key, name in source.kinds.items()}
