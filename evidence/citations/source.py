"""The bytes of a file as text: the encoding found, bad bytes mended, in pieces so that memory stays small."""

import codecs
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, cast

PIECE = 65_536
#: A longer line is cut here, in characters; the rest of it is passed over.
LONGEST_LINE = 1_000_000
_MEND = "evidence.citations.windows1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"^\s{0,20}<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")

_CHARSETS = re.compile(r"iso8859|cp125|gb|big5|shift_jis|euc|koi8|mac-")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 are read as Windows-1252, the other encoding such files come in."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "ignore"), error.end


codecs.register_error(_MEND, _as_windows)


def encoding_of(head: bytes) -> str:
    """The encoding by byte order mark, zero bytes or XML declaration; UTF-8 otherwise."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if len(head) > 3 and head[1] == 0 != head[0] and head[3] == 0 != head[2]:
        return "utf-16-le"
    if len(head) > 3 and head[0] == 0 != head[1] and head[2] == 0 != head[3]:
        return "utf-16-be"
    declared = _DECLARED.match(head)
    return _known(declared.group(1).decode("ascii")) if declared else "utf-8"


def _known(name: str) -> str:
    """A declared encoding if it is a usual one; UTF-8 for anything else, UTF-16 without its mark among it."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    return found if _CHARSETS.match(found) else "utf-8"


class Source:
    """A file being read once, from its beginning. `head` is its first 64 KB as text, read ahead."""

    def __init__(self, data: bytes | BinaryIO) -> None:
        self._stream = cast(BinaryIO, io.BytesIO(data)) if isinstance(data, bytes | bytearray) else data
        self._first = self._stream.read(PIECE)
        name = encoding_of(self._first)
        errors = _MEND if name.startswith("utf-8") else "replace"
        bare = codecs.getincrementaldecoder(name)(errors=errors)
        self._decoder = io.IncrementalNewlineDecoder(bare, translate=True)
        self.head = self._decode(self._first).removeprefix("\ufeff")

    def _decode(self, piece: bytes) -> str:
        return self._decoder.decode(piece, final=not piece).replace("\x00", "")

    def pieces(self) -> Iterator[str]:
        """The text in pieces of about 64 KB, line ends made `\\n`, NUL characters gone."""
        yield self.head
        while piece := self._stream.read(PIECE):
            yield self._decode(piece)
        yield self._decode(b"")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with its number from 1, without its end, at most `LONGEST_LINE` characters."""
        rest, number, lost = "", 1, False
        for piece in chain(self.pieces(), ["\n"]):
            *whole, last = (rest + piece).split("\n")
            for line in whole:
                if not lost:
                    yield number, line[:LONGEST_LINE]
                number, lost = number + 1, False
            rest = "" if lost else last
            if len(rest) > LONGEST_LINE:
                yield number, rest[:LONGEST_LINE]
                rest, lost = "", True
