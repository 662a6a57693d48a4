"""Folding: a text as the rules read it, and the way back to where each character stood.

Digits of every script, full-width letters, spaces and dashes become their plain selves one for one. What a
reader cannot see (zero-width characters, joiners, combining marks) is dropped, and what is spelt out
(`&nbsp;`, `%20`, `<b>`) is read as the reader will see it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from typing import Any, TypeVar

Found = TypeVar("Found")
_GONE = "\x00"
_MARKUP = r"</?(?:b|br|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u|wbr)\s?/?>"
_SPELT = re.compile(
    rf"<!--[^>]{{0,120}}-->|&(?:#[0-9]{{1,7}}|#x[0-9a-f]{{1,6}}|[a-z][a-z0-9]{{1,30}});|%(?:20|2b|2d|2e|2f|40)|{_MARKUP}",
    re.I,
)
#: Digits with at most so much between them as stands before and after a stretch, so that no two overlap.
_CLUSTER = re.compile(r"[0-9](?:[^0-9]{0,119}+[0-9])*+")
_CLOSE_CLUSTER = re.compile(r"[0-9](?:[^0-9]{0,31}+[0-9])*+")
#: Up to so many kinds of odd character are replaced one after the other, which is faster than a table.
_FEW = 12
_MOST_KNOWN = 65_536
_BLANKS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
_SHOWN_CONTROLS = "\t\n\r\x0b\x0c"
_TWINS = str.maketrans(
    "АВСЕНІЈКМОРЅТХҮΑΒΕΖΗΙΚΜΝΟΡΤΥΧ\u2212\u2018\u2019\u02bc\u3002", "ABCEHIJKMOPSTXYABEZHIKMNOPTYX-'''."
)
#: Emphasis and escapes of Markdown, and the underscores of file names, part words as a space does.
_MARKS = "*_~`\\"


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """The plain character that stands for this one; `_GONE` for one that nobody sees."""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(char)
    if kind in ("Cf", "Mn", "Me") or char in _BLANKS or (kind == "Cc" and char not in _SHOWN_CONTROLS):
        return _GONE
    if kind[0] == "Z":
        return " " if kind == "Zs" else "\n"
    if kind == "Pd":
        return "-"
    wide = unicodedata.normalize("NFKC", char)
    return (wide if len(wide) == 1 else char).translate(_TWINS)


class _Table(dict[int, str]):
    """Plain characters by number, worked out as they come and never too many."""

    def __missing__(self, number: int) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[number] = plain = _plain(chr(number))
        return plain


_TABLE = _Table()


def _one_for_one(text: str) -> str:
    """The same number of characters, each its plain self."""
    if text.isascii() and text.replace("\n", " ").replace("\r", " ").replace("\t", " ").isprintable():
        return text
    odd = {char for char in set(text) if not ("\x1f" < char < "\x7f")}
    if len(odd) > _FEW:
        return text.translate(_TABLE)
    for char in odd:
        text = text.replace(char, _plain(char))
    return text


def _percent(mark: str) -> str:
    return chr(int(mark[1:], 16))


def _as_seen(mark: str) -> str:
    """What a reader sees of an entity, an escape or a tag."""
    if mark[0] == "<":
        return "\n" if mark[1:3].lower() == "br" else ""
    return _percent(mark) if mark[0] == "%" else unescape(mark)


@dataclass(frozen=True)
class Reading:
    """A folded text with the place of each of its characters in the original (None: the same place)."""

    original: str
    plain: str
    places: list[tuple[int, int]] | None = None
    _found: dict[Callable[["Reading"], Iterable[Any]], list[Any]] = field(default_factory=dict)

    def once(self, find: Callable[["Reading"], Iterable[Found]]) -> list[Found]:
        """What a finder finds here, looked for once however many rules ask."""
        if find not in self._found:
            self._found[find] = list(find(self))
        return self._found[find]

    @cached_property
    def loose(self) -> str:
        """The plain text with marks of emphasis as spaces; its places are the same."""
        text = self.plain
        for mark in _MARKS:
            text = text.replace(mark, " ")
        return text

    @cached_property
    def lower(self) -> str:
        """The loose text in small letters; its places are the same."""
        small = self.loose.lower()
        return small if len(small) == len(self.loose) else "".join(map(_small, self.loose))

    @cached_property
    def around_digits(self) -> list[tuple[int, int]]:
        """The stretches in which digits stand, with room for words of 80 characters before and 40 after them."""
        return self._stretches(_CLUSTER, 80, 40)

    @cached_property
    def close_to_digits(self) -> list[tuple[int, int]]:
        """The stretches in which digits stand, with room for the letters of one number: 16 on either side."""
        return self._stretches(_CLOSE_CLUSTER, 16, 16)

    def _stretches(self, clusters: re.Pattern[str], before: int, after: int) -> list[tuple[int, int]]:
        size = len(self.plain)
        spans = (match.span() for match in clusters.finditer(self.plain))
        return [(max(0, start - before), min(size, end + after)) for start, end in spans]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a passage of the folded text stands in the original."""
        if self.places is None:
            return start, end
        return self.places[start][0], self.places[end - 1][1]


def _small(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char


def read(text: str) -> Reading:
    """Fold a text."""
    plain = _one_for_one(text)
    spelt = ("&" in plain or "<" in plain or "%" in plain) and _SPELT.search(plain)
    if _GONE not in plain and not spelt:
        return Reading(text, plain)
    return _with_places(text, plain)


def _with_places(text: str, plain: str) -> Reading:
    """Fold a text that grows shorter, keeping the place of every character."""
    seen: list[str] = []
    places: list[tuple[int, int]] = []
    last = 0
    for mark in _SPELT.finditer(plain):
        _keep(plain, last, mark.start(), seen, places)
        for char in _one_for_one(_as_seen(mark.group())).replace(_GONE, ""):
            seen.append(char)
            places.append(mark.span())
        last = mark.end()
    _keep(plain, last, len(plain), seen, places)
    return Reading(text, "".join(seen), places)


def _keep(plain: str, start: int, end: int, seen: list[str], places: list[tuple[int, int]]) -> None:
    for place in range(start, end):
        if plain[place] != _GONE:
            seen.append(plain[place])
            places.append((place, place + 1))
