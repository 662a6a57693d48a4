"""Spreadsheets saved as CSV, with commas, semicolons or tabs: columns told by their headings.

Headings of our own, Zotero's, PubMed's, Scopus's, Covidence's and Rayyan's files. A cell that a spreadsheet would
run as a formula is written with an apostrophe before it, which is taken away again on reading.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from evidence.citations import kinds
from evidence.citations.dates import date_text, parse_date, year_in
from evidence.citations.drafts import Draft, Unusable
from evidence.citations.items import Item, broken
from evidence.citations.names import name_text, parse_names, split_names
from evidence.citations.record import Record
from evidence.citations.source import Source

_FORMULA = re.compile(r"^'*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"^'+[=+\-@\t\r＝＋－＠]")
_MARKS = ",;\t"
_HEADINGS: Mapping[str, str] = {
    heading: column
    for column, headings in {
        "type": "type|item type|document type|publication type|reference type",
        "title": "title|article title|document title|primary title|titles",
        "authors": "authors|author|author(s)|author full names|author full name",
        "editors": "editors|editor",
        "date": "date|issued|publication date|cover date",
        "year": "year|publication year|pub year|published year|py",
        "container_title": "journal|publication title|source title|journal/book|container title|source"
        "|publication|journal title|journal name|secondary title|published in",
        "volume": "volume|vol",
        "issue": "issue|number|issue number",
        "page": "pages|page|page numbers",
        "first": "page start|start page|beginning page",
        "last": "page end|end page|ending page",
        "article": "art. no.|article number",
        "doi": "doi|doi link",
        "pmid": "pmid|pubmed id|pubmed_id|pubmed",
        "pmcid": "pmcid|pmc|pmc id|pmc_id",
        "isbn": "isbn|isbns",
        "issn": "issn|issns",
        "url": "url|link|web address|fulltext url|urls",
        "publisher": "publisher",
        "publisher_place": "place|publisher place|place published|publisher city|city",
        "abstract": "abstract|abstract note|summary",
        "language": "language|language of original document|languages",
        "keywords": "keywords|author keywords|manual tags|tags|keyword",
        "note": "note|notes|extra note",
        "extra": "other fields",
    }.items()
    for heading in headings.split("|")
}
_PLAIN = (
    "title", "container_title", "volume", "issue", "doi", "pmid", "pmcid", "isbn", "issn", "url", "publisher",
    "publisher_place", "abstract", "language", "note",
)  # fmt: skip
_COLUMNS = (
    "Type", "Title", "Authors", "Editors", "Date", "Journal", "Volume", "Issue", "Pages", "DOI", "PMID", "PMCID",
    "ISBN", "ISSN", "URL", "Publisher", "Place", "Abstract", "Language", "Keywords", "Note", "Other fields",
)  # fmt: skip


def guarded(cell: str) -> str:
    """The cell so that no spreadsheet runs it: an apostrophe before `=`, `+`, `-`, `@`, tab or return."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that `guarded` put there."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _column(heading: str) -> str:
    """Our name for a heading; one we do not know stays itself."""
    plain = " ".join(heading.replace("_", " ").split()).casefold().strip("\"'*: ")
    return _HEADINGS.get(plain) or _HEADINGS.get(plain.replace(" ", "_"), f"={heading.strip()}")


def _mark(line: str) -> str | None:
    """What parts the cells of a heading line, if one of them is a title and another one is known too."""
    for mark in sorted(_MARKS, key=line.count, reverse=True):
        cells = [_column(cell) for cell in next(csv.reader([line], delimiter=mark), [])]
        known = [cell for cell in cells if not cell.startswith("=")]
        if "title" in known and (len(known) > 1 or len(cells) == 1):
            return mark
    return None


def begins(text: str) -> int | None:
    """The start of the file, when its first line holds headings we know."""
    line = text.removeprefix("\ufeff").partition("\n")[0]
    return 0 if len(line) < 20_000 and _mark(line) else None


@dataclass
class _Lines:
    """Lines for Python's csv reader, which remember how far it has read."""

    lines: Iterator[tuple[int, str]]
    number: int = 0
    recent: str = ""

    def __iter__(self) -> Iterator[str]:
        for number, line in self.lines:
            self.number, self.recent = number, line
            yield line + "\n"


def read(source: Source) -> Iterator[Item]:
    """Each row under the headings; empty rows are passed over."""
    lines = _Lines(source.lines())
    heading = next((line for line in lines if line.strip()), "")
    mark = _mark(heading.strip("\n")) or ","
    columns = [_column(cell) for cell in next(csv.reader([heading], delimiter=mark))]
    rows = csv.reader(iter(lines), delimiter=mark)
    while True:
        start = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield broken(start, lines.recent[:300], "has a cell that is far too long or never closed")
            continue
        if any(cell.strip() for cell in row):
            yield Item(start, " ".join(row)[:300], partial(_draft, columns, row))


def _draft(columns: list[str], row: list[str]) -> Draft:
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        raise Unusable("has more cells than there are headings")
    said: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        said.setdefault(column, unguarded(cell).strip())
    draft = Draft(type=_kind(said))
    for name in _PLAIN:
        draft.set(name, said.get(name))
    start, end = said.get("first", ""), said.get("last", "")
    draft.set("page", said.get("page"), f"{start}-{end}" if start and end else start, said.get("article"))
    draft.authors = parse_names(split_names(said.get("authors", "")))
    draft.editors = parse_names(split_names(said.get("editors", "")))
    year = year_in(said.get("year", ""))
    draft.issued = parse_date(said.get("date", ""), year=year) or parse_date(str(year or ""))
    draft.keywords = _keywords(said.get("keywords", ""))
    draft.extra = _extra(said)
    return draft


def _kind(said: Mapping[str, str]) -> str:
    """The kind in the row's own words, or a journal article when it names a journal's volume."""
    named = kinds.of_words(said.get("type", ""))
    in_journal = said.get("container_title") and (said.get("volume") or said.get("pmid"))
    return named or ("article-journal" if in_journal else kinds.UNKNOWN)


def _keywords(text: str) -> list[str]:
    return text.split(";" if ";" in text else ",")


def _extra(said: Mapping[str, str]) -> dict[str, str]:
    extra = {column[1:]: cell for column, cell in said.items() if column.startswith("=") and column[1:]}
    try:
        ours = json.loads(said.get("extra") or "{}")
    except (ValueError, RecursionError):
        ours = {"Other fields": said["extra"]}
    return extra | {str(key): str(value) for key, value in (ours.items() if isinstance(ours, dict) else ())}


def write(records: Iterable[Record]) -> Iterator[str]:
    """A heading line and a row for each record, with a byte order mark so that spreadsheets see UTF-8."""
    yield "\ufeff" + _line(_COLUMNS)
    for record in records:
        yield _line(_row(record))


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(guarded, cells))
    return text.getvalue()


def _row(record: Record) -> tuple[str, ...]:
    words = "; ".join(record.keywords)
    return (
        kinds.BY_CSL[record.type].endnote,
        record.title,
        _people(name_text(name) for name in record.authors),
        _people(name_text(name) for name in record.editors),
        date_text(record.issued) if record.issued else "",
        record.container_title,
        record.volume,
        record.issue,
        record.page,
        record.doi,
        record.pmid,
        record.pmcid,
        record.isbn,
        record.issn,
        record.url,
        record.publisher,
        record.publisher_place,
        record.abstract,
        record.language,
        f"{words};" if "," in words else words,
        record.note,
        json.dumps(dict(record.extra), ensure_ascii=False) if record.extra else "",
    )


def _people(names: Iterable[str]) -> str:
    """Names with semicolons between; one name alone gets one after it when it could be taken for several."""
    names = list(names)
    text = "; ".join(names)
    return f"{text};" if len(names) == 1 and split_names(text) != names else text
