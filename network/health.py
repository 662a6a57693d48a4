"""How a group fares, for those who look after it: sums over threads, never a word about a single person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

from network.audiences import Audience
from network.models import GroupMembership, NetworkGroup, Post, ProfileFact, Reading, Thread

DAYS = 90
ANSWERED_WITHIN = timedelta(hours=48)
#: Below so many, a share would point at people.
FEWEST = 5


@dataclass(frozen=True)
class Health:
    """The last 90 days of a group; shares are whole per cent, or None where there is too little to say."""

    members: int
    questions: int
    answered: int | None
    across: int | None
    readers: int | None


def share(part: int, whole: int) -> int | None:
    """Whole per cent, or None below five."""
    return None if whole < FEWEST else round(part * 100 / whole)


def health_of(group: NetworkGroup) -> Health:
    """Questions answered within 48 hours, answers from another sector, members who read; in four queries."""
    since = timezone.now() - timedelta(days=DAYS)
    inside = GroupMembership.objects.current().filter(group=group)
    members = inside.count()
    questions = _questions(group, since)
    answered, due = _answered(questions)
    replies = _replies(group, since)
    read = Reading.objects.filter(
        thread__group=group, read_to__gt=since, profile__in=inside.values("profile")
    )
    readers = read.values("profile").distinct().count()
    return Health(
        members=members,
        questions=len(questions),
        answered=share(answered, due),
        across=share(replies["across"], replies["known"]),
        readers=share(readers, members),
    )


def _answered(questions: list[tuple[Any, Any]]) -> tuple[int, int]:
    """How many were answered in time, of how many whose time is over or that have an answer."""
    before = timezone.now() - ANSWERED_WITHIN
    due = [(opened, first) for opened, first in questions if first or opened <= before]
    return sum(1 for opened, first in due if first and first - opened <= ANSWERED_WITHIN), len(due)


def _questions(group: NetworkGroup, since: datetime) -> list[tuple[Any, Any]]:
    rows = Thread.objects.listed().filter(group=group, kind=Thread.Kind.QUESTION, opened_at__gt=since)
    others = Q(posts__state=Post.State.PUBLISHED) & ~Q(posts__author=F("author"))
    return list(
        rows.annotate(first=Min("posts__written_at", filter=others)).values_list("opened_at", "first")
    )


def _replies(group: NetworkGroup, since: datetime) -> dict[str, int]:
    """Answers whose writer and asker both tell their groups their sector, and how many of these share none."""
    posts = Post.objects.published().filter(thread__group=group, written_at__gt=since)
    posts = posts.exclude(author=None).exclude(author=F("thread__author")).exclude(thread__author=None)
    sector = ProfileFact.objects.filter(field="sector", audience__lte=Audience.GROUPS)
    asked = sector.filter(profile=OuterRef(OuterRef("thread__author"))).values("value")
    posts = posts.annotate(
        says=Exists(sector.filter(profile=OuterRef("author"))),
        asked=Exists(sector.filter(profile=OuterRef("thread__author"))),
        same=Exists(sector.filter(profile=OuterRef("author"), value__in=asked)),
    ).filter(says=True, asked=True)
    return posts.aggregate(known=Count("pk"), across=Count("pk", filter=Q(same=False)))
