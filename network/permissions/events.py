"""Who knows of an event, who plans it, who comes."""

from django.db.models import Q

from academy.permissions import AnyUser
from network.models import Event, NetworkGroup
from network.permissions.groups import groups_open_to, is_member_of, is_steward, leads_network
from network.permissions.people import member_of


def events_open_to(person: AnyUser) -> Q:
    """SQL condition on events: `person` may know of them."""
    readable = NetworkGroup.objects.filter(groups_open_to(person)).values("pk")
    return Q(group__isnull=True) | Q(group__in=readable)


def can_plan_event(person: AnyUser, group: NetworkGroup | None) -> bool:
    """Whether `person` plans events here: a steward for a group, a network lead for everybody."""
    if member_of(person) is None:
        return False
    return leads_network(person) if group is None else is_steward(person, group)


def can_attend(person: AnyUser, event: Event) -> bool:
    """Whether `person` may answer: a member, of its group if it has one, while it is still to come."""
    if member_of(person) is None or event.cancelled_at is not None or event.is_over:
        return False
    return event.group is None or event.group.is_open or is_member_of(person, event.group)
