"""Lessons on a device: kept without a name, what was done arrives once and at its time."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.actions.enrol import enrol
from courses.actions.offline import LONGEST_AWAY, believable, device_mark
from courses.actions.work import keep_reflection
from courses.models import CompletionEvent, CoursePage, Enrolment, LessonPage
from tests import make

pytestmark = pytest.mark.django_db
SYNC = "/learn/offline/sync/"
LESSON = "/learn/listening/module-0/lesson-0/offline/"
NOW = timezone.now()


@pytest.fixture
def enrolment(course: CoursePage, learner: Any) -> Enrolment:
    return enrol(person=learner, course=course)


@pytest.fixture
def browser(client_for: Any, learner: Any, enrolment: Enrolment) -> Client:
    made: Client = client_for(learner)
    return made


def first() -> LessonPage:
    found = LessonPage.objects.order_by("path").first()
    assert found is not None
    return found


def send(browser: Client, enrolment: Enrolment, *items: dict[str, Any], mark: str = "") -> Any:
    body = {"mark": mark or device_mark(enrolment.learner_id), "items": list(items)}
    return browser.post(SYNC, json.dumps(body), content_type="application/json")


def test_what_was_done_without_a_line_counts_once_and_says_so(browser: Client, enrolment: Enrolment) -> None:
    at = (timezone.now() + timedelta(milliseconds=1)).isoformat()
    for _time in range(2):
        answer = send(browser, enrolment, {"lesson": first().pk, "at": at})
    assert answer.json()["kept"] == [first().pk]
    event = CompletionEvent.objects.get(kind="lesson_completed")
    assert event.source == "offline"
    assert "You marked it done, offline" in browser.get("/learn/listening/progress/").content.decode()


def test_what_somebody_else_did_on_this_device_waits_for_them(browser: Client, enrolment: Enrolment) -> None:
    other = enrol(person=make.person("other@example.org"), course=enrolment.course)
    mark = device_mark(other.learner_id)
    answer = send(browser, enrolment, {"lesson": first().pk, "at": NOW.isoformat()}, mark=mark)
    assert answer.json() == {"kept": [], "refused": [], "later": [first().pk]}
    assert not CompletionEvent.objects.filter(kind="lesson_completed").exists()


def test_a_lesson_that_is_gone_or_of_another_course_is_refused(browser: Client, enrolment: Enrolment) -> None:
    foreign = make.course("other", modules=1, lessons=1)
    lesson = LessonPage.objects.descendant_of(foreign)[0]
    items = [{"lesson": pk, "at": NOW.isoformat()} for pk in (lesson.pk, 999_999)]
    assert send(browser, enrolment, *items).json()["refused"] == [lesson.pk, 999_999]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"mark": 1, "items": [{"lesson": "x"}]}',
        '{"items": 3}',
        '{"mark": "m", "items": [{"lesson": Infinity, "at": ""}]}',
        "[" * 9999,
        "{" + "x" * 200_000,
    ],
)
def test_rubbish_is_refused_and_changes_nothing(browser: Client, body: str) -> None:
    assert browser.post(SYNC, body, content_type="application/json").status_code == 400
    assert not CompletionEvent.objects.filter(kind="lesson_completed").exists()


def test_a_kept_lesson_holds_no_name_no_form_and_no_private_writing(
    browser: Client, enrolment: Enrolment
) -> None:
    keep_reflection(learner_id=enrolment.learner_id, lesson_id=first().pk, key="first", text="My own words")
    page = browser.get(LESSON).content.decode()
    assert "Words of lesson 0" in page
    for private in ("Ada Learner", "My own words", "csrfmiddlewaretoken", "learner@example.org"):
        assert private not in page
    assert device_mark(enrolment.learner_id) in page
    assert "data-mark" not in Client().get(LESSON).content.decode()


@given(st.one_of(st.text(max_size=30), st.datetimes().map(lambda at: at.isoformat() + "Z")))
def test_a_device_is_believed_only_between_enrolment_and_now(said: str) -> None:
    since = NOW - timedelta(days=3)
    moment = believable(said, since=since, now=NOW)
    assert since <= moment <= NOW


def test_a_moment_within_bounds_is_kept_as_it_was() -> None:
    at: datetime = NOW - timedelta(hours=5)
    assert believable(at.isoformat(), since=NOW - LONGEST_AWAY, now=NOW) == at
