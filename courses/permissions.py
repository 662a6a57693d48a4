"""Who may, on courses. Pages themselves ask `academy.permissions`."""

from academy.permissions import AnyUser, is_owner
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


def can_rotate_keys(person: AnyUser) -> bool:
    """Owners alone look after the key that certificates are signed with."""
    return is_owner(person)
