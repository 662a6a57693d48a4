"""How soon a report has to be looked at: pure rules, no Django, no database."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median

#: Hours until somebody should have looked, by reason.
HOURS: Mapping[str, int] = {
    "identifies": 4,
    "threat": 4,
    "illegal": 4,
    "harassment": 24,
    "wrong": 48,
    "spam": 72,
    "other": 72,
}
#: Reasons for which a post is held at once, before anybody has looked.
PROTECT_FIRST = frozenset({"identifies"})
#: How many posts one member's reports may hold in a day before somebody has looked.
HOLDS_A_DAY = 3


def due(made: datetime, reason: str) -> datetime:
    """When a report should have been looked at. Raises KeyError for a reason nobody knows."""
    return made + timedelta(hours=HOURS[reason])


def hours_between(pairs: Sequence[tuple[datetime, datetime]]) -> float | None:
    """The median of hours from the first to the second of each pair, to one place; None without any."""
    spans = [(end - start).total_seconds() / 3600 for start, end in pairs]
    return round(median(spans), 1) if spans else None


def share_in_time(pairs: Sequence[tuple[datetime, datetime]]) -> int | None:
    """Whole per cent of pairs (closed, due) closed by their time; None without any."""
    return round(100 * sum(closed <= until for closed, until in pairs) / len(pairs)) if pairs else None
