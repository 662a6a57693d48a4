"""References: read from the files databases export, written to them, matched and set in a style. No Django here."""

from evidence.citations.dates import Issued
from evidence.citations.drafts import Draft, Unusable
from evidence.citations.formats.csl_json import record_from_csl
from evidence.citations.identifiers import (
    Identifier,
    clean_doi,
    clean_isbn,
    clean_issn,
    clean_pmcid,
    clean_pmid,
    clean_url,
    find_identifiers,
)
from evidence.citations.names import Name
from evidence.citations.reading import Found, Read, Refused, UnreadableFile, format_of, read
from evidence.citations.record import Record
from evidence.citations.writing import WRITTEN, write, write_bytes

__all__ = [
    "WRITTEN",
    "Draft",
    "Found",
    "Identifier",
    "Issued",
    "Name",
    "Read",
    "Record",
    "Refused",
    "UnreadableFile",
    "Unusable",
    "clean_doi",
    "clean_isbn",
    "clean_issn",
    "clean_pmcid",
    "clean_pmid",
    "clean_url",
    "find_identifiers",
    "format_of",
    "read",
    "record_from_csl",
    "write",
    "write_bytes",
]
