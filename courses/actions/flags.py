"""When evidence changes: flag the lessons that rest on it, tell their authors and those who finished them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from courses.actions.ledger import Kind
from courses.actions.outline import refresh_course
from courses.addresses import course_address
from courses.models import CoursePage, Enrolment, EvidenceFlag, LessonPage, MicroRefresher
from courses.permissions import reviewers
from evidence import rules as evidence_rules
from evidence.addresses import model_address
from evidence.announcements import RatingFell
from evidence.models import EvidenceSummaryPage, ModelPage


def lessons_about(model: ModelPage) -> list[LessonPage]:
    """The lessons that cite a summary about the model, or all of a course that teaches it and cites none."""
    citing = Q(claims__summary__about=model)
    cited = LessonPage.objects.live().filter(citing).distinct()
    teaching = CoursePage.objects.filter(teaches=model).exclude(pk__in=_courses_of(cited))
    firsts = [LessonPage.objects.live().descendant_of(course).order_by("path").first() for course in teaching]
    return [*cited, *(lesson for lesson in firsts if lesson is not None)]


def _courses_of(lessons: Iterable[LessonPage]) -> list[int]:
    found = (CoursePage.objects.ancestor_of(lesson).first() for lesson in lessons)
    return [course.pk for course in found if course is not None]


def rating_fell(fact: RatingFell) -> None:
    """Flag what rests on a model whose rating fell."""
    model = ModelPage.objects.filter(pk=fact.model).first()
    if model is None:
        return
    words = {
        "model": model.title,
        "aspect": fact.aspect,
        "before": evidence_rules.SCALE[fact.before],
        "after": evidence_rules.SCALE[fact.after],
    }
    what = _("Our rating of %(model)s on “%(aspect)s” went from %(before)s to %(after)s.") % words
    key = f"rating:{model.pk}:{fact.aspect}:{fact.before}:{fact.after}:{timezone.localdate():%Y%m%d}"
    raise_flags(lessons=lessons_about(model), fact=key, what=what, url=model_address(model.slug))


def summary_superseded(summary: EvidenceSummaryPage) -> None:
    """Flag the lessons that cite a summary which a newer one has replaced."""
    newer = summary.superseded_by
    if newer is None:
        return
    what = _("“%(old)s” was replaced by “%(new)s”.") % {"old": summary.title, "new": newer.title}
    lessons = LessonPage.objects.live().filter(claims__summary=summary).distinct()
    raise_flags(
        lessons=lessons, fact=f"superseded:{summary.pk}:{newer.pk}", what=what, url=newer.get_absolute_url()
    )


@transaction.atomic
def raise_flags(*, lessons: Iterable[LessonPage], fact: str, what: str, url: str) -> int:
    """Flag each lesson once a fact; returns how many are new. Authors and finished learners are told."""
    fresh = 0
    for lesson in lessons:
        flag, made = EvidenceFlag.objects.get_or_create(
            lesson=lesson, fact=fact[:120], defaults={"what": what[:300], "url": url}
        )
        if made:
            fresh += 1
            _tell(flag)
            refresh_lesson_course(lesson)
    return fresh


def refresh_lesson_course(lesson: LessonPage) -> None:
    """Bring the course's outline, which names open flags, up to date."""
    course = CoursePage.objects.ancestor_of(lesson).first()
    if course is not None:
        refresh_course(course)


def _tell(flag: EvidenceFlag) -> None:
    course = CoursePage.objects.ancestor_of(flag.lesson).first()
    if course is None:
        return
    authors = [person for person in (flag.lesson.owner, course.owner) if person is not None]
    notify(
        people={person.pk: person for person in [*authors, *reviewers()]}.values(),
        kind="learners",
        fact=f"flag:{flag.pk}:author",
        title=_("The evidence behind a lesson changed: %(title)s") % {"title": flag.lesson.title},
        text=flag.what,
        url="/cms/learning/",
    )
    notify(
        people=finished_learners(flag.lesson),
        kind="learning",
        fact=f"flag:{flag.pk}",
        title=_("What you learned in “%(title)s” has changed") % {"title": flag.lesson.title},
        text=_("Two minutes bring you up to date. Your completion stays."),
        url=f"{course_address(course.slug)}changed/{flag.pk}/",
    )


def finished_learners(lesson: LessonPage) -> list[User]:
    """The people with an account who marked the lesson done."""
    done = Q(
        learner__enrolments__events__kind=Kind.LESSON_COMPLETED,
        learner__enrolments__events__key=str(lesson.pk),
    )
    return list(User.objects.filter(done, is_active=True).distinct())


@transaction.atomic
def settle_flag(*, flag: EvidenceFlag, note: str, actor: User) -> None:
    """Say what was done about changed evidence, once; readers of what changed see it."""
    held = EvidenceFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if held.settled_at is not None:
        return
    held.note, held.settled_at, held.settled_by = note, timezone.now(), actor
    held.save(update_fields=["note", "settled_at", "settled_by"])
    record(actor_id=actor.pk, action="evidence flag settled", subject=held)
    refresh_lesson_course(held.lesson)


@transaction.atomic
def mark_read(*, flag: EvidenceFlag, enrolment: Enrolment) -> None:
    """A learner has read what changed; again changes nothing."""
    row = MicroRefresher(flag=flag, enrolment=enrolment)
    MicroRefresher.objects.bulk_create([row], ignore_conflicts=True)
