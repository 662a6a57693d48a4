"""The formats references come and go in, in one table, with what each cannot carry."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from evidence.citations.formats import bibtex, csl_json, endnote, medline, pubmed_xml, ris, table
from evidence.citations.items import Item
from evidence.citations.record import Record
from evidence.citations.source import Source


@dataclass(frozen=True)
class Format:
    """One format: how it begins, how it is read and written, and which of a record's fields it cannot carry.

    `begins` gives the place in a file's first text where this format shows itself, or None. `write` is None for a
    format that is only read. `cannot_carry` names fields that a written file loses.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    media_type: str
    begins: Callable[[str], int | None]
    read: Callable[[Source], Iterator[Item]]
    write: Callable[[Iterable[Record]], Iterator[str]] | None = None
    cannot_carry: frozenset[str] = field(default_factory=frozenset)


FORMATS: tuple[Format, ...] = (
    Format(
        "ris", "RIS", (".ris",), "application/x-research-info-systems",
        ris.begins, ris.read, ris.write, frozenset({"extra"}),
    ),
    Format(
        "bibtex", "BibTeX", (".bib", ".bibtex"), "application/x-bibtex",
        bibtex.begins, bibtex.read, bibtex.write, frozenset({"extra"}),
    ),
    Format(
        "nbib", "PubMed (NBIB)", (".nbib",), "application/nbib",
        medline.begins, medline.read, medline.write, frozenset({"extra", "url"}),
    ),
    Format(
        "pubmed-xml", "PubMed XML", (".xml",), "application/xml", pubmed_xml.begins, pubmed_xml.read,
    ),
    Format(
        "endnote-xml", "EndNote XML", (".xml",), "application/xml",
        endnote.begins, endnote.read, endnote.write, frozenset({"extra"}),
    ),
    Format(
        "csl-json", "CSL-JSON", (".json",), "application/vnd.citationstyles.csl+json",
        csl_json.begins, csl_json.read, csl_json.write,
    ),
    Format(
        "csv", "CSV (spreadsheet)", (".csv", ".tsv", ".txt"), "text/csv",
        table.begins, table.read, table.write,
    ),
)  # fmt: skip
BY_NAME: Mapping[str, Format] = {form.name: form for form in FORMATS}
