"""What owners do to accounts."""

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction

from academy.actions.audit import record
from academy.models import User
from academy.permissions import can_manage_person


@transaction.atomic
def set_active(*, person: User, active: bool, actor: User) -> None:
    """Close or reopen an account; closing ends its sessions at once.

    Raises PermissionDenied unless `actor` is an owner and somebody else.
    """
    if not can_manage_person(actor, person):
        raise PermissionDenied("Only an owner may do this, and not to themselves.")
    if person.is_active == active:
        return
    person.is_active = active
    person.save(update_fields=["is_active"])
    if not active:
        for session in UserSession.objects.filter(user=person):
            session.end()
    record(actor_id=actor.pk, action="account reopened" if active else "account closed", subject=person)
