"""Links to other sites: asked a few a night, called broken after two days, shown to authors; nobody waits."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from courses.actions import links
from courses.actions.links import ask_links, gather_links, keep
from courses.link_rules import Verdict, failures_after, verdict_of
from courses.models import CoursePage, LessonPage, LinkCheck
from courses.publishing import findings_of, holds_back
from tests import make

DAY = date(2026, 3, 2)


class Site(BaseHTTPRequestHandler):
    """Another site: every path names the status it answers with."""

    def do_HEAD(self) -> None:
        self.server.asked.append(f"HEAD {self.path}")  # type: ignore[attr-defined]
        self.answer(405 if self.path == "/no-head/200" else int(self.path.rpartition("/")[2]))

    def do_GET(self) -> None:
        self.server.asked.append(f"GET {self.path}")  # type: ignore[attr-defined]
        self.answer(int(self.path.rpartition("/")[2]))

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[HTTPServer]:
    settings.OUTGOING_LOOPBACK = settings.CHECK_LINKS = True
    monkeypatch.setattr(links, "SPACING", 0)
    made = HTTPServer(("127.0.0.1", 0), Site)
    made.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def at(site: HTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{site.server_address[1]}/{path}"


def linked(course: CoursePage, *urls: str) -> LessonPage:
    """The first lesson, with links to these addresses."""
    lesson = LessonPage.objects.descendant_of(course).order_by("path")[0]
    lesson.body = [("text", " ".join(f'<p><a href="{url}#part">A link</a></p>' for url in urls))]
    lesson.save()
    return lesson


def on_days(count: int) -> None:
    for number in range(count):
        ask_links(DAY + timedelta(days=number))


@pytest.mark.pure
class TestRules:
    """What an answer says."""

    @pytest.mark.parametrize(
        ("status", "said"), [(200, "works"), (302, "works"), (404, "fails"), (410, "fails")]
    )
    def test_an_answer_says_whether_a_link_works(self, status: int, said: str) -> None:
        assert verdict_of(status).value == said

    @pytest.mark.parametrize("status", [401, 403, 405, 429])
    def test_who_refuses_machines_is_not_called_broken(self, status: int) -> None:
        assert verdict_of(status) is Verdict.UNCLEAR

    @given(st.lists(st.sampled_from(Verdict), min_size=1))
    def test_failures_are_those_since_the_last_look_that_did_not_fail(self, looks: list[Verdict]) -> None:
        failures = 0
        for look in looks:
            failures = failures_after(failures, look)
        since = list(reversed(looks))
        assert failures == next((n for n, look in enumerate(since) if look is not Verdict.FAILS), len(since))


@pytest.mark.django_db
class TestAsking:
    """A night's run."""

    def test_a_link_that_is_gone_on_two_days_is_broken_and_the_check_shows_it_with_its_block(
        self, course: CoursePage, site: HTTPServer
    ) -> None:
        lesson = linked(course, at(site, "404"), at(site, "200"))
        on_days(1)
        assert not LinkCheck.objects.broken().exists()
        on_days(2)
        assert [row.url for row in LinkCheck.objects.broken()] == [at(site, "404")]
        found = [f for f in findings_of(lesson) if f.rule == "links-elsewhere"]
        assert [(f.is_met, f.block != "") for f in found] == [(False, True)]
        assert "links-elsewhere" not in [f.rule for f in holds_back(lesson)]

    def test_the_same_day_again_counts_once_and_a_link_that_is_back_is_forgiven(
        self, course: CoursePage, site: HTTPServer
    ) -> None:
        linked(course, at(site, "404"), at(site, "200"))
        ask_links(DAY)
        ask_links(DAY)
        row = LinkCheck.objects.get(url=at(site, "404"))
        assert (row.failures, row.failing_since) == (1, DAY)
        kept = keep(row, DAY + timedelta(days=1), Verdict.WORKS, "HTTP 200")
        assert (kept.failures, kept.failing_since) == (0, None)

    def test_head_is_asked_first_get_where_that_does_not_do_and_a_working_link_is_left_in_peace(
        self, course: CoursePage, site: HTTPServer
    ) -> None:
        linked(course, at(site, "200"), at(site, "no-head/200"))
        on_days(3)
        asked = sorted(site.asked)  # type: ignore[attr-defined]
        assert asked == ["GET /no-head/200", "HEAD /200", "HEAD /no-head/200"]
        ask_links(DAY + timedelta(days=7))
        assert len(site.asked) == 6  # type: ignore[attr-defined]

    def test_sources_of_a_course_are_asked_too(self, course: CoursePage, site: HTTPServer) -> None:
        course.sources = {"who": {"title": "A report", "url": at(site, "410")}}
        course.save()
        linked(course, at(site, "200"))
        on_days(2)
        found = [f for f in findings_of(course) if f.rule == "links-elsewhere"]
        assert "HTTP 410" in str(found[0].text)

    def test_nothing_is_asked_where_the_owner_did_not_say_so(
        self, course: CoursePage, site: HTTPServer, settings: Any
    ) -> None:
        settings.CHECK_LINKS = False
        linked(course, at(site, "404"))
        ask_links(DAY)
        assert site.asked == []  # type: ignore[attr-defined]
        assert not LinkCheck.objects.exists()

    def test_when_nothing_answers_the_line_is_down_and_no_link_is_blamed(
        self, course: CoursePage, site: HTTPServer
    ) -> None:
        linked(course, at(site, "200"), "http://127.0.0.1:9/")
        ask_links(DAY)
        assert LinkCheck.objects.get(url="http://127.0.0.1:9/").failures == 1
        ask_links(DAY + timedelta(days=1))
        assert LinkCheck.objects.broken().count() == 1
        LinkCheck.objects.filter(url=at(site, "200")).update(url="http://127.0.0.1:9/other")
        linked(course, "http://127.0.0.1:9/", "http://127.0.0.1:9/other")
        ask_links(DAY + timedelta(days=2))
        assert LinkCheck.objects.get(url="http://127.0.0.1:9/").failures == 2

    def test_a_night_asks_so_many_and_the_rest_another_night(
        self, course: CoursePage, site: HTTPServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(links, "AT_ONCE", 2)
        linked(course, *(at(site, f"{number}/200") for number in range(3)))
        ask_links(DAY)
        assert LinkCheck.objects.filter(asked_on=None).count() == 1
        ask_links(DAY + timedelta(days=1))
        assert not LinkCheck.objects.filter(asked_on=None).exists()

    def test_an_address_inside_is_never_asked(
        self, course: CoursePage, site: HTTPServer, settings: Any
    ) -> None:
        settings.OUTGOING_LOOPBACK = False
        linked(course, "https://127.0.0.1/200")
        on_days(2)
        row = LinkCheck.objects.get()
        assert (row.failures, "open internet" in row.outcome) == (0, True)


@pytest.mark.django_db
class TestKeeping:
    """The rows, and the room that shows them."""

    def test_a_link_taken_out_is_forgotten_and_pages_are_followed(self, course: CoursePage) -> None:
        lesson = linked(course, "https://example.org/a", "https://example.org/b")
        assert gather_links() == 2
        linked(course, "https://example.org/b")
        gather_links()
        row = LinkCheck.objects.get()
        assert (row.url, list(row.pages.values_list("pk", flat=True))) == (
            "https://example.org/b",
            [lesson.pk],
        )

    def test_the_room_lists_what_is_broken_with_the_page_it_stands_on(
        self, course: CoursePage, client_for: Any, learner: Any
    ) -> None:
        linked(course, "https://example.org/a")
        gather_links()
        LinkCheck.objects.update(failures=2, failing_since=DAY, asked_on=DAY, outcome="HTTP 404")
        author = client_for(make.staff("author@example.org", "Course authors"))
        page = author.get("/cms/links/").content.decode()
        assert "https://example.org/a" in page
        assert "Edit “Lesson 0”" in page
        assert client_for(learner).get("/cms/links/").status_code == 302

    def test_the_room_takes_the_same_queries_however_many(self, course: CoursePage, client_for: Any) -> None:
        author = client_for(make.staff("author@example.org", "Course authors"))
        counts = []
        for number in (2, 40):
            linked(course, *(f"https://example.org/{n}" for n in range(number)))
            gather_links()
            LinkCheck.objects.update(failures=2, failing_since=DAY, asked_on=DAY)
            author.get("/cms/links/")
            with CaptureQueriesContext(connection) as captured:
                author.get("/cms/links/")
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_a_failing_link_without_its_first_day_is_refused_by_the_database(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            LinkCheck.objects.create(url="https://example.org/", failures=1)
