"""Pure rules of refreshers: what is asked, and how long a renewal counts. No Django."""

from collections.abc import Sequence
from datetime import date

from courses.rules import expiry

#: A refresher asks about no fewer outcomes than these, if the course has them.
FEWEST = 3


def refresher_outcomes(outcomes: Sequence[int], weakest: Sequence[int]) -> list[int]:
    """The weaker half of a course's outcomes, at least three; those never asked before come first.

    `weakest` orders outcomes by earlier marks, the lowest first.
    """
    place = {outcome: number for number, outcome in enumerate(weakest)}
    ordered = sorted(outcomes, key=lambda outcome: place.get(outcome, -1))
    return ordered[: max(FEWEST, -(-len(ordered) // 2))]


def renewed_until(until: date, today: date, months: int | None) -> date | None:
    """The last day a renewal counts: from the old end where that is still to come, so that nobody loses days."""
    return expiry(max(until, today), months)
