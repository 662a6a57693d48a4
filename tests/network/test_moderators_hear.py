"""Moderators hear of what waits for them: never of their own matters, and never who or what it is about."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import AuditEntry, Notification, User
from network.actions import moderating
from network.actions.moderators import tell_of_late
from network.actions.reporting import appeal, report
from network.actions.telling import tell_stewards
from network.models import NetworkGroup, Post, Profile, Report, WatchWord
from tests import make, make_network

pytestmark = pytest.mark.django_db


def heard(person: User) -> list[str]:
    """The titles of what somebody was told as a moderator."""
    return list(person.notifications.filter(kind="moderation").order_by("pk").values_list("title", flat=True))


def test_a_report_is_told_to_moderators_without_who_and_what(
    moderator: User, reporter: Profile, post: Post
) -> None:
    report(reporter=reporter, thing=post, reason="identifies", words="It is the boy next door")
    row = Notification.objects.get(person=moderator)
    told = f"{row.title} {row.text}"
    assert row.title == "A report waits for a moderator"
    for hidden in (post.thread.title, post.body, "next door", str(post.author), str(reporter)):
        assert hidden not in told


def test_who_is_reported_or_reports_hears_nothing_as_a_moderator(moderator: User, post: Post) -> None:
    mine = make_network.member("Mo Derator", user=moderator)
    report(reporter=mine, thing=post, reason="spam")
    assert heard(moderator) == []


def test_moderators_hear_once_when_the_time_runs_out(moderator: User, reporter: Profile, post: Post) -> None:
    held = report(reporter=reporter, thing=post, reason="spam")
    tell_of_late(timezone.localdate())
    assert len(heard(moderator)) == 1
    Report.objects.filter(pk=held.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    tell_of_late(timezone.localdate())
    tell_of_late(timezone.localdate())
    assert heard(moderator)[1:] == ["The time to look at a report has run out"]


def test_an_appeal_is_told_to_those_who_did_not_decide(
    client_for: Any, moderator: User, reporter: Profile
) -> None:
    other = make.staff("other@example.org", "Moderators")
    decision = moderating.warn(member=reporter, actor=moderator, reason="Unkind")
    assert decision is not None
    made = appeal(decision=decision, member=reporter, words="I was not")
    assert heard(moderator) == []
    assert heard(other) == ["A member asks for a decision to be looked at again"]
    address = f"/cms/network/appeals/{made.pk}/"
    assert address not in client_for(moderator).get("/cms/network/appeals/").content.decode()
    assert address in client_for(other).get("/cms/network/appeals/").content.decode()


def test_a_post_that_no_steward_can_read_is_told_to_moderators(
    moderator: User, group: NetworkGroup, steward: Profile, asker: Profile
) -> None:
    of_group = make_network.post(make_network.thread(asker, group=group), asker, state="held")
    tell_stewards(of_group)
    assert heard(moderator) == []
    own = make_network.post(make_network.thread(steward, group=group), steward, state="held")
    tell_stewards(own)
    tell_stewards(make_network.post(make_network.thread(asker), asker, state="held"))
    assert heard(moderator) == ["A post waits to be read first"] * 2


def test_the_watch_list_is_changed_on_record(client_for: Any, moderator: User) -> None:
    room: Client = client_for(moderator)
    room.post("/cms/network/words/", {"word": "zombie", "why": "A drug"})
    room.post("/cms/network/words/", {"delete": str(WatchWord.objects.get().pk)})
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "moderation: word watched",
        "moderation: word no longer watched",
    ]
