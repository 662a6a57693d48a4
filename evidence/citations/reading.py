"""Reading a file of references: the format found by its content, one outcome for every record in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from evidence.citations.cleaning import cut
from evidence.citations.drafts import Unusable
from evidence.citations.formats import BY_NAME, FORMATS, Format
from evidence.citations.items import Item
from evidence.citations.record import Record
from evidence.citations.source import Source


@dataclass(frozen=True)
class Found:
    """A reference that was read: its place in the file from 1, the record, what was cut or left out, its line."""

    position: int
    record: Record
    notes: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True)
class Refused:
    """A reference that could not be kept: its place from 1, why in one sentence, how it began, its line."""

    position: int
    reason: str
    excerpt: str
    line: int | None = None


Read = Found | Refused


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; `reason` is one sentence for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


#: Past this many records nothing more is read: a hostile file can hold millions.
MOST_RECORDS = 50_000
KNOWN = "RIS, BibTeX, PubMed (NBIB or XML), EndNote XML, CSL-JSON or a spreadsheet saved as CSV"


def read(data: bytes | BinaryIO, *, name: str = "") -> Iterator[Read]:
    """Every reference in the file, in order, one at a time; no record can spoil another.

    `data` is the file or an open binary stream, read once and not closed. The format is told from the content;
    `name` only decides when the content leaves it open. Raises `UnreadableFile` at once, before the first record
    is asked for. Yields `Found` or `Refused`, at most `MOST_RECORDS` and one that says so.
    """
    source = Source(data)
    return _outcomes(_format_of(source.head, name).read(source))


def format_of(data: bytes, *, name: str = "") -> str:
    """The short name of the format (`ris`, `bibtex`, ...); raises `UnreadableFile` when it is none of ours."""
    return _format_of(Source(data[:65_536]).head, name).name


def _outcomes(items: Iterator[Item]) -> Iterator[Read]:
    for position, item in enumerate(items, 1):
        if position > MOST_RECORDS:
            reason = f"The file holds more than {MOST_RECORDS:,} records. The rest was not read."
            yield _refused(position, reason, item)
            return
        try:
            record, notes = item.draft().finish()
            yield Found(position, record, notes, item.line)
        except Unusable as error:
            yield _refused(position, f"Record {position} {error}, so it was not added.", item)
        except Exception:  # whatever a library makes of a broken record, the others must survive
            yield _refused(position, f"Record {position} could not be understood, so it was not added.", item)


def _refused(position: int, reason: str, item: Item) -> Refused:
    return Refused(position, reason, cut(item.excerpt, 160)[0], item.line)


def _format_of(head: str, name: str) -> Format:
    text = head.lstrip()
    _refuse_others(text)
    hinted = next((form for form in FORMATS if name.lower().endswith(form.suffixes)), None)
    places = {form.name: form.begins(text) for form in FORMATS}
    found = {form: place for form, place in places.items() if place is not None}
    if not found:
        raise UnreadableFile(f"This does not look like a list of references. Please send {KNOWN}.")
    first = min(found.values())
    if hinted and found.get(hinted.name) == first:
        return hinted
    return BY_NAME[min(found, key=lambda form: found[form])]


def _refuse_others(text: str) -> None:
    """Say what the file is when it is something else we know."""
    if not text:
        raise UnreadableFile("The file is empty.")
    for looks, reason in _OTHERS:
        if looks(text):
            raise UnreadableFile(reason)


def _starts(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern, re.IGNORECASE).match


_OTHERS: tuple[tuple[Callable[[str], object], str], ...] = (
    (_starts("%PDF-"), f"This is a PDF. Please export the references as {KNOWN}."),
    (
        _starts("PK\x03\x04|PK\x05|\ufffd\ufffd\x11|ÐÏ"),
        f"This is an Office document or a compressed folder. Please export the references as {KNOWN}.",
    ),
    (_starts(r"<!doctype html|<html"), f"This is a web page. Please export the references as {KNOWN}."),
    (
        _starts(r"FN (?:Clarivate|Thomson|ISI)|VR 1\.0|PT [JBSP]\n"),
        "This is Web of Science's own format. Please export as RIS from there.",
    ),
    (_starts(r"%[0A-Z] "), "This is the Refer format. Please export as RIS or EndNote XML instead."),
    (
        re.compile(r"<!ENTITY", re.IGNORECASE).search,
        "This XML file defines shorthand of its own, which is not safe to read. Please export it again.",
    ),
)
