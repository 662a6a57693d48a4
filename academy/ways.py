"""How news reaches somebody: pure rules, no Django, no database."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

APP, NOW, DAILY, WEEKLY, MUTED = "app", "now", "daily", "weekly", "muted"
LETTER_HOUR = time(7)
MONDAY = 0


def way_for(*, muted: bool, kind: str, narrower: Iterable[str] = ()) -> str:
    """The way that holds: a mute wins over everything, then the narrowest choice, then that of the kind.

    `narrower` holds the choices for the thing and for what it is in, the narrowest first, "" for none.
    """
    if muted or kind == MUTED:
        return MUTED
    return next((way for way in narrower if way), kind or NOW)


def quiet_until(now: datetime, starts: time, ends: time) -> datetime | None:
    """When the quiet hours end in which `now` falls (in the person's own time zone), or None outside them."""
    at = now.time()
    inside = starts <= at < ends if starts < ends else at >= starts or at < ends
    if not inside:
        return None
    day = now.date() if at < ends else now.date() + timedelta(days=1)
    return datetime.combine(day, ends, tzinfo=now.tzinfo)


def digest_takes_until(way: str, now: datetime) -> datetime:
    """News told before this moment belongs into a digest sent at `now` (in the person's own time zone)."""
    day = now.date() if now.time() >= LETTER_HOUR else now.date() - timedelta(days=1)
    if way == WEEKLY:
        day -= timedelta(days=(day.weekday() - MONDAY) % 7)
    return datetime.combine(day, LETTER_HOUR, tzinfo=now.tzinfo)
