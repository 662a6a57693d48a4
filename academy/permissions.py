"""Who may: one function a thing, asked by views, templates, search and API alike."""

from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from academy.models import AcademyImage, Organisation, User

AnyUser: TypeAlias = User | AnonymousUser


def may_use_editors_rooms(person: AnyUser) -> bool:
    """Whether a person has any right in the editors' rooms (a second factor is asked besides)."""
    if not person.is_authenticated or not person.is_active:
        return False
    return bool(person.is_superuser or person.has_perm("wagtailadmin.access_admin"))


def _barred(restriction: Any, person: AnyUser) -> QuerySet[Any]:
    """The restrictions that keep `person` out. A password opens a page by hand, never in a list."""
    if not person.is_authenticated:
        return restriction.objects.all()
    if person.is_superuser:
        return restriction.objects.none()
    mine = person.groups.values("pk")
    of_groups = Q(restriction_type="groups") & ~Q(groups__in=mine)
    allowed = restriction.objects.filter(restriction_type="groups", groups__in=mine)
    barred = restriction.objects.filter(Q(restriction_type="password") | of_groups)
    return barred.exclude(pk__in=allowed.values("pk"))


def restricted(person: AnyUser, path: str = "path") -> Exists:
    """SQL condition: the page, or one above it, is closed to `person`."""
    beginning = Substr(OuterRef(path), 1, Length(F("page__path")))
    return Exists(_barred(PageViewRestriction, person).filter(page__path=beginning))


def visible_pages(person: AnyUser, pages: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The live pages among `pages` that `person` may read; every list of pages goes through here."""
    pages = Page.objects.all() if pages is None else pages
    return pages.filter(~restricted(person), live=True)


def can_see_page(person: AnyUser, page: Page) -> bool:
    """Whether `person` may read this page."""
    return visible_pages(person, Page.objects.filter(pk=page.pk)).exists()


def can_see_image(person: AnyUser, image: AcademyImage) -> bool:
    """Whether `person` may see an image: its collection, and those above it, must be open to them."""
    if may_use_editors_rooms(person):
        return True
    path = image.collection.path
    rows = _barred(CollectionViewRestriction, person)
    return not any(path.startswith(row.collection.path) for row in rows.select_related("collection"))


def can_manage(person: AnyUser, organisation: Organisation) -> bool:
    """Whether `person` manages this organisation today: a right ends with the membership, at once."""
    if not isinstance(person, User):
        return False
    return Organisation.objects.managed_by(person).filter(pk=organisation.pk).exists()


def can_manage_person(person: AnyUser, other: User) -> bool:
    """Owners may change another person's roles, close their account or reset their second factor."""
    return is_owner(person) and person.pk != other.pk and not other.is_superuser


def is_owner(person: AnyUser) -> bool:
    """Whether a person is one of the site's owners."""
    if not person.is_authenticated or not person.is_active:
        return False
    return bool(person.is_superuser or person.groups.filter(name="Owners").exists())
