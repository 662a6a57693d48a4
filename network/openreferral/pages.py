"""The pages of a feed, counted: what a feed says of itself must be what it holds."""

from collections.abc import Mapping, Sequence
from typing import Any


class Miscounted(ValueError):
    """A feed that does not hold what it says; the text says where."""


def contents_of(page: Mapping[str, Any]) -> list[Any]:
    """The records of a page (`content` in older feeds)."""
    found = page.get("contents", page.get("content"))
    if not isinstance(found, list):
        raise Miscounted("A page holds no list of services under “contents”.")
    return found


def number_in(page: Mapping[str, Any], name: str) -> int:
    """A count that a page must give."""
    value = page.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Miscounted(f"A page does not say its “{name}” as a number.")
    return value


def all_records(pages: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The records of all pages, in order. Raises Miscounted where the counts do not hold together."""
    if not pages:
        raise Miscounted("There is no page.")
    total, count = number_in(pages[0], "total_items"), number_in(pages[0], "total_pages")
    if len(pages) != max(count, 1):
        raise Miscounted(f"The feed says {count} pages; {len(pages)} came.")
    records: list[Any] = []
    for place, page in enumerate(pages, 1):
        records += _records_of(page, place, total=total, count=count)
    if len(records) != total:
        raise Miscounted(f"The feed says {total} services; {len(records)} came.")
    return records


def _records_of(page: Mapping[str, Any], place: int, *, total: int, count: int) -> list[Any]:
    if number_in(page, "total_items") != total or number_in(page, "total_pages") != count:
        raise Miscounted(f"Page {place} says other totals than page 1: the feed changed meanwhile.")
    if number_in(page, "page_number") != place:
        raise Miscounted(f"Page {place} says that it is page {page.get('page_number')}.")
    held, size = contents_of(page), number_in(page, "size")
    if size < len(held) or (place < count and size != len(held)):
        raise Miscounted(f"Page {place} says {size} services and holds {len(held)}.")
    return held
