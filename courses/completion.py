"""What a ledger amounts to: the one rule by which completion is known. No Django, no database.

Nothing here asks a clock or a store: the same requirements and events give the same answer at any time,
in whatever order the events are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Requirement:
    """One thing a course asks for: a lesson, the final check, or a live session.

    `outcomes` holds the ids of the outcomes it serves: when all of them are recognised from learning
    elsewhere, it is met. `since` is when it was added to a course that had already begun.
    """

    kind: str
    key: str
    label: str
    address: str = ""
    outcomes: tuple[str, ...] = ()
    since: datetime | None = None

    @property
    def name(self) -> str:
        """How corrections point to it, such as `lesson:12` or `paper:`."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True)
class Event:
    """What the ledger says happened, when, and from where; `until` is the last day it counts."""

    kind: str
    key: str
    occurred_at: datetime
    source: str
    pk: int = 0
    until: date | None = None


@dataclass(frozen=True)
class Met:
    """A requirement with the event that meets it, or None."""

    requirement: Requirement
    event: Event | None

    @property
    def is_met(self) -> bool:
        """Whether some event meets it."""
        return self.event is not None


@dataclass(frozen=True)
class Record:
    """Where a learner stands: each requirement explained, since when all were met, and until when."""

    explained: tuple[Met, ...]
    completed_at: datetime | None
    renewed_at: datetime | None
    until: date | None

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return sum(item.is_met for item in self.explained)

    @property
    def is_complete(self) -> bool:
        """Whether the course is done, whatever was added to it since."""
        return self.completed_at is not None


MEETS = {"lesson": "lesson_completed", "paper": "paper_passed", "session": "session_attended"}
FINISHED = ("course_completed", "renewed")
Known = dict[tuple[str, str], Event]


def _when(event: Event) -> tuple[datetime, int]:
    return event.occurred_at, event.pk


def in_force(events: Iterable[Event]) -> list[Event]:
    """The events that count, in the order they happened.

    An event that a correction set aside does not count, nor does a correction that a later one set aside.
    What was written later decides, not what the clock said.
    """
    written = sorted(events, key=lambda event: (event.pk, event.occurred_at))
    void: set[str] = set()
    kept = []
    for event in reversed(written):
        if event.pk and str(event.pk) in void:
            continue
        if event.kind == "set_aside":
            void.add(event.key)
        kept.append(event)
    return sorted(kept, key=_when)


def explain(requirements: Iterable[Requirement], events: Iterable[Event]) -> list[Met]:
    """Each requirement with the first event in force that meets it."""
    first: Known = {}
    for event in in_force(events):
        first.setdefault((event.kind, event.key), event)
        first.setdefault((event.kind, "*"), event)
    return [Met(item, _meeting(item, first)) for item in requirements]


def _meeting(item: Requirement, first: Known) -> Event | None:
    """Its own event, a correction in the learner's favour, a test-out, or recognised outcomes."""
    ways = [
        first.get((MEETS[item.kind], "*" if item.kind == "paper" else item.key)),
        first.get(("requirement_granted", item.name)),
        first.get(("tested_out", "*")) if item.kind != "session" else None,
        _recognised(item, first),
    ]
    return min((event for event in ways if event is not None), key=_when, default=None)


def _recognised(item: Requirement, first: Known) -> Event | None:
    """The event that recognised the last of its outcomes, once all of them are."""
    found = [first.get(("outcome_recognised", outcome)) for outcome in item.outcomes]
    known = [event for event in found if event is not None]
    if not item.outcomes or len(known) < len(item.outcomes):
        return None
    return max(known, key=_when)


def recall(requirements: Iterable[Requirement], events: Iterable[Event]) -> Record:
    """What the ledger amounts to.

    A course is complete from the moment it was written down as complete, or else when the last of its
    requirements was met; what is added to the course afterwards takes nothing away.
    """
    events = list(events)
    explained = explain(requirements, events)
    finished = [event for event in in_force(events) if event.kind in FINISHED]
    completed = [event for event in finished if event.kind == "course_completed"]
    if completed:
        last = finished[-1]
        return Record(tuple(explained), completed[0].occurred_at, last.occurred_at, last.until)
    moment = all_met_at(explained)
    return Record(tuple(explained), moment, moment, None)


def all_met_at(explained: Sequence[Met]) -> datetime | None:
    """When the last requirement was met; None while one is open, or when nothing is asked."""
    moments = [item.event.occurred_at for item in explained if item.event is not None]
    return max(moments) if moments and len(moments) == len(explained) else None


def is_complete(explained: Sequence[Met]) -> bool:
    """Whether everything is met; a course that asks for nothing is never complete."""
    return all_met_at(explained) is not None


def first_unmet(explained: Iterable[Met], kind: str = "lesson") -> Requirement | None:
    """The first requirement of a kind that is not met yet."""
    return next(
        (item.requirement for item in explained if not item.is_met and item.requirement.kind == kind), None
    )


def uncovered(outcomes: Iterable[Any], events: Iterable[Event]) -> list[Any]:
    """The outcomes (ids) that no recognition in force covers, in their order."""
    covered = {event.key for event in in_force(events) if event.kind == "outcome_recognised"}
    return [outcome for outcome in outcomes if str(outcome) not in covered]


def renewal_state(until: date | None, today: date, window: int) -> str:
    """Whether a completion is `lasting`, `valid` still, in its `open` renewal window, or `overdue`.

    `window` is how many days before the last day renewing may begin.
    """
    if until is None:
        return "lasting"
    left = (until - today).days
    if left < 0:
        return "overdue"
    return "open" if left <= window else "valid"


def reminder_due(until: date, today: date, steps: Sequence[int]) -> int | None:
    """The tightest step (days before the last day) that has been reached, or None; none once it is over.

    A day on which nothing ran is caught up: the step stays due until a tighter one is reached.
    """
    left = (until - today).days
    reached = [step for step in steps if left <= step]
    return min(reached) if reached and left >= 0 else None
