"""The pages around a course by hand: without scripts, and by keyboard alone on the smallest phone."""

import pytest

from courses.models import Bookmark, CheckRequest, ChosenChange, Note, PathwayEnrolment, PriorLearning
from tests.browser import ground
from tests.browser.conftest import Open
from tests.browser.hands import Keyboard

pytestmark = pytest.mark.browser
C = ground.COURSE


def test_everything_of_ones_own_works_without_scripts(window: Open) -> None:
    person = ground.somebody()
    ground.enrolled(person)
    page = window(person, java_script_enabled=False).page(ground.address(ground.lessons()[0]))
    page.get_by_role("button", name="Bookmark this lesson").click()
    page.get_by_text("Add a note").click()
    page.get_by_role("textbox", name="Your note").fill("Say who I am first.")
    page.get_by_role("button", name="Keep it", exact=True).click()
    page.goto(page.url.split(C)[0] + f"{C}progress/")
    page.get_by_label("What did you do, and when?").fill("I read lesson two on paper.")
    page.get_by_role("button", name="Ask for a check").click()
    page.goto(page.url.split(C)[0] + f"{C}change/")
    page.get_by_label("What will you do differently?").fill("Offer two seats.")
    page.get_by_role("button", name="Keep my change").click()
    mine = {"learner__user": person}
    assert Note.objects.filter(**mine).exists()
    assert Bookmark.objects.filter(**mine).exists()
    assert CheckRequest.objects.filter(enrolment__learner__user=person).exists()
    assert ChosenChange.objects.filter(enrolment__learner__user=person).exists()


def test_a_claim_and_a_pathway_by_keyboard_alone(window: Open) -> None:
    person = ground.somebody()
    ground.enrolled(person)
    page = window(person).page(f"{C}prior-learning/")
    keyboard = Keyboard(page)
    for label, words in (("What did you complete?", "A course"), ("Who ran it?", "A trust")):
        keyboard.tab_to(label, "textbox")
        page.keyboard.type(words)
    keyboard.tab_to("Or paste it, or say how somebody could check it", "textbox")
    page.keyboard.type("Ask the training team.")
    keyboard.tab_to("Send it to a reviewer", "button")
    page.keyboard.press("Enter")
    page.get_by_text("Waiting for a reviewer").wait_for()
    page.goto(page.url.split(C)[0] + "/learn/pathways/nurses/")
    keyboard.tab_to("Follow this pathway", "button")
    page.keyboard.press("Enter")
    page.get_by_text("needed courses done").wait_for()
    assert PriorLearning.objects.filter(learner__user=person).exists()
    assert PathwayEnrolment.objects.filter(learner__user=person).exists()
