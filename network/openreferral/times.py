"""When a service is open: the profile's weekly and monthly rules, by the clocks of London."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERY_DAY = ",".join(DAYS)
NAMES = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
#: One or more days, each perhaps with its place in the month, such as `MO,TU` or `2WE,-1FR`.
BYDAY = r"^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*$"
#: Days of the month, from its end where negative, such as `1,15,-1`.
BYMONTHDAY = r"^-?([1-9]|[12][0-9]|3[01])(,-?([1-9]|[12][0-9]|3[01]))*$"
_PART = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
WEEKLY, MONTHLY = "WEEKLY", "MONTHLY"


@dataclass(frozen=True)
class Hours:
    """One rule of opening. Without days it says nothing of any day; without times, nothing of the hour."""

    byday: str = ""
    bymonthday: str = ""
    freq: str = WEEKLY
    interval: int = 1
    start: date | None = None
    opens: time | None = None
    closes: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def days_in(byday: str) -> list[tuple[int, int]]:
    """Days as pairs of their place in the month (0 for any) and of the week (0 is Monday)."""
    return [(int(place or 0), DAYS.index(name)) for place, name in _PART.findall(byday)]


def day_code(words: str) -> str:
    """The code of a day of the week that is told as its code or its English name; nothing for anything else."""
    told = words.strip().upper()
    return next((code for code, name in zip(DAYS, NAMES, strict=True) if told in (code, name)), "")


def holds_on(hours: Hours, day: date) -> bool:
    """Whether the rule speaks of this day."""
    if hours.valid_from is not None and day < hours.valid_from:
        return False
    if hours.valid_to is not None and day > hours.valid_to:
        return False
    if hours.start is not None and day < hours.start:
        return False
    return _monthly(hours, day) if hours.freq == MONTHLY else _weekly(hours, day)


def _weekly(hours: Hours, day: date) -> bool:
    wanted = {weekday for _place, weekday in days_in(hours.byday)}
    if not wanted and hours.start is not None:
        wanted = {hours.start.weekday()}
    if day.weekday() not in wanted:
        return False
    if hours.interval <= 1 or hours.start is None:
        return hours.interval <= 1
    weeks = (_monday(day) - _monday(hours.start)).days // 7
    return weeks % hours.interval == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _monthly(hours: Hours, day: date) -> bool:
    if not hours.byday and not hours.bymonthday:
        return False
    if hours.interval > 1:
        if hours.start is None:
            return False
        months = (day.year - hours.start.year) * 12 + day.month - hours.start.month
        if months % hours.interval:
            return False
    last = calendar.monthrange(day.year, day.month)[1]
    if hours.byday and not any(_is_nth(day, last, *one) for one in days_in(hours.byday)):
        return False
    numbers = [int(part) for part in hours.bymonthday.split(",") if part]
    return not numbers or day.day in numbers or day.day - last - 1 in numbers


def _is_nth(day: date, last: int, place: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    return place in (0, (day.day - 1) // 7 + 1, -((last - day.day) // 7 + 1))


def is_open(hours: Hours, moment: datetime) -> bool:
    """Whether the rule has the door open at `moment`, whatever time zone that is told in.

    A closing time at or before the opening one is the next day's; the same time is round the clock.
    """
    if hours.opens is None or hours.closes is None:
        return False
    local = moment.astimezone(LONDON)
    today, now = local.date(), local.time()
    if hours.opens < hours.closes:
        return hours.opens <= now < hours.closes and holds_on(hours, today)
    if now >= hours.opens and holds_on(hours, today):
        return True
    return now < hours.closes and holds_on(hours, today - timedelta(days=1))


def open_now(rules: Iterable[Hours], moment: datetime) -> bool | None:
    """Whether any rule has the door open; None where nobody has said, which is not the same as closed."""
    known = False
    for hours in rules:
        if is_open(hours, moment):
            return True
        timed = hours.opens is not None and hours.closes is not None
        known = known or (timed and bool(hours.byday or hours.bymonthday or hours.start))
    return False if known else None


def opens_on_weekday(rules: Iterable[Hours], code: str, day: date) -> bool:
    """Whether any rule that is not over on `day` speaks of this day of the week."""
    return any(
        DAYS.index(code) in {weekday for _place, weekday in days_in(hours.byday)}
        and (hours.valid_to is None or hours.valid_to >= day)
        for hours in rules
    )
