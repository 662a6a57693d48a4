"""Groups that nobody can look after: the people who lead the network name somebody, or close them."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from network.models import GroupMembership, NetworkGroup, Profile
from network.news.words import LOOKED_AFTER, UNTENDED
from network.permissions import can_place_stewards, leads_network, member_of

MOST = 50


def candidates(group: NetworkGroup, actor: User) -> list[Profile]:
    """Who may look after an untended group: its members who can act, the longest in it first, and the lead."""
    rows = group.memberships.current().able().select_related("profile__person").order_by("since")
    found = [row.profile for row in rows[:MOST]]
    mine = member_of(actor)
    barred = group.memberships.filter(profile=mine, state=GroupMembership.State.BARRED)
    if mine is not None and mine not in found and not barred.exists():
        found.append(mine)
    return found


@transaction.atomic
def name_steward(*, group: NetworkGroup, profile: Profile, actor: User) -> bool:
    """A lead lets somebody look after an untended group; whether that changed it.

    It is a member of the group, or the lead. Raises PermissionDenied.
    """
    if not leads_network(actor):
        raise PermissionDenied
    held = NetworkGroup.objects.select_for_update(of=("self",)).untended().filter(pk=group.pk).first()
    if held is None:
        return False
    if profile not in candidates(held, actor):
        return False
    values = {"state": GroupMembership.State.MEMBER, "role": GroupMembership.Role.STEWARD}
    row, _made = GroupMembership.objects.update_or_create(group=held, profile=profile, defaults=values)
    record(actor_id=actor.pk, action="steward named by a lead", subject=row)
    notify(
        people=[profile.person],
        kind="groups",
        fact=f"group:{held.pk}:steward:{timezone.now():%Y%m%d}",
        title=str(LOOKED_AFTER),
        url=held.get_absolute_url(),
        about=held,
    )
    return True


@transaction.atomic
def close_group(*, group: NetworkGroup, actor: User) -> bool:
    """A lead closes an untended group: what was said stays for its readers, nobody adds to it; whether it changed.

    Raises PermissionDenied.
    """
    if not leads_network(actor):
        raise PermissionDenied
    if not NetworkGroup.objects.untended().filter(pk=group.pk).update(closed_at=timezone.now()):
        return False
    record(actor_id=actor.pk, action="group closed by a lead", subject=group)
    return True


def tell_leads(today: date) -> None:
    """Tell those who lead the network, once a week, that there are groups which nobody looks after."""
    if not NetworkGroup.objects.untended().filter(is_example=False).exists():
        return
    staff = User.objects.filter(is_active=True, is_staff=True)
    notify(
        people=[person for person in staff if can_place_stewards(person)],
        kind="groups",
        fact=f"untended:{today:%G-%V}",
        title=str(UNTENDED),
        url=reverse("network_groups"),
    )
