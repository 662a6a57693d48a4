"""RIS: two-letter tags, one a line. Read and written with rispy, one record at a time.

Survives what databases make of it: no `ER`, numbers or headings between records, one space after the tag, wrapped
lines, lower-case tags. Tags: the RIS specification as Ovid, EndNote, Zotero and PubMed write it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import rispy
from rispy.config import TAG_KEY_MAPPING

from evidence.citations import kinds
from evidence.citations.dates import date_text, parse_date
from evidence.citations.drafts import Draft, Unusable
from evidence.citations.identifiers import clean_isbn, clean_issn, clean_pmcid, clean_pmid
from evidence.citations.items import Item
from evidence.citations.names import name_text, parse_names
from evidence.citations.record import Record
from evidence.citations.source import Source

_START = re.compile(r"^[ \t]{0,4}TY[ \t]{1,3}-", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"^[ \t]{0,4}([A-Za-z][A-Za-z0-9])[ \t]{1,3}-(?:[ \t](.*)|)$")
#: Ovid and others number the records between them.
_NUMBERING = re.compile(r"^\s{0,4}<?\d{1,6}[.>]\s{0,4}$")
#: Records longer than this many lines are cut: nothing real comes near.
_MOST_LINES = 5_000
#: Where a value that wraps means another value, not more of the same.
_ONE_A_LINE = {"KW", "AU", "A1", "UR"}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT"),
    "container_title": ("JF", "T2", "BT", "JO", "JA", "J2"),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "doi": ("DO",),
    "url": ("UR", "L2"),
    "publisher": ("PB",),
    "publisher_place": ("CY", "PP"),
    "abstract": ("AB", "N2"),
    "language": ("LA",),
}
_READ = {tag for tags in _FIELDS.values() for tag in tags} | {
    "TY", "ER", "AU", "A1", "A2", "ED", "PY", "Y1", "DA", "SP", "EP", "SN", "KW", "N1", "C2", "L1", "L4",
}  # fmt: skip


class _Tags(dict[str, str]):
    """rispy's map from tags to names, for us the tags themselves, known or not."""

    def __missing__(self, tag: str) -> str:
        return tag


class _EveryTag(list[str]):
    """rispy's list of tags that repeat: for us all of them."""

    def __contains__(self, tag: object) -> bool:
        return True


_PARSER = rispy.RisParser(mapping=_Tags(), list_tags=_EveryTag(), delimiter_tags_mapping={})


def begins(text: str) -> int | None:
    """Where the first `TY  - ` stands, or None."""
    found = _START.search(text)
    return found.start() if found else None


def read(source: Source) -> Iterator[Item]:
    """Each record from its `TY` to the next `ER` or `TY`; headings between records are passed over."""
    start, lines = 0, list[str]()
    for number, line in source.lines():
        found = _tag(line)
        tag = found.group(1).upper() if found else ""
        if lines and tag in ("TY", "ER"):
            yield _item(start, lines)
            lines = []
        if found and tag == "TY":
            start, lines = number, [f"TY  - {found.group(2) or ''}"]
        elif found and lines and tag != "ER" and len(lines) < _MOST_LINES:
            lines.append(f"{tag}  - {found.group(2) or ''}")
        elif lines and line.strip() and not _NUMBERING.match(line):
            _go_on(lines, line.strip())
    if lines:
        yield _item(start, lines)


def _tag(line: str) -> re.Match[str] | None:
    """The tag of a line. With one space after it ("RR - relative risk") only a tag of RIS is one."""
    found = _TAG.match(line)
    proper = found and (line.strip()[2:4] == "  " or found.group(1).upper() in TAG_KEY_MAPPING)
    return found if proper else None


def _go_on(lines: list[str], more: str) -> None:
    """A line without a tag: more of the last value, or the next value of a tag that lists one a line."""
    tag = lines[-1][:2]
    if len(lines) >= _MOST_LINES:
        return
    if tag in _ONE_A_LINE:
        lines.append(f"{tag}  - {more}")
    elif tag != "TY":
        lines.append(f"{tag}  - \x00{more}")


def _item(start: int, lines: list[str]) -> Item:
    return Item(start, " ".join(line[6:] for line in lines[:6]), partial(_draft, lines))


def _draft(lines: list[str]) -> Draft:
    parsed = _PARSER.parse_lines(iter([*lines, "ER  - "]))
    if not parsed:
        raise Unusable("is empty")
    tags = {tag: _unwrapped(values) for tag, values in parsed[0].items() if tag != "TY"}
    draft = Draft(type=kinds.of_ris(parsed[0]["TY"]))
    for name, known in _FIELDS.items():
        draft.set(name, *(value for tag in known for value in tags.get(tag, [])))
    if draft.type == "book":
        draft.set("title", *tags.get("BT", []))
    draft.authors = parse_names(tags.get("AU", []) + tags.get("A1", []))
    draft.editors = parse_names(tags.get("ED", []) + tags.get("A2", []))
    draft.keywords = tags.get("KW", [])
    _add_date_and_pages(draft, tags)
    _add_numbers(draft, tags)
    draft.extra = {tag: "; ".join(values) for tag, values in tags.items() if tag not in _READ}
    return draft


def _unwrapped(values: list[str]) -> list[str]:
    """Wrapped lines joined again; a repeated tag stays a list."""
    return [value for value in " \n".join(values).replace(" \n\x00", " ").split(" \n") if value]


def _first(tags: Mapping[str, list[str]], *names: str) -> str:
    return next((value for name in names for value in tags.get(name, [])), "")


def _add_date_and_pages(draft: Draft, tags: Mapping[str, list[str]]) -> None:
    dates = [parse_date(value) for tag in ("DA", "PY", "Y1") for value in tags.get(tag, [])]
    year = parse_date(_first(tags, "PY", "Y1"))
    known = [date for date in dates if date and (year is None or date.year == year.year)]
    draft.issued = max(known, key=lambda date: sum(part is not None for part in date), default=year)
    if draft.issued is None and _first(tags, "DA"):
        draft.issued = parse_date(_first(tags, "DA"))
    start, end = _first(tags, "SP"), _first(tags, "EP")
    draft.set("page", f"{start}-{end}" if start and end and end not in start.split("-") else start or end)


def _add_numbers(draft: Draft, tags: dict[str, list[str]]) -> None:
    draft.set("isbn", *(value for value in tags.get("SN", []) if clean_isbn(value)))
    draft.set("issn", *(value for value in tags.get("SN", []) if clean_issn(value) and not clean_isbn(value)))
    draft.set("pmcid", *(value for value in tags.get("C2", []) if clean_pmcid(value)))
    notes = tags.get("N1", [])
    origin = " ".join([*tags.get("DB", []), *tags.get("DP", []), *tags.get("UR", [])]).casefold()
    numbers = tags.get("AN", []) if "pubmed" in origin or "medline" in origin else []
    said = [*numbers, *(note for note in notes if note[:5].upper() == "PMID:")]
    draft.set("pmid", *(value for value in said if clean_pmid(value)))
    if draft.texts["pmid"]:
        tags.pop("AN", None)
        tags.pop("DB", None)
    draft.set("note", " ".join(note for note in notes if note not in said))


def write(records: Iterable[Record]) -> Iterator[str]:
    """Each record by rispy's writer, `TY` to `ER`, with a blank line between records."""
    for record in records:
        yield _WRITER.formats([_written(record)]) + "\n"


class _Writer(rispy.RisWriter):  # type: ignore[misc, unused-ignore]
    def set_header(self, count: int) -> str:
        """No number above a record."""
        return ""


_WRITTEN = [
    "TI", "AU", "ED", "PY", "DA", "T2", "VL", "IS", "SP", "EP", "DO", "AN", "DB", "C2", "SN", "UR", "PB", "CY", "AB",
    "LA", "KW", "N1",
]  # fmt: skip
_WRITER = _Writer(
    mapping={"TY": "type_of_reference", "ER": "er"} | {tag: tag.lower() for tag in _WRITTEN},
    list_tags=_WRITTEN,
    delimiter_tags_mapping={},
)


def _written(record: Record) -> dict[str, Any]:
    """The record as rispy wants it: lower-case tags, each with its list of values."""
    lists = {
        "ti": [record.title],
        "au": [name_text(name) for name in record.authors],
        "ed": [name_text(name) for name in record.editors],
        "py": [str(record.issued.year)] if record.issued else [],
        "da": [f"{date_text(record.issued).replace('-', '/')}/"]
        if record.issued and record.issued.month
        else [],
        "t2": [record.container_title],
        "vl": [record.volume],
        "is": [record.issue],
        "sp": [record.first_page],
        "ep": [record.last_page],
        "do": [record.doi],
        "an": [record.pmid],
        "db": ["PubMed" if record.pmid else ""],
        "c2": [record.pmcid],
        "sn": [record.isbn, record.issn],
        "ur": [record.url],
        "pb": [record.publisher],
        "cy": [record.publisher_place],
        "ab": [record.abstract],
        "la": [record.language],
        "kw": list(record.keywords),
        "n1": [record.note],
    }
    filled = {tag: [value for value in values if value] for tag, values in lists.items()}
    kind = {"type_of_reference": kinds.BY_CSL[record.type].ris}
    return kind | {tag: values for tag, values in filled.items() if values}
