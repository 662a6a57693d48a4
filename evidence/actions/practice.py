"""Promising practice: sent by members or nominated by a wing, reviewed, published or kindly declined."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from academy.search.indexing import forget, index
from evidence.models import ModelPage, PracticeSubmission
from evidence.permissions import can_review_practice, can_share_practice

State = PracticeSubmission.State
REVIEWERS = ("Evidence editors", "Network leads")


@transaction.atomic
def share_practice(*, person: User, token: str, values: Mapping[str, Any]) -> PracticeSubmission:
    """Keep what a member tells, once however often its form is sent, and tell those who review.

    Raises PermissionDenied without an open account.
    """
    if not can_share_practice(person):
        raise PermissionDenied
    practice, made = PracticeSubmission.objects.get_or_create(
        token=token, defaults={**values, "sent_by": person}
    )
    if made:
        record(actor_id=person.pk, action="practice sent", subject=practice)
        tell_reviewers(practice)
    return practice


@transaction.atomic
def receive_nomination(*, source: str, person: User | None, values: Mapping[str, Any]) -> PracticeSubmission:
    """Take in practice that a wing above nominates; `source` is its own key, and the same one is kept once."""
    practice, made = PracticeSubmission.objects.get_or_create(
        nominated_from=source, defaults={**values, "sent_by": person, "token": f"nominated:{source}"[:40]}
    )
    if made:
        record(actor_id=person.pk if person else None, action="practice nominated", subject=practice)
        tell_reviewers(practice)
    return practice


def tell_reviewers(practice: PracticeSubmission) -> None:
    """One line to everybody who may review."""
    staff = User.objects.filter(is_active=True, groups__name__in=REVIEWERS).distinct()
    notify(
        people=staff,
        kind="contact",
        fact=f"practice:{practice.pk}",
        title=_("New practice to read"),
        url=reverse("practice_review", args=[practice.pk]),
    )


@transaction.atomic
def answer_practice(
    *,
    practice: PracticeSubmission,
    actor: User,
    state: str,
    stage: int,
    answer: str = "",
    note: str = "",
    model: ModelPage | None = None,
) -> PracticeSubmission:
    """Move a submission on: under review, published, or declined with an answer. Audited; its sender is told.

    Raises PermissionDenied for anybody who may not review, and for what its sender has withdrawn.
    """
    held = PracticeSubmission.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    if not can_review_practice(actor) or held.state == State.WITHDRAWN:
        raise PermissionDenied
    changed = (held.state, held.answer) != (state, answer)
    held.state, held.stage, held.answer, held.review_note, held.model = state, stage, answer, note, model
    if state == State.PUBLISHED:
        held.published_at = held.published_at or timezone.now()
    held.full_clean()
    held.save()
    if changed:
        record(actor_id=actor.pk, action="practice answered", subject=held, state=state, stage=stage)
        tell_sender(held)
    follow_in_search(held)
    return held


def tell_sender(practice: PracticeSubmission) -> None:
    """What became of it, in one line."""
    if practice.sent_by is None:
        return
    notify(
        people=[practice.sent_by],
        kind="followed",
        fact=f"practice-answer:{practice.pk}:{practice.state}",
        title=_("“%(title)s”: %(state)s") % {"title": practice.title, "state": practice.get_state_display()},
        text=practice.answer,
        url=reverse("evidence:practice", args=[practice.pk]),
    )


@transaction.atomic
def withdraw_practice(*, practice: PracticeSubmission, person: User) -> PracticeSubmission:
    """Take back one's own submission, published or not; again is the same. Raises PermissionDenied."""
    held = PracticeSubmission.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    if held.sent_by_id != person.pk:
        raise PermissionDenied
    if held.state != State.WITHDRAWN:
        held.state = State.WITHDRAWN
        held.save(update_fields=["state"])
        record(actor_id=person.pk, action="practice withdrawn", subject=held)
        follow_in_search(held)
    return held


def follow_in_search(practice: PracticeSubmission) -> None:
    """Published practice can be found, the rest cannot."""
    if practice.state == State.PUBLISHED:
        index(practice)
    else:
        forget(practice)
