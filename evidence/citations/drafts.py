"""From what a file said to a record: cleaned, limited, identifiers made uniform, and notes on what was lost."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from evidence.citations import identifiers
from evidence.citations.cleaning import (
    LIMITS,
    MOST_EXTRA,
    MOST_KEYWORDS,
    MOST_NAMES,
    cut,
    tidy_language,
    tidy_pages,
    tidy_title,
)
from evidence.citations.dates import Issued
from evidence.citations.kinds import BY_CSL, UNKNOWN
from evidence.citations.names import Name, is_nobody, is_rest, tidy_name
from evidence.citations.record import Record

Kept = TypeVar("Kept")


class Unusable(ValueError):
    """A record that cannot be kept; its text ends the sentence "Record 12 ..."."""


@dataclass
class Draft:
    """What a file said of one reference, as it said it; `finish` makes the record of it.

    `texts` holds plain fields by `Record`'s names; anything under another name goes to `extra`.
    """

    type: str = UNKNOWN
    texts: dict[str, str] = field(default_factory=dict)
    authors: list[Name] = field(default_factory=list)
    editors: list[Name] = field(default_factory=list)
    issued: Issued | None = None
    keywords: list[str] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def set(self, name: str, *values: str | None) -> None:
        """Fill a plain field with the first value that says anything, unless it is filled already."""
        if not self.texts.get(name):
            self.texts[name] = next((value for value in values if value and value.strip()), "")

    def finish(self) -> tuple[Record, tuple[str, ...]]:
        """The record, and sentences on what was cut or left out. Raises `Unusable` without a title."""
        title = tidy_title(self._text("title"))
        if not any(letter.isalnum() for letter in title):
            raise Unusable("has no title")
        texts = {name: self._text(name) for name in _PLAIN}
        texts["page"] = tidy_pages(texts["page"])
        texts["language"] = tidy_language(texts["language"])
        if texts["container_title"] == title and self.type in ("book", "report", "thesis"):
            texts["container_title"] = ""
        record = Record(
            title=title,
            type=self.type if self.type in BY_CSL else UNKNOWN,
            authors=self._names(self.authors, "authors"),
            editors=self._names(self.editors, "editors"),
            issued=self.issued,
            keywords=self._keywords(),
            extra=self._extra(),
            **texts,
            **self._identifiers(),
        )
        return record, tuple(dict.fromkeys(self.notes))

    def _text(self, name: str) -> str:
        value, was_cut = cut(self.texts.get(name, ""), LIMITS[name])
        if was_cut:
            words = name.replace("_", " ")
            self.notes.append(f"The {words} was longer than {LIMITS[name]:,} characters and was cut.")
        return value

    def _names(self, names: Iterable[Name], role: str) -> tuple[Name, ...]:
        kept: list[Name] = []
        for name in names:
            tidy = tidy_name(name)
            if tidy is None or is_nobody(tidy.literal):
                continue
            if is_rest(tidy.literal):
                self.notes.append(f"The file leaves out some of the {role}.")
            else:
                kept.append(tidy)
        return tuple(self._at_most(kept, MOST_NAMES, role))

    def _keywords(self) -> tuple[str, ...]:
        several = (word for text in self.keywords for word in text[:20_000].split(";"))
        words = (cut(word.strip("* "), LIMITS["keyword"])[0].strip("* ") for word in several)
        return tuple(self._at_most(dict.fromkeys(word for word in words if word), MOST_KEYWORDS, "keywords"))

    def _extra(self) -> dict[str, str]:
        cleaned = {
            cut(name, 60)[0]: cut(value, LIMITS["extra"])[0] for name, value in list(self.extra.items())[:500]
        }
        filled = [(name, value) for name, value in cleaned.items() if name and value]
        return dict(self._at_most(filled, MOST_EXTRA, "further fields"))

    def _at_most(self, things: Iterable[Kept], most: int, words: str) -> list[Kept]:
        """The first `most` of them, with a note when there were more."""
        things = list(things)
        if len(things) > most:
            self.notes.append(f"Only the first {most} of {len(things):,} {words} were kept.")
        return things[:most]

    def _identifiers(self) -> dict[str, str]:
        found = {}
        for name, (clean, words) in _IDENTIFIERS.items():
            said = self.texts.get(name, "").strip()
            found[name] = (clean(said) if said else None) or ""
            if said and not found[name]:
                self.notes.append(f"“{cut(said, 60)[0]}” is not {words}, so it was left out.")
        return found


_PLAIN = (
    "container_title", "volume", "issue", "page", "publisher", "publisher_place", "abstract", "language", "note",
)  # fmt: skip
_IDENTIFIERS: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "doi": (identifiers.clean_doi, "a DOI"),
    "pmid": (identifiers.clean_pmid, "a PubMed number"),
    "pmcid": (identifiers.clean_pmcid, "a PubMed Central number"),
    "isbn": (identifiers.clean_isbn, "an ISBN"),
    "issn": (identifiers.clean_issn, "an ISSN"),
    "url": (identifiers.clean_url, "a web address that begins with http"),
}
