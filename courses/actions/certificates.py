"""Awarding certificates, and replacing one whose name was wrong."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from courses.actions.credentials import issue_credential
from courses.actions.ledger import Kind, add_event, settle
from courses.models import Certificate, Completion, CourseOutline, Enrolment


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
    held = enrolment.certificates.in_force().first()
    if held is not None:
        return held
    outline = CourseOutline.objects.select_related("course").get(course=enrolment.course_id)
    completion = settle(enrolment=enrolment)
    if completion is None or completion.completed_at is None:
        raise NotComplete("Not everything is done yet.")
    certificate = _issue(outline, completion, name=name, awarded_at=awarded_at)
    add_event(enrolment=enrolment, kind=Kind.CERTIFICATE_AWARDED, key=str(certificate.pk), once="certificate")
    _tell(certificate, enrolment)
    return certificate


def _issue(outline: CourseOutline, completion: Completion, **values: Any) -> Certificate:
    data = outline.data
    certificate = Certificate.objects.create(
        enrolment=completion.enrolment,
        course_title=data["title"],
        level=data["level"],
        outcomes=[outcome["text"] for outcome in data["outcomes"]],
        minutes=data["minutes"],
        expires_on=completion.until,
        **values,
    )
    issue_credential(certificate=certificate)
    return certificate


@transaction.atomic
def renew_certificate(*, enrolment: Enrolment, awarded_at: datetime) -> Certificate | None:
    """Follow the certificate in force by one that lasts longer; None while there is none to follow.

    Asked again for the same renewal it gives the same certificate.
    """
    held = Certificate.objects.select_for_update(of=("self",)).in_force().filter(enrolment=enrolment).first()
    completion = settle(enrolment=enrolment)
    if held is None or completion is None:
        return None
    if completion.until == held.expires_on:
        return held
    held.renewed_at = awarded_at
    held.save(update_fields=["renewed_at"])
    outline = CourseOutline.objects.get(course=enrolment.course_id)
    new = _issue(outline, completion, name=held.name, awarded_at=awarded_at, renews=held)
    add_event(
        enrolment=enrolment, kind=Kind.CERTIFICATE_AWARDED, key=str(new.pk), once=f"certificate:{new.pk}"
    )
    _tell(new, enrolment)
    return new


def _tell(certificate: Certificate, enrolment: Enrolment) -> None:
    person = enrolment.learner.user
    if person is not None:
        notify(
            people=[person],
            kind="certificate",
            fact=f"certificate:{certificate.pk}",
            title=_("Your certificate: %(title)s") % {"title": certificate.course_title},
            text=_("It is ready to download, and anyone you show it to can check it."),
            url=certificate.get_absolute_url(),
        )


@transaction.atomic
def reissue_certificate(*, certificate: Certificate, name: str, actor_id: int | None) -> Certificate:
    """Replace a certificate by one with the right name; the old code then says that it was replaced.

    Asking again with the same name returns the replacement made before.
    """
    old = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if old.revoked_at is not None:
        return old.enrolment.certificates.in_force().first() or old
    if old.name == name or old.renewed_at is not None:
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
