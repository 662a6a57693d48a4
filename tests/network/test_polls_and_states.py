"""What is said after voting, following and muting, and the state that a page shows."""

from collections.abc import Callable

import pytest
from django.test import Client

from academy.models import Follow, Mute
from network.actions import polls
from network.actions.posting import open_thread
from network.models import NetworkGroup, Poll, PollVote, Profile, Thread
from tests.make_network import user, words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def thread(asker: Profile, group: NetworkGroup) -> Thread:
    """A discussion in the group."""
    return open_thread(author=asker, writing=words(), kind="discussion", group=group)


def ask(thread: Thread, actor: Profile, *, several: bool = False) -> Poll:
    """A poll on it."""
    return polls.add_poll(
        thread=thread, actor=actor, question="When?", answers=["Now", "Later"], several=several
    )


def said(browser: Client, address: str, **sent: str) -> str:
    """The page after something was sent."""
    return browser.post(address, sent, follow=True).content.decode()


def test_a_vote_is_confirmed_and_a_vote_for_nothing_asked_again(
    client_for: ClientFor, asker: Profile, steward: Profile, thread: Thread
) -> None:
    option = ask(thread, asker).options.first()
    assert option is not None
    browser, address = client_for(user(steward)), f"{thread.get_absolute_url()}vote/"
    assert "Nothing was chosen" in said(browser, address)
    assert "Your vote is counted" in said(browser, address, option=str(option.pk))
    assert "Nothing was chosen" in said(browser, address)
    assert PollVote.objects.get().option == option


def test_where_several_may_be_chosen_a_vote_is_taken_back_by_choosing_none(
    client_for: ClientFor, asker: Profile, steward: Profile, thread: Thread
) -> None:
    option = ask(thread, asker, several=True).options.first()
    assert option is not None
    browser, address = client_for(user(steward)), f"{thread.get_absolute_url()}vote/"
    said(browser, address, option=str(option.pk))
    assert "Your vote is taken back" in said(browser, address)
    assert not PollVote.objects.exists()


def test_a_closed_poll_says_so_and_counts_no_more(
    client_for: ClientFor, asker: Profile, steward: Profile, thread: Thread
) -> None:
    option = ask(thread, asker).options.first()
    assert option is not None
    address = f"{thread.get_absolute_url()}vote/"
    assert "The poll is closed. Its result stays." in said(client_for(user(asker)), address, close="yes")
    browser = client_for(user(steward))
    assert "This poll is closed." in browser.get(thread.get_absolute_url()).content.decode()
    assert "nothing was counted" in said(browser, address, option=str(option.pk))


def test_a_second_poll_is_not_offered_and_what_was_typed_is_not_lost(
    client_for: ClientFor, asker: Profile, thread: Thread
) -> None:
    browser, address = client_for(user(asker)), f"{thread.get_absolute_url()}poll/"
    sent = {"question": "When?", "answers": "Now\nLater"}
    for _time in range(2):
        assert "Your poll is there" in said(browser, address, **sent)
    page = said(browser, address, question="Where to meet?", answers="Here\nThere")
    assert "This thread has a poll, and holds no second." in page
    assert 'value="Where to meet?"' in page
    assert "holds no second" in browser.get(address, follow=True).content.decode()
    assert Poll.objects.get().question == "When?"


@pytest.mark.parametrize("where", ["thread", "group"])
def test_a_page_shows_whether_it_is_followed_or_muted_and_never_both(
    where: str, client_for: ClientFor, steward: Profile, thread: Thread, group: NetworkGroup
) -> None:
    browser = client_for(user(steward))
    address = f"{thread.get_absolute_url()}act/" if where == "thread" else "/network/groups/closed/hear/"
    state = '<span class="tag plain">%s</span>'
    for verb, shown, hidden, words_said in (
        ("follow", "Following", "Muted", "you hear of what is written here"),
        ("mute", "Muted", "Following", "you hear nothing more of it"),
        ("unmute", "Following", "Muted", "Muted no longer"),
        ("unfollow", "", "Following", "You follow it no longer"),
    ):
        page = said(browser, address, verb=verb)
        assert words_said in page
        assert not shown or state % shown in page
        assert state % hidden not in page


def test_who_follows_what_they_muted_hears_of_it_again(
    client_for: ClientFor, steward: Profile, thread: Thread
) -> None:
    browser, address = client_for(user(steward)), f"{thread.get_absolute_url()}act/"
    for verb in ("mute", "follow"):
        said(browser, address, verb=verb)
    assert (Follow.objects.filter(person=steward.person_id).count(), Mute.objects.count()) == (1, 0)
