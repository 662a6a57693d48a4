"""What the key of a fact says: which row it is about."""

from collections.abc import Iterable

from academy.letters.news import Told, absolute
from academy.models import Notification

LONGEST_NUMBER = 18


def number_in(row: Notification, place: int = 1) -> int:
    """The number at a place of the fact's key; 0, which no row has, when there is none."""
    parts = row.fact.split(":")
    text = parts[place] if place < len(parts) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


def numbered(rows: Iterable[Notification], place: int = 1) -> dict[int, int]:
    """By the key of each notification, the number that it is about."""
    return {row.pk: number_in(row, place) for row in rows}


def retold(row: Notification, *, title: str, text: str | None = None) -> Told:
    """A notification under another title, and perhaps with other words."""
    return Told(title[:200], row.text if text is None else text, absolute(row.url))
