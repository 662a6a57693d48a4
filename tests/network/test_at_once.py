"""Twenty at once: one effect."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from academy.models import User
from network.actions import events, groups, mentoring, polls, tending
from network.actions.contact import relay_message
from network.actions.drafts import keep_files
from network.actions.posting import Writing, open_thread, reply
from network.actions.profiles import join_network
from network.actions.reporting import report
from network.models import (
    Attendance,
    ContactRelay,
    Event,
    GroupMembership,
    HelpfulMark,
    Mentoring,
    PollVote,
    Post,
    Profile,
    Report,
    Thread,
    WaitingFile,
)
from tests import make, make_network

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[int], Any], times: int = 20) -> list[Any]:
    """Do something many times at the same moment, each on a connection of its own."""

    def once(number: int) -> Any:
        try:
            return act(number)
        except PermissionDenied:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(once, range(times)))


def fresh(profile: Profile) -> Profile:
    """A member, read anew, with nothing kept from before."""
    return Profile.objects.select_related("person").get(pk=profile.pk)


def test_twenty_joinings_make_one_member() -> None:
    person = make.person("ada@example.org", name="Ada")
    at_once(lambda number: join_network(person=User.objects.get(pk=person.pk)))
    assert Profile.objects.count() == 1


def test_twenty_sendings_of_a_thread_and_of_an_answer_post_once() -> None:
    sam = make_network.member("Sam")
    at_once(
        lambda number: open_thread(
            author=fresh(sam), writing=Writing("Hello", "t" * 20, "Title"), kind="question"
        )
    )
    thread = Thread.objects.get()
    at_once(lambda number: reply(author=fresh(sam), thread=thread, writing=Writing("Answer", "u" * 20)))
    thread.refresh_from_db()
    assert (Post.objects.count(), thread.posts_count) == (2, 2)


def test_answers_of_twenty_members_are_all_counted() -> None:
    people = [make_network.member(f"Member {number}") for number in range(20)]
    thread = make_network.thread(people[0])
    at_once(
        lambda n: reply(author=fresh(people[n]), thread=thread, writing=Writing(f"Answer {n}", f"{n:020}"))
    )
    thread.refresh_from_db()
    assert (thread.posts.count(), thread.posts_count) == (21, 21)


def test_twenty_joinings_acceptances_and_marks_have_one_effect() -> None:
    steward, sam = make_network.member("Steward"), make_network.member("Sam")
    group = make_network.group(steward=steward, joining="request")
    at_once(lambda number: groups.join_group(group=group, profile=fresh(sam)))
    row = GroupMembership.objects.get(profile=sam)
    done = at_once(lambda number: groups.answer_request(membership=row, actor=fresh(steward), accept=True))
    post = make_network.thread(steward).posts.get()
    at_once(lambda number: tending.mark_helpful(post=post, profile=fresh(sam), helpful=True))
    assert (done.count(True), HelpfulMark.objects.count()) == (1, 1)
    assert Post.objects.get(pk=post.pk).helpful_count == 1


def test_one_place_goes_to_one_of_twenty() -> None:
    people = [make_network.member(f"Member {number}") for number in range(20)]
    begins = timezone.now() + timedelta(days=2)
    event = Event.objects.create(
        title="Tea", starts_at=begins, ends_at=begins + timedelta(hours=1), capacity=1
    )
    at_once(lambda n: events.answer_event(event=event, profile=fresh(people[n]), coming=True))
    states = list(Attendance.objects.values_list("state", flat=True))
    assert (states.count("going"), states.count("waiting")) == (1, 19)


def test_twenty_votes_reports_messages_and_questions_are_one_each() -> None:
    sam, kit = make_network.member("Sam"), make_network.member("Kit")
    kit.facts.create(field="offer", value="mentoring", label="Mentoring", audience=1)
    thread = make_network.thread(kit)
    poll = polls.add_poll(thread=thread, actor=kit, question="When?", answers=["Now", "Later"], several=False)
    options = list(poll.options.values_list("pk", flat=True))
    at_once(lambda n: polls.vote(poll=poll, profile=fresh(sam), options=[options[n % 2]]))
    at_once(lambda n: report(reporter=fresh(sam), thing=thread.posts.get(), reason="spam"))
    at_once(lambda n: relay_message(sender=fresh(sam), receiver=fresh(kit), text="Hi", token="t" * 20))
    at_once(lambda n: mentoring.ask_mentoring(mentee=fresh(sam), mentor=fresh(kit), hope="An hour"))
    counts = [model.objects.count() for model in (PollVote, Report, ContactRelay, Mentoring)]
    assert counts == [1, 1, 1, 1]


def test_twenty_sendings_of_one_file_let_it_wait_once() -> None:
    person = make_network.member("Sam").person
    at_once(lambda n: keep_files(person=person, place="new:0:0", files=[SimpleUploadedFile("a.txt", b"x")]))
    assert [file.name for file in WaitingFile.objects.all()] == ["a.txt"]
