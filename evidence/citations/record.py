"""The reference itself: one frozen record, shaped like CSL-JSON, the same whatever file it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.citations.dates import Issued
from evidence.citations.names import Name


@dataclass(frozen=True)
class Record:
    """A bibliographic reference, cleaned and within `cleaning.LIMITS`; empty text means unknown.

    `type` is one of `kinds.KINDS`. Identifiers are uniform (`identifiers.py`). `extra` keeps what the file said
    beyond these fields, by the file's own names. Readers make records through `drafts.Draft`; so should others,
    since nothing is cleaned or checked here.
    """

    title: str
    type: str = "document"
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    issued: Issued | None = None
    container_title: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    issn: str = ""
    url: str = ""
    publisher: str = ""
    publisher_place: str = ""
    abstract: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def year(self) -> int | None:
        """The year of publication, when it is known."""
        return self.issued.year if self.issued else None

    @property
    def first_page(self) -> str:
        """The page the work begins on, or its article number."""
        return self.page.partition("-")[0]

    @property
    def last_page(self) -> str:
        """The page the work ends on, empty when only one is given."""
        return self.page.partition("-")[2]

    def as_csl(self, key: str = "reference") -> dict[str, Any]:
        """The record as a CSL-JSON item with `key` for its id; unknown fields are left out, `extra` is `custom`."""
        item: dict[str, Any] = {"id": key, "type": self.type, "title": self.title}
        item |= {name: getattr(self, ours) for name, ours in CSL_TEXTS.items() if getattr(self, ours)}
        people = {"author": self.authors, "editor": self.editors}
        item |= {role: [name_as_csl(name) for name in names] for role, names in people.items() if names}
        if self.issued:
            item["issued"] = {"date-parts": [[part for part in self.issued if part]]}
        if self.keywords:
            item["keyword"] = "; ".join(self.keywords)
        return item | ({"custom": dict(self.extra)} if self.extra else {})


def name_as_csl(name: Name) -> dict[str, str]:
    """The name as CSL-JSON writes it, filled parts only."""
    return {part: value for part, value in name._asdict().items() if value}


#: CSL-JSON's names of our plain text fields.
CSL_TEXTS: Mapping[str, str] = {
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "abstract": "abstract",
    "language": "language",
    "note": "note",
}
