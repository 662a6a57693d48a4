"""Taking in what was done while a device had no line: each lesson once, at the time it was done."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from academy.models import User
from courses.actions.enrol import complete_lesson
from courses.actions.ledger import Source
from courses.models import Enrolment, LessonBody

#: A device that was away longer than this is taken at its arrival.
LONGEST_AWAY = timedelta(days=90)
MOST_AT_ONCE = 200


def device_mark(learner_id: UUID) -> str:
    """What a kept page carries to say whose it is, telling nothing to anybody who finds the device."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"offline:{learner_id}".encode(), hashlib.sha256
    ).hexdigest()[:32]


def believable(at: str, *, since: datetime, now: datetime) -> datetime:
    """The moment a device says, held between the enrolment and now; its arrival when it says nonsense."""
    try:
        moment = parse_datetime(at)
    except ValueError:
        return now
    if moment is None or timezone.is_naive(moment):
        return now
    if moment > now or moment < now - LONGEST_AWAY:
        return now
    return max(moment, since)


def take_in(*, person: User, mark: str, items: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Write down lessons done offline; returns lesson ids `kept` and `refused` (unknown, or not one's own).

    Sent again it changes nothing. Items of another person's are left on the device: `later`.
    """
    sent = list(items)[:MOST_AT_ONCE]
    answer: dict[str, list[int]] = {"kept": [], "refused": [], "later": []}
    rows = Enrolment.objects.of(person).filter(course__outline__bodies__lesson__in=[pk for pk, _at in sent])
    enrolments = {row.course_id: row for row in rows.distinct()}
    bodies = LessonBody.objects.visible_to(person).filter(lesson__in=[pk for pk, _at in sent])
    courses = dict(bodies.values_list("lesson_id", "outline__course_id"))
    now = timezone.now()
    for lesson_id, at in sent:
        enrolment = enrolments.get(courses.get(lesson_id, 0))
        if enrolment is None:
            answer["refused"].append(lesson_id)
        elif not hmac.compare_digest(mark, device_mark(enrolment.learner_id)):
            answer["later"].append(lesson_id)
        else:
            moment = believable(at, since=enrolment.enrolled_at, now=now)
            complete_lesson(
                enrolment=enrolment, lesson_id=lesson_id, source=Source.OFFLINE, occurred_at=moment
            )
            answer["kept"].append(lesson_id)
    return answer
