"""EndNote's XML export: `<record>` elements whose texts are wrapped in `<style>`.

Element names as EndNote, Zotero and Covidence write them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from xml.etree.ElementTree import Element, SubElement, tostring

from evidence.citations import kinds
from evidence.citations.dates import MONTHS, parse_date, year_in
from evidence.citations.drafts import Draft
from evidence.citations.formats.xml_records import records, text_at, text_of, texts_at
from evidence.citations.identifiers import clean_isbn, clean_issn, clean_pmcid, clean_pmid
from evidence.citations.items import Item
from evidence.citations.names import name_text, parse_names
from evidence.citations.record import Record
from evidence.citations.source import Source

_ROOT = re.compile(r"<(?:xml|records|record)\s{0,9}>")
_RECORD = re.compile(r"<record\s{0,9}>|<ref-type\b")
_FIELDS = {
    "title": ("titles/title", "titles/short-title"),
    "container_title": ("titles/secondary-title", "periodical/full-title", "alt-periodical/full-title"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages", "custom7"),
    "doi": ("electronic-resource-num",),
    "publisher": ("publisher",),
    "publisher_place": ("pub-location",),
    "abstract": ("abstract",),
    "language": ("language",),
    "note": ("notes",),
}
_READ = {
    "ref-type", "contributors", "titles", "periodical", "alt-periodical", "volume", "number", "issue", "pages",
    "electronic-resource-num", "publisher", "pub-location", "abstract", "language", "notes", "isbn", "urls",
    "dates", "keywords", "custom2", "database", "source-app", "foreign-keys", "rec-number", "modified-date",
}  # fmt: skip


def begins(text: str) -> int | None:
    """Where EndNote's outer element stands, or None."""
    found = _ROOT.search(text)
    return found.start() if found and _RECORD.search(text) else None


def read(source: Source) -> Iterator[Item]:
    """Each `<record>`."""
    return records(source, "record", _draft)


def _draft(record: Element) -> Draft:
    kind = record.find("ref-type")
    draft = Draft(type=kinds.of_endnote(kind.get("name", "") if kind is not None else "", text_of(kind)))
    for name, paths in _FIELDS.items():
        draft.set(name, *(text for path in paths for text in texts_at(record, path)))
    draft.authors = parse_names(texts_at(record, "contributors/authors/author"))
    draft.editors = parse_names(texts_at(record, "contributors/secondary-authors/author"))
    draft.keywords = texts_at(record, "keywords/keyword")
    year = year_in(text_at(record, "dates/year"))
    draft.issued = parse_date(text_at(record, "dates/pub-dates/date"), year=year)
    if draft.issued is None or (year and draft.issued.year != year):
        draft.issued = parse_date(str(year or ""))
    draft.set("url", *texts_at(record, "urls/related-urls/url"), *texts_at(record, "urls/web-urls/url"))
    _add_numbers(draft, record)
    draft.extra = _extra(record, "" if draft.texts["pmid"] else "accession-num")
    return draft


def _add_numbers(draft: Draft, record: Element) -> None:
    numbers = re.split(r"[;\r\n]", text_at(record, "isbn"))
    draft.set("isbn", *(number for number in numbers if clean_isbn(number)))
    draft.set("issn", *(number for number in numbers if clean_issn(number) and not clean_isbn(number)))
    accession = text_at(record, "accession-num")
    origin = f"{text_at(record, 'remote-database-name')} {draft.texts['url']}".casefold()
    from_pubmed = any(word in origin for word in ("pubmed", "medline", "nlm"))
    draft.set("pmid", accession if from_pubmed and clean_pmid(accession) else "")
    pmcid = text_at(record, "custom2")
    draft.set("pmcid", pmcid if clean_pmcid(pmcid) else "")


def _extra(record: Element, also: str) -> dict[str, str]:
    left = (child for child in record if child.tag not in _READ)
    skipped = {"accession-num", "remote-database-name"} - {also}
    return {str(child.tag): text_of(child) for child in left if child.tag not in skipped and text_of(child)}


def write(references: Iterable[Record]) -> Iterator[str]:
    """One `<xml><records>` document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n'
    for record in references:
        yield tostring(_written(record), encoding="unicode") + "\n"
    yield "</records></xml>\n"


def _written(record: Record) -> Element:
    element = Element("record")
    put = partial(_put, element)
    kind = kinds.BY_CSL[record.type]
    SubElement(element, "ref-type", name=kind.endnote).text = str(kind.number)
    for role, names in (("authors", record.authors), ("secondary-authors", record.editors)):
        for name in names:
            put(f"contributors/{role}/+author", name_text(name))
    put("titles/title", record.title)
    put("titles/secondary-title", record.container_title)
    if record.type == "article-journal":
        put("periodical/full-title", record.container_title)
    for path, value in _plain(record):
        put(path, value)
    for word in record.keywords:
        put("keywords/+keyword", word)
    if record.issued:
        put("dates/year", str(record.issued.year))
        month = MONTHS[record.issued.month - 1].capitalize() if record.issued.month else ""
        put("dates/pub-dates/date", f"{month} {record.issued.day or ''}".strip())
    return element


def _plain(record: Record) -> Iterator[tuple[str, str]]:
    yield "pages", record.page
    yield "volume", record.volume
    yield "number", record.issue
    yield "pub-location", record.publisher_place
    yield "publisher", record.publisher
    yield "isbn", "; ".join(number for number in (record.isbn, record.issn) if number)
    yield "accession-num", record.pmid
    yield "remote-database-name", "PubMed" if record.pmid else ""
    yield "custom2", record.pmcid
    yield "electronic-resource-num", record.doi
    yield "abstract", record.abstract
    yield "notes", record.note
    yield "language", record.language
    yield "urls/related-urls/url", record.url


def _put(element: Element, path: str, value: str) -> None:
    """Write a value at a path, making the elements on the way; `+` before the last name makes a new one."""
    if not value:
        return
    *way, last = path.split("/")
    for step in way:
        found = element.find(step)
        element = SubElement(element, step) if found is None else found
    SubElement(SubElement(element, last.removeprefix("+")), "style").text = value
