"""Getting onto a course: open, by asking, through an organisation, by invitation, after other courses."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from academy.models import Membership
from courses.actions.enrol import enrol
from courses.actions.joining import InvitationRefused, accept_invitation, answer_request, invite
from courses.actions.ledger import settle
from courses.models import Completion, CoursePage, Enrolment, EnrolmentRequest, Invitation
from tests import make, make_learning

pytestmark = pytest.mark.django_db
ENROL = "/learn/listening/enrol/"


def joined_by(course: CoursePage, way: str) -> CoursePage:
    CoursePage.objects.filter(pk=course.pk).update(joining=way)
    return CoursePage.objects.get(pk=course.pk)


@pytest.fixture
def browser(client_for: Any, learner: Any) -> Client:
    made: Client = client_for(learner)
    return made


def test_a_course_by_request_enrols_whoever_is_accepted(
    course: CoursePage, browser: Client, owner: Any
) -> None:
    joined_by(course, "request")
    assert "Ask for a place" in browser.get(ENROL).content.decode()
    browser.post(ENROL, {"text": "I am a nurse."})
    browser.post(ENROL, {"text": "Still a nurse."})
    held = EnrolmentRequest.objects.get()
    assert not Enrolment.objects.exists()
    answer_request(request=held, accept=True, answer="", actor=owner)
    answer_request(request=held, accept=False, answer="", actor=owner)
    assert Enrolment.objects.count() == 1


def test_somebody_declined_reads_why_and_may_ask_again(
    course: CoursePage, browser: Client, owner: Any
) -> None:
    joined_by(course, "request")
    browser.post(ENROL, {})
    answer_request(request=EnrolmentRequest.objects.get(), accept=False, answer="In May.", actor=owner)
    assert "In May." in browser.get(ENROL).content.decode()
    browser.post(ENROL, {})
    assert EnrolmentRequest.objects.waiting().count() == 1


def test_members_of_a_named_organisation_enrol_and_others_are_told_how(
    course: CoursePage, browser: Client, learner: Any
) -> None:
    service = make_learning.organisation()
    joined_by(course, "organisation").organisations.through.objects.create(
        coursepage_id=course.pk, organisation_id=service.pk
    )
    assert "Youth Service" in browser.post(ENROL).content.decode()
    row = Membership.objects.create(person=learner, organisation=service, valid_to=timezone.localdate())
    browser.post(ENROL)
    assert Enrolment.objects.count() == 1
    Membership.objects.filter(pk=row.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    Enrolment.objects.all()
    assert "Ask its manager" in client_of("other@example.org", row).post(ENROL).content.decode()


def client_of(email: str, row: Membership) -> Client:
    """A browser of somebody whose membership of the same organisation is over."""
    person = make.person(email)
    Membership.objects.create(person=person, organisation=row.organisation, valid_to="2020-01-01")
    client = Client()
    client.force_login(person)
    return client


def test_a_course_that_builds_on_another_waits_for_it(
    course: CoursePage, browser: Client, learner: Any
) -> None:
    first = make.course("first", modules=1, lessons=1)
    course.prerequisites.add(first)
    course.save()
    assert "Finish these first" in browser.post(ENROL).content.decode()
    enrolment = enrol(person=learner, course=first)
    settle(enrolment=enrolment)
    Completion.objects.filter(enrolment=enrolment).update(completed_at=timezone.now())
    browser.post(ENROL)
    assert Enrolment.objects.filter(course=course).count() == 1


def link_in(letter: Any) -> str:
    found = re.search(r"/invitation/[\w-]+/", str(letter.body))
    assert found is not None
    return found[0]


def test_an_invitation_works_once_for_the_address_it_was_sent_to(
    course: CoursePage, browser: Client, owner: Any, django_capture_on_commit_callbacks: Any
) -> None:
    joined_by(course, "invitation")
    with django_capture_on_commit_callbacks(execute=True):
        invite(email="Learner@example.org", actor=owner, course=course)
    link = link_in(mail.outbox[-1])
    assert "joined by invitation" in browser.post(ENROL).content.decode()
    assert browser.get(link).status_code == browser.get(link).status_code == 200
    assert not Enrolment.objects.exists()
    browser.post(link)
    assert Enrolment.objects.count() == 1
    assert browser.post(link).status_code == 410


def test_a_forwarded_invitation_opens_nothing(course: CoursePage, client_for: Any) -> None:
    make_learning.invitation("learner@example.org", course=course)
    stranger: Client = client_for(make.person("stranger@example.org"))
    page = stranger.post(f"/invitation/{make_learning.SECRET}/")
    assert page.status_code == 410
    assert "sent to another address" in page.content.decode()
    assert Invitation.objects.get().used_at is None


def test_an_address_that_is_not_confirmed_is_not_ones_own(course: CoursePage, learner: Any) -> None:
    make_learning.invitation("learner@example.org", course=course)
    learner.emailaddress_set.update(verified=False)
    with pytest.raises(InvitationRefused, match="other"):
        accept_invitation(secret=make_learning.SECRET, person=learner)


def test_a_late_or_withdrawn_invitation_says_so(course: CoursePage, browser: Client) -> None:
    held = make_learning.invitation("learner@example.org", course=course, expires_at=timezone.now())
    link = f"/invitation/{make_learning.SECRET}/"
    assert "too old" in browser.post(link).content.decode()
    Invitation.objects.filter(pk=held.pk).update(withdrawn_at=timezone.now())
    assert browser.post(link).status_code == 404


def test_an_address_is_invited_once_until_the_invitation_is_too_old(course: CoursePage, owner: Any) -> None:
    first = invite(email="a@example.org", actor=owner, course=course)
    assert first is not None
    assert invite(email="A@example.org ", actor=owner, course=course) is None
    Invitation.objects.filter(pk=first.pk).update(expires_at=timezone.now())
    assert invite(email="a@example.org", actor=owner, course=course) is not None
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1


def test_the_secret_of_a_link_is_kept_nowhere(
    course: CoursePage, owner: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(email="a@example.org", actor=owner, course=course)
    secret = link_in(mail.outbox[-1]).split("/")[2]
    assert secret not in str(Invitation.objects.values().get())
