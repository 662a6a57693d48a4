"""An author sees the publish check beside the form, and sees it follow what is typed."""

import pytest

from academy.models import User
from tests.browser import ground
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}


def test_the_publish_check_follows_what_is_typed_and_leads_to_the_block(window: Open) -> None:
    lesson = ground.lessons()[1]
    opened = window(User.objects.get(email="owner@example.org"), viewport=DESK)
    page = opened.page(f"/cms/pages/{lesson.pk}/edit/")
    page.get_by_role("button", name="Toggle publish check").click()
    panel = page.locator("[data-check-draft]")
    panel.get_by_text("Nothing holds the page back.").wait_for()
    page.locator(".DraftEditor-root [contenteditable=true]").first.click()
    page.keyboard.type("The offenders came in. ")
    panel.get_by_text("labels or alarms").wait_for()
    panel.get_by_role("link", name="Go to the block").first.click()
    block = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert "offenders" in block.inner_text()
    assert "Reading grade" in panel.locator("[role=status]").inner_text()
