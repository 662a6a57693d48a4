"""PubMed's XML (`PubmedArticle` and `PubmedBookArticle`), read only.

Element names: the National Library of Medicine's PubMed DTD, which is never fetched.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from evidence.citations.dates import Issued, issued, month_in, parse_date
from evidence.citations.drafts import Draft, Unusable
from evidence.citations.formats.xml_records import records, text_at, text_of, texts_at
from evidence.citations.items import Item
from evidence.citations.kinds import of_words
from evidence.citations.names import Name
from evidence.citations.source import Source

_ROOT = re.compile(
    r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle|MedlineCitationSet|MedlineCitation)\b"
)
_ARTICLE = "MedlineCitation/Article"
_ISSUE = f"{_ARTICLE}/Journal/JournalIssue"
_FIELDS = {
    "title": (f"{_ARTICLE}/ArticleTitle", f"{_ARTICLE}/VernacularTitle"),
    "container_title": (f"{_ARTICLE}/Journal/Title", "MedlineCitation/MedlineJournalInfo/MedlineTA"),
    "volume": (f"{_ISSUE}/Volume",),
    "issue": (f"{_ISSUE}/Issue",),
    "page": (f"{_ARTICLE}/Pagination/MedlinePgn",),
    "pmid": ("MedlineCitation/PMID",),
    "doi": (f"{_ARTICLE}/ELocationID[@EIdType='doi']", "PubmedData/ArticleIdList/ArticleId[@IdType='doi']"),
    "pmcid": ("PubmedData/ArticleIdList/ArticleId[@IdType='pmc']",),
    "issn": ("MedlineCitation/MedlineJournalInfo/ISSNLinking", f"{_ARTICLE}/Journal/ISSN"),
    "publisher_place": ("MedlineCitation/MedlineJournalInfo/Country",),
    "language": (f"{_ARTICLE}/Language",),
}
_BOOK_FIELDS = {
    "title": ("ArticleTitle", "Book/BookTitle"),
    "container_title": ("Book/BookTitle",),
    "publisher": ("Book/Publisher/PublisherName",),
    "publisher_place": ("Book/Publisher/PublisherLocation",),
    "pmid": ("PMID",),
    "isbn": ("Book/Isbn",),
    "doi": ("ArticleIdList/ArticleId[@IdType='doi']",),
    "language": ("Language",),
}


def begins(text: str) -> int | None:
    """Where PubMed's outer element or its document type stands, or None."""
    found = _ROOT.search(text) or re.search(r"<!DOCTYPE\s+Pubmed", text)
    return found.start() if found else None


def read(source: Source) -> Iterator[Item]:
    """Each article or book."""
    return records(source, "PubmedArticle|PubmedBookArticle", _draft)


def _draft(element: Element) -> Draft:
    return _book(element) if element.tag == "PubmedBookArticle" else _article(element)


def _article(element: Element) -> Draft:
    draft = Draft(type="article-journal")
    for name, paths in _FIELDS.items():
        draft.set(name, text_at(element, *paths))
    article = element.find(_ARTICLE)
    if article is None:
        raise Unusable("holds no article")
    start, end = text_at(article, "Pagination/StartPage"), text_at(article, "Pagination/EndPage")
    draft.set("page", f"{start}-{end}" if end else start)
    draft.authors = _people(article, "AuthorList/Author")
    draft.set("abstract", _abstract(article))
    draft.issued = _date(element.find(f"{_ISSUE}/PubDate")) or _date(article.find("ArticleDate"))
    draft.keywords = texts_at(element, "MedlineCitation/KeywordList/Keyword")
    draft.keywords += texts_at(element, "MedlineCitation/MeshHeadingList/MeshHeading/DescriptorName")
    _add_kind(draft, texts_at(article, "PublicationTypeList/PublicationType"))
    return draft


def _book(element: Element) -> Draft:
    book = element.find("BookDocument")
    if book is None:
        raise Unusable("holds no book")
    draft = Draft()
    for name, paths in _BOOK_FIELDS.items():
        draft.set(name, text_at(book, *paths))
    draft.type = "chapter" if draft.texts["container_title"] != draft.texts["title"] else "book"
    if draft.type == "book":
        draft.texts["container_title"] = ""
    draft.authors = _people(book, "AuthorList[@Type='authors']/Author") or _people(
        book, "Book/AuthorList/Author"
    )
    draft.set("abstract", _abstract(book))
    draft.issued = _date(book.find("Book/PubDate"))
    draft.keywords = texts_at(book, "KeywordList/Keyword")
    return draft


def _add_kind(draft: Draft, types: list[str]) -> None:
    """A preprint or congress decides the kind; what else the library says of the article is kept as it says it."""
    known = [of_words(words) for words in types]
    draft.type = next((kind for kind in known if kind and kind != "article-journal"), "article-journal")
    rest = [words for words in types if of_words(words) is None]
    draft.extra = {"publication-type": "; ".join(rest)} if rest else {}


def _people(element: Element, path: str) -> list[Name]:
    return [
        Name(
            text_at(author, "LastName"),
            text_at(author, "ForeName", "Initials"),
            text_at(author, "Suffix"),
            text_at(author, "CollectiveName"),
        )
        for author in element.findall(path)
    ]


def _abstract(element: Element) -> str:
    """The parts of an abstract with their labels before them: `METHODS: ...`."""
    parts = []
    for part in element.findall("Abstract/AbstractText"):
        label, words = part.get("Label", ""), text_of(part)
        parts.append(f"{label}: {words}" if label and label != "UNLABELLED" else words)
    return " ".join(parts)


def _date(element: Element | None) -> Issued | None:
    if element is None:
        return None
    year, day = text_at(element, "Year"), text_at(element, "Day")
    if not year.isdigit():
        return parse_date(text_at(element, "MedlineDate"))
    return issued(int(year[:4]), month_in(text_at(element, "Month")), int(day[:2]) if day.isdigit() else None)
