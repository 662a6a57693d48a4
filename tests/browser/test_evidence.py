"""The library in a real browser: finding a model by keyboard alone, and a local figure without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
SUMMARY = "/evidence/summaries/cbt-reoffending/"
QUESTION = "Of 100 people like yours, how many would reoffend without it?"
SMALL = {"width": 320, "height": 640}


def test_without_scripts_a_local_figure_is_worked_out_on_the_server(window: Open) -> None:
    page = window(java_script_enabled=False, viewport=SMALL).page(SUMMARY)
    page.get_by_label(QUESTION).fill("20")
    page.get_by_role("button", name="Work it out for us").click()
    expect(page.locator("main")).to_contain_text(
        "Of 100 people without the programme, about 20 would reoffend"
    )
    expect(page.get_by_label(QUESTION)).to_have_value("20")


def test_the_slider_and_the_number_say_the_same_and_send_it(window: Open) -> None:
    page = window().page(SUMMARY)
    slider = page.get_by_label("The same number, as a slider")
    slider.focus()
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    expect(page.locator("main")).to_contain_text("about 49 would reoffend")


def test_a_model_is_found_by_keyboard_alone_on_a_phone(window: Open) -> None:
    page = window(viewport=SMALL).page("/evidence/")
    page.get_by_label("Words in the name or summary").focus()
    page.keyboard.type("domestic")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("1 of 15 models")
    page.get_by_role("link", name="IRIS in general practice").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("IRIS in general practice")
