"""An example organisation with a fictional team, one member at every state; on a machine of one's own only.

The people are roles, not persons: they have no password and no confirmed address, so nobody can sign in as
one. `starter remove` takes organisation and people away; what their ledgers hold stays under ids that then
lead to nobody, and so does the course they were on.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from academy.models import Membership, Organisation, User
from academy.starter import Keeper
from courses.actions.assigning import assign, exempt
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.joining import DAYS, digest_of
from courses.actions.ledger import Kind, add_event, settle
from courses.models import Assignment, CoursePage, Enrolment, Invitation, LessonPage

NAME = "Example Youth Service (example)"
SLUG = "example-youth-service"
COURSE = "trauma-awareness"
#: Key, name as it is shown, and days since they joined.
PEOPLE = (
    ("done", "Example youth worker (finished)", 200),
    ("renewal", "Example team leader (to renew soon)", 400),
    ("begun", "Example caseworker (in the middle)", 20),
    ("overdue", "Example sessional worker (overdue)", 200),
    ("exempt", "Example volunteer (exempt)", 200),
    ("new", "Example new starter (just joined)", 0),
)
ASKED_DAYS_AGO = 90


@transaction.atomic
def make_team(*, manager: User) -> Organisation | None:
    """Make the example team once, with `manager` to look after it; None without the course it learns on."""
    course = CoursePage.objects.filter(slug=COURSE, live=True).first()
    held = Organisation.objects.filter(slug=SLUG).first()
    if course is None or held is not None:
        return held
    keeper = Keeper()
    values = {"name": NAME, "sector": "voluntary-community-faith", "note": "Made up, to show how teams work."}
    organisation = keeper.row(Organisation, SLUG, identity={"slug": SLUG}, values=values)
    _belong(organisation, manager, days=400, role=Membership.Role.MANAGER)
    people = {key: _somebody(keeper, organisation, key, name, days) for key, name, days in PEOPLE}
    assign(organisation=organisation, thing=course, actor=manager, due_days=30)
    asked = timezone.now() - timedelta(days=ASKED_DAYS_AGO)
    Assignment.objects.filter(organisation=organisation).update(made_at=asked)
    _bring_to_their_states(people, course)
    exempt(
        organisation=organisation, person=people["exempt"], course=course, reason="On leave.", actor=manager
    )
    _invite(organisation)
    return organisation


def _somebody(keeper: Keeper, organisation: Organisation, key: str, name: str, days: int) -> User:
    person = User.objects.create_user(f"{key}@team.example.org", display_name=name)
    keeper.remember(f"academy.user:team-{key}", person, "")
    _belong(organisation, person, days=days)
    return person


def _belong(
    organisation: Organisation, person: User, *, days: int, role: str = Membership.Role.MEMBER
) -> None:
    since = timezone.localdate() - timedelta(days=days)
    Membership.objects.create(organisation=organisation, person=person, role=role, valid_from=since)


def _bring_to_their_states(people: dict[str, User], course: CoursePage) -> None:
    """One has finished, one is to renew within weeks, one is in the middle; the others have not begun."""
    _finish(enrol(person=people["done"], course=course), days_ago=60)
    renewing = enrol(person=people["renewal"], course=course)
    _finish(renewing, days_ago=340)
    until = timezone.localdate() + timedelta(days=20)
    add_event(enrolment=renewing, kind=Kind.RENEWED, once="example", until=until)
    settle(enrolment=renewing)
    begun = enrol(person=people["begun"], course=course)
    for lesson in LessonPage.objects.live().descendant_of(course).order_by("path")[:5]:
        complete_lesson(enrolment=begun, lesson_id=lesson.pk)


def _finish(enrolment: Enrolment, *, days_ago: int) -> None:
    moment = timezone.now() - timedelta(days=days_ago)
    for lesson in LessonPage.objects.live().descendant_of(enrolment.course):
        key = str(lesson.pk)
        add_event(
            enrolment=enrolment,
            kind=Kind.LESSON_COMPLETED,
            key=key,
            once=f"lesson:{key}",
            occurred_at=moment,
        )
    add_event(enrolment=enrolment, kind=Kind.PAPER_PASSED, key="1", once="paper:1", occurred_at=moment)
    settle(enrolment=enrolment)


def _invite(organisation: Organisation) -> None:
    """Somebody who was asked and has not answered; no letter is sent to an address that is made up."""
    Invitation.objects.create(
        email="invited@team.example.org",
        digest=digest_of(secrets.token_urlsafe(32)),
        organisation=organisation,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
