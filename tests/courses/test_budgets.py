"""Pages ask the database a small, constant number of questions, and GET writes nothing."""

import gzip
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.models import SupportLine
from tests import make

pytestmark = pytest.mark.django_db
BUDGET = 6
#: The dashboard asks twice more: what is to come, from sessions to due dates, and whether one is in the network.
DASHBOARD = 8
PAGES = ["/learn/", "/learn/listening/", "/learn/listening/module-0/lesson-0/", "/my/"]
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture(params=[1, 50], ids=["1 module", "50 modules"])
def sized_course(request: pytest.FixtureRequest, db: None) -> Any:
    make.support_line()
    return make.course(modules=request.param, lessons=2)


def queries_of(client: Client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("address", PAGES)
def test_a_learners_pages_stay_within_six_queries(
    sized_course: Any, learner: Any, client_for: Any, address: str
) -> None:
    client = client_for(learner)
    client.post("/learn/listening/enrol/")
    client.post("/learn/listening/module-0/lesson-0/done/")
    queries = queries_of(client, address)
    assert len(queries) <= (DASHBOARD if address == "/my/" else BUDGET), "\n".join(queries)
    assert not [sql for sql in queries if sql.startswith(WRITES)]


@pytest.mark.parametrize("address", PAGES[:3])
def test_a_visitors_pages_stay_within_six_queries(sized_course: Any, address: str) -> None:
    queries = queries_of(Client(), address)
    assert len(queries) <= BUDGET, "\n".join(queries)
    assert not [sql for sql in queries if sql.startswith(WRITES)]


def test_a_visitor_gets_no_session(course: Any) -> None:
    client = Client()
    for address in PAGES[:3]:
        client.get(address)
    assert "sessionid" not in client.cookies


def test_a_corrected_support_line_shows_on_the_next_request(course: Any) -> None:
    line = make.support_line(number="111 111")
    assert "111 111" in Client().get(PAGES[2]).content.decode()
    SupportLine.objects.filter(pk=line.pk).update(number="222 222")
    assert "222 222" in Client().get(PAGES[2]).content.decode()


def test_a_lesson_is_small(course: Any) -> None:
    page = Client().get(PAGES[2]).content
    assert len(gzip.compress(page)) <= 10 * 1024
