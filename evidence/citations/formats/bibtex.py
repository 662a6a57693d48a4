"""BibTeX and BibLaTeX: each entry cut out by us, then read by bibtexparser, so that none can spoil another.

`@string` macros are filled in, `@comment` and `@preamble` passed over, a missing last brace forgiven; `crossref` is
kept as text. Entry and field names: the BibTeX and BibLaTeX manuals.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

import bibtexparser
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, Field

from evidence.citations import kinds
from evidence.citations.dates import MONTHS, issued, month_in, parse_date, year_in
from evidence.citations.drafts import Draft, Unusable
from evidence.citations.formats.latex import decode, decode_verbatim, encode
from evidence.citations.items import Item
from evidence.citations.names import Name
from evidence.citations.record import Record
from evidence.citations.source import Source

# The library reports every oddity of a file to the log; each record's outcome says enough.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_ENTRY = re.compile(r"^[ \t]{0,20}@[ \t]{0,4}([A-Za-z]{1,40})\s{0,4}[{(]", re.MULTILINE)
_MACRO = re.compile(
    r"^\s*@string\s*[{(]\s*([^\s=]{1,80})\s*=\s*(.{0,2000}?)\s*[})]\s*$", re.IGNORECASE | re.DOTALL
)
_LONGEST_ENTRY = 2_000_000
_MOST_MACROS = 5_000
_PIECES = re.compile(r'"([^"]*)"|\{([^{}]*)\}|([^\s#"{}]+)')
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "container_title": ("journal", "journaltitle", "booktitle"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages", "eid", "article-number"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher_place": ("address", "location"),
    "abstract": ("abstract",),
    "language": ("language", "langid"),
    "note": ("note", "annote", "annotation"),
}
_VERBATIM: Mapping[str, tuple[str, ...]] = {
    "doi": ("doi",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid", "pmc"),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "url": ("url", "howpublished"),
}
_READ = {name for names in (*_TEXTS.values(), *_VERBATIM.values()) for name in names} | {
    "author", "editor", "year", "month", "day", "date", "keywords", "keyword", "entrysubtype", "subtitle", "file",
}  # fmt: skip


def begins(text: str) -> int | None:
    """Where the first entry stands, or None."""
    found = _ENTRY.search(text)
    return found.start() if found else None


@dataclass
class _Cutter:
    """The entry being gathered line by line, and the macros seen so far."""

    macros: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    start: int = 0
    lines: list[str] = field(default_factory=list)
    size: int = 0

    def finish(self) -> Iterator[Item]:
        """The gathered entry as an item; a macro is remembered, a comment forgotten."""
        text, kind = "\n".join(self.lines), self.kind
        self.kind, self.lines, self.size = "", [], 0
        if kind == "string":
            found = _MACRO.match(text)
            if found and len(self.macros) < _MOST_MACROS:
                self.macros[found.group(1).lower()] = found.group(2).strip('"{} ')
        elif kind and kind not in ("comment", "preamble"):
            yield Item(self.start, text[:300], partial(_draft, text, self.macros))


def read(source: Source) -> Iterator[Item]:
    """Each entry from its `@type{` at the start of a line to the next one."""
    cutter = _Cutter()
    for number, line in source.lines():
        found = _ENTRY.match(line) if "@" in line else None
        if found:
            yield from cutter.finish()
            cutter.kind, cutter.start = found.group(1).lower(), number
        if cutter.kind and cutter.size < _LONGEST_ENTRY:
            cutter.lines.append(line)
            cutter.size += len(line)
    yield from cutter.finish()


def _draft(text: str, macros: Mapping[str, str]) -> Draft:
    entry = _parsed(text)
    said = {item.key.lower(): _resolved(item, macros) for item in reversed(entry.fields)}
    draft = Draft(type=kinds.of_bibtex(entry.entry_type, said.get("entrysubtype", "")))
    for name, known in _TEXTS.items():
        draft.set(name, *(decode(said[key]) for key in known if key in said))
    for name, known in _VERBATIM.items():
        draft.set(name, *(decode_verbatim(said[key]) for key in known if key in said))
    if not draft.texts["url"].lower().startswith("http") and "url" not in said:
        draft.texts["url"] = ""
    if said.get("subtitle"):
        draft.texts["title"] = f"{draft.texts['title']}: {decode(said['subtitle'])}"
    draft.authors, draft.editors = _names(said.get("author", "")), _names(said.get("editor", ""))
    draft.keywords = _keywords(decode(said.get("keywords", "") or said.get("keyword", "")))
    _add_date(draft, said)
    draft.extra = {key: decode(value) for key, value in said.items() if key not in _READ}
    return draft


def _parsed(text: str) -> Entry:
    """The entry as bibtexparser reads it, or with one closing brace more. Raises `Unusable`."""
    for attempt in (text, f"{text}\n}}"):
        library = bibtexparser.parse_string(attempt)
        for block in library.blocks:
            if isinstance(block, Entry):
                return block
            if isinstance(block, DuplicateFieldKeyBlock):
                return RemoveEnclosingMiddleware().transform_entry(block.ignore_error_block, library)
    raise Unusable("has an opening brace or quotation mark that is never closed")


def _resolved(item: Field, macros: Mapping[str, str]) -> str:
    """A value with its macros filled in and its `#` pieces put together."""
    value = str(item.value)
    if item.enclosing != "no-enclosing":
        return value
    pieces = ((quoted or braced, bare) for quoted, braced, bare in _PIECES.findall(value[:20_000]))
    return "".join(text or macros.get(bare.lower(), bare) for text, bare in pieces)


def _names(value: str) -> list[Name]:
    return [_name(part) for part in split_multiple_persons_names(value[:100_000])]


def _name(text: str) -> Name:
    if _in_braces(text):
        return Name(literal=decode(text))
    parts = parse_single_name_into_parts(text, strict=False)
    family = decode(" ".join([*parts.von, *parts.last]))
    given = decode(" ".join(parts.first))
    return Name(family, given, decode(" ".join(parts.jr))) if given else Name(literal=family)


def _in_braces(text: str) -> bool:
    """Whether one pair of braces holds it all, as in `{Home Office}` but not in `{Smith}, {Ann}`."""
    depths = accumulate((character == "{") - (character == "}") for character in text)
    return (
        text.startswith("{")
        and next((place for place, depth in enumerate(depths) if depth == 0), 0) == len(text) - 1
    )


def _keywords(text: str) -> list[str]:
    return text.split(";" if ";" in text else ",")


def _add_date(draft: Draft, said: Mapping[str, str]) -> None:
    whole = parse_date(said.get("date", ""))
    year = year_in(said.get("year", "")) or (whole.year if whole else None)
    month = said.get("month", "")
    numbers = re.findall(r"\d{1,2}", said.get("day", "") or (month if not month.isdigit() else ""))
    by_parts = issued(year, month_in(month), int(numbers[0]) if numbers else None)
    draft.issued = whole if whole and not (by_parts and by_parts.month) else by_parts


def write(records: Iterable[Record]) -> Iterator[str]:
    """Each record as an entry by bibtexparser's writer, with a key of its own such as `florence2011`."""
    used: dict[str, int] = {}
    for record in records:
        library = bibtexparser.Library([_written(record, _key(record, used))])
        yield bibtexparser.write_string(library) + "\n"


def _key(record: Record, used: dict[str, int]) -> str:
    name = (record.authors or record.editors or (Name(),))[0]
    base = re.sub("[^a-z]", "", (name.family or name.literal).split(" ")[-1].lower()) or "reference"
    key = f"{base[:30]}{record.year or ''}"
    used[key] = used.get(key, 0) + 1
    return key if used[key] == 1 else f"{key}-{used[key]}"


def _written(record: Record, key: str) -> Entry:
    kind = kinds.BY_CSL[record.type]
    house = {"report": "institution", "thesis": "school"}.get(record.type, "publisher")
    container = "journal" if kind.bibtex in ("article", "misc") else "booktitle"
    date = record.issued
    values = {
        "author": _people(record.authors),
        "editor": _people(record.editors),
        "title": encode(record.title),
        container: encode(record.container_title),
        "year": str(date.year) if date else "",
        "month": MONTHS[date.month - 1] if date and date.month else "",
        "day": str(date.day) if date and date.day else "",
        "volume": encode(record.volume),
        "number": encode(record.issue),
        "pages": encode(record.page).replace("-", "--"),
        house: encode(record.publisher),
        "address": encode(record.publisher_place),
        **{name: getattr(record, name) for name in _VERBATIM},
        "abstract": encode(record.abstract),
        "language": encode(record.language),
        "keywords": encode("; ".join(record.keywords)) + (";" if "," in "".join(record.keywords) else ""),
        "note": encode(record.note),
        "entrysubtype": kind.subtype,
    }
    return Entry(kind.bibtex, key, [Field(name, value) for name, value in values.items() if value])


def _people(names: Iterable[Name]) -> str:
    return " and ".join(_person(name) for name in names)


def _person(name: Name) -> str:
    if name.literal:
        return f"{{{encode(name.literal)}}}"
    return ", ".join(_part(part) for part in (name.family, name.suffix, name.given) if part)


def _part(part: str) -> str:
    """A part of a name, in braces when it holds the word that parts names, or an escape that would be lost."""
    encoded = encode(part)
    return f"{{{encoded}}}" if " and " in f" {part.lower()} " or "\\" in encoded else encoded
