"""A reference for machines that read web pages: COinS, `citation_*` tags, schema.org and Dublin Core.

Sources: the OpenURL KEV formats for journals, books, dissertations and Dublin Core (NISO Z39.88-2004); Google
Scholar's inclusion guidelines for the tags; schema.org; the DCMI elements that `oai_dc` carries.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from evidence.citations.dates import date_text
from evidence.citations.names import Name, name_text
from evidence.citations.record import Record

_JOURNAL = {"article-journal", "article-newspaper", "article-magazine", "article"}
_BOOK = {"book", "chapter", "report", "paper-conference"}
_GENRES: Mapping[str, str] = {
    "article-journal": "article",
    "article": "preprint",
    "article-newspaper": "article",
    "article-magazine": "article",
    "book": "book",
    "chapter": "bookitem",
    "report": "report",
    "paper-conference": "proceeding",
}
_SCHEMA: Mapping[str, str] = {
    "article-journal": "ScholarlyArticle",
    "article": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "article-newspaper": "NewsArticle",
    "article-magazine": "Article",
    "book": "Book",
    "chapter": "Chapter",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
    "legislation": "Legislation",
    "dataset": "Dataset",
    "software": "SoftwareApplication",
    "motion_picture": "VideoObject",
}
_DC_TYPES: Mapping[str, str] = {"dataset": "Dataset", "software": "Software", "motion_picture": "MovingImage"}


def addresses(record: Record) -> list[str]:
    """Web addresses of the work, the lasting ones first: DOI, PubMed, PubMed Central, its own."""
    known = (
        (record.doi, "https://doi.org/{}"),
        (record.pmid, "https://pubmed.ncbi.nlm.nih.gov/{}/"),
        (record.pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
        (record.url, "{}"),
    )
    return [pattern.format(value) for value, pattern in known if value]


def coins(record: Record) -> str:
    """The `title` of a `<span class="Z3988">`: an OpenURL ContextObject in key-value form, not yet escaped for HTML."""
    pairs = [("ctx_ver", "Z39.88-2004"), *_identifiers(record)]
    return urlencode([*pairs, *_kev(record)])


def _identifiers(record: Record) -> Iterator[tuple[str, str]]:
    if record.doi:
        yield "rft_id", f"info:doi/{record.doi}"
    if record.pmid:
        yield "rft_id", f"info:pmid/{record.pmid}"
    if record.url:
        yield "rft_id", record.url


def _kev(record: Record) -> Iterator[tuple[str, str]]:
    if record.type in _JOURNAL:
        fields = {"genre": _GENRES[record.type], "atitle": record.title, "jtitle": record.container_title}
        fields |= {"volume": record.volume, "issue": record.issue, "issn": record.issn}
        form = "journal"
    elif record.type in _BOOK:
        fields = {"genre": _GENRES[record.type], "pub": record.publisher, "place": record.publisher_place}
        inside = bool(record.container_title)
        fields |= {"atitle": record.title if inside else "", "btitle": record.container_title or record.title}
        fields |= {"isbn": record.isbn, "issn": record.issn}
        form = "book"
    elif record.type == "thesis":
        fields, form = {"title": record.title, "inst": record.publisher}, "dissertation"
    else:
        fields, form = {"title": record.title, "publisher": record.publisher, "type": record.type}, "dc"
    fields |= _people_and_pages(record) if form != "dc" else {}
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"
    yield from ((f"rft.{name}", value) for name, value in fields.items() if value)
    author = "rft.creator" if form == "dc" else "rft.au"
    yield from ((author, _spoken(name)) for name in record.authors)
    if record.issued:
        yield "rft.date", date_text(record.issued)
    if record.language:
        yield "rft.language", record.language


def _people_and_pages(record: Record) -> dict[str, str]:
    first = record.authors[0] if record.authors else Name()
    pages = {"pages": record.page, "spage": record.first_page, "epage": record.last_page}
    return {"aulast": first.family, "aufirst": first.given, "aucorp": first.literal} | pages


def _spoken(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.given, name.family, name.suffix) if part)


def meta_tags(record: Record) -> tuple[tuple[str, str], ...]:
    """`(name, content)` of each `<meta>` tag as Google Scholar, Zotero and Mendeley read them."""
    container = {"chapter": "citation_inbook_title", "paper-conference": "citation_conference_title"}
    publisher = {
        "thesis": "citation_dissertation_institution",
        "report": "citation_technical_report_institution",
    }
    pairs = [("citation_title", record.title)]
    pairs += [("citation_author", name_text(name).rstrip(",")) for name in record.authors]
    pairs += [
        ("citation_publication_date", date_text(record.issued).replace("-", "/") if record.issued else ""),
        (container.get(record.type, "citation_journal_title"), record.container_title),
        ("citation_volume", record.volume),
        ("citation_issue", record.issue),
        ("citation_firstpage", record.first_page),
        ("citation_lastpage", record.last_page),
        ("citation_doi", record.doi),
        ("citation_pmid", record.pmid),
        ("citation_issn", record.issn),
        ("citation_isbn", record.isbn),
        (publisher.get(record.type, "citation_publisher"), record.publisher),
        ("citation_language", record.language),
        ("citation_public_url", record.url),
        ("citation_keywords", "; ".join(record.keywords)),
    ]
    return tuple((name, content) for name, content in pairs if content)


def json_ld(record: Record) -> dict[str, Any]:
    """The work as a schema.org object, ready for `json.dumps`; within a page, escape `<` as usual."""
    links = addresses(record)
    known: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _SCHEMA.get(record.type, "CreativeWork"),
        "@id": links[0] if links else "",
        "name": record.title,
        "author": [_person(name) for name in record.authors],
        "editor": [_person(name) for name in record.editors],
        "datePublished": date_text(record.issued) if record.issued else "",
        "isPartOf": _container(record),
        "pagination": record.page,
        "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else None,
        "isbn": record.isbn,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": kind, "value": value} for kind, value in _ids(record)
        ],
        "abstract": record.abstract,
        "inLanguage": record.language,
        "keywords": list(record.keywords),
        "url": record.url or (links[0] if links else ""),
        "sameAs": links[1:],
    }
    return {name: value for name, value in known.items() if value}


def _ids(record: Record) -> list[tuple[str, str]]:
    known = (("doi", record.doi), ("pmid", record.pmid), ("pmcid", record.pmcid))
    return [(kind, value) for kind, value in known if value]


def _person(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    parts = {"familyName": name.family, "givenName": name.given, "honorificSuffix": name.suffix}
    return {"@type": "Person", "name": _spoken(name)} | {
        part: value for part, value in parts.items() if value
    }


def _container(record: Record) -> dict[str, Any] | None:
    """The journal with its volume and issue, from the inside out, or the book the work stands in."""
    if not record.container_title:
        return None
    if record.type not in _JOURNAL:
        return {
            "@type": "Book" if record.type == "chapter" else "CreativeWork",
            "name": record.container_title,
        }
    part: dict[str, Any] = {"@type": "Periodical", "name": record.container_title}
    if record.issn:
        part["issn"] = record.issn
    if record.volume:
        part = {"@type": "PublicationVolume", "volumeNumber": record.volume, "isPartOf": part}
    if record.issue:
        part = {"@type": "PublicationIssue", "issueNumber": record.issue, "isPartOf": part}
    return part


def dublin_core(record: Record) -> dict[str, tuple[str, ...]]:
    """The work in the fifteen elements of `oai_dc`, by element name without its prefix; empty ones left out."""
    pages = f", {record.page}" if record.page else ""
    number = f" {record.volume}" + (f"({record.issue})" if record.issue else "") if record.volume else ""
    elements: dict[str, tuple[str, ...]] = {
        "title": (record.title,),
        "creator": tuple(name_text(name).rstrip(",") for name in record.authors),
        "contributor": tuple(name_text(name).rstrip(",") for name in record.editors),
        "subject": record.keywords,
        "description": (record.abstract,),
        "publisher": (record.publisher,),
        "date": (date_text(record.issued),) if record.issued else (),
        "type": (_DC_TYPES.get(record.type, "Text"), record.type),
        "identifier": (*addresses(record), *(f"urn:isbn:{number}" for number in (record.isbn,) if number)),
        "source": (f"{record.container_title}{number}{pages}" if record.container_title else "",),
        "language": (record.language,),
    }
    filled = {name: tuple(value for value in values if value) for name, values in elements.items()}
    return {name: values for name, values in filled.items() if values}
