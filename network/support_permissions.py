"""Who may, in the directory of support services, which everybody may read."""

from django.db.models import Q
from django.utils import timezone

from academy.models import Organisation, User
from academy.permissions import AnyUser, may_use_editors_rooms
from network.models import SupportService
from network.permissions import member_of

NOBODY = Q(pk__in=[])


def kept_by(person: AnyUser) -> Q:
    """SQL condition on services: `person` may say that they are still described correctly."""
    if not isinstance(person, User) or not person.is_active:
        return NOBODY
    managed = Organisation.objects.valid_on(timezone.localdate()).managed_by(person)
    mine = member_of(person)
    found = Q(provider__organisation__in=managed.values("pk"))
    return found if mine is None else found | Q(owner=mine.pk)


def can_confirm(person: AnyUser, service: SupportService) -> bool:
    """Whether `person` may confirm this service: its owner, or a manager of the organisation that offers it."""
    return SupportService.objects.kept_by(person).filter(pk=service.pk).exists()


def can_correct(person: AnyUser) -> bool:
    """Whether `person` may propose a correction: a member who may take part now."""
    return member_of(person) is not None


def can_edit_services(person: AnyUser) -> bool:
    """Whether `person` keeps the directory, in the editors' rooms."""
    return may_use_editors_rooms(person) and person.has_perm("network.change_supportservice")
