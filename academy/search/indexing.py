"""Writing the index: in the caller's transaction, at a cost that does not grow with it.

On PostgreSQL each object is locked by an advisory lock while its entries are worked out and written, so
that of two changes at once (a publication, a new restriction) the later sees what the earlier committed.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from academy.models import SearchEntry, SearchWord
from academy.search.sources import EntryValues, Source, all_sources, source_of
from academy.search.words import LONGEST_WORD, words_of

BATCH = 1_000
#: Above so many objects at once the whole index is locked, as a rebuild does for each batch.
MOST_LOCKS = 50
LOCK = 7_101
FIELDS = ["kind", "weight", "digest", "title", "url", "summary", "topics", "body"]
Say = Callable[[str], None]


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
def index_many(source: Source, things: Sequence[Any], *, locked: bool = False) -> int:
    """Write the entries of a batch: only what changed, and away with what is no more; returns how many."""
    ids = [str(thing.pk) for thing in things]
    if not locked:
        lock(source, ids)
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
        remember_words(entries)
    return len(rows)


def write(rows: list[SearchEntry]) -> None:
    """Add or replace rows in one statement."""
    SearchEntry.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["source", "object_id", "audience"],
        update_fields=FIELDS,
    )


def remember_words(entries: Iterable[EntryValues]) -> None:
    """Keep the words of these titles for typo help; a word is written once and never counted."""
    found = {word for entry in entries for word in words_of(entry.stored["title"])}
    rows = [SearchWord(word=word) for word in sorted(found) if 3 < len(word) <= LONGEST_WORD]
    SearchWord.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def lock(source: Source, ids: Sequence[str]) -> None:
    """Hold these objects, or the whole index, until the transaction ends; SQLite has one writer anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if len(ids) > MOST_LOCKS:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return
        keys = sorted(zlib.crc32(f"{source.key}:{pk}".encode()) - 2**31 for pk in ids)
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, key) FROM unnest(%s) key", [LOCK, keys])


def rebuild(say: Say, sources: Sequence[Source] | None = None) -> int:
    """Bring the whole index to what there is, while people go on searching; returns how many entries."""
    total = 0
    every = all_sources() if sources is None else list(sources)
    for source in every:
        total += _rebuild_source(source, say, total)
    strangers = SearchEntry.objects.exclude(source__in=[source.key for source in all_sources()])
    if sources is None:
        strangers.delete()
        _forget_words()
    _tidy()
    return total


def _rebuild_source(source: Source, say: Say, before: int) -> int:
    stale = set(SearchEntry.objects.filter(source=source.key).values_list("object_id", flat=True))
    written, last = 0, None
    while True:
        with transaction.atomic():
            lock(source, [""] * (MOST_LOCKS + 1))
            rows = source.queryset().order_by("pk")
            batch = list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])
            written += index_many(source, batch, locked=True) if batch else 0
        if not batch:
            break
        last = batch[-1].pk
        stale.difference_update(str(thing.pk) for thing in batch)
        say(f"{source.key}: {written} entries ({before + written} in all)")
    gone = sorted(stale)
    for start in range(0, len(gone), BATCH):
        _take_away(source, gone[start : start + BATCH])
    return written


@transaction.atomic
def _take_away(source: Source, ids: list[str]) -> None:
    lock(source, [""] * (MOST_LOCKS + 1))
    there = {str(pk) for pk in source.queryset().filter(pk__in=ids).values_list("pk", flat=True)}
    gone = [pk for pk in ids if pk not in there]
    SearchEntry.objects.filter(source=source.key, object_id__in=gone).delete()


def _forget_words() -> None:
    """Drop the words that no title holds any more."""
    held: set[str] = set()
    for title in SearchEntry.objects.values_list("title", flat=True).iterator(chunk_size=BATCH):
        held.update(words_of(title))
    gone = sorted(set(SearchWord.objects.values_list("word", flat=True)) - held)
    for start in range(0, len(gone), BATCH):
        SearchWord.objects.filter(word__in=gone[start : start + BATCH]).delete()


def _tidy() -> None:
    """Let the database put what was written in order."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE academy_searchentry")
        else:
            cursor.execute("INSERT INTO academy_search_fts(academy_search_fts) VALUES ('optimize')")
