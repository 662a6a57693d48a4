"""Reminders of what is due, on the day it is in the person's own time zone, and never of what is done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.actions.notify import notify
from academy.models import User
from courses.addresses import course_address
from courses.completion import reminder_due
from courses.models import Completion

STEPS = (30, 7, 0)
#: A day on either side, for people whose day is not London's.
EDGE = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """One thing somebody should do by a day; `name` tells it from every other."""

    person: User
    name: str
    title: str
    by: date
    url: str


def remind(due: Due, now: datetime) -> bool:
    """Tell of the tightest step reached, once; whether somebody was told now."""
    today = timezone.localdate(now, due.person.zone)
    step = reminder_due(due.by, today, STEPS)
    if step is None:
        return False
    told = notify(
        people=[due.person],
        kind="learning",
        fact=f"due:{due.name}:{due.by:%Y%m%d}:{step}",
        title=_("%(title)s is due %(when)s") % {"title": due.title, "when": in_words(due.by, today)},
        text=_("You can begin when it suits you, and stop anywhere."),
        url=due.url,
    )
    return bool(told)


def in_words(by: date, today: date) -> str:
    """How far away a day is, in words."""
    left = (by - today).days
    if left == 0:
        return _("today")
    day = formats.date_format(by, "j F")
    words = ngettext("tomorrow, %(day)s", "in %(left)s days, on %(day)s", left)
    return words % {"left": left, "day": day}


def remind_of_renewals(day: date) -> None:
    """Remind of certificates that end within thirty days; a renewal moves the day, so nobody else is told."""
    now = timezone.now()
    latest = timezone.localdate(now) + timedelta(days=max(STEPS)) + EDGE
    rows = Completion.objects.filter(
        until__gte=timezone.localdate(now) - EDGE, until__lte=latest, enrolment__learner__user__is_active=True
    ).select_related("enrolment__learner__user", "enrolment__course")
    for row in rows.iterator(chunk_size=500):
        enrolment = row.enrolment
        person = enrolment.learner.user
        if person is None or row.until is None or not enrolment.course.live:
            continue
        title = _("Renewing “%(title)s”") % {"title": enrolment.course.title}
        url = course_address(enrolment.course.slug, "renew")
        remind(Due(person, f"renewal:{enrolment.pk}", title, row.until, url), now)
