"""Identifiers of a reference: made uniform, or refused; and found in pasted text."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from evidence.citations.cleaning import clean_text

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,4}/[!#-\[\]_a-z~A-Z]+")
_PMID = re.compile(r"^[1-9]\d{0,8}$")
_PMCID = re.compile(r"PMC\s?(\d{1,9})", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_NOT_IN_URL = re.compile(r"[<>\"{}|\\^`]")
_LONGEST_DOI = 300
_LONGEST_URL = 2_000
MOST_PASTED = 2_000_000


def clean_doi(value: str) -> str | None:
    """The bare DOI in lower case, or None; takes `https://doi.org/...`, `doi:...` and closing punctuation."""
    text = "".join(clean_text(value[:2_000]).split())
    if "%2f" in text.lower() or "%28" in text:
        text = unquote(text)
    found = _DOI.search(text)
    return _trimmed(found.group()) if found else None


def _trimmed(doi: str) -> str | None:
    """Without punctuation that belongs to the sentence; a bracket stays when it was opened within."""
    doi = doi.lower()
    while doi and (doi[-1] in ".,;:'\"*’”" or _unopened(doi)):
        doi = doi[:-1]
    return doi if _DOI.fullmatch(doi) and len(doi) <= _LONGEST_DOI else None


def _unopened(doi: str) -> bool:
    opening = _PAIRS.get(doi[-1])
    return opening is not None and doi.count(doi[-1]) > doi.count(opening)


def clean_pmid(value: str) -> str | None:
    """A PubMed number of one to nine digits, or None; takes `PMID: ...` and PubMed's own addresses."""
    text = value[:200].strip().casefold().rstrip("/.,; ")
    for word in ("pubmed.ncbi.nlm.nih.gov/", "ncbi.nlm.nih.gov/pubmed/", "pmid", "medline:"):
        if word in text:
            text = text.split(word)[-1]
    text = text.lstrip(":- /").removesuffix("[pmid]").removesuffix("[uid]").strip()
    return text if text.isascii() and _PMID.fullmatch(text) else None


def clean_pmcid(value: str) -> str | None:
    """A PubMed Central number as `PMC123`, or None."""
    found = _PMCID.search(value[:200])
    return f"PMC{int(found.group(1))}" if found and int(found.group(1)) else None


_ISBN = re.compile(r"(?<![\dXx])[\dXx](?:[ -]?[\dXx]){9,12}(?![\dXx])")
_ISSN = re.compile(r"(?<![\d-])(\d{4})-?(\d{3}[\dXx])(?![\d-])")


def clean_isbn(value: str) -> str | None:
    """The first ISBN of 10 or 13 digits, without hyphens, or None. Check digits are not judged."""
    for found in _ISBN.finditer(value[:300]):
        digits = found.group().replace("-", "").replace(" ", "").upper()
        if len(digits) in (10, 13) and "X" not in digits[:-1]:
            return digits
    return None


def clean_issn(value: str) -> str | None:
    """The first ISSN as `1234-567X`, or None."""
    found = _ISSN.search(value[:300])
    return f"{found.group(1)}-{found.group(2).upper()}" if found else None


def clean_url(value: str) -> str | None:
    """An `http` or `https` address without spaces, at most 2,000 characters, or None; `www.` gets its `http://`."""
    text = "".join(clean_text(value[: _LONGEST_URL + 100]).split())
    text = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    text = _NOT_IN_URL.sub(lambda found: f"%{ord(found.group()):02X}", text)
    text = clean_text(text)
    if text.lower().startswith("www."):
        text = f"http://{text}"
    fit = text.lower().startswith(("http://", "https://")) and 10 < len(text) <= _LONGEST_URL
    return text if fit else None


class Identifier(NamedTuple):
    """What a paste named: `kind` is `doi`, `pmid` or `pmcid`; `value` is uniform."""

    kind: str
    value: str


_IN_TEXT = re.compile(
    r"(?P<doi>\b10\.\d{4,9}(?:\.\d{1,9}){0,4}(?:/|%2[fF])(?:\(SICI\)[^\s\"]{1,300}|[^\s\"“”‘’<>|]{1,300}))"
    r"|(?P<pmcid>\bPMC\s?\d{1,9}\b)"
    r"|(?:\bPMIDs?\b(?:\s(?:no|number)\.?)?\s?[:#=-]?\s?|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)"
    r"(?P<pmid>[1-9]\d{0,8}\b(?:\s?[,;]\s?[1-9]\d{3,8}\b){0,500})"
    r"|^[ \t]*(?P<bare>[1-9]\d{3,8})[ \t]*[,;]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """DOIs, PubMed and PubMed Central numbers in pasted text, in order, each once.

    A number alone on its line counts as a PubMed number. Past two million characters nothing is read.
    """
    found = dict.fromkeys(_found(text[:MOST_PASTED]))
    return tuple(found)


def _found(text: str) -> Iterator[Identifier]:
    for match in _IN_TEXT.finditer(text):
        if match["doi"]:
            doi = clean_doi(match["doi"])
            yield from [Identifier("doi", doi)] if doi else []
        elif match["pmcid"]:
            pmcid = clean_pmcid(match["pmcid"])
            yield from [Identifier("pmcid", pmcid)] if pmcid else []
        else:
            numbers = re.findall(r"\d+", match["pmid"] or match["bare"])
            yield from (Identifier("pmid", number) for number in numbers)
