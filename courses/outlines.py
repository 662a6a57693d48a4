"""Reading a stored outline: requirements, neighbours, and where a learner stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from academy.memory import Kept
from academy.rules import share_done
from courses.addresses import course_address, lesson_address
from courses.models import CompletionEvent, CourseOutline, Enrolment
from courses.rules import Event, Met, Requirement, explain, first_unmet, is_complete

requirements_kept: Kept[list[Requirement]] = Kept(200)


def requirements(outline: CourseOutline) -> list[Requirement]:
    """Everything the course asks for: each lesson, then the final check."""
    if outline.pk is None:
        return _requirements(outline)
    return requirements_kept.get((outline.pk, outline.stored_at), lambda: _requirements(outline))


def _requirements(outline: CourseOutline) -> list[Requirement]:
    lessons = [
        Requirement("lesson", str(lesson["id"]), lesson["title"], address(outline, module, lesson))
        for module in outline.data["modules"]
        for lesson in module["lessons"]
    ]
    paper = Requirement("paper", "", _("Final check"), course_address(outline.slug, "paper"))
    return [*lessons, paper]


def address(outline: CourseOutline, module: dict[str, Any], lesson: dict[str, Any]) -> str:
    """The address of a lesson of the outline."""
    return lesson_address(outline.slug, module["slug"], lesson["slug"])


def as_events(rows: Iterable[CompletionEvent]) -> list[Event]:
    """Ledger rows as the rules know them."""
    return [Event(row.kind, row.key, row.occurred_at, row.source) for row in rows]


@dataclass
class Standing:
    """Where a learner stands on a course, worked out from the ledger each time."""

    outline: CourseOutline
    events: list[Event]
    enrolment: Enrolment | None

    def __post_init__(self) -> None:
        self.explained: list[Met] = explain(requirements(self.outline), self.events)

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
        """Whether everything the course asks for is met."""
        return is_complete(self.explained)

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
