"""How a group fares, for those who look after it: sums over threads, never a word about a single person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

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
    members = GroupMembership.objects.current().filter(group=group).count()
    questions = _questions(group, since)
    answered = sum(1 for opened, first in questions if first and first - opened <= ANSWERED_WITHIN)
    replies = _replies(group, since)
    readers = (
        Reading.objects.filter(thread__group=group, read_to__gt=since).values("profile").distinct().count()
    )
    return Health(
        members=members,
        questions=len(questions),
        answered=share(answered, len(questions)),
        across=share(replies["across"], replies["known"]),
        readers=share(min(readers, members), members),
    )


def _questions(group: NetworkGroup, since: datetime) -> list[tuple[Any, Any]]:
    rows = Thread.objects.listed().filter(group=group, kind=Thread.Kind.QUESTION, opened_at__gt=since)
    others = Q(posts__state=Post.State.PUBLISHED) & ~Q(posts__author=F("author"))
    return list(
        rows.annotate(first=Min("posts__written_at", filter=others)).values_list("opened_at", "first")
    )


def _replies(group: NetworkGroup, since: datetime) -> dict[str, int]:
    """Answers whose writer and asker both say their sector, and how many of these share none."""
    posts = Post.objects.published().filter(thread__group=group, written_at__gt=since)
    posts = posts.exclude(author=None).exclude(author=F("thread__author")).exclude(thread__author=None)
    sector = ProfileFact.objects.filter(field="sector")
    asked = sector.filter(profile=OuterRef(OuterRef("thread__author"))).values("value")
    posts = posts.annotate(
        says=Exists(sector.filter(profile=OuterRef("author"))),
        asked=Exists(sector.filter(profile=OuterRef("thread__author"))),
        same=Exists(sector.filter(profile=OuterRef("author"), value__in=asked)),
    ).filter(says=True, asked=True)
    return posts.aggregate(known=Count("pk"), across=Count("pk", filter=Q(same=False)))
