"""Builders of what stands around a course: cohorts, pathways, claims, requests, invitations."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from academy.models import Organisation, Profession, User
from courses.actions.cohorts import join_cohort
from courses.actions.corrections import ask_for_check
from courses.actions.flags import raise_flags
from courses.actions.joining import DAYS, ask_to_enrol, digest_of
from courses.actions.prior import claim_prior_learning
from courses.models import (
    CataloguePage,
    Cohort,
    CoursePage,
    Enrolment,
    EvidenceFlag,
    Invitation,
    LessonPage,
    LiveSession,
    PathwayPage,
    PathwayStep,
)

SECRET = "a-secret-of-a-link"


def organisation(name: str = "Youth Service", **fields: Any) -> Organisation:
    """A body people work for."""
    slug = name.lower().replace(" ", "-")
    return Organisation.objects.create(name=name, slug=slug, sector="local-government", **fields)


def cohort(course: CoursePage, name: str = "Spring", *, required: bool = False, **fields: Any) -> Cohort:
    """A cohort that starts today, with one live session tomorrow."""
    made = Cohort.objects.create(course=course, name=name, **{"starts_on": timezone.localdate()} | fields)
    starts = timezone.now() + timedelta(days=1)
    LiveSession.objects.create(
        cohort=made,
        title="Meeting",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        where="Room 1",
        required=required,
    )
    return made


def pathway(*courses: CoursePage, title: str = "Nurses", **fields: Any) -> PathwayPage:
    """A published pathway of these courses, for one profession."""
    catalogue = CataloguePage.objects.get()
    page = PathwayPage(title=title, slug=title.lower(), intro="<p>For you.</p>", **fields)
    catalogue.add_child(instance=page)
    for order, course in enumerate(courses):
        page.steps.add(PathwayStep(course=course, sort_order=order))
    nurse, _made = Profession.objects.get_or_create(slug="nurse", defaults={"name": "Nurse"})
    page.professions.set([nurse])
    page.save()
    page.save_revision().publish()
    return page


def invitation(email: str, *, secret: str = SECRET, **fields: Any) -> Invitation:
    """An invitation whose link's secret is known."""
    expires = timezone.now() + timedelta(days=DAYS)
    return Invitation.objects.create(
        email=email, digest=digest_of(secret), **{"expires_at": expires} | fields
    )


def flag_on(course: CoursePage) -> EvidenceFlag:
    """The first lesson of a course, flagged because its evidence changed."""
    lesson = LessonPage.objects.descendant_of(course)[0]
    raise_flags(lessons=[lesson], fact="fact", what="A rating fell.", url="/evidence/")
    return EvidenceFlag.objects.get(lesson=lesson)


def around(enrolment: Enrolment, stranger: User) -> dict[str, str]:
    """One of each around a course; returns what stands for their ids in addresses."""
    course, person = enrolment.course, User.objects.get(learner=enrolment.learner_id)
    made = cohort(course)
    join_cohort(cohort=made, enrolment=enrolment)
    pathway(course)
    invitation(stranger.email, course=course)
    proof = ContentFile(b"%PDF-1.7 proof", name="proof.pdf")
    claim = claim_prior_learning(person=person, course=course, title="T", provider="P", file=proof)
    return {
        "COHORT": str(made.pk),
        "SESSION": str(made.sessions.get().pk),
        "CLAIM": str(claim.pk),
        "CHECK": str(ask_for_check(enrolment=enrolment, text="Please look").pk),
        "PLACE": str(ask_to_enrol(person=stranger, course=course, text="").pk),
        "SECRET": SECRET,
        "FLAG": str(flag_on(course).pk),
        "RECORD": str(enrolment.pk),
        "LESSON": str(LessonPage.objects.descendant_of(course)[0].pk),
    }
