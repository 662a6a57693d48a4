"""Queries compiled once give what their QuerySets give, whether or not the database keeps statements."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext

from academy import statements
from academy.models import Topic
from academy.prepared import Prepared

pytestmark = pytest.mark.django_db(transaction=True)
POSTGRESQL = "postgresql"


@pytest.fixture(autouse=True)
def topics() -> Iterator[None]:
    """Two topics, and statements allowed whatever an earlier test met."""
    Topic.objects.create(name="100% calm", slug="calm")
    Topic.objects.create(name="It's %s", slug="odd")
    statements.refused.clear()
    yield
    statements.refused.clear()


def by_slug() -> Prepared:
    return Prepared(
        lambda slug: Topic.objects.filter(slug=slug).exclude(name="It's 100% '").values_list("name", "slug"),
        slug="/stand-in/",
    )


def texts(asked: Prepared, slug: str) -> tuple[list[Any], list[str]]:
    with CaptureQueriesContext(connection) as captured:
        rows = asked.rows(slug=slug)
    return rows, [query["sql"].split()[0] for query in captured.captured_queries]


def test_a_statement_is_planned_once_and_asked_again() -> None:
    asked = by_slug()
    assert texts(asked, "calm")[0] == [("100% calm", "calm")]
    rows, verbs = texts(asked, "odd")
    assert rows == [("It's %s", "odd")]
    assert verbs == (["EXECUTE"] if connection.vendor == POSTGRESQL else ["SELECT"])


def test_inside_a_transaction_nothing_is_kept() -> None:
    with transaction.atomic():
        rows, verbs = texts(by_slug(), "calm")
    assert (rows, verbs) == ([("100% calm", "calm")], ["SELECT"])


def test_a_pooler_that_loses_statements_is_answered_with_plain_sql(caplog: pytest.LogCaptureFixture) -> None:
    asked = by_slug()
    asked.rows(slug="calm")
    if connection.vendor == POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
    assert asked.rows(slug="odd") == [("It's %s", "odd")]
    assert texts(asked, "odd")[1] == ["SELECT"]
    assert ("keeps no statements" in caplog.text) is (connection.vendor == POSTGRESQL)


def test_a_connection_opened_again_is_given_its_statements_again() -> None:
    asked = by_slug()
    asked.rows(slug="calm")
    connection.close()
    assert asked.rows(slug="calm") == [("100% calm", "calm")]
    assert not statements.refused


def test_any_other_error_is_raised() -> None:
    asked = Prepared(lambda pk: Topic.objects.filter(pk=pk).values_list("name"), pk=-7_000_001)
    assert asked.rows(pk=Topic.objects.get(slug="calm").pk) == [("100% calm",)]
    with pytest.raises(Error):
        asked.rows(pk=object())
    assert not statements.refused
