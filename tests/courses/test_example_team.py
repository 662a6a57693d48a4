"""The example team of a machine of one's own: every state, once, and gone with one command."""

from typing import Any

import pytest
from django.test import Client

from academy.models import Membership, Organisation, User
from academy.starter import load_all, remove_all
from courses.matrix import matrix_of
from courses.models import Completion, Invitation
from courses.starter.team import NAME, PEOPLE, make_team
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Organisation:
    load_all()
    made = make_team(manager=make.person("lead@example.org", name="Example network lead"))
    assert made is not None
    return made


def test_somebody_stands_at_every_state(team: Organisation) -> None:
    lines = matrix_of(team).lines
    states = {line.member.name: line.cells[0].status for line in lines}
    assert set(states.values()) == {"done", "due", "overdue", "exempt"}
    assert states["Example sessional worker (overdue)"] == "overdue"
    assert states["Example new starter (just joined)"] == "due"
    assert Completion.objects.filter(until__isnull=False).count() == 1
    assert Invitation.objects.filter(organisation=team, used_at=None).count() == 1


def test_making_it_again_makes_nothing_and_nobody_can_sign_in_as_one(team: Organisation) -> None:
    make_team(manager=User.objects.get(email="lead@example.org"))
    people = User.objects.filter(email__endswith="@team.example.org")
    assert people.count() == len(PEOPLE)
    assert not any(person.has_usable_password() for person in people)
    assert Organisation.objects.filter(name=NAME).count() == 1


def test_its_manager_opens_the_team_at_once(team: Organisation, client_for: Any) -> None:
    browser: Client = client_for(User.objects.get(email="lead@example.org"))
    page = browser.get("/learn/teams/example-youth-service/").content.decode()
    assert "Example youth worker (finished)" in page


def test_removing_the_starter_content_takes_the_team_and_leaves_its_manager(team: Organisation) -> None:
    remove_all()
    assert not Organisation.objects.filter(name=NAME).exists()
    assert not User.objects.filter(email__endswith="@team.example.org").exists()
    assert User.objects.filter(email="lead@example.org").exists()
    assert not Membership.objects.exists()


def test_without_the_course_there_is_no_team(db: None) -> None:
    assert make_team(manager=make.person()) is None
