"""Pure rules of learning: no Django, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Requirement:
    """One thing a course asks for: a lesson, or the final check."""

    kind: str
    key: str
    label: str
    address: str = ""


@dataclass(frozen=True)
class Event:
    """What the ledger says happened, when, and from where."""

    kind: str
    key: str
    occurred_at: datetime
    source: str


@dataclass(frozen=True)
class Met:
    """A requirement with the event that meets it, or None."""

    requirement: Requirement
    event: Event | None

    @property
    def is_met(self) -> bool:
        """Whether some event meets it."""
        return self.event is not None


MEETS = {"lesson": "lesson_completed", "paper": "paper_passed"}


def explain(requirements: Iterable[Requirement], events: Iterable[Event]) -> list[Met]:
    """Each requirement with the first event that meets it; the one rule by which completion is known.

    A lesson is met by its own completion, the final check by any pass.
    """
    first: dict[tuple[str, str], Event] = {}
    for event in sorted(events, key=lambda event: event.occurred_at):
        key = event.key if event.kind == "lesson_completed" else ""
        first.setdefault((event.kind, key), event)
    return [
        Met(item, first.get((MEETS[item.kind], item.key if item.kind == "lesson" else "")))
        for item in requirements
    ]


def is_complete(explained: Sequence[Met]) -> bool:
    """Whether everything is met; a course that asks for nothing is never complete."""
    return bool(explained) and all(item.is_met for item in explained)


def first_unmet(explained: Iterable[Met], kind: str = "lesson") -> Requirement | None:
    """The first requirement of a kind that is not met yet."""
    return next(
        (item.requirement for item in explained if not item.is_met and item.requirement.kind == kind), None
    )


def expiry(awarded: date, months: int | None) -> date | None:
    """The last day a certificate of so many months is valid; None when it does not expire."""
    if not months:
        return None
    year, month = divmod(awarded.year * 12 + awarded.month - 1 + months, 12)
    for day in (awarded.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
