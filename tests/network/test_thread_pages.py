"""A thread's pages: counted by what is shown, with quotations, thanks said twice, and the page it is about."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from network.actions.posting import CannotPost, open_thread, reply
from network.models import NetworkGroup, Post, Profile, Thread
from tests import make, make_network
from tests.make_network import user, words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def thread(asker: Profile, group: NetworkGroup) -> Thread:
    """A question in the group."""
    return open_thread(author=asker, writing=words(), kind="question", group=group)


def fill(thread: Thread, author: Profile, number: int, **fields: Any) -> None:
    """More posts, as they are stored."""
    for _time in range(number):
        make_network.post(thread, author, **fields)


def test_pages_are_counted_by_what_is_shown(
    client_for: ClientFor, asker: Profile, steward: Profile, thread: Thread
) -> None:
    fill(thread, steward, 25, state="removed")
    fill(thread, steward, 20)
    Thread.objects.update(posts_count=21)
    browser, address = client_for(user(asker)), thread.get_absolute_url()
    for number in (1, 2, 3):
        assert f"Page {number} of 3" in browser.get(f"{address}?page={number}").content.decode()


def test_a_page_beyond_the_last_is_the_last(
    client_for: ClientFor, asker: Profile, steward: Profile, thread: Thread
) -> None:
    fill(thread, steward, 20)
    Thread.objects.update(posts_count=21)
    page = client_for(user(asker)).get(f"{thread.get_absolute_url()}?page=99").content.decode()
    assert "Page 2 of 2" in page
    assert page.count('class="net-post-head"') == 1
    short = make_network.thread(asker, group=thread.group)
    page = client_for(user(asker)).get(f"{short.get_absolute_url()}?page=99").content.decode()
    assert "The opening words." in page


def test_posts_that_only_some_meet_are_counted_for_them(
    client_for: ClientFor, asker: Profile, steward: Profile, thread: Thread
) -> None:
    fill(thread, asker, 20, state="held", held_because="screening")
    last = make_network.post(thread, make_network.member("Late"))
    mate = make_network.member("Mate")
    make_network.belong(thread.group, mate)  # type: ignore[arg-type]
    address = f"/network/posts/{last.pk}/"
    assert "?page=2#" in client_for(user(steward)).get(address)["Location"]
    assert "?page" not in client_for(user(mate)).get(address)["Location"]
    assert "Page 1 of" not in client_for(user(mate)).get(thread.get_absolute_url()).content.decode()


def test_a_quotation_answers_what_it_quotes(
    client_for: ClientFor, asker: Profile, steward: Profile, thread: Thread
) -> None:
    opening, browser = thread.posts.get(), client_for(user(steward))
    page = browser.get(f"{thread.get_absolute_url()}?quote={opening.pk}").content.decode()
    field = f'<input type="hidden" name="reply_to" value="{opening.pk}">'
    assert field in page
    sent = {"body": "> How do you ask?\n\nSlowly.", "reply_to": str(opening.pk), "token": "v" * 20}
    address = f"{thread.get_absolute_url()}answer/"
    assert field in browser.post(address, sent | {"preview": "yes"}).content.decode()
    browser.post(address, sent)
    assert Post.objects.get(author=steward).reply_to == opening
    page = client_for(user(asker)).get(thread.get_absolute_url()).content.decode()
    assert f'<a href="/network/posts/{opening.pk}/">in answer to an earlier post</a>' in page


def test_short_thanks_are_said_in_each_thread_and_once_in_one(
    client_for: ClientFor, asker: Profile, steward: Profile, thread: Thread
) -> None:
    other = open_thread(author=asker, writing=words("Else", 2), kind="question", group=thread.group)
    reply(author=steward, thread=thread, writing=words("Thank you", 3))
    reply(author=steward, thread=other, writing=words("Thank you", 4))
    sent = {"body": "thank  you", "token": "v" * 20}
    page = client_for(user(steward)).post(f"{other.get_absolute_url()}answer/", sent).content.decode()
    assert "You posted these very words today. Nothing was sent again" in page
    assert other.posts.count() == 2


def test_many_words_are_said_once_anywhere(asker: Profile, steward: Profile, thread: Thread) -> None:
    other = open_thread(author=asker, writing=words("Else", 2), kind="question", group=thread.group)
    reply(author=steward, thread=thread, writing=words("Come to our event. " * 9, 3))
    with pytest.raises(CannotPost):
        reply(author=steward, thread=other, writing=words("Come to our event. " * 9, 4))


def test_a_discussion_about_a_page_leads_back_to_it_and_is_about_no_root(
    client_for: ClientFor, asker: Profile
) -> None:
    about, browser = make.standard_page("Tea"), client_for(user(asker))
    link = f'<a href="{about.url}">'
    for address in ("/network/threads/", "/network/threads/new/"):
        assert link in browser.get(f"{address}?about={about.pk}").content.decode()
        assert browser.get(f"{address}?about={Page.get_first_root_node().pk}").status_code == 404
