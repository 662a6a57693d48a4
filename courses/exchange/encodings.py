"""Bytes to text: UTF-8 and UTF-16 with or without a mark, and Windows-1252."""

import re

from django.utils.translation import gettext_lazy as _

from courses.exchange.drafts import UnreadableFile

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
KNOWN = {"utf-8": "utf-8", "utf8": "utf-8", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}


def encoding_of(content: bytes) -> str:
    """The encoding of a file, from its mark, its declaration, or its bytes."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 5:
        return "utf-16-le"
    if head[::2].count(0) > len(head) // 5:
        return "utf-16-be"
    declared = DECLARED.match(head)
    if declared and declared[1].decode().lower() in KNOWN:
        return KNOWN[declared[1].decode().lower()]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decoded(content: bytes) -> str:
    """The text of a file, with plain line ends. Raises UnreadableFile for what is no text."""
    text = content.decode(encoding_of(content), "replace").lstrip("\ufeff")
    if "\x00" in text or content.startswith((b"PK\x03\x04", b"%PDF")):
        raise UnreadableFile(
            _(
                "This is no text. Please export the questions as GIFT, Moodle XML or Aiken, and send that file."
            )
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
