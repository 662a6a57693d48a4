"""When a record is doubted: asking a person to look, and putting it right by new events with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from courses.actions.ledger import Kind, Source, add_event, record_of, settle
from courses.actions.renewal import complete_open_check
from courses.addresses import course_address
from courses.completion import explain, in_force
from courses.models import CheckRequest, Completion, CompletionEvent, Correction, CourseOutline, Enrolment
from courses.outlines import as_events
from courses.permissions import reviewers

LONGEST = 4000


class NotInRecord(ValueError):
    """The requirement or event that a correction names is not in this record, or counts already."""


@transaction.atomic
def ask_for_check(*, enrolment: Enrolment, text: str) -> CheckRequest:
    """A learner asks for a person to look; while that waits, asking again adds their words to it."""
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    held = enrolment.check_requests.filter(answered_at=None).first()
    if held is not None:
        if text.strip() and text not in held.text:
            held.text = f"{held.text}\n\n{text}".strip()[:LONGEST]
            held.save(update_fields=["text"])
        return held
    made = CheckRequest.objects.create(enrolment=enrolment, text=text[:LONGEST])
    notify(
        people=reviewers(),
        kind="learners",
        fact=f"check:{made.pk}",
        title=_("A learner asks for a check of their record"),
        text=enrolment.course.title,
        url="/cms/learning/",
    )
    return made


@transaction.atomic
def answer_check(*, request: CheckRequest, answer: str, actor: User) -> None:
    """Tell the learner what was found, once."""
    held = CheckRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.answered_at is not None:
        return
    held.answer, held.answered_at = answer[:LONGEST], timezone.now()
    held.save(update_fields=["answer", "answered_at"])
    record(actor_id=actor.pk, action="check answered", subject=held.enrolment)
    tell_learner(
        held.enrolment, f"check:{held.pk}:answered", _("Somebody looked at your record"), held.answer
    )


@transaction.atomic
def grant(*, enrolment: Enrolment, requirement: str, reason: str, actor: User) -> None:
    """Count one requirement as met, by a new event with a reason.

    `requirement` is its name, such as `lesson:12`. Raises NotInRecord unless it is asked for and open.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    now = record_of(enrolment, CourseOutline.objects.get(course=enrolment.course_id))
    found = [item for item in now.explained if item.requirement.name == requirement]
    if not found or found[0].is_met:
        raise NotInRecord("This requirement is not open.")
    _correct(enrolment, Kind.REQUIREMENT_GRANTED, requirement, reason, actor)


@transaction.atomic
def set_aside(*, enrolment: Enrolment, event_id: int, reason: str, actor: User) -> None:
    """Let an event no longer count, and with it the completion it led to, unless that stands without it.

    Raises NotInRecord when the event is not of this record or does not count already.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    counting = counting_events(enrolment)
    if event_id not in counting:
        raise NotInRecord("This event does not count already.")
    led_to = _completions_after(enrolment, event_id) if _is_needed(enrolment, event_id) else []
    for pk in dict.fromkeys([event_id, *led_to]):
        _correct(enrolment, Kind.SET_ASIDE, str(pk), reason, actor)
    if counting[event_id] == Kind.OUTCOME_RECOGNISED:
        complete_open_check(enrolment=enrolment)
    _withdraw_untrue(enrolment)


def _withdraw_untrue(enrolment: Enrolment) -> None:
    """Revoke the certificate in force when the record no longer bears it out; a true one can be asked for anew."""
    completion = Completion.objects.get(enrolment=enrolment)
    held = enrolment.certificates.in_force().first()
    if held is None or (completion.completed_at is not None and completion.until == held.expires_on):
        return
    held.revoked_at, held.reason = timezone.now(), "corrected"
    held.save(update_fields=["revoked_at", "reason"])


def _is_needed(enrolment: Enrolment, event_id: int) -> bool:
    """Whether some requirement would be met otherwise, or not at all, without this event."""
    outline = CourseOutline.objects.filter(course=enrolment.course_id).first()
    if outline is None:
        return True
    now = record_of(enrolment, outline).explained
    left = [event for event in as_events(enrolment.events.all()) if event.pk != event_id]
    return explain([item.requirement for item in now], left) != list(now)


def _completions_after(enrolment: Enrolment, event_id: int) -> list[int]:
    """The completions in force that were written after an event; one from before did not need it."""
    counting = counting_events(enrolment)
    return [pk for pk, kind in counting.items() if kind == Kind.COURSE_COMPLETED and pk > event_id]


def counting_events(enrolment: Enrolment) -> dict[int, str]:
    """The events that count now, by id, with their kinds."""
    return {event.pk: event.kind for event in in_force(as_events(enrolment.events.all()))}


def _correct(enrolment: Enrolment, kind: str, key: str, reason: str, actor: User) -> None:
    """One event, its reason, a line in the audit log, a word to the learner."""
    number = enrolment.events.filter(source=Source.CORRECTION).count() + 1
    once = f"correction:{number}"
    add_event(enrolment=enrolment, kind=kind, key=key, once=once, source=Source.CORRECTION)
    event = CompletionEvent.objects.get(idempotency_key=f"{enrolment.pk}:{once}")
    Correction.objects.create(event=event, reason=reason[:LONGEST])
    record(actor_id=actor.pk, action="learning record corrected", subject=enrolment, event=event.pk)
    settle(enrolment=enrolment)
    tell_learner(enrolment, f"correction:{event.pk}", _("Your record was put right"), reason)


def tell_learner(enrolment: Enrolment, fact: str, title: str, text: str) -> None:
    """A notification about one's own record, if the learner still has an account."""
    person = enrolment.learner.user
    if person is not None:
        notify(
            people=[person],
            kind="learning",
            fact=fact,
            title=f"{title}: {enrolment.course.title}",
            text=text,
            url=course_address(enrolment.course.slug, "progress"),
        )
