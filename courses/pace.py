"""How long lessons take in reality: worked out from the ledger for all readers together, never for one.

The time between two lessons marked done one after the other is taken for the time of the second, when it
is long enough to have read and short enough to have been one sitting. No Django.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

#: Fewer readers than these say nothing about a lesson.
FEWEST = 20
SHORTEST, LONGEST = timedelta(seconds=40), timedelta(minutes=25)


def minutes_between(done: Iterable[tuple[int, datetime]]) -> list[tuple[int, float]]:
    """For one learner's lessons marked done: (lesson, minutes) for those read in one sitting."""
    ordered = sorted(done, key=lambda item: item[1])
    pairs = pairwise(ordered)
    gaps = [(lesson, at - before) for (_first, before), (lesson, at) in pairs]
    return [(lesson, gap / timedelta(minutes=1)) for lesson, gap in gaps if SHORTEST <= gap <= LONGEST]


def measured(minutes: Mapping[int, list[float]]) -> dict[int, int]:
    """Whole minutes by lesson, the median of its readers, where there are enough of them."""
    return {
        lesson: max(1, round(median(values))) for lesson, values in minutes.items() if len(values) >= FEWEST
    }
