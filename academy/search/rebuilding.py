"""Bringing the whole index to what there is, while people go on searching and publishing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from academy.models import SearchEntry, SearchWord
from academy.search.indexing import BATCH, LOCK, bring_up_to_date, lock_everything
from academy.search.schema import INDEXES, NO_INDEXES
from academy.search.sources import Source, all_sources
from academy.search.words import words_of
from academy.search.writers import Writers

#: Below so many entries PostgreSQL's search indexes are made after the entries, in a third of the time.
FEW = 1_000
PATIENTLY = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL lock_timeout = 0",
    "SET LOCAL maintenance_work_mem = '256MB'",
)
Say = Callable[[str], None]


def rebuild(say: Say, sources: Sequence[Source] | None = None) -> int:
    """Rebuild these sources, or all and drop what belongs to none; returns how many entries there are.

    Each round of batches is written while nobody else's change can fall into the middle of it.
    """
    every = all_sources() if sources is None else sources
    known: set[str] = set()
    total = 0
    with Writers() as writers, quick_indexes(writers):
        for source in every:
            total += _rebuild_source(source, known, writers, say)
    if sources is None:
        SearchEntry.objects.exclude(source__in=[source.key for source in every]).delete()
        _forget_words()
    _tidy()
    return total


@contextmanager
def quick_indexes(writers: Writers) -> Iterator[None]:
    """Without PostgreSQL's search indexes while an empty index is filled; a killed rebuild's come back."""
    if connection.vendor != "postgresql":
        yield
        return
    if not SearchEntry.objects.order_by()[FEW : FEW + 1].exists():
        _run(NO_INDEXES)
    try:
        yield
    finally:
        writers.each(_make_index, INDEXES)


def _make_index(statement: str) -> None:
    """Make an index that is not there; of two rebuilds at once the second waits and finds it made."""
    alone = f"SELECT pg_advisory_xact_lock({LOCK}, {-1 - INDEXES.index(statement)})"
    _run((*PATIENTLY, alone, statement))


def _run(statements: Sequence[str]) -> None:
    """Run these; when somebody holds the table too long, leave the indexes as they are."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    except OperationalError:
        if statements is not NO_INDEXES:
            raise


def _rebuild_source(source: Source, known: set[str], writers: Writers, say: Say) -> int:
    stale = set(SearchEntry.objects.filter(source=source.key).values_list("object_id", flat=True))
    written, last = 0, None
    while True:
        with transaction.atomic():
            lock_everything()
            rows = source.queryset().order_by("pk")
            held = list((rows if last is None else rows.filter(pk__gt=last))[: BATCH * writers.count])
            batches = [held[start : start + BATCH] for start in range(0, len(held), BATCH)]
            written += sum(writers.each(lambda batch: bring_up_to_date(source, batch, known), batches))
        if not held:
            break
        last = held[-1].pk
        stale.difference_update(str(thing.pk) for thing in held)
        say(f"{source.key}: {written} entries")
    gone = sorted(stale)
    for start in range(0, len(gone), BATCH):
        _take_away(source, gone[start : start + BATCH])
    return written


@transaction.atomic
def _take_away(source: Source, ids: list[str]) -> None:
    """Drop entries of objects that are no more, those excepted that came back meanwhile."""
    lock_everything()
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
