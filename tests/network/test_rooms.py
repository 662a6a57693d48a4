"""The moderators' rooms: what is held, watched words, records, who judges what."""

import csv
import io
import zipfile
from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from academy.models import User
from network.actions import moderating
from network.actions.posting import Writing, open_thread
from network.actions.reporting import report
from network.models import Decision, Post, Profile, Report, SafetyRecord
from tests import make_network
from tests.make_network import user

ClientFor = Callable[..., Client]


def test_a_held_post_in_the_open_is_read_by_a_moderator(
    client_for: ClientFor, moderator: User, writer: Profile
) -> None:
    words = Writing("NHS number 943 476 5919", "t" * 20, title="Look", send_anyway=True)
    thread = open_thread(author=writer, writing=words, kind="question")
    room = client_for(moderator)
    assert "943 476 5919" in room.get("/cms/network/held/").content.decode()
    held = thread.posts.get()
    room.post(f"/cms/network/held/{held.pk}/", {"why": ""})
    assert Post.objects.get(pk=held.pk).state == "held"
    room.post(f"/cms/network/held/{held.pk}/", {"why": "A real number"})
    assert Post.objects.get(pk=held.pk).state == "hidden"
    assert Decision.objects.get().member == writer


def test_a_reported_message_is_read_by_moderators_alone(
    client_for: ClientFor, moderator: User, reporter: Profile, writer: Profile
) -> None:
    relay = writer.relays_sent.create(receiver=reporter, text="Unkind message", token="t" * 20)
    client_for(user(reporter)).post(f"/network/report/message/{relay.pk}/", {"reason": "harassment"})
    held = Report.objects.get()
    assert held.about == writer
    assert "Unkind message" in client_for(moderator).get(f"/cms/network/reports/{held.pk}/").content.decode()


def test_a_watched_word_is_added_and_deleted(client_for: ClientFor, moderator: User) -> None:
    room = client_for(moderator)
    room.post("/cms/network/words/", {"word": "bad word", "why": "It hurts"})
    page = room.post("/cms/network/words/", {"word": "Bad Word", "why": "Again"}).content.decode()
    assert "already" in page or "exists" in page


def test_the_records_hold_times_and_no_names_or_texts(
    client_for: ClientFor, moderator: User, reporter: Profile, post: Post
) -> None:
    held = report(reporter=reporter, thing=post, reason="harassment", words="Secret words")
    moderating.hide_post(post=post, actor=moderator, reason="Unkind", report=held)
    moderating.close_report(report=held, actor=moderator, outcome="acted", answer="Done")
    SafetyRecord.objects.create(kind="risk", title="First", text="=1+1", done_on=timezone.localdate())
    answer = client_for(moderator).get("/cms/network/records/file/")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    texts = {name: archive.read(name).decode() for name in archive.namelist()}
    everything = "".join(texts.values())
    assert not any(word in everything for word in ("Secret", "Unkind", "reporter", "writer", "@"))
    assert "'=1+1" in texts["records.csv"]
    times = {row["reason"]: row for row in csv.DictReader(io.StringIO(texts["response-times.csv"]))}
    assert (times["harassment"]["closed"], times["harassment"]["% in time"]) == ("1", "100")


def test_who_reported_a_post_does_not_judge_it_among_the_held(
    client_for: ClientFor, moderator: User, post: Post
) -> None:
    mine = make_network.member("Moderator", user=moderator)
    report(reporter=mine, thing=post, reason="identifies")
    room = client_for(user(mine))
    assert "Nothing waits" in room.get("/cms/network/held/").content.decode()
    assert room.post(f"/cms/network/held/{post.pk}/", {"why": "No"}).status_code == 404


def test_a_held_post_of_a_group_without_another_steward_comes_to_moderators(
    client_for: ClientFor, moderator: User
) -> None:
    steward = make_network.member("Steward")
    group = make_network.group(steward=steward)
    thread = make_network.thread(steward, group=group)
    thread.posts.update(state="held", held_because="watch-word")
    assert "The opening words." in client_for(moderator).get("/cms/network/held/").content.decode()
