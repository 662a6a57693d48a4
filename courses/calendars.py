"""Live sessions as an iCalendar file (RFC 5545)."""

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from courses.addresses import course_address
from courses.models import Cohort


def calendar_of(cohort: Cohort) -> bytes:
    """Every session of a cohort; a session keeps its UID, so that reading the file again moves it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//EN")
    calendar.add("version", "2.0")
    for session in cohort.sessions.all().order_by("starts_at"):
        event = Event()
        event.add("uid", f"{session.uid}@academy")
        event.add("summary", f"{session.title} ({cohort.course.title})")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", session.starts_at)
        event.add("dtend", session.ends_at)
        event.add("location", session.where)
        event.add("description", session.about)
        event.add("url", settings.SITE_URL + course_address(cohort.course.slug, "cohorts"))
        calendar.add_component(event)
    return calendar.to_ical()
