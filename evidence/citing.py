"""References as readers see them: one printed line, and what Zotero reads beside it."""

import json
from functools import lru_cache
from typing import Any

from evidence.citations import Found, Record, read
from evidence.citations.embedding import coins
from evidence.citations.formatted import in_bibliography
from evidence.models import Reference

STYLES = ("vancouver", "harvard", "apa")


def record_of(reference: Reference) -> Record:
    """A stored reference as a record; the columns win over the CSL item, for they are what editors correct."""
    columns = {
        "type": reference.kind,
        "title": reference.title,
        "container-title": reference.container,
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "URL": reference.url,
    }
    item = {**reference.csl, **{name: value for name, value in columns.items() if value}}
    if reference.year and not item.get("issued"):
        item["issued"] = {"date-parts": [[reference.year]]}
    if not item.get("author") and reference.authors:
        item["author"] = [_name(name) for name in reference.authors.split(";") if name.strip()]
    return _record(json.dumps(item, sort_keys=True))


def _name(text: str) -> dict[str, str]:
    family, comma, given = text.strip().partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": family.strip()}


@lru_cache(maxsize=4_000)
def _record(item: str) -> Record:
    for found in read(f"[{item}]".encode(), name="reference.json"):
        if isinstance(found, Found):
            return found.record
    return Record(title=json.loads(item).get("title") or "Untitled")


@lru_cache(maxsize=8_000)
def printed(record: Record, style: str) -> tuple[str, str]:
    """A reference in a style, as plain text and as HTML that holds only <i>, <b> and <sup>."""
    found = in_bibliography(record, style)
    return found.text, found.html


def citation_of(reference: Reference) -> dict[str, Any]:
    """What a page prints of a reference: a line of HTML, its address, its COinS, and a retraction."""
    record = record_of(reference)
    text, html = printed(record, "vancouver")
    return {
        "id": reference.pk,
        "text": text,
        "html": html,
        "url": f"https://doi.org/{reference.doi}" if reference.doi else reference.url,
        "coins": coins(record),
        "short": str(reference),
        "retracted": reference.retracted,
        "retraction": reference.retraction_note,
    }
