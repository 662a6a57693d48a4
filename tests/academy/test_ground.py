"""Notifications, roles, scheduled work, the audit trail, health and contact."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client

from academy import jobs
from academy.actions.audit import record
from academy.actions.notify import follow, followers, mute, notify
from academy.actions.roles import NAMES, ensure_roles, give_role
from academy.models import AuditEntry, ContactMessage, JobRun, Notification, NotificationChoice, User
from academy.models.audit import AppendOnlyError
from tests import make

pytestmark = pytest.mark.django_db


def tell(person: User, **fields: Any) -> list[Notification]:
    return notify(people=[person], kind="news", fact="news:1", title="Some news", **fields)


def test_a_fact_is_told_once_with_one_letter(learner: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell(learner)
        tell(learner)
    assert Notification.objects.count() == 1
    assert [letter.subject for letter in mail.outbox] == ["Some news"]


def test_a_mute_wins_over_a_follow(learner: User) -> None:
    thing = make.person("thing@example.org")
    follow(person=learner, thing=thing)
    mute(person=learner, thing=thing)
    assert learner in followers(thing)
    assert tell(learner, about=thing) == []


def test_somebody_who_wants_no_letters_still_sees_the_news(
    learner: User, django_capture_on_commit_callbacks: Any
) -> None:
    NotificationChoice.objects.create(person=learner, kind="news", way="app")
    with django_capture_on_commit_callbacks(execute=True):
        tell(learner)
    assert Notification.objects.count() == 1
    assert mail.outbox == []


def test_roles_made_again_are_the_same() -> None:
    before = {group.name: set(group.permissions.values_list("pk", flat=True)) for group in ensure_roles()}
    after = {group.name: set(group.permissions.values_list("pk", flat=True)) for group in ensure_roles()}
    assert before == after
    assert set(before) == set(NAMES)


def test_a_right_added_by_hand_is_taken_back() -> None:
    from django.contrib.auth.models import Permission

    group = Group.objects.get(name="Course authors")
    group.permissions.add(Permission.objects.get(codename="change_user"))
    ensure_roles()
    assert not group.permissions.filter(codename="change_user").exists()


def test_only_an_owner_gives_roles(learner: User, owner: User) -> None:
    from django.core.exceptions import PermissionDenied

    moderator = make.staff("moderator@example.org", "Moderators")
    for actor in (moderator, learner):
        with pytest.raises(PermissionDenied):
            give_role(person=learner, role="Owners", actor=actor)
    give_role(person=learner, role="Moderators", actor=owner)
    assert learner.groups.filter(name="Moderators").exists()
    assert AuditEntry.objects.filter(action="role given", actor_id=owner.pk).exists()


def test_an_audit_entry_is_never_changed(learner: User) -> None:
    entry = record(actor_id=1, action="looked", subject=learner)
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()


@pytest.mark.parametrize("change", ["update(action='other')", "delete()"])
def test_the_database_itself_refuses_to_change_the_trail(learner: User, change: str) -> None:
    record(actor_id=1, action="looked", subject=learner)
    rows = AuditEntry.objects.all()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(action="other") if change.startswith("update") else rows._raw_delete(connection.alias)


def test_a_job_runs_once_a_day_and_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[date] = []
    job = jobs.Job("count", time(3), ran.append)
    monkeypatch.setattr(jobs, "all_jobs", lambda: [job])
    now = datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
    monkeypatch.setattr(jobs.timezone, "localtime", lambda: now)
    assert jobs.run_due() == []
    monkeypatch.setattr(jobs.timezone, "localtime", lambda: now.replace(hour=9))
    assert jobs.run_due() == ["count"]
    assert jobs.run_due() == []
    assert ran == [date(2026, 3, 29)]


def test_a_job_that_fails_is_noted_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(day: date) -> None:
        raise ValueError("somebody@example.org")

    monkeypatch.setattr(jobs, "all_jobs", lambda: [jobs.Job("fail", time(0), fail)])
    jobs.run_due()
    assert JobRun.objects.get().error == "ValueError"


def test_health_says_what_works(client: Client) -> None:
    assert client.get("/health/live/").json() == {"live": True}
    assert client.get("/health/ready/").json() == {"database": True, "cache": True, "tasks": True}


def test_a_message_sent_twice_is_kept_once_and_told_to_owners(client: Client, owner: User) -> None:
    form = {"kind": "complaint", "text": "The page was slow.", "token": "x" * 20}
    for _again in range(2):
        assert client.post("/contact/", form).status_code == 302
    assert ContactMessage.objects.count() == 1
    assert owner.notifications.count() == 1


def test_a_bad_message_keeps_what_was_typed(client: Client) -> None:
    form = {"kind": "complaint", "text": "Kept words", "email": "not an address", "token": "x" * 20}
    page = client.post("/contact/", form).content.decode()
    assert "Kept words" in page
    assert "Enter a valid email address" in page
    assert not ContactMessage.objects.exists()


def test_people_are_asked_only_about_news_they_may_get(learner: User, owner: User, client_for: Any) -> None:
    assert (
        "run the site" not in client_for(learner).get("/my/notifications/").content.decode().split("<main")[1]
    )
    browser = client_for(owner)
    assert "Messages to the people" in browser.get("/my/notifications/").content.decode()
    browser.post("/my/notifications/ways/", {"certificate": "daily", "contact": "app", "other": "now"})
    assert dict(owner.notification_choices.values_list("kind", "way")) == {
        "certificate": "daily",
        "contact": "app",
    }
