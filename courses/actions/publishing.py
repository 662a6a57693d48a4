"""Recording who checked a course, and which rules it is published without."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from academy.actions.audit import record
from academy.models import User
from courses.actions.outline import refresh_course
from courses.models import CoursePage, HumanCheck, PublishException


@transaction.atomic
def record_check(
    *, course: CoursePage, kind: str, who: str, checked_on: date, note: str, actor: User
) -> HumanCheck:
    """Keep that somebody checked the course; the same again is the same row."""
    values = {"kind": kind, "who": who, "checked_on": checked_on}
    check, made = HumanCheck.objects.get_or_create(course=course, **values, defaults={"note": note})
    if made:
        record(actor_id=actor.pk, action="course checked", subject=course, kind=kind)
        refresh_course(course)
    return check


@transaction.atomic
def make_exception(*, course: CoursePage, rule: str, reason: str, actor: User | None) -> PublishException:
    """Let a course be published without one rule; recorded, audited, and shown to readers."""
    CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    held = PublishException.objects.filter(course=course, rule=rule, ended_at=None).first()
    if held is not None:
        return held
    made = PublishException.objects.create(course=course, rule=rule, reason=reason, granted_by=actor)
    actor_id = actor.pk if actor else None
    record(actor_id=actor_id, action="publish exception made", subject=course, rule=rule)
    refresh_course(course)
    return made


@transaction.atomic
def end_exception(*, exception: PublishException, actor: User) -> None:
    """Take an exception back; what is published stays, and the next publishing is held to the rule."""
    rows = PublishException.objects.filter(pk=exception.pk, ended_at=None)
    if rows.update(ended_at=timezone.now()):
        course = exception.course
        record(actor_id=actor.pk, action="publish exception ended", subject=course, rule=exception.rule)
        refresh_course(course)
