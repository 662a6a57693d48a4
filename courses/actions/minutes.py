"""Keeping how long lessons take in reality, for all their readers together."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from courses.actions.outline import refresh_course
from courses.models import CompletionEvent, CoursePage, LessonBody
from courses.pace import measured, minutes_between

Kind = CompletionEvent.Kind


def learn_minutes(day: date) -> None:
    """Work out each lesson's minutes from the ledger; a course whose minutes changed is drawn anew."""
    minutes: dict[int, list[float]] = defaultdict(list)
    for done in _by_learner():
        for lesson, taken in minutes_between(done):
            minutes[lesson].append(taken)
    found = measured(minutes)
    changed = set()
    for body in LessonBody.objects.filter(lesson__in=found).select_related("outline"):
        if body.measured_minutes != found[body.lesson_id]:
            LessonBody.objects.filter(pk=body.pk).update(measured_minutes=found[body.lesson_id])
            changed.add(body.outline.course_id)
    for course in CoursePage.objects.filter(pk__in=changed):
        refresh_course(course)


def _by_learner() -> Iterator[list[tuple[int, datetime]]]:
    """For each enrolment, the lessons marked done here and when; nothing of it is kept."""
    rows = CompletionEvent.objects.filter(kind=Kind.LESSON_COMPLETED, source=CompletionEvent.Source.WEB)
    ordered = rows.order_by("enrolment", "occurred_at").values_list("enrolment", "key", "occurred_at")
    for _enrolment, group in groupby(ordered.iterator(chunk_size=5000), key=lambda row: row[0]):
        yield [(int(key), at) for _row, key, at in group]
