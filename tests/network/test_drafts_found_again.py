"""What a draft keeps beside its words: the kind, and that it goes without a name."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.actions import tending
from network.actions.posting import open_thread
from network.models import Draft, NetworkGroup, Post, Profile, Thread
from tests.make_network import user, words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
NEW = "/network/threads/new/?group=closed"


def place(group: NetworkGroup) -> str:
    """Where the draft of a new thread in a group is kept."""
    return f"new:{group.pk}:0"


def is_ticked(page: str, what: str = 'name="unnamed"') -> bool:
    """Whether the page offers something (to go without a name, unless said otherwise), ticked."""
    tag = next(one for one in page.split("<input") if what in one.partition(">")[0])
    return " checked" in tag.partition(">")[0]


@pytest.fixture
def asked(asker: Profile, steward: Profile, group: NetworkGroup) -> Thread:
    """A question without a name that readers meet."""
    made = open_thread(author=asker, writing=words(unnamed=True), kind="question", group=group)
    tending.release_post(post=made.posts.get(), actor=steward)
    return made


def test_a_draft_found_again_is_still_without_a_name_and_of_its_kind(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    browser = client_for(user(asker))
    sent = {"place": place(group), "title": "Whom?", "body": "Half", "kind": "practice", "unnamed": "on"}
    browser.post("/network/threads/draft/", sent)
    page = browser.get(NEW).content.decode()
    assert is_ticked(page)
    assert is_ticked(page, 'value="practice"')
    assert "This is your draft of" in page
    assert "It goes without your name" in page


def test_a_tick_that_was_taken_out_stays_out(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    browser = client_for(user(asker))
    for unnamed in ("on", ""):
        sent = {"place": place(group), "body": "Half", "unnamed": unnamed}
        browser.post("/network/threads/draft/", sent)
    page = browser.get(NEW).content.decode()
    assert not is_ticked(page)
    assert "It goes without your name" not in page


def test_words_that_are_saved_alone_change_no_choice(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    browser = client_for(user(asker))
    for sent in ({"body": "Half", "unnamed": "on"}, {"body": "Half a thought"}):
        browser.post("/network/threads/draft/", {"place": place(group), **sent})
    assert is_ticked(browser.get(NEW).content.decode())


def test_what_stood_in_the_way_of_posting_loses_no_choice(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    browser = client_for(user(asker))
    sent = {"kind": "discussion", "title": "Whom?", "body": "Half", "unnamed": "on", "preview": "yes"}
    page = browser.post(NEW, sent | {"token": "t" * 20}).content.decode()
    assert "This is your draft" not in page
    assert is_ticked(browser.get(NEW).content.decode())
    del sent["unnamed"]
    browser.post(NEW, sent | {"token": "t" * 20})
    assert not is_ticked(browser.get(NEW).content.decode())


def test_where_asking_without_a_name_has_ended_the_draft_says_so(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    browser = client_for(user(asker))
    browser.post("/network/threads/draft/", {"place": place(group), "body": "Half", "unnamed": "on"})
    NetworkGroup.objects.update(anonymous_asking=False)
    page = browser.get(NEW).content.decode()
    assert "it would go under your name" in page
    assert 'name="unnamed"' not in page


def test_the_draft_of_an_answer_keeps_the_name_away_unless_the_tick_was_taken_out(
    client_for: ClientFor, asker: Profile, asked: Thread
) -> None:
    browser, address = client_for(user(asker)), asked.get_absolute_url()
    draft = {"place": f"thread:{asked.pk}", "body": "Half a thought"}
    browser.post("/network/threads/draft/", draft)
    page = browser.get(address).content.decode()
    assert is_ticked(page)
    assert "It goes without your name" in page
    browser.post("/network/threads/draft/", draft | {"unnamed": ""})
    page = browser.get(address).content.decode()
    assert not is_ticked(page)
    assert "This is your draft of" in page
    assert "It goes without your name" not in page


def test_a_draft_without_a_name_is_posted_without_it_and_gone(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    browser = client_for(user(asker))
    sent = {"kind": "question", "title": "Whom?", "body": "A thought", "unnamed": "on"}
    browser.post("/network/threads/draft/", {"place": place(group), **sent})
    browser.post(NEW, sent | {"token": "t" * 20})
    assert Post.objects.get().anonymous
    assert not Draft.objects.exists()
