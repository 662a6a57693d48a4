"""Who may, on courses. Pages themselves ask `academy.permissions`."""

from datetime import date

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from academy.models import Membership, User
from academy.permissions import AnyUser, is_owner
from courses.models import Certificate, Cohort, Completion, CourseOutline, CoursePage, Enrolment, Invitation


def can_read_lessons(person: AnyUser, outline: CourseOutline) -> bool:
    """Whether the lessons of a course that `person` can see are open to them."""
    return person.is_authenticated or not outline.data["needs_account"]


def why_not_enrol(person: AnyUser, course: CoursePage) -> str:
    """What stands in the way of enrolling: `account`, `first`, `request`, `organisation`, `invitation`; or ""."""
    if not isinstance(person, User) or not person.is_active:
        return "account"
    if courses_first(person, course):
        return "first"
    joining = CoursePage.Joining(course.joining)
    if joining == CoursePage.Joining.OPEN or is_invited(person, course):
        return ""
    if joining == CoursePage.Joining.ORGANISATION and _belongs(person, course, timezone.localdate()):
        return ""
    return str(joining)


def courses_first(person: User, course: CoursePage) -> list[CoursePage]:
    """The courses that must be finished before this one and are not yet."""
    mine = Completion.objects.finished().filter(enrolment__learner__user=person)
    done = set(mine.values_list("enrolment__course", flat=True))
    return [page for page in course.prerequisites.all() if page.live and page.pk not in done]


def is_invited(person: User, course: CoursePage) -> bool:
    """Whether this person has used an invitation to the course."""
    used = Invitation.objects.filter(course=course, used_at__isnull=False, used_by=person)
    return used.exists()


def _belongs(person: User, course: CoursePage, day: date) -> bool:
    rows = Membership.objects.valid_on(day).filter(person=person)
    return rows.filter(organisation__in=course.organisations.all()).exists()


def can_join_cohort(person: AnyUser, cohort: Cohort) -> bool:
    """Whether a learner may take a place by themselves: it is open, not over, and for their organisation."""
    today = timezone.localdate()
    if not isinstance(person, User) or not cohort.open_to_join:
        return False
    if cohort.due_on is not None and cohort.due_on < today:
        return False
    if cohort.organisation_id is None:
        return True
    rows = Membership.objects.valid_on(today).filter(person=person)
    return rows.filter(organisation=cohort.organisation_id).exists()


def can_edit_page(person: AnyUser, page: Page) -> bool:
    """Whether a person may edit a page in the editors' rooms."""
    return bool(person.is_authenticated and page.permissions_for_user(person).can_edit())


def can_publish_page(person: AnyUser, page: Page) -> bool:
    """Whether a person may publish a page, and so decide on exceptions."""
    return bool(person.is_authenticated and page.permissions_for_user(person).can_publish())


def can_review_learning(person: AnyUser) -> bool:
    """Whether a person answers learners: checks of records, requests, earlier learning, cohorts."""
    return bool(person.is_active and person.has_perm("courses.change_checkrequest"))


def reviewers() -> list[User]:
    """The people who answer learners."""
    held = Q(groups__permissions__codename="change_checkrequest")
    return list(User.objects.filter(held, is_active=True).distinct())


def can_open_certificate(person: AnyUser, certificate: Certificate) -> bool:
    """The holder alone; anybody else checks it by its code."""
    return is_learner_of(person, certificate.enrolment)


def is_learner_of(person: AnyUser, enrolment: Enrolment) -> bool:
    """Whether an enrolment is this person's own."""
    return bool(person.is_authenticated and enrolment.learner.user_id == person.pk)


def can_rotate_keys(person: AnyUser) -> bool:
    """Owners alone look after the key that certificates are signed with."""
    return is_owner(person)


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
