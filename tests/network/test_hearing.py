"""Who hears of a post, how, and until when: a mute wins over everything."""

import io
import json
import zipfile
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.actions.choosing import choose_for_thing, choose_quiet_hours
from academy.actions.notify import follow, mute, unfollow
from academy.letters.bounces import stop
from academy.letters.digests import post_digests
from academy.letters.sending import send_due
from academy.models import (
    Bounce,
    Follow,
    Letter,
    Mute,
    Notification,
    NotificationChoice,
    QuietHours,
    ThingChoice,
    User,
)
from academy.privacy import erase, export
from network.actions.feeds import renew_feed
from network.actions.posting import Writing, open_thread, reply
from network.models import Block, FeedKey, NetworkGroup, Post, Profile, Thread
from tests import make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WAYS = st.sampled_from(["", "app", "now", "daily", "weekly"])
EVER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@pytest.fixture
def group() -> NetworkGroup:
    """A closed group."""
    return make_network.group("Closed", openness="closed")


@pytest.fixture
def reader(group: NetworkGroup) -> Profile:
    """Who may hear."""
    made = make_network.member("Ray Reader")
    make_network.belong(group, made)
    return made


@pytest.fixture
def writer(group: NetworkGroup) -> Profile:
    """Who writes."""
    made = make_network.member("Wyn Writer")
    make_network.belong(group, made)
    return made


@pytest.fixture
def thread(group: NetworkGroup, writer: Profile) -> Thread:
    """A thread in the group."""
    return make_network.thread(writer, group=group)


def write(thread: Thread, writer: Profile, body: str = "Words of an answer.") -> Post:
    """An answer, guarded and told like any other."""
    number = Post.objects.count()
    writing = Writing(body=f"{body} {'x' * number}", token=f"a-token-of-20-letters-{number}")
    return reply(author=Profile.objects.get(pk=writer.pk), thread=thread, writing=writing)


def pass_time() -> None:
    """A week goes by, and the worker looks again."""
    post_digests(TODAY)
    send_due(TODAY)
    Notification.objects.update(created_at=timezone.now() - timedelta(days=8))
    post_digests(TODAY)
    Letter.objects.waiting().update(due_at=timezone.now() - timedelta(seconds=1))
    send_due(TODAY)


def choose(person: User, kind: str, things: dict[Any, str], quiet: bool) -> None:
    """Choose for the kind, for things, and quiet hours that are now or in twelve hours."""
    if kind:
        NotificationChoice.objects.create(person=person, kind="groups", way=kind)
    for thing, way in things.items():
        choose_for_thing(person=person, thing=thing, way=way)
    now = timezone.localtime()
    start = now - timedelta(hours=1) if quiet else now + timedelta(hours=12)
    end = start + timedelta(hours=2)
    choose_quiet_hours(person=person, starts=clock(start), ends=clock(end))


def clock(moment: datetime) -> time:
    """The time of day, to the minute."""
    return moment.time().replace(second=0, microsecond=0)


def forget_all() -> None:
    """Everything one round left behind."""
    for model in (Notification, Letter, NotificationChoice, ThingChoice, Mute, Follow, QuietHours):
        model.objects.all().delete()
    Post.objects.filter(token__startswith="a-token").delete()
    mail.outbox.clear()


@EVER
@given(
    kind=st.one_of(WAYS, st.just("muted")),
    of_group=WAYS,
    of_thread=WAYS,
    mentioned=st.booleans(),
    follows=st.sets(st.sampled_from(["thread", "group"])),
    quiet=st.booleans(),
    mutes=st.sets(st.sampled_from(["thread", "group"])),
    late=st.booleans(),
)
def test_mute_matrix(
    reader: Profile, writer: Profile, thread: Thread, group: NetworkGroup, **case: Any
) -> None:
    forget_all()
    person, things = user(reader), {"thread": thread, "group": group}
    choose(person, case["kind"], {group: case["of_group"], thread: case["of_thread"]}, case["quiet"])
    for name in case["follows"]:
        follow(person=person, thing=things[name])
    mutes = [things[name] for name in case["mutes"]]
    if not case["late"]:
        for thing in mutes:
            mute(person=person, thing=thing)
    post = write(thread, writer, "Hello @ray-reader" if case["mentioned"] else "Hello")
    before = len(mail.outbox)
    for thing in mutes:
        mute(person=person, thing=thing)
    pass_time()
    if mutes or case["kind"] == "muted":
        assert len(mail.outbox) == before
        assert case["late"] or not Notification.objects.filter(person=person).exists()
        return
    heard = case["mentioned"] or bool(case["follows"])
    way = case["of_thread"] or case["of_group"] or case["kind"] or "now"
    assert Notification.objects.filter(person=person, fact=f"post:{post.pk}").exists() == heard
    assert len(mail.outbox) == int(heard and way != "app" and not (case["quiet"] and way != "app"))


def hears(reader: Profile, thread: Thread, way: str = "daily") -> None:
    """Follow a thread and hear of it by digest."""
    follow(person=reader.person, thing=thread)
    NotificationChoice.objects.create(person=reader.person, kind="groups", way=way)


def leave(reader: Profile, post: Post) -> None:
    """The reader leaves the group."""
    reader.group_memberships.update(state="left", role="member")


def hide(reader: Profile, post: Post) -> None:
    """A moderator hides the post."""
    Post.objects.filter(pk=post.pk).update(state="hidden", held_because="report")


def take_back(reader: Profile, post: Post) -> None:
    """Its writer takes it back."""
    Post.objects.filter(pk=post.pk).update(state="removed", body="", html="")


def block(reader: Profile, post: Post) -> None:
    """The reader blocks its writer."""
    Block.objects.create(blocker=reader, blocked=post.author)


def suspend(reader: Profile, post: Post) -> None:
    """The reader is suspended."""
    Profile.objects.filter(pk=reader.pk).update(suspended_until=timezone.now() + timedelta(days=9))


def close(reader: Profile, post: Post) -> None:
    """The reader's account is closed."""
    User.objects.filter(pk=reader.person_id).update(is_active=False)


@pytest.mark.parametrize("change", [leave, hide, take_back, block, suspend, close])
@pytest.mark.parametrize("way", ["daily", "weekly"])
def test_a_digest_lists_only_what_is_readable_when_it_is_sent(
    reader: Profile, writer: Profile, thread: Thread, change: Any, way: str
) -> None:
    hears(reader, thread, way)
    change(reader, write(thread, writer))
    pass_time()
    assert mail.outbox == []


@pytest.mark.parametrize("change", [leave, hide, block, suspend])
def test_a_letter_that_waited_for_the_end_of_quiet_hours_is_not_sent_of_what_is_gone(
    reader: Profile, writer: Profile, thread: Thread, change: Any
) -> None:
    hears(reader, thread, "now")
    post = write(thread, writer)
    change(reader, post)
    Letter.objects.update(due_at=timezone.now())
    send_due(TODAY)
    assert mail.outbox == []
    assert Letter.objects.get().ended == "nothing"


def test_a_digest_names_writers_as_the_reader_sees_them_when_it_is_sent(
    reader: Profile, writer: Profile, thread: Thread
) -> None:
    hears(reader, thread)
    write(thread, writer)
    Profile.objects.filter(pk=writer.pk).update(chosen={"name": 3})
    pass_time()
    assert "wyn-writer wrote in" in mail.outbox[0].body
    assert "Wyn Writer" not in mail.outbox[0].body


def test_words_of_posts_stay_out_of_letters_that_cannot_be_answered(
    reader: Profile, writer: Profile, thread: Thread, settings: Any
) -> None:
    hears(reader, thread, "now")
    write(thread, writer)
    send_due(TODAY)
    settings.REPLY_DOMAIN = "reply.example.org"
    write(thread, writer, "Others")
    send_due(TODAY)
    assert "Words of an answer" not in mail.outbox[0].body
    assert "Reply-To" not in mail.outbox[0].extra_headers
    assert "Others" in mail.outbox[1].body
    assert mail.outbox[1].extra_headers["Reply-To"].startswith("reply+")


def test_who_asks_hears_of_answers_and_who_stopped_following_is_not_made_to_follow_again(
    reader: Profile, writer: Profile, group: NetworkGroup
) -> None:
    asked = Writing(body="How?", token="t" * 20, title="How?")
    thread = open_thread(author=reader, writing=asked, kind="question", group=group)
    post = write(thread, writer)
    assert Notification.objects.get().person_id == reader.person_id
    unfollow(person=reader.person, thing=thread)
    write(thread, reader)
    assert not Follow.objects.filter(person=reader.person_id).exists()
    assert Follow.objects.filter(person=writer.person_id).count() == 1
    assert post.state == "published"


def test_a_group_is_followed_and_muted_on_its_page_by_those_who_may_read_it(
    client_for: Any, reader: Profile, group: NetworkGroup
) -> None:
    browser, other = client_for(user(reader)), client_for(user(make_network.member("Other")))
    assert "Follow every discussion" in browser.get("/network/groups/closed/").content.decode()
    browser.post("/network/groups/closed/hear/", {"verb": "follow"})
    browser.post("/network/groups/closed/hear/", {"verb": "mute"})
    assert "Hear of it again" in browser.get("/network/groups/closed/").content.decode()
    assert (Follow.objects.count(), Mute.objects.count()) == (1, 1)
    assert other.post("/network/groups/closed/hear/", {"verb": "follow"}).status_code == 404
    assert browser.post("/network/groups/closed/hear/", {"verb": "x"}).status_code == 404


def test_the_page_names_no_thread_that_its_reader_can_no_longer_open(
    client_for: Any, reader: Profile, thread: Thread
) -> None:
    follow(person=reader.person, thing=thread)
    browser = client_for(user(reader))
    assert thread.title in browser.get("/my/notifications/").content.decode()
    reader.group_memberships.update(state="left")
    page = browser.get("/my/notifications/").content.decode()
    assert thread.title not in page
    assert "Something you can no longer open" in page


def test_all_that_was_chosen_is_handed_over_and_goes_with_the_account(
    reader: Profile, writer: Profile, thread: Thread
) -> None:
    hears(reader, thread, "now")
    choose_for_thing(person=reader.person, thing=thread, way="now")
    choose_quiet_hours(person=reader.person, starts=time(22), ends=time(7))
    stop(reader.person.email, status="5.1.1")
    write(thread, writer)
    renew_feed(profile=reader)
    held = zipfile.ZipFile(io.BytesIO(export(user(reader))))
    for name in ("quiet_hours", "things_chosen", "letters", "letters_came_back"):
        assert json.loads(held.read(f"account/{name}.json")), name
    assert json.loads(held.read("network/feed.json"))
    erase(user(reader))
    left = [model for model in (ThingChoice, Bounce, Letter, FeedKey) if model.objects.exists()]
    assert left == []
