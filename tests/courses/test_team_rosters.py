"""Lists of staff: looked at before anything changes, worked once, consent kept."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from academy.models import Membership, Organisation, Profession, User
from courses.actions import rosters
from courses.actions.joining import accept_invitation, digest_of
from courses.actions.rosters import begin_roster, plans_of, receive_roster, run_roster
from courses.models import Invitation, Roster
from courses.tasks import send_invitations
from tests import make, make_teams

pytestmark = pytest.mark.django_db
AT = "/learn/teams/youth-service/lists/"
LIST = (
    b"email,profession,leaves\nnew@example.org,Nurse,\nmo@example.org,Nurse,\ngus@example.org,,yes\nbad,,\n"
)


@pytest.fixture
def team(db: None) -> tuple[Organisation, User]:
    organisation, manager = make_teams.team()
    Profession.objects.get_or_create(slug="nurse", defaults={"name": "Nurse"})
    make_teams.member(organisation, "mo@example.org")
    make_teams.member(organisation, "gus@example.org", "Gus Gone")
    return organisation, manager


def sent(team: tuple[Organisation, User], content: bytes = LIST, *, whole: bool = False) -> Roster:
    return receive_roster(organisation=team[0], content=content, whole=whole, actor=team[1])


@pytest.fixture
def worked(team: Any, django_capture_on_commit_callbacks: Any) -> Any:
    def work(content: bytes = LIST, *, whole: bool = False) -> Roster:
        made = sent(team, content, whole=whole)
        with django_capture_on_commit_callbacks(execute=True):
            begin_roster(roster=made, actor=team[1])
        made.refresh_from_db()
        return made

    return work


def test_a_list_is_looked_at_first_and_changes_nothing_by_that(team: Any, client_for: Any) -> None:
    client = client_for(team[1])
    answer = client.post(AT, {"file": SimpleUploadedFile("list.csv", LIST)}, follow=True)
    page = answer.content.decode()
    for words in ("To be invited", "new@example.org", "Line 5", "This is not an email address."):
        assert words in page
    assert not Invitation.objects.exists()
    assert Membership.objects.filter(valid_to=None).count() == 3


def test_a_list_invites_changes_and_ends_and_forgets_what_was_sent(team: Any, worked: Any) -> None:
    made = worked()
    assert (made.state, made.content, made.counts["faults"]) == (
        "done",
        "",
        [[5, "This is not an email address."]],
    )
    assert Invitation.objects.get().profession == Profession.objects.get(slug="nurse")
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]
    day = timezone.localdate()
    names = Membership.objects.valid_on(day).values_list("person__email", "profession__slug")
    assert set(names) == {("mo@example.org", "nurse"), ("manager@youth-service.example.org", None)}


def test_the_same_list_again_changes_nothing(team: Any, worked: Any) -> None:
    worked()
    before = list(Membership.objects.order_by("pk").values())
    again = worked()
    assert again.counts["joins"] == again.counts["changes"] == again.counts["leaves"] == 0
    assert list(Membership.objects.order_by("pk").values()) == before
    assert len(mail.outbox) == 1


def test_somebody_with_an_account_is_asked_and_not_seen_before_they_accept(team: Any, worked: Any) -> None:
    person = make.person("new@example.org", name="Nia New")
    worked()
    assert not Membership.objects.filter(person=person).exists()
    Invitation.objects.update(digest=digest_of("known"))
    accept_invitation(secret="known", person=person)
    assert Membership.objects.get(person=person).profession is not None


def test_a_leaver_who_is_invited_anew_is_a_member_again(team: Any, worked: Any) -> None:
    worked()
    worked(b"email\ngus@example.org\n")
    Invitation.objects.filter(email="gus@example.org").update(digest=digest_of("known"))
    accept_invitation(secret="known", person=User.objects.get(email="gus@example.org"))
    held = Membership.objects.get(person__email="gus@example.org")
    assert (held.valid_from, held.valid_to) == (timezone.localdate(), None)


def test_a_list_that_is_killed_midway_goes_on_and_does_nothing_twice(team: Any) -> None:
    content = b"email\n" + b"".join(b"p%d@example.org\n" % number for number in range(12))
    made = sent(team, content, whole=True)
    Roster.objects.filter(pk=made.pk).update(state="running")
    real, calls = rosters._work, iter([True, True, False])

    def killed(*args: Any) -> Any:
        if not next(calls):
            raise MemoryError
        return real(*args)

    with patch.object(rosters, "AT_ONCE", 5):
        with patch.object(rosters, "_work", killed), pytest.raises(MemoryError):
            run_roster(made.pk)
        assert Invitation.objects.count() == 10
        run_roster(made.pk)
    made.refresh_from_db()
    assert (made.state, made.counts["joins"], made.counts["leaves"]) == ("done", 12, 2)
    assert len(mail.outbox) == 12


def test_a_whole_list_leaves_the_managers_whoever_sends_it(team: Any, worked: Any) -> None:
    worked(b"email\nmo@example.org\n", whole=True)
    day = timezone.localdate()
    assert set(Membership.objects.valid_on(day).values_list("role", flat=True)) == {"member", "manager"}
    assert Membership.objects.valid_on(day).count() == 2


def test_a_last_day_to_come_ends_the_membership_after_it(team: Any, worked: Any) -> None:
    day = timezone.localdate() + timedelta(days=9)
    worked(f"email;leaves\nmo@example.org;{day:%d/%m/%Y}\n".encode())
    assert Membership.objects.get(person__email="mo@example.org").valid_to == day


def test_a_letter_of_an_invitation_withdrawn_meanwhile_is_not_sent(team: Any) -> None:
    row = Invitation.objects.create(
        email="a@example.org",
        organisation=team[0],
        digest="d",
        expires_at=timezone.now(),
        withdrawn_at=timezone.now(),
    )
    send_invitations.enqueue([[row.pk, "secret"]])
    assert mail.outbox == []


def test_a_file_that_is_no_list_is_refused_with_what_to_do(team: Any, client_for: Any) -> None:
    client = client_for(team[1])
    answer = client.post(AT, {"file": SimpleUploadedFile("list.xlsx", b"PK\x03\x04\x00")})
    assert "Save the sheet as CSV" in answer.content.decode()
    made = sent(team)
    assert client.post(f"{AT}{made.pk}/drop/").status_code == 302
    assert Roster.objects.get(pk=made.pk).content == ""


def test_twenty_thousand_rows_are_worked_in_one_go(team: Any) -> None:
    content = b"email;profession\r\n" + b"".join(b"p%d@example.org;Nurse\r\n" % n for n in range(20_000))
    made = sent(team, content)
    assert len(plans_of(made)) == 20_000
    Roster.objects.filter(pk=made.pk).update(state="running")
    with patch.object(rosters, "send_invitations") as letters:
        run_roster(made.pk)
    assert (
        sum(len(call.args[0]) for call in letters.enqueue.call_args_list)
        == Invitation.objects.count()
        == 20_000
    )
