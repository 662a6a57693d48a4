"""Events as iCalendar (RFC 5545): one event, or all that a member comes to."""

from collections.abc import Iterable
from html import unescape

from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags
from icalendar import Calendar
from icalendar import Event as Entry

from network.markup import to_html
from network.models import Attendance, CalendarKey, Event, Profile
from network.permissions import member_of


def calendar_of(events: Iterable[tuple[Event, bool]]) -> bytes:
    """Events as a calendar; each with whether the reader comes, and so sees the link."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//EN")
    calendar.add("version", "2.0")
    for event, comes in events:
        calendar.add_component(entry_of(event, comes=comes))
    return calendar.to_ical()


def entry_of(event: Event, *, comes: bool) -> Entry:
    """One event; it keeps its UID, so that reading the calendar again moves or cancels it."""
    entry = Entry()
    entry.add("uid", f"{event.uid}@academy")
    entry.add("summary", event.title)
    entry.add("dtstamp", timezone.now())
    entry.add("last-modified", event.changed_at)
    entry.add("sequence", int(event.changed_at.timestamp()))
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("location", event.where)
    # Calendars show plain words: the marks of Markdown go.
    about = unescape(strip_tags(to_html(event.about))).strip()
    entry.add("description", "\n".join(part for part in (about, event.link if comes else "") if part))
    entry.add("url", settings.SITE_URL + event.get_absolute_url())
    entry.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    return entry


def events_of(profile: Profile) -> list[Event]:
    """The events a member said they come to, of those they may still know of."""
    going = Attendance.objects.filter(profile=profile, state=Attendance.State.GOING)
    rows = Event.objects.visible_to(profile.person).filter(pk__in=going.values("event"))
    return list(rows.order_by("-starts_at")[:200])


def calendar_for(secret: str) -> bytes | None:
    """The calendar behind a secret address; None when it leads to nobody who takes part."""
    key = CalendarKey.objects.select_related("profile__person").filter(secret=secret).first()
    if key is None or member_of(key.profile.person) is None:
        return None
    return calendar_of((event, True) for event in events_of(key.profile))
