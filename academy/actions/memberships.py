"""Joining an organisation and leaving it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from academy.actions.audit import record
from academy.models import Membership, Organisation, Place, Profession, User


class LastManager(ValueError):
    """An organisation's last manager cannot go before there is another."""


@transaction.atomic
def join(
    *,
    person: User,
    organisation: Organisation,
    role: str = Membership.Role.MEMBER,
    profession: Profession | None = None,
    place: Place | None = None,
) -> Membership:
    """Make somebody a member from today; a member stays as they are, one who left begins anew."""
    today = timezone.localdate()
    values = {"role": role, "profession": profession, "place": place, "valid_from": today, "valid_to": None}
    row, made = Membership.objects.get_or_create(person=person, organisation=organisation, defaults=values)
    if not made:
        over = Membership.objects.filter(pk=row.pk, valid_to__lt=today)
        if over.update(**values):
            row.refresh_from_db()
    return row


@transaction.atomic
def leave(*, membership: Membership, actor_id: int, last_day: date | None = None) -> bool:
    """End a membership at once, or after `last_day`; whether something was changed.

    Raises LastManager when nobody would be left to manage. Days are whole: at once means that yesterday
    was the last, also for somebody who joined today.
    """
    Organisation.objects.select_for_update(of=("self",)).get(pk=membership.organisation_id)
    today = timezone.localdate()
    end = last_day or today - timedelta(days=1)
    held = Membership.objects.filter(pk=membership.pk).first()
    if held is None or (held.valid_to is not None and held.valid_to <= end):
        return False
    if held.role == Membership.Role.MANAGER and not _another_manages(held, today):
        raise LastManager
    if held.valid_from is not None and held.valid_from > end:
        held.valid_from = end
    held.valid_to = end
    held.save(update_fields=["valid_from", "valid_to"])
    record(actor_id=actor_id, action="membership ended", subject=held, last_day=end.isoformat())
    return True


def _another_manages(held: Membership, today: date) -> bool:
    """Whether somebody else manages with no end in sight."""
    rows = Membership.objects.filter(organisation=held.organisation_id, valid_to=None)
    rows = rows.filter(role=Membership.Role.MANAGER, person__is_active=True)
    return rows.valid_on(today).exclude(pk=held.pk).exists()
