"""Awarding certificates, and replacing one whose name was wrong."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from academy.actions.audit import record
from academy.actions.notify import notify
from courses.actions.credentials import issue_credential
from courses.actions.enrol import Kind, add_event
from courses.models import Certificate, CourseOutline, Enrolment
from courses.outlines import Standing, as_events
from courses.rules import expiry


class NotComplete(ValueError):
    """Something the course asks for is not met yet."""


@transaction.atomic
def award_certificate(*, enrolment: Enrolment, name: str, awarded_at: datetime) -> Certificate:
    """Give a finished learner their certificate, once however often it is asked.

    Raises NotComplete unless every requirement is met. `name` is as the learner confirmed it.
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",)).select_related("learner__user").get(pk=enrolment.pk)
    )
    held = enrolment.certificates.filter(revoked_at=None).first()
    if held is not None:
        return held
    outline = CourseOutline.objects.select_related("course").get(course=enrolment.course_id)
    if not Standing(outline, as_events(enrolment.events.all()), enrolment).complete:
        raise NotComplete("Not everything is done yet.")
    certificate = _issue(enrolment, outline, name, awarded_at)
    issue_credential(certificate=certificate)
    add_event(enrolment=enrolment, kind=Kind.CERTIFICATE_AWARDED, key=str(certificate.pk), once="certificate")
    _tell(certificate, enrolment)
    return certificate


def _issue(enrolment: Enrolment, outline: CourseOutline, name: str, awarded_at: datetime) -> Certificate:
    data = outline.data
    return Certificate.objects.create(
        enrolment=enrolment,
        name=name,
        course_title=data["title"],
        level=data["level"],
        outcomes=[outcome["text"] for outcome in data["outcomes"]],
        minutes=data["minutes"],
        awarded_at=awarded_at,
        expires_on=expiry(timezone.localdate(awarded_at), outline.course.valid_months),
    )


def _tell(certificate: Certificate, enrolment: Enrolment) -> None:
    person = enrolment.learner.user
    if person is not None:
        notify(
            people=[person],
            kind="certificate",
            fact=f"certificate:{enrolment.pk}",
            title=f"Your certificate: {certificate.course_title}",
            text="It is ready to download, and anyone you show it to can check it.",
            url=certificate.get_absolute_url(),
        )


@transaction.atomic
def reissue_certificate(*, certificate: Certificate, name: str, actor_id: int | None) -> Certificate:
    """Replace a certificate by one with the right name; the old code then says that it was replaced.

    Asking again with the same name returns the replacement made before.
    """
    old = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if old.revoked_at is not None:
        return old.enrolment.certificates.filter(revoked_at=None).first() or old
    if old.name == name:
        return old
    old.revoked_at, old.reason = timezone.now(), "replaced"
    old.save(update_fields=["revoked_at", "reason"])
    kept = ("enrolment", "course_title", "level", "outcomes", "minutes", "awarded_at", "expires_on")
    new = Certificate.objects.create(
        name=name, replaces=old, **{field: getattr(old, field) for field in kept}
    )
    issue_credential(certificate=new)
    record(actor_id=actor_id, action="certificate reissued", subject=new, replaces=old.pk)
    return new
