"""When somebody has lost their second factor."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction

from academy.actions.audit import record
from academy.models import User
from academy.permissions import can_manage_person
from academy.tasks import post_letter


@transaction.atomic
def reset_second_factor(*, person: User, actor: User) -> int:
    """Remove every second factor of `person` and end their sessions; they are told by email.

    Raises PermissionDenied unless `actor` is an owner and somebody else. Returns how many were removed.
    """
    if not can_manage_person(actor, person):
        raise PermissionDenied("Only an owner may do this, and not for themselves.")
    removed, _each = Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(actor_id=actor.pk, action="second factor reset", subject=person, removed=removed)
    body = (
        "An owner of the site has removed your second sign-in step, because somebody asked for it.\n"
        "Sign in with your password and set up a new one.\n\n"
        "If you did not ask for this, tell the people who run the site at once.\n"
    )
    post_letter(to=person.email, subject="Your second sign-in step was reset", text=body, person=person)
    return removed
