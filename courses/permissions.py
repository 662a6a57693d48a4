"""Who may, on courses. Pages themselves ask `academy.permissions`."""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet

from academy.models import User
from academy.permissions import AnyUser
from courses.models import Certificate, CourseOutline, Enrolment


def can_read_lessons(person: AnyUser, outline: CourseOutline) -> bool:
    """Whether the lessons of a course that `person` can see are open to them."""
    return person.is_authenticated or not outline.data["needs_account"]


def can_enrol(person: AnyUser) -> bool:
    """Anybody with an account may enrol on a course they can see."""
    return bool(person.is_authenticated and person.is_active)


def can_open_certificate(person: AnyUser, certificate: Certificate) -> bool:
    """The holder alone; anybody else checks it by its code."""
    return is_learner_of(person, certificate.enrolment)


def is_learner_of(person: AnyUser, enrolment: Enrolment) -> bool:
    """Whether an enrolment is this person's own."""
    return bool(person.is_authenticated and enrolment.learner.user_id == person.pk)


def can_keep_questions(person: AnyUser) -> bool:
    """Whether a person may add to the question bank, see how questions do, and take questions in and out."""
    return bool(person.is_authenticated and person.is_active and person.has_perm("courses.add_question"))


def can_change_questions(person: AnyUser) -> bool:
    """Whether a person may change questions that are there."""
    return bool(person.is_authenticated and person.is_active and person.has_perm("courses.change_question"))


def can_grant_tries(person: AnyUser) -> bool:
    """Course authors, network leads and owners give another try; no manager does."""
    return can_keep_questions(person)


def who_grants_tries() -> QuerySet[User]:
    """The people who may give another try."""
    permission = {"content_type__app_label": "courses", "codename": "add_question"}
    groups = Group.objects.filter(permissions__in=Permission.objects.filter(**permission))
    return User.objects.filter(groups__in=groups, is_active=True).distinct()
