"""A member's record as their manager may see it: requirements met or not, with days, and nothing else."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from courses.completion import Event, recall
from courses.finding import required_sessions
from courses.models import CompletionEvent, CourseOutline, Enrolment
from courses.outlines import requirements


@dataclass(frozen=True)
class Part:
    """One requirement: its name, whether it is met, and on which day. By what, how and where is not told."""

    label: str
    met: bool
    on: date | None


def parts_for(person: int, courses: list[int]) -> dict[int, list[Part]]:
    """By course id: each requirement for one member, begun or not."""
    rows = Enrolment.objects.filter(learner__user=person, course__in=courses)
    enrolments = {row.course_id: row for row in rows}
    events: dict[int, list[Event]] = defaultdict(list)
    told = CompletionEvent.objects.filter(enrolment__in=rows).order_by("occurred_at", "pk")
    for course, kind, key, occurred_at, pk, until in told.values_list(
        "enrolment__course", "kind", "key", "occurred_at", "pk", "until"
    ):
        events[course].append(Event(kind, key, occurred_at, "", pk, until))
    return {
        outline.course_id: _parts(outline, enrolments.get(outline.course_id), events[outline.course_id])
        for outline in CourseOutline.objects.filter(course__in=courses)
    }


def _parts(outline: CourseOutline, enrolment: Enrolment | None, events: list[Event]) -> list[Part]:
    asks = enrolment is not None and outline.data.get("has_required_sessions")
    sessions = required_sessions(enrolment) if enrolment is not None and asks else ()
    found = recall(requirements(outline, sessions), events)
    return [
        Part(
            item.requirement.label,
            item.is_met,
            timezone.localdate(item.event.occurred_at) if item.event is not None else None,
        )
        for item in found.explained
    ]
