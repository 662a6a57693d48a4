"""Getting a credential out of what somebody pasted or uploaded: JSON, or a baked PNG or SVG.

Everything here comes from strangers: sizes are bounded before anything is unpacked, no picture is
decoded, no entity is resolved, nothing is fetched.
"""

import json
import math
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_BYTES = 1_048_576
MOST_TEXT = 262_144
DEEPEST = 32
LARGEST = 2**53 - 1
PNG_START = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
OLD_KEYWORD = b"openbadges"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"


class Unreadable(ValueError):
    """Nothing that can be checked was found; `why` names what stood in the way."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read(data: bytes) -> dict[str, Any]:
    """The credential in a file or a pasted text, whichever of the three kinds it is."""
    if len(data) > MOST_BYTES:
        raise Unreadable("large")
    if data.startswith(PNG_START):
        return read_json(text_in_png(data))
    text = _decoded(data.removeprefix(b"\xef\xbb\xbf")).strip()
    if text.startswith("<"):
        text = text_in_svg(text)
    return read_json(text)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding") from error


def read_json(text: str) -> dict[str, Any]:
    """A JSON object, read strictly: no name twice, no number that could be read in two ways."""
    text = text.strip()
    if not text:
        raise Unreadable("empty")
    if len(text) > MOST_TEXT:
        raise Unreadable("large")
    if is_jws(text):
        raise Unreadable("jws")
    try:
        found = json.loads(
            text, object_pairs_hook=_once_each, parse_int=_whole, parse_float=_finite, parse_constant=_refuse
        )
    except RecursionError as error:
        raise Unreadable("deep") from error
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable("json") from error
    if not isinstance(found, dict):
        raise Unreadable("json")
    _check_depth(found)
    return found


def is_jws(text: str) -> bool:
    """Whether a text looks like a compact JSON Web Signature, the other way to sign a badge."""
    return text.startswith("eyJ") and text.count(".") == 2 and "{" not in text


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Unreadable("twice")
    return made


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise Unreadable("number")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits[:400])
    if len(digits) > 400 or not math.isfinite(number):
        raise Unreadable("number")
    return number


def _refuse(_name: str) -> Any:
    raise Unreadable("number")


def _check_depth(found: dict[str, Any]) -> None:
    level: list[Any] = [found]
    for _depth in range(DEEPEST):
        level = [child for value in level for child in _children(value)]
        if not level:
            return
    raise Unreadable("deep")


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def text_in_png(data: bytes) -> str:
    """The text of the first credential chunk of a PNG; the picture itself is not looked at."""
    for kind, body in _chunks(data):
        keyword, zero, rest = body.partition(b"\x00")
        if kind == b"iTXt" and zero and keyword in (KEYWORD, OLD_KEYWORD):
            return _international_text(rest)
    raise Unreadable("nothing")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG_START)
    while place + 12 <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        crc = data[place + 8 + size : place + 12 + size]
        if len(body) != size or int.from_bytes(crc, "big") != zlib.crc32(kind + body):
            raise Unreadable("broken")
        yield kind, body
        place += 12 + size


def _international_text(rest: bytes) -> str:
    """The text of an iTXt chunk after its keyword: two flags, a language, a translated keyword, the text."""
    flags, words = rest[:2], rest[2:].split(b"\x00", 2)
    if len(flags) != 2 or len(words) != 3:
        raise Unreadable("broken")
    return _decoded(_inflated(words[2]) if flags[0] else words[2])


def _inflated(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, MOST_TEXT)
    except zlib.error as error:
        raise Unreadable("broken") from error
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise Unreadable("large")
    return text


def text_in_svg(text: str) -> str:
    """The text of the first credential element of an SVG; a declaration of types is refused unread."""
    if len(text) > MOST_TEXT * 2:
        raise Unreadable("large")
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise Unreadable("broken") from error
    found = next(root.iter(f"{{{NAMESPACE}}}credential"), None)
    if found is None:
        raise Unreadable("nothing")
    return found.get("verify") or found.text or ""
