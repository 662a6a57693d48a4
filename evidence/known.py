"""The stored references that a batch of records may be the same as. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.citations import Identifier, Record
from evidence.citations.matching import OTHER_TITLE, is_duplicate
from evidence.citations.titles import resemblance, title_of
from evidence.citing import record_of
from evidence.filing import keys_of
from evidence.models import Reference, ReferenceKey

#: Under one key no more than so many are compared, so that a common key costs no more than a rare one.
MOST_UNDER_A_KEY = 40


@dataclass(frozen=True)
class Same:
    """A reference that a record is the same as (or another version of), and why, in a sentence."""

    pk: int
    kind: str
    likeness: float
    reason: str


class Known:
    """What is stored of the DOIs, PubMed numbers and keys of a batch; grows as the batch is added.

    A reference that was merged into another stands for the one it was merged into. `compare_all` fetches
    what is alike for records with known numbers too.
    """

    def __init__(
        self, records: Sequence[Record], identifiers: Iterable[Identifier] = (), *, compare_all: bool = False
    ) -> None:
        identifiers = list(identifiers)
        self._exact: dict[tuple[str, str], tuple[int, str]] = {}
        for kind in ("doi", "pmid"):
            values = {getattr(record, kind) for record in records} - {""}
            values |= {each.value for each in identifiers if each.kind == kind}
            self._look_up(kind, values)
        self._look_up("csl__PMCID", {each.value for each in identifiers if each.kind == "pmcid"})
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._records: dict[int, Record] = {}
        self._root: dict[int, int] = {}
        self._fetch([record for record in records if compare_all or self.exact(record) is None])

    def _look_up(self, column: str, values: set[str]) -> None:
        if not values:
            return
        kind = column.removeprefix("csl__").lower()
        rows = Reference.objects.filter(**{f"{column}__in": values}).order_by("pk")
        for value, pk, root, title in rows.values_list(column, "pk", "duplicate_of", "title"):
            self._exact.setdefault((kind, value), (root or pk, title))

    def _fetch(self, records: Sequence[Record]) -> None:
        """Bring the candidates of these records, in two queries."""
        keys = {key for record in records for key in keys_of(record)}
        rows = ReferenceKey.objects.filter(key__in=keys).order_by("-reference_id")
        for key, pk in rows.values_list("key", "reference_id"):
            if len(self._by_key[key]) < MOST_UNDER_A_KEY:
                self._by_key[key].append(pk)
        wanted = {pk for ids in self._by_key.values() for pk in ids}
        for reference in Reference.objects.filter(pk__in=wanted).defer("abstract"):
            self._records[reference.pk] = record_of(without_abstract(reference))
            self._root[reference.pk] = reference.duplicate_of_id or reference.pk

    def add(self, pk: int, record: Record) -> None:
        """Know a record that is being added; `pk` may be a stand-in that is no row's."""
        for kind in ("doi", "pmid"):
            if value := getattr(record, kind):
                self._exact.setdefault((kind, value), (pk, record.title))
        self._records[pk] = record
        for key in keys_of(record):
            self._by_key[key].insert(0, pk)

    def named(self, identifier: Identifier) -> int | None:
        """The reference with this identifier, or None."""
        found = self._exact.get((identifier.kind, identifier.value))
        return found[0] if found else None

    def exact(self, record: Record) -> Same | None:
        """The reference with the same DOI or else PubMed number, whatever its title says."""
        for kind, words in (("doi", "DOI"), ("pmid", "PubMed number")):
            found = self._exact.get((kind, getattr(record, kind)))
            if found is not None:
                pk, title = found
                reason = f"Both have the {words} {getattr(record, kind)}."
                alike = resemblance(title_of(title).whole, title_of(record.title).whole)
                if alike < OTHER_TITLE:
                    reason += " Their titles differ, so one of the two numbers may be wrong."
                return Same(pk, kind, alike, reason)
        return None

    def alike(self, record: Record, *, but: int = 0) -> Same | None:
        """The likeliest match by title, author, year and place: the same publication before another version."""
        ids = dict.fromkeys(
            pk for key in keys_of(record) for pk in self._by_key.get(key, [])[:MOST_UNDER_A_KEY]
        )
        found = [
            Same(self._root.get(pk, pk), match.kind, match.likeness, match.reason)
            for pk in ids
            if self._root.get(pk, pk) != but
            and (match := is_duplicate(record, self._records[pk])) is not None
        ]
        return max(found, key=lambda same: (same.kind != "version", same.likeness), default=None)


def without_abstract(reference: Reference) -> Reference:
    """The reference with no more than a beginning of its abstract, which nothing here compares."""
    if abstract := reference.csl.get("abstract"):
        reference.csl["abstract"] = str(abstract)[:20]
    return reference
