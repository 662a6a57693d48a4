"""Saying in words what a record holds: what counted, by which event, when and from where."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from courses.completion import Event, Met, in_force
from courses.models import CompletionEvent, Enrolment
from courses.outlines import Standing, as_events

Kind = CompletionEvent.Kind


@dataclass(frozen=True)
class Line:
    """One requirement as a learner reads it; `note` says more, such as that it was added later."""

    label: str
    address: str
    is_met: bool
    text: str
    note: str = ""


@dataclass(frozen=True)
class Told:
    """One event of a ledger in words; `counts` is false once a correction set it aside."""

    pk: int
    occurred_at: datetime
    text: str
    source: str
    reason: str
    counts: bool


def moment(value: datetime) -> str:
    """A day and a time, in the reader's own time zone."""
    return formats.date_format(timezone.localtime(value), "j F Y, H:i")


def lines_of(standing: Standing) -> list[Line]:
    """Each requirement of a course with what meets it, or what is still to do."""
    begun = standing.events[0].occurred_at if standing.events else None
    return [_line(item, begun, standing.complete) for item in standing.explained]


def _line(item: Met, begun: datetime | None, complete: bool) -> Line:
    asked = item.requirement
    text = how(item.event) if item.event is not None else _("Not done yet")
    note = ""
    if asked.since is not None and begun is not None and asked.since > begun:
        note = _("Added to the course on %(day)s, after you began.") % {"day": moment(asked.since)}
    if item.event is None and complete:
        text, note = _("Not needed: you had finished before it was added"), ""
    return Line(asked.label, asked.address, item.is_met, text, note)


def how(event: Event) -> str:
    """What met a requirement, when, and from where unless it was done here in the usual way."""
    said = {
        Kind.LESSON_COMPLETED: _("You marked it done"),
        Kind.PAPER_PASSED: _("Passed at attempt %(key)s"),
        Kind.TESTED_OUT: _("You passed the check alone, at attempt %(key)s"),
        Kind.SESSION_ATTENDED: _("You were there"),
        Kind.OUTCOME_RECOGNISED: _("Recognised from what you learned elsewhere"),
        Kind.REQUIREMENT_GRANTED: _("Counted by a correction; the reason is below"),
    }
    text = said[Kind(event.kind)] % {"key": event.key}
    if event.source == CompletionEvent.Source.OFFLINE:
        text = _("%(text)s, offline") % {"text": text}
    return f"{text}, {moment(event.occurred_at)}"


def own_events(enrolment: Enrolment) -> list[Told]:
    """The whole ledger of an enrolment, newest first, each event in words."""
    rows = list(enrolment.events.select_related("correction").order_by("occurred_at", "pk"))
    counting = {event.pk for event in in_force(as_events(rows))}
    told = [
        Told(
            pk=row.pk,
            occurred_at=row.occurred_at,
            text=row.get_kind_display(),
            source=row.get_source_display(),
            reason=row.correction.reason if hasattr(row, "correction") else "",
            counts=row.pk in counting,
        )
        for row in rows
    ]
    return told[::-1]
