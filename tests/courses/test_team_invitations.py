"""A manager sees who has not answered an invitation, and takes one back; its link then leads nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import AuditEntry, Organisation, User
from courses.actions.joining import InvitationRefused, accept_invitation, digest_of
from courses.models import Invitation
from tests import make, make_teams

pytestmark = pytest.mark.django_db
AT = "/learn/teams/youth-service/invitations/"


@pytest.fixture
def team(db: None) -> tuple[Organisation, User]:
    return make_teams.team()


def invited(organisation: Organisation, email: str = "new@example.org", **fields: Any) -> Invitation:
    values = {"digest": digest_of(email), "expires_at": timezone.now() + timedelta(days=9)} | fields
    return Invitation.objects.create(email=email, organisation=organisation, **values)


def test_an_invitation_is_withdrawn_once_and_its_link_leads_nowhere(team: Any, client_for: Any) -> None:
    held = invited(team[0])
    client: Client = client_for(team[1])
    assert "new@example.org" in client.get(AT).content.decode()
    for _time in range(2):
        page = client.post(f"{AT}{held.pk}/withdraw/", follow=True).content.decode()
    assert "Nobody is waiting" in page
    assert AuditEntry.objects.filter(action="invitation withdrawn").count() == 1
    with pytest.raises(InvitationRefused):
        accept_invitation(secret="new@example.org", person=make.person("new@example.org"))


def test_managers_of_others_neither_see_nor_withdraw_it(team: Any, client_for: Any) -> None:
    held = invited(team[0])
    _other, stranger = make_teams.team("Other Service")
    client: Client = client_for(stranger)
    assert client.get(AT).status_code == 404
    assert client.post(f"{AT}{held.pk}/withdraw/").status_code == 404
    assert client.post(f"/learn/teams/other-service/invitations/{held.pk}/withdraw/").status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_one_that_was_accepted_meanwhile_stays_and_the_manager_is_told(team: Any, client_for: Any) -> None:
    held = invited(team[0])
    accept_invitation(secret="new@example.org", person=make.person("new@example.org"))
    page = client_for(team[1]).post(f"{AT}{held.pk}/withdraw/", follow=True).content.decode()
    assert "accepted already" in page
    assert Invitation.objects.get().withdrawn_at is None


def test_what_is_used_or_too_old_is_not_listed(team: Any, client_for: Any) -> None:
    invited(team[0], "old@example.org", expires_at=timezone.now() - timedelta(days=1))
    invited(team[0], "gone@example.org", withdrawn_at=timezone.now())
    page = client_for(team[1]).get(AT).content.decode()
    assert "old@example.org" not in page
    assert "gone@example.org" not in page
