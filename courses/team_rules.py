"""How somebody stands with what their organisation asks of them. No Django, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Whoever joins after a fixed day has this many days, so that nobody is late on the day they begin.
GRACE = 30


class Status(StrEnum):
    """Where a person stands on one course, as far as an organisation may know."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    EXEMPT = "exempt"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class Seat:
    """A member as assignments see them."""

    person: int
    profession: int | None = None
    place: int | None = None
    joined: date | None = None


@dataclass(frozen=True)
class Ask:
    """One assignment of one course, by ids."""

    course: int
    made: date
    due_on: date | None = None
    due_days: int | None = None
    profession: int | None = None
    place: int | None = None
    person: int | None = None
    pk: int = 0

    def is_for(self, seat: Seat) -> bool:
        """Whether this member is asked."""
        wanted = ((self.profession, seat.profession), (self.place, seat.place), (self.person, seat.person))
        return all(ask is None or ask == own for ask, own in wanted)

    def due_for(self, seat: Seat) -> date:
        """The last day in time for this member."""
        joined = seat.joined or self.made
        if self.due_on is None:
            return max(joined, self.made) + timedelta(days=self.due_days or 0)
        return self.due_on if joined <= self.due_on else joined + timedelta(days=GRACE)


@dataclass(frozen=True)
class Fact:
    """What is known of a person on a course: the day it was completed, and the last day that counts."""

    completed: date | None = None
    until: date | None = None
    exempt: bool = False


@dataclass(frozen=True)
class Cell:
    """One person on one course; only what their organisation may know."""

    status: Status
    due: date | None = None
    completed: date | None = None
    until: date | None = None


NOT_ASKED = Cell(Status.NOT_ASKED)
NOTHING = Fact()


def cell_of(fact: Fact, dues: Iterable[date], today: date) -> Cell:
    """Where a person stands: what nobody asked is nobody's business, done or not.

    A completion that ended asks anew: by the first due day after its end or, without one, by its last day.
    """
    days = sorted(dues)
    if not days:
        return NOT_ASKED
    if fact.completed is not None and (fact.until is None or fact.until >= today):
        return Cell(Status.DONE, completed=fact.completed, until=fact.until)
    if fact.exempt:
        return Cell(Status.EXEMPT)
    due = days[0]
    if fact.completed is not None and fact.until is not None:
        until = fact.until
        due = next((day for day in days if day > until), until)
    return Cell(Status.OVERDUE if due < today else Status.DUE, due, fact.completed, fact.until)
