"""Discussions in a news reader: what everybody may read, and what one member may, until they may not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.feeds import renew_feed, stop_feed, token_of
from network.models import Block, NetworkGroup, Post, Profile, Thread
from tests import make_network

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def reader() -> Profile:
    """Whose feed it is."""
    return make_network.member("Ray Reader")


@pytest.fixture
def writer() -> Profile:
    """Who writes."""
    return make_network.member("Wyn Writer")


@pytest.fixture
def groups(reader: Profile, writer: Profile) -> dict[str, NetworkGroup]:
    """A group of each kind, with a thread; the reader belongs to the closed one."""
    made = {name: make_network.group(name, openness=name) for name in ("open", "closed", "hidden")}
    make_network.belong(made["closed"], reader)
    for name, group in made.items():
        make_network.thread(writer, title=f"In {name}", group=group)
    make_network.thread(writer, title="In the open", about=None)
    return made


def titles(browser: Client, address: str) -> set[str]:
    """The titles of a feed's entries."""
    tree = ElementTree.fromstring(browser.get(address).content)
    return {str(entry.findtext(f"{ATOM}title")) for entry in tree.iter(f"{ATOM}entry")}


def address(reader: Profile) -> str:
    """The address of a member's own feed, made anew."""
    return f"/network/feed/{token_of(renew_feed(profile=reader))}/"


def test_the_public_feed_holds_what_everybody_reads_whoever_asks(
    client_for: Callable[..., Client], reader: Profile, groups: Any
) -> None:
    for browser in (Client(), client_for(reader.person)):
        assert titles(browser, "/network/feed/") == {"In open", "In the open"}
    response = Client().get("/network/feed/")
    again = Client().get("/network/feed/", headers={"If-Modified-Since": response["Last-Modified"]})
    assert again.status_code == 304
    assert 'href="/network/feed/"' in Client().get("/network/threads/").content.decode()


def test_ones_own_feed_holds_ones_groups_and_is_kept_by_no_cache(reader: Profile, groups: Any) -> None:
    mine = address(reader)
    assert titles(Client(), mine) == {"In open", "In closed", "In the open"}
    assert Client().get(mine)["Cache-Control"] == "private, no-store"
    reader.group_memberships.update(state="left")
    assert titles(Client(), mine) == {"In open", "In the open"}


def suspend(reader: Profile) -> None:
    Profile.objects.filter(pk=reader.pk).update(suspended_until=timezone.now() + timedelta(days=1))


def close(reader: Profile) -> None:
    reader.person.is_active = False
    reader.person.save()


def renew(reader: Profile) -> None:
    renew_feed(profile=reader)


def stop(reader: Profile) -> None:
    stop_feed(profile=reader)


def erase(reader: Profile) -> None:
    reader.person.delete()


@pytest.mark.parametrize("change", [suspend, close, renew, stop, erase])
def test_an_address_stops_at_once(reader: Profile, change: Callable[[Profile], None]) -> None:
    mine = address(reader)
    assert Client().get(mine).status_code == 200
    change(reader)
    assert Client().get(mine).status_code == 404


def test_a_member_makes_renews_and_stops_their_feed_on_a_page(
    client_for: Callable[..., Client], reader: Profile
) -> None:
    browser = client_for(reader.person)
    assert "Make an address" in browser.get("/network/me/settings/").content.decode()
    browser.post("/network/me/feed/", {"verb": "renew"})
    page = browser.get("/network/me/settings/").content.decode()
    mine = re.search(r"http://localhost:8000(/network/feed/[^/]+/)", page)[1]  # type: ignore[index]
    assert Client().get(mine).status_code == 200
    browser.post("/network/me/feed/", {"verb": "stop"})
    assert Client().get(mine).status_code == 404


@pytest.mark.parametrize("state", ["held", "hidden"])
def test_threads_that_are_held_or_hidden_are_in_no_feed(reader: Profile, groups: Any, state: str) -> None:
    Thread.objects.update(state=state)
    assert titles(Client(), "/network/feed/") == titles(Client(), address(reader)) == set()


def test_threads_of_somebody_blocked_are_not_in_ones_own_feed(
    reader: Profile, writer: Profile, groups: Any
) -> None:
    Block.objects.create(blocker=reader, blocked=writer)
    assert titles(Client(), address(reader)) == set()


def test_writers_are_named_as_the_reader_sees_them(reader: Profile, writer: Profile, groups: Any) -> None:
    assert "Wyn Writer" not in Client().get("/network/feed/").content.decode()
    assert "wyn-writer" in Client().get("/network/feed/").content.decode()
    assert "Wyn Writer" in Client().get(address(reader)).content.decode()
    Thread.objects.filter(group__isnull=False).update(anonymous=True)
    Thread.objects.filter(group=None).delete()
    assert "Writer" not in Client().get(address(reader)).content.decode()


def test_words_that_were_taken_back_or_hold_signs_xml_cannot_bear_are_left_out(writer: Profile) -> None:
    thread = make_network.thread(writer, title="A \x0b sign", group=None)
    Post.objects.update(state="removed", html="Taken back", body="")
    make_network.post(thread, writer, body="Later words")
    page = Client().get("/network/feed/").content.decode()
    assert "Taken back" not in page
    assert "Later words" not in page
    assert titles(Client(), "/network/feed/")


def test_a_feed_asks_the_database_as_often_however_much_there_is(
    reader: Profile, writer: Profile, django_assert_max_num_queries: Any
) -> None:
    mine = address(reader)
    for number in range(25):
        make_network.thread(writer, title=f"T {number}")
    with django_assert_max_num_queries(6):
        assert len(titles(Client(), mine)) == 20
