"""A member's evening with the keyboard alone, on the smallest phone: an event, a file, a title put right."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload

from academy.models import User
from network.actions.events import answer_event, plan_event
from network.actions.posting import Writing, open_thread
from network.models import Attendance, CalendarKey, NetworkGroup, Post, Profile, Thread
from tests import make_network
from tests.browser.conftest import Open
from tests.browser.hands import Keyboard

pytestmark = pytest.mark.browser
LEAFLET = FilePayload(name="leaflet.txt", mimeType="text/plain", buffer=b"What we offer.")


def fill_evening() -> Profile:
    """A group with an event that is full, and a thread of the member's own."""
    nell, mel = make_network.member("Nell"), make_network.member("Mel Evening")
    group = make_network.group("Evenings", steward=nell)
    make_network.belong(group, mel)
    gather(nell, group)
    own = Writing(body="Whom do you call at night?", title="Who calls?", token="a-member-asks-first")
    open_thread(author=mel, writing=own, kind="question", group=group)
    return mel


def gather(nell: Profile, group: NetworkGroup) -> None:
    """An event with one place, which is taken."""
    begins = timezone.now() + timedelta(days=9)
    values = {"title": "Evening walk", "starts_at": begins, "ends_at": begins + timedelta(hours=1)}
    event = plan_event(planner=nell, group=group, values=values | {"where": "The park", "capacity": 1})
    answer_event(event=event, profile=nell, coming=True)


def test_a_member_waits_for_a_place_shares_a_file_and_puts_a_title_right(window: Open) -> None:
    mel = fill_evening()
    page = window(User.objects.get(pk=mel.person_id)).page("/network/")
    hands = Keyboard(page)
    wait_for_a_place(hands)
    assert Attendance.objects.get(profile=mel).state == "waiting"
    secret = CalendarKey.objects.get(profile=mel).secret
    assert secret in page.locator("main").inner_text()
    share_a_file(hands)
    post = Post.objects.get(author=mel, body="Ring 020 7946 0123.")
    assert post.attachments.get().name == "leaflet.txt"
    hands.follow("Discussions")
    hands.follow("Who calls?")
    hands.follow("Change")
    hands.write("Title", "Whom do you call at night?")
    hands.press("Save")
    assert Thread.objects.get(author=mel).title == "Whom do you call at night?"


def wait_for_a_place(hands: Keyboard) -> None:
    """Say that one comes, where all places are taken, and make the address of one's calendar."""
    hands.follow("Events")
    hands.follow("Evening walk")
    hands.press("I come")
    hands.page.get_by_text("You wait for a place").wait_for()
    hands.follow("Events")
    hands.press("Make its address")


def share_a_file(hands: Keyboard) -> None:
    """Answer with a file, be asked about a number, find the file still there, and send both."""
    hands.follow("Discussions")
    hands.follow("Who calls?")
    hands.write("Your words", "Ring 020 7946 0123.")
    hands.attach("Files", LEAFLET)
    hands.press("Post")
    assert hands.page.evaluate("document.activeElement.classList.contains('net-seen')")
    hands.pick("This is a service's contact")
    hands.tab_to("leaflet.txt", "checkbox")
    assert hands.page.evaluate("document.activeElement.checked")
    hands.press("Post")
    hands.page.get_by_text("Posted.").wait_for()
