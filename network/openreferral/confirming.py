"""How long ago somebody confirmed that what is said of a service is still correct."""

import calendar
from datetime import date

#: After so many months its owner is asked again, and readers are told that it was long ago.
MONTHS = 6


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def standing(assured: date | None, today: date) -> str:
    """`never`, `lately` or `long-ago`; a day that has not come counts as never."""
    if assured is None or assured > today:
        return "never"
    return "lately" if assured >= months_before(today, MONTHS) else "long-ago"
