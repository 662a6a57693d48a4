"""A member as a vCard 4.0 (RFC 6350), holding what the reader sees and nothing else."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from network.directory import Entry

LONGEST_LINE = 75


def card_of(entry: Entry, memberships: Iterable[Any]) -> str:
    """The card's text, lines folded at 75 bytes and ended as the standard asks."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", "KIND:individual", f"FN:{escaped(entry.name)}"]
    if entry.role:
        lines.append(f"TITLE:{escaped(entry.role)}")
    lines += [f"ORG:{escaped(row.organisation.name)}" for row in memberships]
    lines += [f"LANG:{fact.value}" for fact in entry.facts if fact.field == "language"]
    if entry.topics:
        lines.append("CATEGORIES:" + ",".join(map(escaped, entry.topics)))
    lines += [f"URL:{settings.SITE_URL}{entry.profile.get_absolute_url()}", "END:VCARD"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """A text as a value: what would end or divide it is escaped."""
    kept = " ".join(text.split())
    return kept.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, never within a letter."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])
