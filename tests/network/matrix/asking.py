"""Surfaces that answer a question: who is asked for by a field is told by who is found, not by words."""

import re
from collections.abc import Callable
from urllib.parse import quote_plus, urlencode

from tests.network.matrix.expected import AUDIENCES, MAY_SEE
from tests.network.matrix.ground import Ground
from tests.network.matrix.marks import mark
from tests.network.matrix.people import Reader, handle_of, slug_of

Look = Callable[[Ground, Reader], str]
#: A filter's name, and the field of the table that it asks by.
FILTERS = {name: name for name in ("place", "topic", "sector", "offer", "language", "model")} | {
    "role": "profession"
}
LISTS = {"directory": "/network/people/", "API of members": "/api/v1/network/people"}
#: Fields whose words are searched.
SEARCHED = ("name", "role in words", "about", *(name for name in FILTERS if name != "role"), "course")
AT_ONCE = 10


def asking() -> dict[str, Look]:
    """Filters, words, the map, suggestions of what was begun, spellings put right."""
    found: dict[str, Look] = {}
    for way, address in LISTS.items():
        found |= {f"{way} by {name}": filtered(address, name) for name in FILTERS}
    found |= {f"site search for {field}": searched("/search/", field) for field in SEARCHED}
    found |= {f"API of members for {field}": searched(LISTS["API of members"], field) for field in SEARCHED}
    found |= {
        f"directory for {field}": searched(LISTS["directory"], field) for field in ("name", "about", "topic")
    }
    found |= {f"map by {name}": mapped(name) for name in FILTERS if name != "place"}
    titles = [thing for thing in MAY_SEE if thing.startswith(("title, ", "name for ", "name, "))]
    words = [
        thing for thing in MAY_SEE if thing.startswith(("words, ", "earlier words, ", "reply, ", "poll, "))
    ]
    found["site search for what is said"] = sought(batches(titles) + batches(words))
    found |= {f"suggestion of {thing}": begun(thing) for thing in titles}
    found |= {f"spelling of {thing}": misspelt(thing) for thing in titles}
    return found


def batches(things: list[str]) -> list[list[str]]:
    """Things in the number of words that a search takes."""
    return [things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE)]


def read(reader: Reader, address: str, **query: object) -> str:
    """What a browser shows."""
    page = reader.browser.get(f"{address}?{urlencode(query, doseq=True)}")
    return page.content.decode() if page.status_code == 200 else ""


def found_members(text: str, field: str) -> str:
    """The words of a field of those who are found: finding them tells it."""
    links = (f"/network/people/{handle_of(circle)}/" for circle in AUDIENCES)
    return " ".join(
        mark(f"{field} for {circle}") for circle, link in zip(AUDIENCES, links, strict=True) if link in text
    )


def filtered(address: str, name: str) -> Look:
    """Who is found by a filter."""

    def look(ground: Ground, reader: Reader) -> str:
        values = [slug_of(FILTERS[name], circle) for circle in AUDIENCES]
        return found_members(read(reader, address, **{name: values}), FILTERS[name])

    return look


def searched(address: str, field: str) -> Look:
    """Who is found by words of a field: all four at once, which a search takes as any of them."""

    def look(ground: Ground, reader: Reader) -> str:
        words = " ".join(mark(f"{field} for {circle}") for circle in AUDIENCES)
        text = read(reader, address, q=words)
        return found_members(text, field) + without(text, words)

    return look


def without(text: str, asked: str) -> str:
    """A page without what was asked, which it says again."""
    return text.replace(asked, "").replace(quote_plus(asked), "").replace(asked.replace(" ", "%20"), "")


def mapped(name: str) -> Look:
    """In which boroughs somebody fits: tells both the field and where they work."""

    def look(ground: Ground, reader: Reader) -> str:
        values = [slug_of(FILTERS[name], circle) for circle in AUDIENCES]
        text = read(reader, "/network/people/map/", **{name: values})
        here = [circle for circle in AUDIENCES if f'place={slug_of("place", circle)}"' in text]
        return " ".join(
            mark(f"{field} for {circle}") for circle in here for field in ("place", FILTERS[name])
        )

    return look


def sought(parts: list[list[str]]) -> Look:
    """What is found of things by their words."""

    def look(ground: Ground, reader: Reader) -> str:
        return "\n".join(said(ground, reader, things) for things in parts)

    return look


def said(ground: Ground, reader: Reader, things: list[str]) -> str:
    """What one search for words of these things shows; a thread that is found tells that it holds them."""
    words = " ".join(map(mark, things))
    text = without(read(reader, "/search/", q=words), words)
    pages = {f"/network/threads/{row.pk}/": where for where, row in ground.talk.threads.items()}
    led = [where for page, where in pages.items() if page in text]
    return text + " ".join(mark(thing) for thing in things if thing.partition(", ")[2] in led)


def begun(thing: str) -> Look:
    """What is suggested for the beginning of a word."""
    return lambda ground, reader: read(reader, "/search/suggest/", q=mark(thing)[:-3])


def misspelt(thing: str) -> Look:
    """Which word is offered for one that is nearly right."""

    def look(ground: Ground, reader: Reader) -> str:
        wrong = re.sub(r"(.{6}).", r"\1aa", mark(thing), count=1)
        return read(reader, "/search/", q=wrong)

    return look
