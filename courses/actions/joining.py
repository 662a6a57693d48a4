"""Getting onto a course that is not open to everybody: asking, answering, inviting, accepting."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.memberships import join
from academy.actions.notify import notify
from academy.models import Organisation, Profession, User
from academy.tasks import post_letter
from courses.actions.enrol import enrol, learner_of
from courses.addresses import course_address
from courses.models import CoursePage, EnrolmentRequest, Invitation, Learner
from courses.permissions import reviewers

DAYS = 14
State = EnrolmentRequest.State


class InvitationRefused(ValueError):
    """The link was used, withdrawn, is too old, or was sent to another address; the text says which."""


@transaction.atomic
def ask_to_enrol(*, person: User, course: CoursePage, text: str) -> EnrolmentRequest:
    """Ask for a place; while the request waits, asking again is the same request."""
    learner = Learner.objects.select_for_update(of=("self",)).get(pk=learner_of(person).pk)
    held = EnrolmentRequest.objects.filter(learner=learner, course=course, state=State.WAITING).first()
    if held is not None:
        return held
    made = EnrolmentRequest.objects.create(learner=learner, course=course, text=text[:2000])
    notify(
        people=reviewers(),
        kind="learners",
        fact=f"enrolment-request:{made.pk}",
        title=_("Somebody asks for a place on a course"),
        text=course.title,
        url="/cms/learning/",
    )
    return made


@transaction.atomic
def answer_request(*, request: EnrolmentRequest, accept: bool, answer: str, actor: User) -> None:
    """Give a place or decline kindly, once; an accepted learner is enrolled."""
    held = EnrolmentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    person = held.learner.user
    if held.state != State.WAITING or person is None:
        return
    held.state = State.ACCEPTED if accept else State.DECLINED
    held.answer, held.answered_at = answer[:2000], timezone.now()
    held.save(update_fields=["state", "answer", "answered_at"])
    if accept:
        enrol(person=person, course=held.course)
    record(actor_id=actor.pk, action="enrolment request answered", subject=held, state=held.state)
    notify(
        people=[person],
        kind="learning",
        fact=f"enrolment-request:{held.pk}:answered",
        title=_("Your request: %(title)s") % {"title": held.course.title},
        text=held.answer or (_("You are enrolled.") if accept else _("There is no place for you this time.")),
        url=course_address(held.course.slug),
    )


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def clean_address(email: str) -> str:
    """An address as it is compared."""
    return email.strip().lower()


@transaction.atomic
def invite(
    *,
    email: str,
    actor: User | None,
    course: CoursePage | None = None,
    organisation: Organisation | None = None,
    profession: Profession | None = None,
) -> Invitation | None:
    """Invite one address by a letter with a link that works once; None while one is open already."""
    email = clean_address(email)
    now = timezone.now()
    same: dict[str, Any] = {"email": email, "course": course, "organisation": organisation}
    old = Invitation.objects.select_for_update().filter(**same, used_at=None, withdrawn_at=None).first()
    if old is not None and old.expires_at > now:
        return None
    if old is not None:
        old.withdrawn_at = now
        old.save(update_fields=["withdrawn_at"])
    secret = secrets.token_urlsafe(32)
    made = Invitation(**same, digest=digest_of(secret), invited_by=actor, profession=profession)
    made.expires_at = now + timedelta(days=DAYS)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # somebody else invited the same address at this moment
        return None
    transaction.on_commit(lambda: write_invitation(made, secret))
    return made


def write_invitation(invitation: Invitation, secret: str) -> None:
    """Have the letter with the link sent."""
    to = invitation.course.title if invitation.course else str(invitation.organisation)
    link = settings.SITE_URL + reverse("courses:invitation", args=[secret])
    body = (
        f"You are invited to {to} on {settings.WAGTAIL_SITE_NAME}.\n\n{link}\n\n"
        f"The link works once, for this address, until {invitation.expires_at:%-d %B %Y}.\n"
        "If you did not expect this letter, do nothing: without you nothing happens.\n"
    )
    post_letter(to=invitation.email, subject=f"An invitation to {to}", text=body)


def find_invitation(secret: str, person: User | None) -> Invitation:
    """The invitation behind a link, unused, for this person's own verified address.

    Raises InvitationRefused with a word: `unknown`, `used`, `late`, or `other` (sent to another address).
    """
    held = (
        Invitation.objects.select_related("course", "organisation").filter(digest=digest_of(secret)).first()
    )
    if held is None or held.withdrawn_at is not None:
        raise InvitationRefused("unknown")
    if held.used_at is not None:
        raise InvitationRefused("used")
    if held.expires_at <= timezone.now():
        raise InvitationRefused("late")
    if person is not None and not has_address(person, held.email):
        raise InvitationRefused("other")
    return held


def has_address(person: User, email: str) -> bool:
    """Whether an address is verified as this person's."""
    rows = person.emailaddress_set.filter(verified=True)  # type: ignore[attr-defined]
    return email in {clean_address(address) for address in rows.values_list("email", flat=True)}


@transaction.atomic
def accept_invitation(*, secret: str, person: User) -> Invitation:
    """Use an invitation: join the organisation, enrol on the course. Raises InvitationRefused."""
    found = find_invitation(secret, person)
    now = timezone.now()
    free = Invitation.objects.usable(now).filter(pk=found.pk)
    if not free.update(used_at=now, used_by=person):
        raise InvitationRefused("used")
    if found.organisation is not None:
        join(
            person=person,
            organisation=found.organisation,
            role=found.role,
            profession=found.profession,
            place=found.place,
        )
    if found.course is not None:
        enrol(person=person, course=found.course)
    record(actor_id=person.pk, action="invitation accepted", subject=found)
    return found


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User) -> None:
    """Take an open invitation back; its link then leads nowhere."""
    rows = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if rows.update(withdrawn_at=timezone.now()):
        record(actor_id=actor.pk, action="invitation withdrawn", subject=invitation)
