"""Reading a stored outline: requirements, neighbours, and where a learner stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from academy.memory import Kept
from academy.rules import share_done
from courses.addresses import course_address, lesson_address
from courses.completion import Event, Met, Record, Requirement, first_unmet, recall
from courses.models import CompletionEvent, CourseOutline, Enrolment, LiveSession

requirements_kept: Kept[list[Requirement]] = Kept(200)


def requirements(outline: CourseOutline, sessions: Iterable[LiveSession] = ()) -> list[Requirement]:
    """Everything the course asks for: each lesson, the final check, and `sessions` that count."""
    key = (outline.pk, outline.stored_at)
    asked = (
        requirements_kept.get(key, lambda: _requirements(outline)) if outline.pk else _requirements(outline)
    )
    home = course_address(outline.slug)
    return [*asked, *(Requirement("session", str(one.pk), one.title, home) for one in sessions)]


def _requirements(outline: CourseOutline) -> list[Requirement]:
    data = outline.data
    ids = {outcome["key"]: str(outcome["id"]) for outcome in data["outcomes"]}
    lessons = [
        Requirement(
            "lesson",
            str(lesson["id"]),
            lesson["title"],
            address(outline, module, lesson),
            outcomes=(ids[lesson["outcome"]],) if lesson.get("outcome") in ids else (),
            since=datetime.fromisoformat(lesson["since"]) if lesson.get("since") else None,
        )
        for module in data["modules"]
        for lesson in module["lessons"]
    ]
    paper = course_address(outline.slug, "paper")
    return [*lessons, Requirement("paper", "", _("Final check"), paper, outcomes=tuple(ids.values()))]


def address(outline: CourseOutline, module: dict[str, Any], lesson: dict[str, Any]) -> str:
    """The address of a lesson of the outline."""
    return lesson_address(outline.slug, module["slug"], lesson["slug"])


def as_events(rows: Iterable[CompletionEvent]) -> list[Event]:
    """Ledger rows as the rules know them."""
    return [Event(row.kind, row.key, row.occurred_at, row.source, row.pk, row.until) for row in rows]


@dataclass
class Standing:
    """Where a learner stands on a course, worked out from the ledger each time."""

    outline: CourseOutline
    events: list[Event]
    enrolment: Enrolment | None
    sessions: Sequence[LiveSession] = ()

    def __post_init__(self) -> None:
        self.record: Record = recall(requirements(self.outline, self.sessions), self.events)

    @property
    def explained(self) -> tuple[Met, ...]:
        """Each requirement with what meets it."""
        return self.record.explained

    @cached_property
    def done_ids(self) -> frozenset[int]:
        """Ids of the lessons done."""
        met = (item for item in self.explained if item.is_met and item.requirement.kind == "lesson")
        return frozenset(int(item.requirement.key) for item in met)

    @property
    def lessons_done(self) -> int:
        """How many lessons are done."""
        return len(self.done_ids)

    @property
    def lessons(self) -> int:
        """How many lessons there are."""
        return int(self.outline.data["lessons"])

    @property
    def share(self) -> int:
        """Whole per cent of requirements met."""
        return share_done(sum(item.is_met for item in self.explained), len(self.explained))

    @property
    def minutes_left(self) -> int:
        """Minutes of the lessons not done yet."""
        lessons = (lesson for module in self.outline.data["modules"] for lesson in module["lessons"])
        return sum(lesson["minutes"] for lesson in lessons if lesson["id"] not in self.done_ids)

    @property
    def paper_passed(self) -> bool:
        """Whether the final check is passed."""
        return any(item.is_met for item in self.explained if item.requirement.kind == "paper")

    @property
    def complete(self) -> bool:
        """Whether the course is done, whatever was added to it since."""
        return self.record.is_complete

    @property
    def certified(self) -> bool:
        """Whether a certificate was awarded."""
        return any(event.kind == "certificate_awarded" for event in self.events)

    @property
    def next_address(self) -> str:
        """Where to go on: the first unfinished lesson, then the final check, then the certificate."""
        lesson = first_unmet(self.explained)
        if lesson is not None:
            return lesson.address
        name = "award" if self.paper_passed else "paper"
        return course_address(self.outline.slug, name)


def neighbours(outline: CourseOutline, lesson_id: int) -> dict[str, Any]:
    """A lesson's module, its place, and the addresses before and after it."""
    flat = [
        (module, number, lesson)
        for module in outline.data["modules"]
        for number, lesson in enumerate(module["lessons"], start=1)
    ]
    place = next(i for i, (_module, _number, lesson) in enumerate(flat) if lesson["id"] == lesson_id)
    module, number, lesson = flat[place]
    before = flat[place - 1] if place else None
    after = flat[place + 1] if place + 1 < len(flat) else None
    return {
        "module": module,
        "module_number": outline.data["modules"].index(module) + 1,
        "number": number,
        "lesson": lesson,
        "before": _link(outline, before),
        "after": _link(outline, after),
    }


def _link(outline: CourseOutline, item: Any) -> dict[str, str] | None:
    if item is None:
        return None
    module, _number, lesson = item
    return {"title": lesson["title"], "url": address(outline, module, lesson)}
