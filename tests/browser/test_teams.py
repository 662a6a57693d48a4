"""Teams and evaluation by keyboard alone on the smallest phone, and without scripts."""

import pytest

from courses.models import Assignment, WaveResponse
from tests import make_learning, make_teams
from tests.browser import ground
from tests.browser.conftest import Open
from tests.browser.hands import Keyboard

pytestmark = pytest.mark.browser


def test_a_manager_assigns_and_sees_the_team_by_keyboard_alone(window: Open) -> None:
    person = ground.somebody("Mana Ger")
    organisation = make_learning.organisation(f"Service {person.pk}")
    make_teams.member(organisation, person.email, role="manager")
    make_teams.member(organisation, f"mo-{person.pk}@example.org", "Mo Member")
    page = window(person).page(f"/learn/teams/{organisation.slug}/assignments/")
    keyboard = Keyboard(page)
    keyboard.tab_to("Which course or pathway?", "combobox")
    page.keyboard.type("Trauma awareness")
    keyboard.tab_to("Or so many days after somebody joins", "spinbutton")
    page.keyboard.type("30")
    keyboard.press("Assign")
    assert Assignment.objects.get(organisation=organisation).due_days == 30
    keyboard.follow("Who stands where")
    page.get_by_text("Mo Member").first.wait_for()


def test_a_measure_is_answered_by_keyboard_alone_and_again_without_scripts(window: Open) -> None:
    for scripts in (True, False):
        person = ground.somebody()
        ground.enrolled(person)
        page = window(person, java_script_enabled=scripts).page(f"{ground.COURSE}evaluation/")
        groups = page.locator("main form.rating fieldset")
        for number in range(groups.count()):
            groups.nth(number).locator("input[type=radio]").first.focus()
            page.keyboard.press("Space")
        page.get_by_role("button", name="Send my answers").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert WaveResponse.objects.filter(enrolment__learner__user=person).exists()
