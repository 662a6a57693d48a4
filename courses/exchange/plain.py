"""Formatted text to plain text, as the question bank keeps it."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol"})
PICTURES = frozenset({"img", "video", "audio", "object", "iframe", "svg"})
UNREAD = frozenset({"script", "style"})
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: What begins like a tag and is none: the standard parser fails on some, and takes long over many.
NO_TAG = re.compile(r"<(?=[!?])|<(?![^<>]*>)")
LONGEST = 20_000


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.pictures = False
        self.unread = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pictures = self.pictures or tag in PICTURES
        self.unread = self.unread or (tag if tag in UNREAD else "")
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unread = "" if tag == self.unread else self.unread
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.pieces.append(re.sub(r"\s+", " ", data))


def from_html(html: str) -> tuple[str, bool]:
    """The text of a piece of HTML, and whether a picture or other media was in it."""
    reader = _Reader()
    reader.feed(NO_TAG.sub("&lt;", COMMENT.sub("", html[:LONGEST])))
    reader.close()
    return tidy("".join(reader.pieces)), reader.pictures


def tidy(text: str) -> str:
    """A text without control characters, outer white space and empty lines."""
    kept = "".join(letter for letter in text if letter == "\n" or letter.isprintable() or letter == "\t")
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in kept.split("\n"))
    return "\n".join(line for line in lines if line)
