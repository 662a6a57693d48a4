"""Taking questions in from a file: sent, looked at, then imported whole or not at all."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.models import User
from courses.actions.outline import refresh_everything
from courses.carrying import fill, keep_all, key_of
from courses.exchange import Draft, read
from courses.intake import Plan, plans_for
from courses.models import Question, QuestionImport
from courses.permissions import can_change_questions, can_keep_questions

State = QuestionImport.State


@transaction.atomic
def receive_questions(*, actor: User, name: str, format_name: str, content: bytes) -> QuestionImport:
    """Keep a file, to be looked at before anything is added. Raises PermissionDenied."""
    if not can_keep_questions(actor):
        raise PermissionDenied
    batch = QuestionImport.objects.create(
        name=name[:200], format=format_name, content=content, started_by=actor.pk
    )
    record(actor_id=actor.pk, action="questions sent", subject=batch, format=format_name)
    return batch


@transaction.atomic
def import_questions(
    *, batch: QuestionImport, actor: User, outcomes: Mapping[str, int], use: str, change: bool
) -> QuestionImport:
    """Add what is new, and with `change` bring what differs to the file's wording; all of it or nothing.

    One that is done is left as it is. The file is forgotten, its report kept. Raises PermissionDenied.
    """
    if not can_keep_questions(actor) or (change and not can_change_questions(actor)):
        raise PermissionDenied
    held = QuestionImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state == State.DONE:
        return held
    plans = plans_for(read(bytes(held.content), held.format), outcomes)
    keep_all(
        _new(plan.draft, plan.outcome, use)
        for plan in plans
        if plan.fate == "new" and plan.draft and plan.outcome
    )
    changed = [(plan.draft, plan.question) for plan in plans if change and plan.fate == "changed"]
    for draft, question in changed:
        if draft is not None and question is not None:
            _change(draft, question)
    held.report = [_reported(plan, change) for plan in plans]
    held.outcomes = dict(outcomes)
    held.state, held.finished_at, held.content = State.DONE, timezone.now(), b""
    held.save()
    counts = {
        fate: sum(plan.fate == fate for plan in plans) for fate in ("new", "changed", "same", "refused")
    }
    record(actor_id=actor.pk, action="questions imported", subject=held, **counts)
    if changed:
        transaction.on_commit(refresh_everything)
    return held


def _reported(plan: Plan, change: bool) -> dict[str, object]:
    told = plan.as_report()
    if plan.fate == "changed" and not change:
        told["reason"] = _("The one that is here was left as it is.")
    return told


def _new(draft: Draft, outcome: int, use: str) -> Question:
    question = Question(outcome_id=outcome, key=key_of(draft), use=use, live=not draft.lacks_feedback)
    return fill(question, draft)


def _change(draft: Draft, question: Question) -> None:
    """Options and items that keep their text keep their id, and so the answers given to them."""
    kept = {
        name: {row.text: row.pk for row in getattr(question, name).all()} for name in ("options", "items")
    }
    fresh = fill(Question.objects.get(pk=question.pk), draft)
    for name, held in kept.items():
        for row in getattr(fresh, name).all():
            row.pk = held.get(row.text)
    fresh.save()
    fresh.settle()
