"""Builders of an organisation at work: members, managers, what is asked of them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from academy.models import Membership, Organisation, User
from courses.actions.assigning import assign, exempt
from courses.actions.feeds import make_key
from courses.actions.rosters import receive_roster
from courses.models import Completion, CoursePage, Enrolment, Learner
from tests import make, make_learning


def member(organisation: Organisation, email: str, name: str = "Mo Member", **fields: Any) -> User:
    """Somebody who has belonged to an organisation for a year."""
    person = User.objects.filter(email=email).first() or make.person(email, name=name)
    values = {"valid_from": timezone.localdate() - timedelta(days=365)} | fields
    Membership.objects.create(person=person, organisation=organisation, **values)
    return person


def team(name: str = "Youth Service") -> tuple[Organisation, User]:
    """An organisation with its manager."""
    organisation = make_learning.organisation(name)
    slug = organisation.slug
    return organisation, member(organisation, f"manager@{slug}.example.org", "Max Manager", role="manager")


def completed(person: User, course: CoursePage, *, until: Any = None, days_ago: int = 10) -> Completion:
    """A stored completion, as the ledger would have it."""
    learner = Learner.objects.get_or_create(user=person)[0]
    enrolment = Enrolment.objects.get_or_create(learner=learner, course=course)[0]
    moment = timezone.now() - timedelta(days=days_ago)
    return Completion.objects.update_or_create(
        enrolment=enrolment, defaults={"completed_at": moment, "renewed_at": moment, "until": until}
    )[0]


def managed_by(person: User, course: CoursePage) -> dict[str, str]:
    """An organisation that a person manages, with a member at each state; ids as they stand in addresses."""
    organisation = make_learning.organisation()
    member(organisation, person.email, role="manager")
    mo = member(organisation, "mo@example.org")
    done = member(organisation, "dee@example.org", "Dee Done")
    spared = member(organisation, "ed@example.org", "Ed Exempt")
    completed(done, course)
    assign(organisation=organisation, thing=course, actor=person, due_days=30)
    exempt(organisation=organisation, person=spared, course=course, reason="On leave", actor=person)
    content = b"email\nnew@example.org\nnot an address\n"
    roster = receive_roster(organisation=organisation, content=content, whole=False, actor=person)
    make_key(organisation=organisation, name="HR", once="o" * 20, actor=person)
    return {"MEMBER": str(Membership.objects.get(person=mo).pk), "ROSTER": str(roster.pk)}
