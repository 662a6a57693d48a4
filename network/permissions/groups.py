"""Who knows of a group, who reads it, who looks after it."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from academy.models import User
from academy.permissions import AnyUser, can_see_page, may_use_editors_rooms
from courses.models import CoursePage
from network.models import GroupMembership, NetworkGroup
from network.permissions.people import NOBODY, is_checked, member_of

State = GroupMembership.State


def leads_network(person: AnyUser) -> bool:
    """Whether `person` founds groups and speaks for the network."""
    return person.is_authenticated and person.is_active and person.has_perm("network.add_networkgroup")


def can_place_stewards(person: AnyUser) -> bool:
    """Whether `person` finds somebody for groups that nobody looks after, in the editors' rooms."""
    return may_use_editors_rooms(person) and leads_network(person)


def _groups_of(person: AnyUser, states: tuple[str, ...]) -> Q:
    mine = member_of(person)
    if mine is None:
        return NOBODY
    rows = GroupMembership.objects.filter(profile=mine.pk, state__in=states)
    return Q(pk__in=rows.values("group"))


def groups_known_to(person: AnyUser) -> Q:
    """SQL condition on groups: `person` may know that they exist."""
    listed = ~Q(openness=NetworkGroup.Openness.HIDDEN)
    return listed | _groups_of(person, (State.MEMBER, State.INVITED, State.ASKED))


def groups_open_to(person: AnyUser) -> Q:
    """SQL condition on groups: `person` may read what is in them."""
    return Q(openness=NetworkGroup.Openness.OPEN) | _groups_of(person, (State.MEMBER,))


def groups_stewarded_by(person: AnyUser) -> QuerySet[NetworkGroup]:
    """The groups that `person` looks after now."""
    mine = member_of(person)
    if mine is None:
        return NetworkGroup.objects.none()
    rows = GroupMembership.objects.stewards().filter(profile=mine.pk)
    return NetworkGroup.objects.filter(pk__in=rows.values("group"))


def is_member_of(person: AnyUser, group: NetworkGroup) -> bool:
    """Whether `person` belongs to a group now."""
    return GroupMembership.objects.of(person).filter(group=group).exists()


def is_steward(person: AnyUser, group: NetworkGroup) -> bool:
    """Whether `person` looks after a group now."""
    return groups_stewarded_by(person).filter(pk=group.pk).exists()


def stewards_of(group: NetworkGroup) -> QuerySet[User]:
    """The accounts of those who look after a group and can act now."""
    rows = GroupMembership.objects.stewards().able().filter(group=group)
    return User.objects.filter(network_profile__in=rows.values("profile"))


def can_found_group(person: AnyUser) -> bool:
    """Whether `person` may found a group: a network lead, or a member of whom something was checked."""
    mine = member_of(person)
    return mine is not None and (leads_network(person) or is_checked(mine))


def can_enrol_group(person: AnyUser, group: NetworkGroup, course: CoursePage) -> bool:
    """Whether `person` may enrol a group: its steward, on a course that everybody may see."""
    return is_steward(person, group) and course.live and can_see_page(AnonymousUser(), course)


def can_ask_unnamed(person: AnyUser, group: NetworkGroup | None) -> bool:
    """Whether `person` may ask without their name here: a member of a group that allows it."""
    return group is not None and group.anonymous_asking and is_member_of(person, group)
