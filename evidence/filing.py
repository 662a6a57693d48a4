"""From a record to the columns of a reference, and the keys that likely duplicates are looked up by."""

from collections.abc import Iterable
from typing import Any

from evidence.citations import Record
from evidence.citations.matching import candidate_keys
from evidence.citations.names import Name
from evidence.citing import record_of
from evidence.models import Reference, ReferenceKey

BATCH = 500
#: Keys of titles without a single telling word: they would bring everything together.
EMPTY_KEYS = frozenset({"first:", "last:"})
RETRACTED = "retracted publication"


def columns_of(record: Record) -> dict[str, Any]:
    """A record as the columns of a reference; what does not fit a column stays in its CSL item alone."""
    names = record.authors or record.editors
    retracted = RETRACTED in record.extra.get("publication-type", "").casefold()
    return {
        "csl": record.as_csl(),
        "kind": record.type,
        "title": record.title,
        "authors": within("; ".join(listed(name) for name in names), 1000),
        "year": record.year,
        "container": record.container_title,
        "doi": record.doi if len(record.doi) <= 255 else "",
        "pmid": record.pmid,
        "url": record.url if len(record.url) <= 800 else "",
        "abstract": record.abstract,
        "retracted": retracted,
        "retraction_note": "The database it came from marks it as retracted." if retracted else "",
    }


def listed(name: Name) -> str:
    """A name as lists print it."""
    if name.literal:
        return name.literal
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)


def within(text: str, limit: int) -> str:
    """A text cut to a column, with an ellipsis where something had to go."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def keys_of(record: Record) -> tuple[str, ...]:
    """The keys a reference is filed under, as long as the column."""
    return tuple(dict.fromkeys(key[:120] for key in candidate_keys(record) if key not in EMPTY_KEYS))


def write_keys(references: Iterable[Reference]) -> None:
    """File references anew: their keys are what they say now."""
    references = list(references)
    ReferenceKey.objects.filter(reference__in=references).delete()
    rows = [
        ReferenceKey(reference=reference, key=key)
        for reference in references
        for key in keys_of(record_of(reference))
    ]
    ReferenceKey.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def file_the_unfiled() -> int:
    """File references that were added by hand or with the starter content; returns how many."""
    ids = list(Reference.objects.filter(keys__isnull=True).values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        write_keys(Reference.objects.filter(pk__in=ids[start : start + BATCH]))
    return len(ids)
