"""Asking for one more try at a final check, and granting it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from courses.addresses import course_address
from courses.models import AnotherTry, Enrolment
from courses.permissions import can_grant_tries, who_grants_tries
from courses.tries import standing_with_tries


@transaction.atomic
def ask_for_another_try(*, enrolment: Enrolment) -> AnotherTry | None:
    """Ask for one more try; again is the same request. None when there is no need to ask."""
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if standing_with_tries(enrolment, enrolment.course.limits).now:
        return None
    request, made = AnotherTry.objects.get_or_create(enrolment=enrolment, granted_at=None)
    if made:
        notify(
            people=who_grants_tries(),
            kind="contact",
            fact=f"another try {request.pk}",
            title=_("A learner asks for another try at “%(course)s”") % {"course": enrolment.course.title},
            url=reverse("another_tries"),
        )
    return request


@transaction.atomic
def grant_another_try(*, request: AnotherTry, actor: User) -> AnotherTry:
    """Give one more try, once, and tell the learner. Raises PermissionDenied."""
    if not can_grant_tries(actor):
        raise PermissionDenied
    held = AnotherTry.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.granted_at is not None:
        return held
    held.granted_at, held.granted_by = timezone.now(), actor.pk
    held.save(update_fields=["granted_at", "granted_by"])
    record(actor_id=actor.pk, action="another try granted", subject=held, course=held.enrolment.course_id)
    learner = held.enrolment.learner.user
    if learner is not None:
        course = held.enrolment.course
        notify(
            people=[learner],
            kind="certificate",
            fact=f"another try granted {held.pk}",
            title=_("You have another try at “%(course)s”") % {"course": course.title},
            url=course_address(course.slug, "paper"),
        )
    return held
