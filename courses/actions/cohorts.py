"""Cohorts: joining, leaving, and who was at a live session."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from academy.actions.audit import record
from academy.models import User
from courses.actions.ledger import Kind, Source, add_event, settle
from courses.models import Cohort, CohortMember, CompletionEvent, Enrolment, LiveSession


class CohortFull(ValueError):
    """Every place of the cohort is taken."""


@transaction.atomic
def join_cohort(*, cohort: Cohort, enrolment: Enrolment) -> CohortMember:
    """Take a place in a cohort, once. Raises CohortFull when none is left."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    held = CohortMember.objects.filter(cohort=cohort, enrolment=enrolment).first()
    if held is not None:
        return held
    if cohort.places is not None and cohort.members.count() >= cohort.places:
        raise CohortFull("Every place is taken.")
    made = CohortMember.objects.create(cohort=cohort, enrolment=enrolment)
    settle(enrolment=enrolment)
    return made


@transaction.atomic
def leave_cohort(*, cohort: Cohort, enrolment: Enrolment) -> None:
    """Give the place back; the enrolment and everything done stay."""
    CohortMember.objects.filter(cohort=cohort, enrolment=enrolment).delete()
    settle(enrolment=enrolment)


@transaction.atomic
def mark_attendance(*, session: LiveSession, enrolments: Iterable[int], actor: User) -> int:
    """Write down who of the cohort was there, once each; returns how many are new.

    Somebody marked by mistake is put right in their own record, with a reason.
    """
    wanted = set(enrolments)
    LiveSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    members = CohortMember.objects.filter(cohort=session.cohort_id, enrolment__in=wanted)
    there = session_attendance(session)
    fresh = [row.enrolment for row in members.select_related("enrolment") if row.enrolment_id not in there]
    for enrolment in fresh:
        add_event(
            enrolment=enrolment,
            kind=Kind.SESSION_ATTENDED,
            key=str(session.pk),
            once=f"session:{session.pk}:{_marks(enrolment, session)}",
            source=Source.FACILITATOR,
            occurred_at=session.starts_at,
        )
        settle(enrolment=enrolment)
    if fresh:
        record(actor_id=actor.pk, action="attendance marked", subject=session, people=len(fresh))
    return len(fresh)


def _marks(enrolment: Enrolment, session: LiveSession) -> int:
    """How often somebody was marked before, all of it set aside by corrections."""
    return enrolment.events.filter(kind=Kind.SESSION_ATTENDED, key=str(session.pk)).count()


def session_attendance(session: LiveSession) -> set[int]:
    """The enrolments marked as there, by marks that count."""
    rows = CompletionEvent.objects.filter(kind=Kind.SESSION_ATTENDED, key=str(session.pk))
    aside = CompletionEvent.objects.filter(
        kind=Kind.SET_ASIDE, enrolment=OuterRef("enrolment"), key=Cast(OuterRef("pk"), CharField())
    )
    return set(rows.filter(~Exists(aside)).values_list("enrolment", flat=True))
