"""Writing the index: in the caller's transaction, at a cost that does not grow with it.

On PostgreSQL each object is locked by an advisory lock while its entries are worked out and written, so
that of two changes at once (a publication, a new restriction) the later sees what the earlier committed.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from academy.models import SearchEntry, SearchWord
from academy.search.sources import EntryValues, Row, Source, source_of
from academy.search.words import LONGEST_WORD, words_of

BATCH = 1_000
#: Objects share this many locks, so that a transaction over thousands holds no more.
LOCKS = 512
LOCK = 7_101
#: The statement that writes rows; `{values}` is one of the two below it.
UPSERT = (
    f"INSERT INTO academy_searchentry ({', '.join(Row._fields)}) {{values}} "
    "ON CONFLICT (source, object_id, audience) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in Row._fields[3:])
)
UNNEST = "SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::int[], {rest})".format(  # noqa: S608
    rest=", ".join(["%s::text[]"] * (len(Row._fields) - 5))
)
VALUES = f"VALUES ({', '.join(['%s'] * len(Row._fields))})"


def index(thing: Any) -> None:
    """Bring one object's entries to what it is now."""
    index_all([thing])


def index_all(things: Iterable[Any]) -> None:
    """Index objects of any kinds, in batches of a kind."""
    by_source: dict[str, tuple[Source, list[Any]]] = {}
    for thing in things:
        source = source_of(thing)
        if source is not None:
            by_source.setdefault(source.key, (source, []))[1].append(thing)
    for source, batch in by_source.values():
        for start in range(0, len(batch), BATCH):
            index_many(source, batch[start : start + BATCH])


def forget(thing: Any) -> None:
    """Take an object out of the index."""
    source = source_of(thing)
    if source is not None:
        SearchEntry.objects.filter(source=source.key, object_id=str(thing.pk)).delete()


@transaction.atomic
def index_many(source: Source, things: Sequence[Any]) -> int:
    """Hold a batch of objects and write their entries; returns how many."""
    lock(source, [str(thing.pk) for thing in things])
    return bring_up_to_date(source, things)


@transaction.atomic(savepoint=False)
def bring_up_to_date(source: Source, things: Sequence[Any], known: set[str] | None = None) -> int:
    """Write the entries of a batch that is held: only what changed, and away with what is no more."""
    ids = [str(thing.pk) for thing in things]
    entries = source.entries(things)
    rows = [row for entry in entries for row in entry.rows(source.key)]
    old = SearchEntry.objects.filter(source=source.key, object_id__in=ids)
    kept = {
        (thing, audience): (pk, digest)
        for pk, thing, audience, digest in old.values_list("pk", "object_id", "audience", "digest")
    }
    changed = [row for row in rows if kept.get((row.object_id, row.audience), (0, ""))[1] != row.digest]
    stale = kept.keys() - {(row.object_id, row.audience) for row in rows}
    if stale:
        SearchEntry.objects.filter(pk__in=[kept[key][0] for key in stale]).delete()
    if changed:
        write(changed)
        remember_words(entries, known)
    return len(rows)


def write(rows: Sequence[Row]) -> None:
    """Add or replace rows in one statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(UPSERT.format(values=UNNEST), [list(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(UPSERT.format(values=VALUES), rows)


def remember_words(entries: Iterable[EntryValues], known: set[str] | None = None) -> None:
    """Keep the words of these titles for typo help; a word is written once and never counted.

    `known` are those written already; they are added to.
    """
    known = set() if known is None else known
    found = {word for entry in entries for word in words_of(entry.stored["title"])} - known
    rows = [SearchWord(word=word) for word in sorted(found) if 3 < len(word) <= LONGEST_WORD]
    SearchWord.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    known |= found


def lock(source: Source, ids: Sequence[str]) -> None:
    """Hold these objects until the transaction ends; SQLite has one writer anyway."""
    if connection.vendor != "postgresql":
        return
    places = sorted({zlib.crc32(f"{source.key}:{pk}".encode()) % LOCKS for pk in ids})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, place) FROM unnest(%s) place", [LOCK, places])


def lock_everything() -> None:
    """Hold the whole index until the transaction ends: for a round of a rebuild, as its first step."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
