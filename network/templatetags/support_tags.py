"""Formats of the network's pages."""

from collections.abc import Mapping

from django import template
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.models import SupportSchedule
from network.openreferral.times import DAYS, days_in

register = template.Library()
Names = Mapping[str, str | Promise]


@register.filter
def opening(row: SupportSchedule, names: Names) -> str:
    """When a rule has the door open, in words; empty where it holds words of its own alone."""
    days = "; ".join(filter(None, [_week_days(row, names), _month_days(row)]))
    if row.opens_at is None or row.closes_at is None:
        return days
    times = _("all day and night")
    if row.opens_at != row.closes_at:
        times = f"{row.opens_at:%H:%M}–{row.closes_at:%H:%M}"
    return f"{days}, {times}" if days else times


def _week_days(row: SupportSchedule, names: Names) -> str:
    parts = [_nth(place, str(names[DAYS[day]])) for place, day in days_in(row.byday)]
    if len(parts) == len(DAYS) and row.freq == "WEEKLY":
        parts = [_("Every day")]
    words = ", ".join(parts)
    if row.interval > 1 and row.start:
        kind = _("every %(n)s weeks") if row.freq == "WEEKLY" else _("every %(n)s months")
        words += f" ({kind % {'n': row.interval}}, {_('from')} {date_format(row.start, 'j F Y')})"
    return words


def _nth(place: int, name: str) -> str:
    if not place:
        return name
    if place < 0:
        last = _("last %(day)s of the month") if place == -1 else _("%(n)s from last %(day)s of the month")
        return last % {"n": -place, "day": name}
    which = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth")}[place]
    return _("%(which)s %(day)s of the month") % {"which": which, "day": name}


def _month_days(row: SupportSchedule) -> str:
    return _("on day %(days)s of the month") % {"days": row.bymonthday} if row.bymonthday else ""
