"""When people are asked: before, after, at three and at six months."""

from dataclasses import dataclass
from datetime import date, timedelta

BEFORE, AFTER, THREE_MONTHS, SIX_MONTHS = "before", "after", "3-months", "6-months"
ORDER = (BEFORE, AFTER, THREE_MONTHS, SIX_MONTHS)
#: After so many lessons an answer no longer tells of the time before.
LESSONS_AT_MOST = 1


@dataclass(frozen=True)
class Window:
    """The days in which a wave is asked, counted from the day of completion."""

    opens: timedelta
    closes: timedelta


WINDOWS = {
    AFTER: Window(timedelta(0), timedelta(days=45)),
    THREE_MONTHS: Window(timedelta(days=80), timedelta(days=140)),
    SIX_MONTHS: Window(timedelta(days=170), timedelta(days=240)),
}


def open_wave(*, lessons_done: int, completed_on: date | None, today: date) -> str | None:
    """The wave that may be answered today, or None."""
    if completed_on is None:
        return BEFORE if lessons_done <= LESSONS_AT_MOST else None
    since = today - completed_on
    return next((wave for wave, held in WINDOWS.items() if held.opens <= since <= held.closes), None)
