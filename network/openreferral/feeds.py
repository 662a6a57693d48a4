"""Reading a feed from its address or a file: bounded, counted, whole or not at all."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from network.openreferral.pages import Miscounted, all_records, number_in

MOST_PAGES = 200
MOST_SERVICES = 2_000
MOST_BYTES = 5 * 1024 * 1024
A_PAGE = 100
Get = Callable[[str], bytes]


class Unread(ValueError):
    """A feed that cannot be read at all; the text says why."""


def parsed(body: bytes) -> Any:
    """JSON from bytes of at most `MOST_BYTES`."""
    if len(body) > MOST_BYTES:
        raise Unread("It is larger than 5 megabytes.")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Unread("It is not JSON.") from None


def from_file(body: bytes) -> list[Any]:
    """The records of a file: one page of a feed, a list of all its pages, or a single service."""
    found = parsed(body)
    if isinstance(found, dict) and "contents" not in found and "content" not in found:
        return [found]
    pages = found if isinstance(found, list) else [found]
    if not all(isinstance(page, dict) for page in pages):
        raise Unread("It is neither a page of a feed nor a list of such pages.")
    return _bounded(pages)


def _bounded(pages: list[Any]) -> list[Any]:
    try:
        records = all_records(pages)
    except Miscounted as wrong:
        raise Unread(str(wrong)) from None
    if len(records) > MOST_SERVICES:
        raise Unread(f"It holds more than {MOST_SERVICES} services. Ask for a part of it.")
    return records


def from_address(address: str, get: Get) -> list[Any]:
    """The records of a feed: its list page by page, then each service whole where the list shortens it."""
    root = address.rstrip("/")
    first = _page(root, 1, get)
    try:
        count, total = number_in(first, "total_pages"), number_in(first, "total_items")
    except Miscounted as wrong:
        raise Unread(str(wrong)) from None
    if count > MOST_PAGES or total > MOST_SERVICES:
        raise Unread(f"It holds {total} services; at most {MOST_SERVICES} are read at once.")
    pages = [first, *(_page(root, number, get) for number in range(2, count + 1))]
    return [_whole(root, record, get) for record in _bounded(pages)]


def _page(root: str, number: int, get: Get) -> dict[str, Any]:
    query = urlencode({"page": number, "per_page": A_PAGE, "full": "true"})
    found = parsed(get(f"{root}/services?{query}"))
    if not isinstance(found, dict):
        raise Unread(f"Page {number} is not a page of a feed.")
    return found


def _whole(root: str, record: Any, get: Get) -> Any:
    """A record with all that hangs on it; some feeds give only its own fields in lists."""
    if not isinstance(record, dict) or "service_at_locations" in record or "schedules" in record:
        return record
    found = parsed(get(f"{root}/services/{urlencode({'': str(record.get('id'))})[1:]}"))
    if not isinstance(found, dict) or found.get("id") != record.get("id"):
        raise Unread("A service’s own answer is another service than the list says.")
    return found
