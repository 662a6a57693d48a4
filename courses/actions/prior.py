"""Recognition of prior learning: a claim with proof, and a reviewer who maps it to outcomes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from courses.actions.enrol import enrol, learner_of
from courses.actions.ledger import Kind, Source, add_event, settle
from courses.addresses import course_address
from courses.models import CoursePage, Learner, Outcome, PriorLearning
from courses.permissions import reviewers

State = PriorLearning.State


@transaction.atomic
def claim_prior_learning(
    *,
    person: User,
    course: CoursePage,
    title: str,
    provider: str,
    finished_on: date | None = None,
    text: str = "",
    file: File[Any] | None = None,
) -> PriorLearning:
    """Send a claim; while one waits for this course, sending again gives that one."""
    learner = Learner.objects.select_for_update(of=("self",)).get(pk=learner_of(person).pk)
    held = PriorLearning.objects.filter(learner=learner, course=course, state=State.WAITING).first()
    if held is not None:
        return held
    made = PriorLearning.objects.create(
        learner=learner, course=course, title=title, provider=provider, finished_on=finished_on, text=text
    )
    if file is not None:
        made.file.save(f"{made.pk}.{str(file.name).rpartition('.')[2].lower()}", file)
    notify(
        people=reviewers(),
        kind="learners",
        fact=f"claim:{made.pk}",
        title=_("A learner asks for earlier learning to be recognised"),
        text=course.title,
        url="/cms/learning/",
    )
    return made


@transaction.atomic
def withdraw_claim(*, claim: PriorLearning) -> None:
    """Take a waiting claim back; its proof is deleted."""
    held = PriorLearning.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if held.state == State.WAITING:
        held.state, held.answered_at, held.text = State.WITHDRAWN, timezone.now(), ""
        held.save(update_fields=["state", "answered_at", "text"])
        drop_proof(held)


def drop_proof(claim: PriorLearning) -> None:
    """Delete a claim's file once the row no longer names it."""
    if claim.file:
        storage, name = claim.file.storage, claim.file.name
        claim.file = ""
        claim.save(update_fields=["file"])
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def answer_claim(*, claim: PriorLearning, outcomes: Iterable[Outcome], answer: str, actor: User) -> None:
    """Recognise some outcomes of the course, or none, once; the rest of the course remains to be done.

    Recognising enrols the learner. Each outcome is an event of the ledger, audited.
    """
    held = PriorLearning.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    person = held.learner.user
    if held.state != State.WAITING or person is None:
        return
    covered = [outcome for outcome in outcomes if outcome.course_id == held.course_id]
    held.state = State.RECOGNISED if covered else State.DECLINED
    held.answer, held.answered_at = answer, timezone.now()
    held.save(update_fields=["state", "answer", "answered_at"])
    held.outcomes.set(covered)
    if covered:
        _recognise(held, person, covered)
    ids = [outcome.pk for outcome in covered]
    record(actor_id=actor.pk, action="earlier learning answered", subject=held, outcomes=ids)
    notify(
        people=[person],
        kind="learning",
        fact=f"claim:{held.pk}:answered",
        title=_("Your earlier learning: %(title)s") % {"title": held.course.title},
        text=answer,
        url=course_address(held.course.slug, "progress"),
    )


def _recognise(claim: PriorLearning, person: User, covered: list[Outcome]) -> None:
    enrolment = enrol(person=person, course=claim.course)
    for outcome in covered:
        add_event(
            enrolment=enrolment,
            kind=Kind.OUTCOME_RECOGNISED,
            key=str(outcome.pk),
            once=f"claim:{claim.pk}:{outcome.pk}",
            source=Source.REVIEW,
        )
    settle(enrolment=enrolment)
