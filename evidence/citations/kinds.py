"""Kinds of work, and what each format calls them. Ours are those of CSL."""

from collections.abc import Mapping
from typing import NamedTuple

UNKNOWN = "document"


class Kind(NamedTuple):
    """One kind of work: CSL's name; RIS; BibTeX entry and `entrysubtype`; EndNote's name and number; MEDLINE's."""

    csl: str
    ris: str
    bibtex: str
    subtype: str
    endnote: str
    number: int
    medline: str


KINDS: tuple[Kind, ...] = (
    Kind("article-journal", "JOUR", "article", "", "Journal Article", 17, "Journal Article"),
    Kind("article-newspaper", "NEWS", "article", "newspaper", "Newspaper Article", 23, "Newspaper Article"),
    Kind("article-magazine", "MGZN", "article", "magazine", "Magazine Article", 19, "Magazine Article"),
    Kind("article", "INPR", "misc", "preprint", "Preprint", 71, "Preprint"),
    Kind("book", "BOOK", "book", "", "Book", 6, "Book"),
    Kind("chapter", "CHAP", "incollection", "", "Book Section", 5, "Book Chapter"),
    Kind("report", "RPRT", "techreport", "", "Report", 27, "Technical Report"),
    Kind("thesis", "THES", "phdthesis", "", "Thesis", 32, "Academic Dissertation"),
    Kind("paper-conference", "CPAPER", "inproceedings", "", "Conference Paper", 47, "Congress"),
    Kind("webpage", "ELEC", "online", "", "Web Page", 12, "Web Page"),
    Kind("legislation", "STAT", "legislation", "", "Statute", 31, "Legislation"),
    Kind("legal_case", "CASE", "jurisdiction", "", "Case", 7, "Legal Case"),
    Kind("dataset", "DATA", "dataset", "", "Dataset", 59, "Dataset"),
    Kind("software", "COMP", "software", "", "Computer Program", 9, "Software"),
    Kind("motion_picture", "VIDEO", "video", "", "Film or Broadcast", 21, "Video-Audio Media"),
    Kind("manuscript", "UNPB", "unpublished", "", "Unpublished Work", 34, "Unpublished Work"),
    Kind(UNKNOWN, "GEN", "misc", "", "Generic", 13, "Document"),
)
BY_CSL: Mapping[str, Kind] = {kind.csl: kind for kind in KINDS}

_OF_RIS = {kind.ris: kind.csl for kind in KINDS} | {
    "EJOUR": "article-journal", "JFULL": "article-journal", "ABST": "paper-conference", "EBOOK": "book",
    "CONF": "paper-conference", "EDBOOK": "book", "ECHAP": "chapter", "SER": "book", "GOVDOC": "report",
    "BLOG": "webpage", "WEB": "webpage", "BILL": "legislation", "LEGAL": "legislation", "MPCT": "motion_picture",
    "DBASE": "dataset", "AGGR": "dataset", "MANSCPT": "manuscript", "PAMP": "document", "PREPRINT": "article",
}  # fmt: skip
_OF_BIBTEX = {kind.bibtex: kind.csl for kind in KINDS if not kind.subtype} | {
    "conference": "paper-conference", "inbook": "chapter", "incollection": "chapter", "suppbook": "chapter",
    "collection": "book", "mvbook": "book", "proceedings": "book", "booklet": "book", "report": "report",
    "mastersthesis": "thesis", "thesis": "thesis", "www": "webpage", "electronic": "webpage",
    "manual": "document", "movie": "motion_picture", "periodical": "book", "online": "webpage",
}  # fmt: skip
_OF_SUBTYPE = {kind.subtype: kind.csl for kind in KINDS if kind.subtype}
_OF_WORDS = {
    **{kind.csl.casefold(): kind.csl for kind in KINDS},
    **{kind.endnote.casefold(): kind.csl for kind in KINDS},
    **{kind.medline.casefold(): kind.csl for kind in KINDS},
    "electronic article": "article-journal", "article": "article-journal", "review": "article-journal",
    "journalarticle": "article-journal", "newspaperarticle": "article-newspaper", "edited book": "book",
    "magazinearticle": "article-magazine", "booksection": "chapter", "book section": "chapter",
    "electronic book": "book", "electronic book section": "chapter", "book chapter": "chapter",
    "conferencepaper": "paper-conference", "conference paper": "paper-conference",
    "conference proceedings": "paper-conference", "conference abstract": "paper-conference",
    "congresses": "paper-conference", "government document": "report", "blog": "webpage",
    "blogpost": "webpage", "blog post": "webpage", "bill": "legislation", "film": "motion_picture",
    "videorecording": "motion_picture", "dissertation": "thesis", "preprint": "article",
    "online database": "dataset", "computerprogram": "software", "post-weblog": "webpage", "post": "webpage",
    "paper": "paper-conference", "entry-encyclopedia": "chapter", "manual": "document", "bookitem": "chapter",
    "proceedings-article": "paper-conference", "journal-article": "article-journal", "monograph": "book",
    "book-chapter": "chapter", "posted-content": "article", "edited-book": "book", "reference-book": "book",
}  # fmt: skip
_OF_NUMBER = {kind.number: kind.csl for kind in KINDS} | {
    28: "book", 43: "article-journal", 44: "book", 60: "chapter", 46: "report", 10: "paper-conference",
}  # fmt: skip


def of_ris(tag: str) -> str:
    """The kind that a RIS `TY` names; a document when we do not know it."""
    return _OF_RIS.get(tag.strip().upper(), UNKNOWN)


def of_bibtex(entry: str, subtype: str = "") -> str:
    """The kind of a BibTeX entry, its `entrysubtype` deciding where it is known."""
    return _OF_SUBTYPE.get(subtype.casefold()) or _OF_BIBTEX.get(entry.casefold(), UNKNOWN)


def of_words(words: str) -> str | None:
    """The kind that EndNote, Zotero, Crossref, MEDLINE or a spreadsheet names, or None; `Article` is a journal's."""
    return _OF_WORDS.get(words.strip().casefold())


def of_csl(name: str) -> str:
    """The kind that CSL-JSON names, or Crossref where its words differ; a document when we do not know it."""
    return name if name in BY_CSL else of_words(name) or UNKNOWN


def of_endnote(name: str, number: str) -> str:
    """The kind that EndNote's reference type names, by its name or else its number."""
    by_number = (
        _OF_NUMBER.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else None
    )
    return of_words(name) or by_number or UNKNOWN
