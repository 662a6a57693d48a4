"""A lesson kept on a phone: read, done and followed by the next without a line; sent once it is back."""

import pytest

from academy.models import User
from courses.actions.enrol import enrol
from courses.models import CompletionEvent, CoursePage, LessonBody, LessonPage
from tests import make
from tests.browser import ground
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
KEPT = "/learn/offline/"
SAID = "Kept. You can read it here without a line."


def somebody(name: str) -> User:
    person = make.person(f"{name}@example.org", name="Away Fromline")
    enrol(person=person, course=CoursePage.objects.get(slug="trauma-awareness"))
    return person


def test_a_kept_lesson_is_read_and_done_without_a_line_and_sent_once_it_is_back(window: Open) -> None:
    person = somebody("offline")
    opened = window(person)
    opened.refused = ("/learn/",)
    lesson = ground.address(ground.lessons()[0])
    page = opened.page(lesson)
    page.get_by_role("button", name="Keep it on this device").click()
    page.get_by_text(SAID).wait_for()
    opened.context.set_offline(True)
    page.goto(opened.origin + lesson)
    assert page.get_by_text("This lesson is kept on this device.").is_visible()
    assert "Away Fromline" not in page.content()
    page.get_by_role("button", name="Done").click()
    page.get_by_text("It is sent when this device has a line").wait_for()
    opened.context.set_offline(False)
    with page.expect_response(lambda answer: answer.url.endswith("/learn/offline/sync/")):
        page.goto(opened.origin + lesson)
    opened.faults[:] = [fault for fault in opened.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
    events = CompletionEvent.objects.filter(enrolment__learner__user=person, kind="lesson_completed")
    assert [event.source for event in events] == ["offline"]


def test_what_is_kept_can_be_seen_and_taken_away(window: Open) -> None:
    opened = window(somebody("keeper"))
    page = opened.page(ground.address(ground.lessons()[0]))
    page.get_by_role("button", name="Keep it on this device").click()
    page.get_by_text(SAID).wait_for()
    page.goto(opened.origin + KEPT)
    page.locator("[data-kept] a").wait_for()
    page.get_by_role("button", name="Take everything away from this device").click()
    page.get_by_text("No lesson is kept on this device.").wait_for()
    assert page.evaluate("caches.has('kept-lessons')") is False


def test_lessons_that_are_opened_are_kept_once_somebody_says_so(window: Open) -> None:
    opened = window(somebody("opener"))
    first, second = (ground.address(lesson) for lesson in ground.lessons()[1:3])
    page = opened.page(first)
    page.get_by_label("Keep every lesson I open on this device").check()
    page.get_by_text(SAID).wait_for()
    page.goto(opened.origin + second)
    page.get_by_text(SAID).wait_for()
    opened.context.set_offline(True)
    for lesson in (first, second):
        page.goto(opened.origin + lesson)
        assert page.get_by_text("This lesson is kept on this device.").is_visible()
    opened.faults[:] = [fault for fault in opened.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_taking_everything_away_ends_the_keeping_of_what_is_opened(window: Open) -> None:
    opened = window(somebody("closer"))
    page = opened.page(ground.address(ground.lessons()[1]))
    page.get_by_label("Keep every lesson I open on this device").check()
    page.get_by_text(SAID).wait_for()
    page.goto(opened.origin + KEPT)
    assert page.get_by_label("Keep every lesson I open on this device").is_checked()
    page.get_by_role("button", name="Take everything away from this device").click()
    page.get_by_text("No lesson is kept on this device.").wait_for()
    page.goto(opened.origin + ground.address(ground.lessons()[2]), wait_until="networkidle")
    assert not page.get_by_label("Keep every lesson I open on this device").is_checked()
    assert page.evaluate("caches.has('kept-lessons')") is False


def test_a_word_is_explained_where_it_stands_and_chosen_words_go_into_the_note(window: Open) -> None:
    opened = window(somebody("reader"))
    page = opened.page(ground.address(lesson_with_a_term()))
    word = page.locator("a[data-term]").first
    word.click()
    assert page.locator(".term-shown").inner_text() in page.locator(".words").inner_text()
    word.click()
    assert page.locator(".term-shown").count() == 0
    page.get_by_text("Add a note").click()
    page.locator(".lesson-body p").first.select_text()
    assert page.locator("#note-quote").input_value() in page.locator(".lesson-body").inner_text()
    page.get_by_role("button", name="Keep it", exact=True).click()
    assert page.locator(".lesson-body mark").count() >= 1


def lesson_with_a_term() -> LessonPage:
    """A lesson of the real course in which a word of the glossary stands."""
    found = (
        LessonBody.objects.filter(html__contains="data-term").select_related("lesson").order_by("pk").first()
    )
    assert found is not None
    return found.lesson
