"""XML cut into records by their tags, each parsed alone with defusedxml: a declaration is never seen by a parser.

So an entity bomb or an external DTD does nothing, and a broken record cannot spoil another.
"""

import html.entities
import re
from collections.abc import Callable, Iterator
from functools import partial
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from evidence.citations.drafts import Draft, Unusable
from evidence.citations.items import Item, broken
from evidence.citations.source import Source

#: A longer record is passed over, in characters.
LONGEST_RECORD = 4_000_000
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,30});|#(\d{1,7}|[xX][0-9a-fA-F]{1,6});)?")
_PREFIX = re.compile(r"(</?)[A-Za-z][\w.-]{0,40}:(?=[A-Za-z])")
_PREFIXED = re.compile(r"\s(?:xmlns|[A-Za-z][\w.-]{0,40}):[\w.-]{1,60}\s?=\s?(?:\"[^\"<]*\"|'[^'<]*')")


def records(source: Source, tags: str, make: Callable[[Element], Draft]) -> Iterator[Item]:
    """Each element whose name is among `tags` (`A|B`) as an item that `make` turns into a draft.

    Such elements do not nest. Line numbers are those of the opening tags.
    """
    opening = re.compile(rf"<({tags})(?=[\s>/])")
    text, line = "", 1
    for piece in source.pieces():
        text += piece
        done = 0
        for start, end in _spans(text, opening):
            line += text.count("\n", done, start)
            yield _item(text[start:end], line, make)
            line += text.count("\n", start, end)
            done = end
        keep, long = _kept(text, done, opening)
        if long:
            yield broken(line, _words(text[done : done + 2_000]), "is far too long")
        line += text.count("\n", done, keep)
        text = text[keep:]
    if opening.match(text):
        yield broken(line, _words(text[:2_000]), "breaks off in the middle")


def _spans(text: str, opening: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """From where to where each whole record goes; one that is never closed goes to the next one's beginning."""
    found = opening.search(text)
    while found:
        closing = f"</{found.group(1)}>"
        end = text.find(closing, found.end())
        following = opening.search(text, found.end(), end if end >= 0 else len(text))
        if end < 0 and not following:
            return
        stop = following.start() if following else end + len(closing)
        yield found.start(), stop
        found = opening.search(text, stop)


def _kept(text: str, done: int, opening: re.Pattern[str]) -> tuple[int, bool]:
    """From where the text must be kept for the next piece, and whether a record had to be given up for its length."""
    found = opening.search(text, done)
    if found and len(text) - found.start() <= LONGEST_RECORD:
        return found.start(), False
    return max(done, len(text) - 200), found is not None


def _item(snippet: str, line: int, make: Callable[[Element], Draft]) -> Item:
    return Item(line, _words(snippet[:2_000]), partial(_draft, snippet, make))


def _draft(snippet: str, make: Callable[[Element], Draft]) -> Draft:
    try:
        return make(fromstring(snippet, forbid_dtd=True))
    except ParseError:
        pass
    try:
        return make(fromstring(_mended(snippet), forbid_dtd=True))
    except ParseError:
        raise Unusable("has broken XML") from None


def _mended(snippet: str) -> str:
    """Without illegal characters and prefixes that are declared elsewhere; HTML's entities filled in."""
    text = _ENTITY.sub(_entity, _ILLEGAL.sub("", snippet))
    return _PREFIX.sub(r"\1", _PREFIXED.sub("", text))


def _entity(found: re.Match[str]) -> str:
    name, number = found.groups()
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return found.group()
    if name:
        return html.entities.html5.get(f"{name};", f"&amp;{name};")
    code = int(number[1:], 16) if number and number[0] in "xX" else int(number or 0)
    fit = 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return "&amp;" if not number else f"&#{code};" if fit else " "


def _words(snippet: str) -> str:
    return re.sub(r"<[^>]{0,300}>?", " ", snippet)


def text_of(element: Element | None) -> str:
    """All text within an element, whatever markup it holds; empty without one."""
    return "" if element is None else "".join(element.itertext()).strip()


def texts_at(element: Element, path: str) -> list[str]:
    """The text of every element at the path, empty ones left out."""
    return [text for text in map(text_of, element.findall(path)) if text]


def text_at(element: Element, *paths: str) -> str:
    """The first text that one of the paths leads to, in their order."""
    return next((text for path in paths for text in texts_at(element, path)), "")
