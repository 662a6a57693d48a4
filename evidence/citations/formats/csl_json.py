"""CSL-JSON, as Zotero, Mendeley and Crossref write it: items decoded one at a time, however long the list.

Field names: the CSL-JSON schema of the Citation Style Language project.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from evidence.citations import kinds
from evidence.citations.dates import Issued, issued, month_in, parse_date
from evidence.citations.drafts import Draft, Unusable
from evidence.citations.items import Item, broken
from evidence.citations.names import Name
from evidence.citations.record import CSL_TEXTS, Record
from evidence.citations.source import Source

#: An item longer than this is passed over, in characters.
LONGEST_ITEM = 2_000_000
_LIST = re.compile(r'"(?:items|references)"\s{0,20}:\s{0,20}\[')
_LOOKS = re.compile(r'"(?:title|type|DOI|author|container-title|items|references)"\s{0,20}:')
#: Where the next item begins after a broken one: not at a name or a date within it.
_NEXT = re.compile(r'\}\s{0,200},?\s{0,200}(?=\{\s{0,200}"(?!family|given|literal|suffix|date-parts))')
_BETWEEN = re.compile(r"[\s,\[]*")
_DECODER = json.JSONDecoder()
_SPELT = {"title": "title", "title-short": "title", **CSL_TEXTS}
_READ = {
    *_SPELT,
    "id",
    "type",
    "author",
    "editor",
    "issued",
    "published",
    "keyword",
    "custom",
    "citation-key",
}
_PAGES = ("article-number", "number")


def begins(text: str) -> int | None:
    """The start of the file, when it is JSON that speaks of titles or authors."""
    return 0 if text[:1] in ("[", "{") and _LOOKS.search(text) else None


class _Window:
    """The part of the text being decoded: always more than the longest item, until the file ends."""

    def __init__(self, source: Source) -> None:
        self._pieces = source.pieces()
        self.text, self.at, self.line = "", 0, 1

    def fill(self) -> bool:
        """Read on until an item is sure to fit, let go of what is done; False when nothing is left."""
        if self.at > LONGEST_ITEM or len(self.text) - self.at < LONGEST_ITEM:
            waiting = [self.text[self.at :]]
            size = len(waiting[0])
            while size < 2 * LONGEST_ITEM and (piece := next(self._pieces, None)) is not None:
                waiting.append(piece)
                size += len(piece)
            self.text, self.at = "".join(waiting), 0
        self.move(_BETWEEN.match(self.text, self.at).end())  # type: ignore[union-attr]
        return self.at < len(self.text)

    def move(self, to: int) -> None:
        """Go on to a place in the text, counting lines."""
        self.line += self.text.count("\n", self.at, to)
        self.at = to


def read(source: Source) -> Iterator[Item]:
    """Each item of the list; of an object, its `items`; or one object after another."""
    window = _Window(source)
    window.fill()
    inner = _LIST.search(window.text, 0, 65_536)
    if inner and window.text[window.at] == "{" and not source.head.lstrip().startswith("["):
        window.move(inner.end())
    while window.fill() and window.text[window.at] not in "]}":
        yield _next(window)


def _next(window: _Window) -> Item:
    start, line = window.at, window.line
    excerpt = window.text[start : start + 300]
    try:
        item, end = _DECODER.raw_decode(window.text, start)
    except (ValueError, RecursionError):
        following = _NEXT.search(window.text, start)
        window.move(following.end() if following else len(window.text))
        return broken(line, excerpt, "has broken JSON")
    window.move(end)
    return Item(line, excerpt, partial(_draft, item))


def record_from_csl(item: Mapping[str, Any]) -> tuple[Record, tuple[str, ...]]:
    """The record of one CSL-JSON item already decoded, and notes on what was lost. Raises `Unusable`."""
    return _draft(dict(item)).finish()


def _draft(item: Any) -> Draft:
    if not isinstance(item, dict):
        raise Unusable("is not a JSON object")
    item = {str(key): value for key, value in item.items()}
    draft = Draft(type=kinds.of_csl(_text(item.get("type"))))
    for spelt, name in _SPELT.items():
        draft.set(name, _text(item.get(spelt)))
    for spelt in _PAGES:
        draft.set("page" if spelt == "article-number" else "issue", _text(item.get(spelt)))
    draft.authors, draft.editors = _names(item.get("author")), _names(item.get("editor"))
    draft.issued = _date(item.get("issued")) or _date(item.get("published"))
    draft.keywords = _keywords(item)
    custom = item.get("custom")
    draft.extra = {key: _text(value) for key, value in item.items() if key not in _READ and key not in _PAGES}
    draft.extra |= (
        {str(key): _text(value) for key, value in custom.items()} if isinstance(custom, dict) else {}
    )
    return draft


def _text(value: Any) -> str:
    """A value as text; the first of a list; an object as JSON."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)[:4_000]
    return "" if value is None or isinstance(value, bool) else str(value)


def _keywords(item: Mapping[str, Any]) -> list[str]:
    said = item.get("keyword")
    if isinstance(said, list):
        return [_text(word) for word in said]
    words = _text(said)
    return words.split(";" if ";" in words else ",")


def _names(value: Any) -> list[Name]:
    return [_name(each) for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _name(said: Mapping[str, Any]) -> Name:
    """The name with its particles put before the family."""
    family = [_text(said.get(part)) for part in ("dropping-particle", "non-dropping-particle", "family")]
    literal = _text(said.get("literal") or said.get("name"))
    return Name(" ".join(filter(None, family)), _text(said.get("given")), _text(said.get("suffix")), literal)


def _date(value: Any) -> Issued | None:
    if not isinstance(value, dict):
        return parse_date(_text(value))
    parts = value.get("date-parts")
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    if isinstance(parts, list) and parts:
        texts = [_text(part)[:10] for part in parts]
        numbers = [int(text) if text.isascii() and text.isdigit() else None for text in texts]
        numbers += [None, None]
        return issued(numbers[0], numbers[1] or month_in(texts[1] if len(texts) > 1 else ""), numbers[2])
    return parse_date(_text(value.get("raw") or value.get("literal")))


def write(records: Iterable[Record]) -> Iterator[str]:
    """One list, an item a line; `extra` goes under `custom`, keywords are joined with semicolons."""
    before = "[\n"
    for number, record in enumerate(records, 1):
        item = record.as_csl(f"ref{number}")
        if "," in item.get("keyword", ""):
            item["keyword"] += ";"
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
