"""Writing to the ledger, and bringing what is worked out from it up to date."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from academy.models import Membership
from courses.actions.finishing import settle_pathways
from courses.completion import Event, Record, in_force, recall
from courses.finding import required_sessions
from courses.models import Completion, CompletionEvent, CourseOutline, Enrolment
from courses.outlines import requirements
from courses.rules import expiry
from courses.tasks import tell_staff_records

Kind = CompletionEvent.Kind
Source = CompletionEvent.Source


def add_event(
    *,
    enrolment: Enrolment,
    kind: str,
    key: str = "",
    once: str,
    source: str = Source.WEB,
    until: date | None = None,
    occurred_at: datetime | None = None,
) -> None:
    """Add to the ledger unless `once` (unique within the enrolment) is there already: one statement."""
    event = CompletionEvent(
        enrolment=enrolment,
        kind=kind,
        key=key,
        source=source,
        until=until,
        occurred_at=occurred_at or timezone.now(),
        idempotency_key=f"{enrolment.pk}:{once}",
    )
    CompletionEvent.objects.bulk_create([event], ignore_conflicts=True)


def events_of(enrolment: Enrolment) -> list[Event]:
    """The ledger of an enrolment as the rules know it."""
    fields = ("kind", "key", "occurred_at", "source", "pk", "until")
    rows = CompletionEvent.objects.filter(enrolment=enrolment.pk).order_by()
    return [Event(*row) for row in rows.values_list(*fields)]


def record_of(enrolment: Enrolment, outline: CourseOutline, events: list[Event] | None = None) -> Record:
    """What the enrolment's ledger amounts to now; `events` spares reading it again."""
    asked = requirements(
        outline, required_sessions(enrolment) if outline.data.get("has_required_sessions") else ()
    )
    return recall(asked, events_of(enrolment) if events is None else events)


@transaction.atomic
def settle(*, enrolment: Enrolment, outline: CourseOutline | None = None) -> Completion | None:
    """Write down that a course is complete, once, and bring the stored completion to what the ledger says.

    May be run at any time, and again: the same ledger gives the same row. None for a course that is not
    published, whose requirements nobody can meet; what was stored stays. `outline` spares finding it again.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    outline = outline or CourseOutline.objects.filter(course=enrolment.course_id).first()
    if outline is None:
        return Completion.objects.filter(enrolment=enrolment).first()
    events = events_of(enrolment)
    record = record_of(enrolment, outline, events)
    fresh = record.is_complete and not any(e.kind == Kind.COURSE_COMPLETED for e in in_force(events))
    if fresh:
        _write_completed(enrolment, outline, record)
        record = record_of(enrolment, outline)
    row = _store(enrolment, record)
    if fresh:
        settle_pathways(learner=enrolment.learner_id)
        _tell_organisations(enrolment)
    return row


def _tell_organisations(enrolment: Enrolment) -> None:
    """Have the feeds of the learner's organisations, if there are any, told after the commit."""
    members = Membership.objects.valid_on(timezone.localdate()).filter(person__learner=enrolment.learner_id)
    for person in members.order_by("person").values_list("person", flat=True).distinct():
        transaction.on_commit(lambda person=person: tell_staff_records.enqueue(person))  # type: ignore[misc]


def _write_completed(enrolment: Enrolment, outline: CourseOutline, record: Record) -> None:
    """Complete since the last requirement was met; a completion that was set aside is followed by a new one."""
    moment = record.completed_at or timezone.now()
    before = enrolment.events.filter(kind=Kind.COURSE_COMPLETED).count()
    add_event(
        enrolment=enrolment,
        kind=Kind.COURSE_COMPLETED,
        key=str(outline.data.get("version", 1)),
        once=f"completed:{before + 1}",
        source=Source.RECORD,
        until=expiry(timezone.localdate(moment), outline.course.valid_months),
        occurred_at=moment,
    )


def _store(enrolment: Enrolment, record: Record) -> Completion:
    values = {
        "met": record.met,
        "asked": len(record.explained),
        "completed_at": record.completed_at,
        "renewed_at": record.renewed_at,
        "until": record.until,
    }
    row = Completion(enrolment=enrolment, **values)
    Completion.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["enrolment"], update_fields=list(values)
    )
    return row


def settle_missing(day: date) -> None:
    """Work out the completions that are not stored yet, such as those from before they were."""
    for enrolment in Enrolment.objects.filter(completion=None).iterator(chunk_size=500):
        settle(enrolment=enrolment)


def settle_all() -> int:
    """Work every completion out anew; returns how many enrolments there are."""
    rows = Enrolment.objects.order_by("pk")
    for enrolment in rows.iterator(chunk_size=500):
        settle(enrolment=enrolment)
    return rows.count()
