"""How the network tells what happened, whenever it is read: what may still be told, under the names seen now.

A notification keeps what was true when it was made. Since then a post may have been held, a thread hidden, a
member may have blocked the reader or narrowed who sees their name; pages, letters and exports all ask here.
"""

from collections.abc import Callable, Iterable

from academy.letters.news import Told
from academy.models import Notification, User
from network.news.people import mentoring, messages, new_members
from network.news.places import asked_to_join, events, groups
from network.news.posts import held_posts, looked_at, posts

Tell = Callable[[User, list[Notification]], dict[int, Told | None]]
#: How each kind of fact is told, by the word its key begins with; others are told as they stand.
TELLERS: dict[str, Tell] = {
    "post": posts,
    "held": held_posts,
    "looked-at": looked_at,
    "relay": messages,
    "mentoring": mentoring,
    "search": new_members,
    "event": events,
    "group": groups,
    "group-asked": asked_to_join,
    "group-enrolled": groups,
}


def told(person: User, rows: Iterable[Notification]) -> dict[int, Told | None]:
    """These rows as they may be told now, in a fixed number of queries; None for what may not."""
    by_what: dict[str, list[Notification]] = {}
    for row in rows:
        by_what.setdefault(row.fact.partition(":")[0], []).append(row)
    found: dict[int, Told | None] = {}
    for what, tell in TELLERS.items():
        if what in by_what:
            found |= tell(person, by_what[what])
    return found
