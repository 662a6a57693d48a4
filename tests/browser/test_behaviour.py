"""What the few scripts do, what they send, and what a first visit weighs."""

import gzip
from collections.abc import Callable
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, Route

from courses.models import Attempt, AttemptAnswer, CompletionEvent
from tests.browser import ground
from tests.browser.conftest import Open
from tests.browser.hands import Keyboard
from tests.browser.window import Window

pytestmark = pytest.mark.browser
AWAY = "https://www.bbc.co.uk/weather"
PAPER = f"{ground.COURSE}paper/"
LIMITS = {"document": 10, "stylesheet": 15, "script": 15}
BOX = "input:not([type=hidden])"
FOLDS = 'document.querySelectorAll("main details").length'
OPEN_ALL = 'document.querySelectorAll("main details").forEach((fold) => { fold.open = true; })'


def lesson(slug: str = "adultification") -> str:
    """The address of a lesson of the real course."""
    return next(ground.address(page) for page in ground.lessons() if page.slug == slug)


def about_to_leave(window: Open, **options: Any) -> Page:
    """A lesson that was opened from the course, where the way out leads to a stand-in."""
    opened = window(**options)
    opened.elsewhere = (AWAY,)

    def stand_in(route: Route) -> None:
        route.fulfill(body="<title>Weather</title><h1>Weather</h1>", content_type="text/html")

    opened.context.route(f"{AWAY}**", stand_in)
    page = opened.page(ground.COURSE)
    page.goto(opened.origin + lesson())
    return page


def by_button(page: Page) -> None:
    keyboard = Keyboard(page)
    keyboard.tab_to("Leave this page", "link")
    page.keyboard.press("Enter")


def by_shift(page: Page) -> None:
    for _press in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [by_button, by_shift])
def test_leaving_takes_the_lesson_out_of_the_back_button(window: Open, leave: Any) -> None:
    page = about_to_leave(window)
    leave(page)
    page.wait_for_url(f"{AWAY}**")
    page.go_back()
    assert urlsplit(page.url).path == ground.COURSE


def test_shift_pressed_three_times_slowly_or_among_letters_leaves_nothing(window: Open) -> None:
    page = about_to_leave(window)
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert urlsplit(page.url).path == lesson()


def test_without_script_leaving_is_a_plain_link(window: Open) -> None:
    page = about_to_leave(window, java_script_enabled=False)
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url(f"{AWAY}**")
    assert page.title() == "Weather"


def sitting(window: Open) -> tuple[Window, Page]:
    """A new learner with the final check open."""
    person = ground.somebody()
    ground.enrolled(person).post(f"{PAPER}start/")
    opened = window(person)
    return opened, opened.page(PAPER)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Ask again for a few seconds."""
    for _ask in range(50):
        if is_so():
            return
        sleep(0.1)
    raise AssertionError("It did not come to be.")


def test_answers_are_there_after_the_tab_is_closed(window: Open) -> None:
    opened, page = sitting(window)
    page.locator("fieldset.choice").first.locator(BOX).first.check()
    page.locator("[data-autosave-note]", has_text="Saved").wait_for()
    page.locator("fieldset.choice").nth(1).locator(BOX).first.check()
    page.close(run_before_unload=True)
    wait_until(lambda: AttemptAnswer.objects.filter(attempt=Attempt.objects.latest("pk")).count() == 2)
    again = opened.page(PAPER)
    assert again.locator("fieldset.choice input:checked").count() == 2


def test_two_tabs_keep_both_answers_and_hand_in_once(window: Open) -> None:
    opened, first = sitting(window)
    second = opened.page(PAPER)
    for place, page in enumerate((first, second)):
        page.locator("fieldset.choice").nth(place).locator(BOX).first.check()
        page.locator("[data-autosave-note]", has_text="Saved").wait_for()
    first.goto(opened.origin + PAPER)
    assert first.locator("fieldset.choice input:checked").count() == 2
    for page in (first, second):
        page.get_by_role("button", name="Hand in").first.click()
        if page is first:
            page.get_by_role("button", name="Hand in as it is").click()
        page.wait_for_url("**/paper/1/")
    assert second.locator("h1").inner_text() == "Not this time"


def test_a_double_click_on_done_counts_once(window: Open) -> None:
    person = ground.somebody()
    ground.enrolled(person)
    opened = window(person)
    page = opened.page(lesson("starting-safely"))
    with page.expect_navigation():
        page.locator(".lesson-nav form button").dblclick()
    done = CompletionEvent.objects.filter(enrolment__learner__user=person, kind="lesson_completed")
    assert done.count() == 1
    assert opened.sent.count(f"POST {lesson('starting-safely')}done/") == 1
    assert urlsplit(page.url).path == lesson("event-experience-effect")


def test_an_address_with_a_hash_opens_the_fold_that_hides_it(window: Open) -> None:
    page = window().page(lesson())
    page.locator(".sensitive details .flow").first.evaluate("place => { place.id = 'deep'; }")
    page.evaluate("location.hash = 'deep'")
    page.locator("#deep").wait_for(state="visible")
    assert page.locator("details:has(#deep)").first.evaluate("fold => fold.open")


def test_a_reader_who_wants_less_motion_gets_none(window: Open) -> None:
    page = window(reduced_motion="reduce").page("/learn/")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((item) => {"
        " const style = getComputedStyle(item);"
        " return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'; }).length"
    )
    assert moving == 0


@pytest.mark.parametrize("slug", ["adultification", "what-a-score-cannot-tell-you"])
def test_opening_a_choice_or_a_route_sends_nothing(window: Open, slug: str) -> None:
    opened = window(ground.named("halfway"))
    page = opened.page(lesson(slug))
    page.wait_for_load_state("networkidle")
    opened.sent.clear()
    assert page.evaluate(FOLDS) > 4
    for summary in page.locator("main summary").all():
        if summary.is_visible():
            summary.click()
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(1200)
    assert opened.sent == []
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def weigh(responses: list[Response]) -> dict[str, float]:
    """Kilobytes by kind, compressed as a server sends them."""
    weights = dict.fromkeys((*LIMITS, "image", "other"), 0.0)
    for response in responses:
        weights[response.request.resource_type] += len(gzip.compress(response.body(), 6)) / 1024
    return weights


@pytest.mark.parametrize("who", ["", "halfway"])
def test_a_first_view_of_a_lesson_weighs_at_most_forty_kilobytes(window: Open, who: str) -> None:
    opened = window(ground.named(who) if who else None)
    got: list[Response] = []
    opened.context.on("response", lambda response: got.append(response))
    page = opened.page(lesson())
    page.wait_for_load_state("networkidle")
    weights = weigh(got)
    assert sum(weights.values()) <= 40, weights
    assert {kind: weights[kind] for kind, limit in LIMITS.items() if weights[kind] > limit} == {}
    assert [response.url for response in got if "htmx" in response.url] == []


def test_at_four_times_the_size_a_lesson_can_be_read_and_finished(window: Open) -> None:
    person = ground.somebody()
    ground.enrolled(person)
    page = window(person, viewport={"width": 320, "height": 256}).page(lesson("starting-safely"))
    bar = page.locator(".leave").bounding_box()
    fixed = page.locator(".leave").evaluate("bar => getComputedStyle(bar).position !== 'static'")
    assert bar is not None
    assert not fixed or bar["height"] <= 64
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    keyboard = Keyboard(page)
    keyboard.press("Done, next")
    assert urlsplit(page.url).path == lesson("event-experience-effect")


def test_after_a_form_comes_back_with_errors_reading_starts_at_them(window: Open) -> None:
    page = window().page("/contact/")
    page.get_by_role("button", name="Send message").click()
    page.locator(".error-summary:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.has-error input')")


def test_the_account_menu_closes_with_escape_and_gives_focus_back(window: Open) -> None:
    keyboard = Keyboard(window(ground.named("fresh")).page("/"))
    keyboard.unfold("Account")
    keyboard.tab_to("My learning", "link")
    keyboard.page.keyboard.press("Escape")
    assert keyboard.focused() == ("DisclosureTriangle", "Account")
    assert keyboard.page.locator("details.account").get_attribute("open") is None
