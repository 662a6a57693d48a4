"""A rebuild outside any transaction: more than one writer on PostgreSQL, and people publishing meanwhile."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection

from academy.models import SearchEntry, Topic
from academy.search.rebuilding import rebuild
from academy.search.writers import Writers

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 2_300


@pytest.fixture
def topics() -> None:
    """More than two batches, none of them in the index yet."""
    Topic.objects.bulk_create([Topic(name=f"Topic {n}", slug=f"topic-{n}") for n in range(MANY)])


def entries_of_topics() -> int:
    return SearchEntry.objects.filter(source="topic").count()


def test_a_rebuild_writes_every_entry_once_and_makes_the_indexes(topics: None) -> None:
    lines: list[str] = []
    rebuild(lines.append)
    assert entries_of_topics() == MANY
    assert any(f"topic: {MANY} entries" in line for line in lines)
    with connection.cursor() as cursor:
        names = set(connection.introspection.get_constraints(cursor, SearchEntry._meta.db_table))
    assert connection.vendor != "postgresql" or {"academy_search_head", "academy_search_all"} <= names


def test_a_topic_renamed_during_a_rebuild_is_found_under_its_new_name(topics: None) -> None:
    def rename(_line: str) -> None:
        first = Topic.objects.order_by("pk").first()
        if first is not None and first.name != "Renamed":
            first.name = "Renamed"
            first.save()

    rebuild(rename)
    assert SearchEntry.objects.filter(title="Renamed").count() == 1
    assert entries_of_topics() == MANY


def test_two_rebuilds_at_once_write_every_entry_once(topics: None) -> None:
    def again() -> None:
        rebuild(lambda line: None)
        connection.close()

    threads = [Thread(target=again) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entries_of_topics() == MANY


def test_an_error_in_one_piece_is_raised_after_the_others_are_done() -> None:
    done: list[int] = []

    def piece(number: int) -> int:
        if number == 0:
            raise ValueError("the first piece")
        done.append(number)
        return number

    with Writers() as writers, pytest.raises(ValueError, match="the first piece"):
        writers.each(piece, [0, 1] if writers.threads else [1, 0])
    assert done == [1]


def test_inside_a_transaction_there_is_one_writer(topics: Any) -> None:
    from django.db import transaction

    with transaction.atomic(), Writers() as writers:
        assert writers.count == 1
