"""Links to other sites in courses and lessons, and those of them that were found broken."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urldefrag

from wagtail.rich_text import RichText

from courses.models import CoursePage, LinkCheck

OUTWARD = re.compile(r'href="([^"]*)"')
#: A block's id, or nothing, and an address.
Link = tuple[str, str]


def rich_texts(value: Any) -> Iterator[str]:
    """The stored HTML of every rich text anywhere in a block's value."""
    if isinstance(value, RichText):
        yield value.source
    elif hasattr(value, "stream_block"):
        for child in value:
            yield from rich_texts(child.value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from rich_texts(inner)
    elif isinstance(value, list | tuple) or hasattr(value, "list_block"):
        for inner in value:
            yield from rich_texts(inner)


def outward(html: str) -> Iterator[str]:
    """The addresses of other sites in stored HTML, without the mark within the page."""
    for found in OUTWARD.findall(html):
        address = urldefrag(unescape(found)).url
        fits = address.isascii() and len(address) <= LinkCheck.LONGEST
        if fits and address.startswith(("https://", "http://")):
            yield address


def links_of_blocks(body: Any) -> list[Link]:
    """The links to other sites in a lesson's blocks."""
    return [
        (str(child.id or ""), address)
        for child in body
        for html in rich_texts(child.value)
        for address in outward(html)
    ]


def links_of_course(course: CoursePage) -> list[Link]:
    """The links to other sites in a course's own text and sources."""
    sources = "".join(f'href="{item.get("url", "")}"' for item in course.sources.values())
    return [("", address) for address in outward(course.intro + sources)]


def gone_among(links: Iterable[Link]) -> list[tuple[str, str, str]]:
    """Of these links those found broken: block, address, what came back."""
    links = list(dict.fromkeys(links))
    rows = LinkCheck.objects.broken().filter(url__in={url for _key, url in links}) if links else ()
    said = {row.url: row.outcome for row in rows}
    return [(key, url, said[url]) for key, url in links if url in said]
