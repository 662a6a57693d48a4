"""Writing the index costs the same however large it is, and a rebuild brings it to what there is."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.models import Place, SearchEntry, SearchWord, SupportLine, Topic
from academy.search import finding, indexing
from academy.search.schema import FullText
from academy.search.sources import EntryValues, Source
from tests import make
from tests.bench_data import synthetic_entries

pytestmark = pytest.mark.django_db


def queries_of_an_update(number: int) -> int:
    topic = Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}")
    topic.name = f"Changed {number}"
    with CaptureQueriesContext(connection) as captured:
        indexing.index(topic)
    return len(captured)


def test_updating_one_entry_takes_the_same_queries_in_a_small_and_a_large_index() -> None:
    small = queries_of_an_update(1)
    synthetic_entries(3_000)
    assert queries_of_an_update(2) == small
    assert small <= 8


def test_indexing_what_has_not_changed_writes_nothing() -> None:
    topic = Topic.objects.create(name="Trauma", slug="trauma")
    with CaptureQueriesContext(connection) as captured:
        indexing.index(topic)
    assert not [q for q in captured.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_records_are_followed_from_saving_to_deletion() -> None:
    topic = Topic.objects.create(name="Trauma", slug="trauma")
    line = make.support_line("Helpline")
    Place.objects.create(name="Hackney", slug="hackney", kind="borough")
    assert set(SearchEntry.objects.values_list("title", flat=True)) == {"Trauma", "Helpline", "Hackney"}
    topic.delete()
    line.live = False
    line.save()
    assert list(SearchEntry.objects.values_list("title", flat=True)) == ["Hackney"]


def test_things_of_no_source_are_let_be(learner: Any) -> None:
    indexing.index(learner)
    indexing.forget(learner)
    assert not SearchEntry.objects.exists()


def test_a_rebuild_finds_what_was_missed_and_drops_what_is_gone(course: Any) -> None:
    before = set(SearchEntry.objects.values_list("source", "object_id", "title", "body"))
    SearchEntry.objects.filter(source="lesson").delete()
    SearchEntry.objects.filter(source="course").update(title="Wrong", digest="")
    ghost = EntryValues("999999", "topic", "Ghost", "/ghost/")
    indexing.write([*ghost.rows("topic"), *ghost.rows("nobody's")])
    SearchWord.objects.create(word="ghost")
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert set(SearchEntry.objects.values_list("source", "object_id", "title", "body")) == before
    assert not SearchWord.objects.filter(word="ghost").exists()
    assert "lesson: 4 entries" in out.getvalue()
    assert "Done: 5 entries" in out.getvalue()


def test_one_object_is_found_once_however_many_of_its_audiences_a_person_holds(owner: Any) -> None:
    audiences = tuple(f"group:{pk}" for pk in owner.groups.values_list("pk", flat=True))
    entry = EntryValues("1", "page", "Rota", "/rota/", audiences=(*audiences, "members"))
    indexing.write(entry.rows("fixture"))
    found = finding.find("rota", owner)
    assert len(found.results) == found.kinds[0].count == 1


def test_a_source_may_add_audiences_of_its_own(
    learner: Any, owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entries(things: Sequence[Any]) -> list[EntryValues]:
        return []

    def held(person: Any) -> list[str]:
        return ["circle:7"] if person == learner else []

    lines = Source("circle", {"circle": "Circle"}, SupportLine, entries, SupportLine.objects.all, held=held)
    monkeypatch.setattr("academy.search.finding.all_sources", lambda: [lines])
    indexing.write(EntryValues("1", "page", "Rota", "/rota/", audiences=("circle:7",)).rows("circle"))
    assert len(finding.find("rota", learner).results) == 1
    assert finding.find("rota", owner).results == []


def test_texts_that_no_database_could_store_are_cleaned() -> None:
    hostile = "Knife\x00 \ud800crime" + "x" * 3_000_000
    entry = EntryValues("1", "page", hostile, "/x/", summary=hostile, body=hostile, topics=(("a", hostile),))
    indexing.write(entry.rows("fixture"))
    assert SearchEntry.objects.get().title.startswith("Knife crimex")


class Editor:
    """As much of a schema editor as the operation uses, inside a test's transaction."""

    connection = connection

    def execute(self, sql: str, params: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_schema_can_be_taken_away_and_made_again(learner: Any) -> None:
    Topic.objects.create(name="Trauma", slug="trauma")
    FullText().database_backwards("academy", Editor(), None, None)
    FullText().database_forwards("academy", Editor(), None, None)
    assert [row.title for row in finding.find("trauma", learner).results] == ["Trauma"]
    Topic.objects.update_or_create(slug="trauma", defaults={"name": "Healing"})
    assert [row.title for row in finding.find("healing", learner).results] == ["Healing"]
