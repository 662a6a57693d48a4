"""Assignments: who is asked, told, reminded; and what the dashboard says."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from academy.models import AuditEntry, Membership, Notification, Organisation, Profession, User
from courses.actions.assigning import (
    assign,
    end_exemption,
    exempt,
    remind_of_assignments,
    withdraw_assignment,
)
from courses.matrix import matrix_of
from courses.models import Assignment, CoursePage, Enrolment
from tests import make, make_learning, make_teams

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def soon(days: int = 40) -> Any:
    return TODAY() + timedelta(days=days)


@pytest.fixture
def team(course: CoursePage) -> tuple[Organisation, User, User]:
    organisation, manager = make_teams.team()
    return organisation, manager, make_teams.member(organisation, "mo@example.org")


def states(organisation: Organisation) -> dict[str, list[str]]:
    found = matrix_of(organisation)
    return {line.member.name: [cell.status.value for cell in line.cells] for line in found.lines}


def test_a_member_is_told_once_sees_it_as_due_and_is_not_enrolled(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    organisation, manager, mo = team
    assign(organisation=organisation, thing=course, actor=manager, due_on=soon())
    remind_of_assignments(TODAY())
    page = client_for(mo).get("/my/").content.decode()
    assert f'action="/learn/{course.slug}/enrol/"' in page
    assert "by " + soon().strftime("%-d %B %Y") in page
    assert Notification.objects.filter(person=mo).count() == 1
    assert not Enrolment.objects.filter(learner__user=mo).exists()


def test_the_same_twice_is_one_assignment_and_a_withdrawn_one_may_be_asked_anew(
    team: Any, course: CoursePage
) -> None:
    organisation, manager, _mo = team
    made = assign(organisation=organisation, thing=course, actor=manager, due_on=soon())
    assert assign(organisation=organisation, thing=course, actor=manager, due_days=3) == []
    withdraw_assignment(assignment=made[0], actor=manager)
    withdraw_assignment(assignment=made[0], actor=manager)
    assert states(organisation) == {"Max Manager": [], "Mo Member": []}
    assert AuditEntry.objects.filter(action="assignment withdrawn").count() == 1
    assert len(assign(organisation=organisation, thing=course, actor=manager, due_days=3)) == 1


def test_profession_place_and_person_ask_those_alone(team: Any, course: CoursePage) -> None:
    organisation, manager, mo = team
    nurse = Profession.objects.get_or_create(slug="nurse", defaults={"name": "Nurse"})[0]
    make_teams.member(organisation, "nina@example.org", "Nina Nurse", profession=nurse)
    outsider = make.person("outsider@example.org")
    ask: dict[str, Any] = {"organisation": organisation, "actor": manager, "due_on": soon()}
    assign(thing=course, profession=nurse, **ask)
    other = make.course("other", modules=1, lessons=1)
    assert len(assign(thing=other, people=[mo, outsider], **ask)) == 1
    assert states(organisation) == {
        "Max Manager": ["not-asked", "not-asked"],
        "Mo Member": ["not-asked", "due"],
        "Nina Nurse": ["due", "not-asked"],
    }


def test_a_pathway_asks_for_its_required_courses_and_stays_due_until_they_are_done(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    organisation, manager, mo = team
    other = make.course("other", modules=1, lessons=1)
    pathway = make_learning.pathway(course, other)
    assign(organisation=organisation, thing=pathway, actor=manager, due_on=soon())
    make_teams.completed(mo, course)
    assert states(organisation)["Mo Member"] == ["done", "due"]
    assert 'href="/learn/pathways/nurses/"' in client_for(mo).get("/my/").content.decode()
    make_teams.completed(mo, other)
    assert 'href="/learn/pathways/nurses/"' not in client_for(mo).get("/my/").content.decode()


def test_the_done_the_exempt_and_the_gone_are_neither_told_nor_reminded(
    team: Any, course: CoursePage
) -> None:
    organisation, manager, mo = team
    make_teams.completed(mo, course)
    spared = make_teams.member(organisation, "ed@example.org", "Ed Exempt")
    gone = make_teams.member(
        organisation, "gus@example.org", "Gus Gone", valid_to=TODAY() - timedelta(days=1)
    )
    exempt(organisation=organisation, person=spared, course=course, reason="On leave", actor=manager)
    assign(organisation=organisation, thing=course, actor=manager, due_on=soon(5))
    remind_of_assignments(TODAY())
    assert not Notification.objects.filter(person__in=[mo, spared, gone]).exists()
    assert states(organisation)["Ed Exempt"] == ["exempt"]


def test_an_exemption_that_ended_asks_again_and_twice_is_one(team: Any, course: CoursePage) -> None:
    organisation, manager, mo = team
    assign(organisation=organisation, thing=course, actor=manager, due_on=soon())
    spare: dict[str, Any] = {"organisation": organisation, "person": mo, "course": course, "actor": manager}
    made = exempt(reason="On leave", **spare)
    assert made is not None
    assert exempt(reason="Again", **spare) is None
    end_exemption(exemption=made, actor=manager)
    assert states(organisation)["Mo Member"] == ["due"]


def test_a_new_joiner_gets_what_the_group_has_and_is_reminded_by_their_own_day(
    team: Any, course: CoursePage
) -> None:
    organisation, manager, _mo = team
    assign(organisation=organisation, thing=course, actor=manager, due_days=7)
    joiner = make_teams.member(organisation, "jo@example.org", "Jo Joiner", valid_from=TODAY())
    remind_of_assignments(TODAY())
    remind_of_assignments(TODAY())
    facts = Notification.objects.filter(person=joiner).values_list("fact", flat=True)
    assert sorted(fact.split(":")[0] for fact in facts) == ["assigned", "due"]


def test_whoever_left_is_asked_nothing_at_the_next_request(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    organisation, manager, mo = team
    assign(organisation=organisation, thing=course, actor=manager, due_on=soon())
    client = client_for(mo)
    Membership.objects.filter(person=mo).update(valid_to=TODAY() - timedelta(days=1))
    assert "enrol/" not in client.get("/my/").content.decode()
    assert Assignment.objects.count() == 1


def test_an_ended_completion_is_due_anew_on_the_dashboard_too(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    organisation, manager, mo = team
    ended = TODAY() - timedelta(days=3)
    make_teams.completed(mo, course, until=ended, days_ago=400)
    made = assign(organisation=organisation, thing=course, actor=manager, due_days=0)
    Assignment.objects.filter(pk=made[0].pk).update(made_at=timezone.now() - timedelta(days=500))
    assert states(organisation)["Mo Member"] == ["overdue"]
    assert "was due on " + ended.strftime("%-d %B %Y") in client_for(mo).get("/my/").content.decode()
