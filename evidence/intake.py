"""What becomes of each record of a file: added, already here, or refused and why. Changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from evidence.citations import Found, Identifier, Record, Refused, find_identifiers, read
from evidence.citations.reading import Read
from evidence.known import Known, Same
from evidence.models import ImportedRecord

Outcome = ImportedRecord.Outcome
#: The "format" of a paste that names publications by their numbers alone.
IDENTIFIERS = "identifiers"


@dataclass(frozen=True)
class Named:
    """A publication that a paste names by a number alone, at its place from 1."""

    position: int
    identifier: Identifier


Row = Read | Named


@dataclass(frozen=True)
class Plan:
    """What becomes of one record.

    `reference` is the row it is the same as; below zero it stands for the record at that position of the same
    batch, which has no row yet. `like` is another version of it, for a person to decide.
    """

    position: int
    outcome: str
    title: str
    reason: str = ""
    record: Record | None = None
    reference: int | None = None
    like: Same | None = None


def rows_of(content: Any, format_name: str, name: str) -> Iterator[Row]:
    """The rows of an upload, from an open binary stream, one at a time. Raises UnreadableFile."""
    if format_name != IDENTIFIERS:
        return read(content, name=name)
    text = content.read().decode("utf-8", "replace")
    return (Named(place, each) for place, each in enumerate(find_identifiers(text), 1))


def plans_for(rows: Sequence[Row]) -> Iterator[Plan]:
    """A plan for each row, in order, comparing it with what is stored and with those before it."""
    records = [row.record for row in rows if isinstance(row, Found)]
    known = Known(records, (row.identifier for row in rows if isinstance(row, Named)))
    for row in rows:
        if isinstance(row, Refused):
            yield Plan(row.position, Outcome.REFUSED, row.excerpt, row.reason)
        elif isinstance(row, Named):
            yield plan_named(row, known)
        else:
            yield plan_found(row, known)


def plan_named(row: Named, known: Known) -> Plan:
    """A number alone is only of use when its publication is here: nothing is looked up on the internet."""
    words = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID"}[row.identifier.kind]
    title = f"{words} {row.identifier.value}"
    reference = known.named(row.identifier)
    if reference is not None:
        return Plan(row.position, Outcome.DUPLICATE, title, reference=reference)
    reason = _(
        "It is not in our library, and we look nothing up on the internet. Open it in PubMed, Zotero or the "
        "journal’s own page, export it from there as RIS, and import that file."
    )
    return Plan(row.position, Outcome.REFUSED, title, reason)


def plan_found(row: Found, known: Known) -> Plan:
    """Already here by number or by title; else added, with a word on what it may be another version of."""
    record = row.record
    same = known.exact(record) or known.alike(record)
    if same is not None and same.kind != "version":
        return Plan(row.position, Outcome.DUPLICATE, record.title, same.reason, reference=same.pk)
    known.add(-row.position, record)
    return Plan(row.position, Outcome.ADDED, record.title, told(row.notes, same), record, like=same)


def told(notes: Iterable[str], same: Same | None) -> str:
    """What an editor should know of a record that was added."""
    version = (
        [_("Perhaps another version of one that is here. %(why)s") % {"why": same.reason}] if same else []
    )
    return " ".join([*version, *notes])
