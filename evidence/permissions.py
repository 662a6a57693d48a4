"""Who may, on evidence. Published pages ask `academy.permissions`, through `StoredPage.visible_to`."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from academy.permissions import AnyUser, may_use_editors_rooms, visible_pages
from evidence.models import PracticeSubmission


def can_keep_references(person: AnyUser) -> bool:
    """Import, merge and screen references: staff with the right to change them, in the editors' rooms."""
    return may_use_editors_rooms(person) and person.has_perm("evidence.change_reference")


def can_review_practice(person: AnyUser) -> bool:
    """Read what members sent and answer it."""
    return may_use_editors_rooms(person) and person.has_perm("evidence.change_practicesubmission")


def can_share_practice(person: AnyUser) -> bool:
    """Anybody with an account may tell of their practice."""
    return bool(person.is_authenticated and person.is_active)


def can_read_practice(person: AnyUser, practice: PracticeSubmission) -> bool:
    """Published practice is for everybody; anything else for who sent it and those who review it."""
    if practice.state == PracticeSubmission.State.PUBLISHED:
        return True
    own = person.is_authenticated and practice.sent_by_id == person.pk
    return bool(own or can_review_practice(person))


def can_rate(person: AnyUser) -> bool:
    """Give a model a rating by judgement, or bring in another body's."""
    return may_use_editors_rooms(person) and person.has_perm("evidence.add_rating")


def open_to_all(pages: QuerySet[Any]) -> QuerySet[Any]:
    """The live pages that everybody may read: what a stored page may tell of others, whoever reads it."""
    return visible_pages(AnonymousUser(), pages)
