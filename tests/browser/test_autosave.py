"""What is typed survives a session that ended and a server that is away."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route

from courses.models import Attempt, AttemptAnswer
from tests.browser import ground
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
PAPER = f"{ground.COURSE}paper/"
LONG = 15_000


def opened_paper(window: Open) -> tuple[Page, Attempt, Open]:
    """A final check that has just begun, in a window in which refusals are expected."""
    person = ground.somebody()
    client = ground.enrolled(person)
    client.post(f"{PAPER}start/")
    opened = window(person)
    opened.refused = ("/paper/",)
    page = opened.page(PAPER)
    attempt = Attempt.objects.get(enrolment__learner__user=person)
    return page, attempt, opened


def choose(page: Page, number: int) -> None:
    """Choose the first option of a question."""
    page.locator(f"#question-{number} input:not([type=hidden])").first.check()


def answered(attempt: Attempt) -> int:
    return AttemptAnswer.objects.filter(attempt=attempt).exclude(chosen=[]).count()


def test_answers_chosen_after_the_session_ended_are_saved_once_signed_in_again(window: Open) -> None:
    page, attempt, opened = opened_paper(window)
    Session.objects.all().delete()
    choose(page, 1)
    page.get_by_text("You are signed out.").wait_for()
    person = attempt.enrolment.learner.user
    opened.sign_in(ground.session_of(person))
    page.get_by_text("Saved", exact=True).wait_for(timeout=LONG)
    assert answered(attempt) == 1


def test_answers_chosen_while_the_server_is_away_are_saved_once_it_is_back(window: Open) -> None:
    page, attempt, opened = opened_paper(window)

    def away(route: Route) -> None:
        route.abort("connectionrefused")

    opened.context.route("**/paper/save/", away)
    choose(page, 1)
    page.get_by_text("Not saved, will try again").wait_for()
    choose(page, 2)
    opened.context.unroute("**/paper/save/")
    page.get_by_text("Saved", exact=True).wait_for(timeout=LONG)
    opened.faults[:] = [fault for fault in opened.faults if "ERR_CONNECTION_REFUSED" not in fault]
    assert answered(attempt) == 2
