"""What stands in the way of changing a post or taking it back is said, truly and in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import User
from network.actions import moderating, tending
from network.actions.posting import open_thread
from network.models import NetworkGroup, Post, Profile
from tests.make_network import user, words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
NHS = "The NHS number is 943 476 5919, please look."


@pytest.fixture
def mine(asker: Profile, group: NetworkGroup) -> Post:
    """A post of the asker's that readers meet."""
    return open_thread(author=asker, writing=words(), kind="question", group=group).posts.get()


def sent(body: str) -> dict[str, str]:
    """A change as a browser sends it."""
    return {"title": "A title", "body": body, "token": "t" * 20, "send-anyway": "yes"}


def test_a_change_that_cannot_be_shown_is_not_offered_to_be_read_first(
    client_for: ClientFor, asker: Profile, mine: Post
) -> None:
    page = client_for(user(asker)).post(f"/network/posts/{mine.pk}/edit/", sent(NHS)).content.decode()
    assert "Send it to be read first" not in page
    assert "Nothing is posted yet" not in page
    assert "write an answer: that can be sent to be read first" in page
    assert NHS in page


def test_a_post_that_waits_may_be_changed_and_sent_to_be_read_first(
    client_for: ClientFor, asker: Profile, mine: Post
) -> None:
    Post.objects.update(state="held", held_because="screening")
    browser, address = client_for(user(asker)), f"/network/posts/{mine.pk}/edit/"
    page = browser.post(address, {"title": "A title", "body": NHS, "token": "t" * 20}).content.decode()
    assert "Send it to be read first" in page
    assert "Nothing is changed yet" in page
    assert browser.post(address, sent(NHS)).status_code == 302
    mine.refresh_from_db()
    assert (mine.body, mine.state) == (NHS, "held")


def test_after_a_day_the_page_says_so_before_anything_is_typed(
    client_for: ClientFor, asker: Profile, mine: Post
) -> None:
    browser, address = client_for(user(asker)), f"/network/posts/{mine.pk}/edit/"
    assert "<textarea" in browser.get(address).content.decode()
    Post.objects.update(written_at=timezone.now() - timedelta(hours=25))
    page = browser.get(address).content.decode()
    assert "<textarea" not in page
    assert "A post can be changed for a day. Please add an answer instead." in page


def test_in_a_locked_thread_the_page_says_so_before_anything_is_typed(
    client_for: ClientFor, asker: Profile, mine: Post
) -> None:
    type(mine.thread).objects.update(locked=True)
    page = client_for(user(asker)).get(f"/network/posts/{mine.pk}/edit/").content.decode()
    assert ("<textarea" in page, "Nothing can be changed here any more" in page) == (False, True)


def test_what_a_moderator_hid_is_kept_until_the_decision_is_undone(
    client_for: ClientFor, asker: Profile, moderator: User, mine: Post
) -> None:
    decision = moderating.hide_post(post=mine, actor=moderator, reason="Unkind")
    assert decision is not None
    browser, address = client_for(user(asker)), f"/network/posts/{mine.pk}/take-back/"
    page = browser.post(address, follow=True).content.decode()
    assert "It is kept as it is while that decision stands" in page
    assert "Take my post back" not in page
    mine.refresh_from_db()
    assert (mine.body, mine.state) == ("How do you ask?", "hidden")
    moderating.undo(decision=decision, actor=moderator)
    assert tending.take_back(post=mine, author=asker)


def test_what_a_steward_kept_back_may_be_taken_back(asker: Profile, steward: Profile, mine: Post) -> None:
    Post.objects.update(state="held", held_because="screening")
    tending.refuse_post(post=mine, actor=steward, why="It names a school")
    assert tending.take_back(post=mine, author=asker)
