"""The page of news: what holds now, under the names its reader sees; nothing of it is kept in words."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.models import Notification, User
from academy.privacy import export
from network.actions import events, groups, mentoring
from network.actions.contact import block, relay_message
from network.actions.posting import Writing, open_thread
from network.actions.profiles import choose_audiences, choose_facts
from network.models import Event, GroupMembership, NetworkGroup, Post, Profile, Thread
from tests import make_network
from tests.make_network import told

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
MOST_QUERIES = 25
OVER = "Something that is over, or no longer yours to read"


@pytest.fixture
def group() -> NetworkGroup:
    """A closed group."""
    return make_network.group("Night shift", openness="closed")


@pytest.fixture
def reader(group: NetworkGroup) -> Profile:
    """Who hears; a steward."""
    made = make_network.member("Ray Reader")
    make_network.belong(group, made, role="steward")
    return made


@pytest.fixture
def writer(group: NetworkGroup) -> Profile:
    """Who writes, asks and answers."""
    made = make_network.member("Wyn Writer")
    make_network.belong(group, made)
    return made


def write(writer: Profile, group: NetworkGroup, number: int = 0, **more: Any) -> Thread:
    """A question that the reader is mentioned in."""
    body = f"Hello @ray-reader, how do you hand over? {'x' * number}"
    writing = Writing(body=body, token=f"a-token-of-20-letters-{number}", title="Handing over", **more)
    return open_thread(author=writer, writing=writing, kind="question", group=group)


def plan(steward: Profile, group: NetworkGroup) -> Event:
    """An event of the group."""
    start = timezone.now() + timedelta(days=3)
    values = {"title": "Supervision", "starts_at": start, "ends_at": start + timedelta(hours=1)}
    return events.plan_event(planner=steward, group=group, values=values)


def everything(reader: Profile, writer: Profile, group: NetworkGroup) -> None:
    """One of each kind of news for the reader."""
    write(writer, group)
    relay_message(sender=writer, receiver=reader, text="Hello", token="t" * 20)
    asked = make_network.group("Asked", steward=reader, joining="request")
    groups.join_group(group=asked, profile=writer, message="")
    event = plan(reader, group)
    events.answer_event(event=event, profile=reader, coming=True)
    events.cancel_event(event=event, actor=reader)


def test_news_names_people_and_things_as_its_reader_sees_them(
    reader: Profile, writer: Profile, group: NetworkGroup
) -> None:
    everything(reader, writer, group)
    assert told(reader) == [
        "Wyn Writer wrote in “Handing over”",
        "A message from Wyn Writer",
        "Wyn Writer asks to join",
        "Called off: Supervision",
    ]


def test_no_name_no_title_and_no_group_is_kept_with_news(
    reader: Profile, writer: Profile, group: NetworkGroup
) -> None:
    everything(reader, writer, group)
    kept = " ".join(f"{row.title} {row.text}" for row in Notification.objects.all())
    assert not [word for word in ("Wyn", "Handing", "Night shift", "Supervision") if word in kept]


def test_a_name_that_is_hidden_later_leaves_the_news_already_told(
    reader: Profile, writer: Profile, group: NetworkGroup
) -> None:
    everything(reader, writer, group)
    choose_audiences(profile=writer, whole=1, chosen={"name": 3})
    assert told(reader)[:3] == [
        "wyn-writer wrote in “Handing over”",
        "A message from wyn-writer",
        "wyn-writer asks to join",
    ]


def test_what_the_reader_may_no_longer_read_is_told_to_them_no_more(
    client_for: ClientFor, reader: Profile, writer: Profile, group: NetworkGroup
) -> None:
    everything(reader, writer, group)
    block(blocker=reader, blocked=writer)
    GroupMembership.objects.filter(profile=reader).delete()
    assert told(reader) == ["", "", "", ""]
    page = client_for(User.objects.get(pk=reader.person_id)).get("/my/notifications/").content.decode()
    assert page.count(OVER) == 4
    assert "Handing over" not in page


def test_the_copy_of_ones_data_holds_what_the_page_shows(
    reader: Profile, writer: Profile, group: NetworkGroup
) -> None:
    everything(reader, writer, group)
    Post.objects.update(state=Post.State.HIDDEN)
    with zipfile.ZipFile(io.BytesIO(export(User.objects.get(pk=reader.person_id)))) as archive:
        name = next(one for one in archive.namelist() if one.endswith("notifications.json"))
        copied = json.loads(archive.read(name))
    assert [row["title"] for row in copied][::-1][:2] == ["", "A message from Wyn Writer"]


def test_mentoring_is_told_in_the_words_of_what_came_of_it(reader: Profile, writer: Profile) -> None:
    choose_facts(profile=reader, field="offer", values=["mentoring"])
    asked = mentoring.ask_mentoring(mentee=writer, mentor=reader, hope="To learn")
    mentoring.answer_mentoring(mentoring=asked, accept=True, answer="")
    asked.refresh_from_db()
    mentoring.end_mentoring(mentoring=asked, by=reader)
    assert told(reader) == ["Wyn Writer asks whether you would mentor them"]
    assert told(writer) == ["Ray Reader is glad to mentor you", "Your mentoring with Ray Reader has ended"]


def test_news_costs_as_much_for_four_as_for_thirty(
    client_for: ClientFor, reader: Profile, writer: Profile, group: NetworkGroup
) -> None:
    everything(reader, writer, group)
    browser = client_for(User.objects.get(pk=reader.person_id))
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            page = browser.get("/my/notifications/")
        counts.append(len(captured))
        add_news(30)
    assert page.content.count(b"wrote in") == 31
    assert counts[0] == counts[1] <= MOST_QUERIES


def add_news(number: int) -> None:
    """So many more posts that the reader was told of."""
    row = Notification.objects.filter(fact__startswith="post:").earliest("pk")
    thread = Thread.objects.get(title="Handing over")
    for _time in range(number):
        post = make_network.post(thread, thread.author)
        Notification.objects.create(person=row.person, kind="groups", fact=f"post:{post.pk}", title="-")


def test_a_request_that_was_answered_and_a_post_for_moderators_are_told_no_more(
    reader: Profile, writer: Profile, group: NetworkGroup
) -> None:
    asked = make_network.group("Asked", steward=reader, joining="request")
    request = groups.join_group(group=asked, profile=writer, message="")
    thread = write(writer, group, unnamed=False)
    Post.objects.filter(thread=thread).update(state=Post.State.HELD, held_because=Post.Why.REPORT)
    Notification.objects.create(
        person=reader.person, kind="groups", fact=f"held:{thread.posts.get().pk}", title="A post waits"
    )
    assert told(reader)[0] == "Wyn Writer asks to join"
    groups.answer_request(membership=request, actor=reader, accept=False)
    assert told(reader) == ["", "", ""]
