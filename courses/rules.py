"""Pure rules of learning: no Django, no database."""

from datetime import date


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
