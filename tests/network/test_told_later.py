"""What was told once is told later only as far as it still may be: on the page, in letters, in exports."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from academy.actions.notify import follow
from academy.models import User
from academy.privacy import export_ground
from academy.search.indexing import index
from network.actions.contact import block, relay_message
from network.actions.mentoring import ask_mentoring
from network.actions.posting import Writing, open_thread, reply
from network.actions.profiles import choose_audiences
from network.actions.reporting import report
from network.actions.tending import mark_helpful
from network.audiences import FIELDS
from network.models import NetworkGroup, Profile
from network.personal_data import export
from tests import make_network

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def pair() -> tuple[Profile, Profile]:
    """One who writes, and one who hears of it."""
    return make_network.member("Wren Writer"), make_network.member("Robin Reader")


def person(profile: Profile) -> User:
    """The account, read anew."""
    return User.objects.get(pk=profile.person_id)


def told(profile: Profile) -> list[str]:
    """What the export of their notifications says, beside what it may say no more."""
    rows = json.loads(export_ground(person(profile))["notifications.json"])
    return [f"{row['title']} {row['text']}" for row in rows if row["title"]]


def begun(writer: Profile, reader: Profile) -> tuple[Any, NetworkGroup]:
    """A thread in a group that both are in, of which the reader was told."""
    group = make_network.group()
    for one in (writer, reader):
        make_network.belong(group, one)
    follow(person=reader.person, thing=group)
    writing = Writing(body="Words.", token="t" * 20, title="About Jo")
    return open_thread(author=writer, writing=writing, kind="question", group=group), group


def test_who_follows_a_group_is_told_of_a_thread(
    pair: tuple[Profile, Profile], client_for: ClientFor
) -> None:
    begun(*pair)
    page = client_for(person(pair[1])).get("/my/notifications/").content.decode()
    assert "Wren Writer wrote in “About Jo”" in page
    assert told(pair[1]) == ["Wren Writer wrote in “About Jo” Youth workers"]


def test_a_thread_that_was_reported_is_named_no_more(
    pair: tuple[Profile, Profile], client_for: ClientFor
) -> None:
    thread, _group = begun(*pair)
    report(reporter=pair[1], thing=thread.posts.get(), reason="identifies")
    assert "About Jo" not in client_for(person(pair[1])).get("/my/notifications/").content.decode()
    assert told(pair[1]) == []


def test_a_name_that_is_no_longer_shown_is_told_as_a_handle(pair: tuple[Profile, Profile]) -> None:
    writer, reader = pair
    begun(writer, reader)
    writer.facts.create(field="offer", value="mentoring", label="Mentoring", audience=1)
    reader.facts.create(field="offer", value="mentoring", label="Mentoring", audience=1)
    relay_message(sender=writer, receiver=reader, text="Hello", token="m" * 20)
    ask_mentoring(mentee=writer, mentor=reader, hope="To learn")
    choose_audiences(profile=writer, whole=0, chosen=dict.fromkeys(FIELDS, 3))
    assert len(told(reader)) == 3
    assert all("wren-writer" in line and "Wren" not in line for line in told(reader))


def test_ones_export_names_no_thread_that_one_may_read_no_more(pair: tuple[Profile, Profile]) -> None:
    writer, reader = pair
    thread, _group = begun(writer, reader)
    post = thread.posts.get()
    mark_helpful(post=post, profile=reader, helpful=True)
    reply(author=reader, thread=thread, writing=Writing(body="Mine.", token="r" * 20))
    assert all(b"About Jo" in export(person(reader))[f"{name}.json"] for name in ("posts", "read", "helpful"))
    report(reporter=reader, thing=post, reason="identifies")
    files = export(person(reader))
    assert not any(b"About Jo" in held for held in files.values())
    assert b"Mine." in files["posts.json"]
    assert b"About Jo" in export(person(writer))["posts.json"]


def test_a_spelling_is_offered_from_no_name_of_somebody_who_blocked_the_reader(
    pair: tuple[Profile, Profile], client_for: ClientFor
) -> None:
    writer, reader = pair
    index(writer)
    browser = client_for(person(reader))
    assert ">writer<" in browser.get("/search/?q=writar").content.decode()
    block(blocker=writer, blocked=reader)
    assert ">writer<" not in browser.get("/search/?q=writar").content.decode()
