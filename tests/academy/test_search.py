"""Search finds the right thing first, says how it found it, and helps with slips of the finger."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.models import Topic
from academy.search import finding, indexing
from academy.search.sources import EntryValues
from tests.academy.search_queries import QUERIES, entries

pytestmark = pytest.mark.django_db


def put(values: list[EntryValues]) -> None:
    indexing.write([row for entry in values for row in entry.rows("fixture")])
    indexing.remember_words(values)


@pytest.fixture
def library(db: None) -> None:
    """The forty entries, open to anybody."""
    put(entries())


def titles(text: str, person: Any = None, **narrowed: str) -> list[str]:
    from django.contrib.auth.models import AnonymousUser

    return [row.title for row in finding.find(text, person or AnonymousUser(), **narrowed).results]


def page(address: str, **query: str) -> str:
    return Client().get(address, query).content.decode()


def test_there_are_fifty_queries() -> None:
    assert len({text for text, _title in QUERIES}) == 50
    assert len(entries()) >= 40


@pytest.mark.parametrize(("text", "title"), QUERIES)
def test_a_query_finds_the_expected_title_first(library: None, text: str, title: str) -> None:
    assert titles(text)[0] == title


def test_a_result_shows_its_words_marked_and_escaped(library: None) -> None:
    put([EntryValues("x", "page", "Fish & <b>chips</b>", "/x/", body="Eat <i>haddock</i> & peas.")])
    shown = page("/search/", q="haddock")
    assert "Eat &lt;i&gt;<mark>haddock</mark>&lt;/i&gt; &amp; peas." in shown
    assert "Fish &amp; &lt;b&gt;chips&lt;/b&gt;" in shown


def test_stems_are_marked(library: None) -> None:
    assert "<mark>Disclosure</mark>, confidentiality" in page("/search/", q="disclosures")


def test_results_can_be_narrowed_by_kind(library: None) -> None:
    assert titles("trauma", kind="course") == ["Trauma awareness for frontline professionals"]
    shown = page("/search/", q="trauma", kind="course")
    assert '<option value="course" selected>Course (1)</option>' in shown
    assert '<option value="lesson">Lesson (' in shown


def test_results_can_be_narrowed_by_topic(library: None) -> None:
    topics = (("staff_wellbeing", "Staff wellbeing"), ("a%", "A"))
    put([EntryValues("x", "page", "Rest after trauma", "/x/", topics=topics)])
    assert titles("trauma", topic="staff_wellbeing") == ["Rest after trauma"]
    assert titles("trauma", topic="staff") == titles("trauma", topic="%") == []
    assert '<option value="staff_wellbeing">Staff wellbeing (1)</option>' in page("/search/", q="trauma")


def test_a_mistyped_word_is_put_right(library: None) -> None:
    assert '?q=vicarious%20trauma">vicarious trauma</a>' in page("/search/", q="vicarius truama")


def test_a_word_that_nobody_knows_is_left_alone(library: None) -> None:
    shown = page("/search/", q="zzyzx")
    assert "Nothing found" in shown
    assert "Did you mean" not in shown


def test_when_nothing_holds_all_the_words_some_are_enough(library: None) -> None:
    shown = page("/search/", q="samaritans zebra")
    assert "Nothing holds all of these words" in shown
    assert titles("samaritans zebra") == ["Samaritans"]


def test_suggestions_complete_the_last_word(library: None) -> None:
    answer = Client().get("/search/suggest/", {"q": "warm ha"}).json()
    assert [item["title"] for item in answer["suggestions"]] == ["Warm handover"]
    assert answer["suggestions"][0]["url"].startswith("/lesson/")
    assert Client().get("/search/suggest/", {"q": ""}).json() == {"suggestions": []}


def test_suggestions_are_titles_and_not_texts(library: None) -> None:
    assert Client().get("/search/suggest/", {"q": "corrid"}).json() == {"suggestions": []}


def test_without_a_question_the_page_offers_topics() -> None:
    Topic.objects.create(name="Trauma", slug="trauma")
    assert 'href="/topics/trauma/"' in page("/search/")
    assert 'href="/topics/trauma/"' in page("/search/", q="the and of")


def test_results_come_twenty_a_page_and_at_most_two_hundred(library: None) -> None:
    put([EntryValues(f"n{n}", "page", f"Notice {n}", f"/n{n}/") for n in range(230)])
    shown = page("/search/", q="notice", page="10")
    assert shown.count("<mark>Notice</mark>") == 20
    assert "more than 200 found" in shown
    assert len(titles("notice")) == 200
    assert "<mark>Notice</mark>" in page("/search/", q="notice", page="no number")


def test_narrowing_looks_beyond_the_first_two_hundred(library: None) -> None:
    put([EntryValues(f"n{n}", "page", f"Notice {n}", f"/n{n}/") for n in range(230)])
    put([EntryValues("far", "place", "The last notice of all", "/far/")])
    assert titles("notice", kind="place") == ["The last notice of all"]


@pytest.mark.parametrize("text", ["trauma", "vicarius truama", "zzyzx", "", "samaritans zebra"])
def test_a_search_asks_the_database_little(library: None, learner: Any, client_for: Any, text: str) -> None:
    client = client_for(learner)
    client.get("/search/", {"q": text})
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/", {"q": text, "kind": "lesson"})
    assert len(captured) <= 9, "\n".join(query["sql"] for query in captured.captured_queries)
    assert not [query for query in captured.captured_queries if query["sql"].startswith(("INSERT", "UPDATE"))]
