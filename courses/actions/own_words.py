"""A learner's own words: notes, bookmarks, the one change they chose; and resealing all that is sealed."""

import json
import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.notify import notify
from academy.sealing import CannotUnseal, is_newest, reseal, seal, unseal
from courses.addresses import course_address
from courses.models import Bookmark, ChosenChange, Enrolment, Note, Reflection

log = logging.getLogger(__name__)
LONGEST = 5_000
MOST_NOTES = 200
FOUR_WEEKS = timedelta(weeks=4)


class TooManyNotes(ValueError):
    """A lesson holds as many notes of one person as it can."""


@transaction.atomic
def add_note(*, learner_id: UUID, lesson_id: int, token: str, quote: str, text: str) -> bool:
    """Seal and keep a note, once a token; False when there is nothing in it. Raises TooManyNotes."""
    if not (quote.strip() or text.strip()):
        return False
    if Note.objects.filter(learner_id=learner_id, lesson_id=lesson_id).count() >= MOST_NOTES:
        raise TooManyNotes("There are 200 notes on this lesson.")
    sealed = seal(json.dumps({"quote": quote.strip()[:LONGEST], "text": text.strip()[:LONGEST]}))
    note = Note(learner_id=learner_id, lesson_id=lesson_id, token=token[:40], sealed=sealed)
    Note.objects.bulk_create([note], ignore_conflicts=True)
    return True


@transaction.atomic
def delete_note(*, learner_id: UUID, note_id: int) -> None:
    """Delete one's own note; again changes nothing."""
    Note.objects.filter(learner_id=learner_id, pk=note_id).delete()


def opened_note(sealed: str) -> dict[str, str]:
    """A note's quote and text, or words that say it cannot be opened any more."""
    try:
        opened: dict[str, str] = json.loads(unseal(sealed))
        return opened
    except CannotUnseal:
        return {"quote": "", "text": _("This note can no longer be opened: its key is gone.")}


@transaction.atomic
def set_bookmark(*, learner_id: UUID, lesson_id: int, on: bool) -> None:
    """Set or take away a bookmark; again changes nothing."""
    if on:
        row = Bookmark(learner_id=learner_id, lesson_id=lesson_id)
        Bookmark.objects.bulk_create([row], ignore_conflicts=True)
    else:
        Bookmark.objects.filter(learner_id=learner_id, lesson_id=lesson_id).delete()


@transaction.atomic
def choose_change(*, enrolment: Enrolment, text: str) -> ChosenChange | None:
    """Keep the one change a learner chose, to be followed up in four weeks; empty text takes it back.

    Choosing anew moves the day; what was answered about an earlier change goes with it.
    """
    rows = ChosenChange.objects.filter(enrolment=enrolment)
    if not text.strip():
        rows.delete()
        return None
    held = rows.select_for_update(of=("self",)).first()
    if held is not None and opened(held.sealed) == text.strip()[:LONGEST]:
        return held
    values = {
        "sealed": seal(text.strip()[:LONGEST]),
        "chosen_at": timezone.now(),
        "follow_up_on": timezone.localdate() + FOUR_WEEKS,
        "outcome": "",
        "sealed_after": "",
        "answered_at": None,
    }
    return ChosenChange.objects.update_or_create(enrolment=enrolment, defaults=values)[0]


def opened(sealed: str) -> str:
    """Sealed words, or nothing where there are none or their key is gone."""
    try:
        return unseal(sealed) if sealed else ""
    except CannotUnseal:
        return ""


@transaction.atomic
def answer_change(*, change: ChosenChange, outcome: str, text: str) -> None:
    """Say how the change went; saying it again replaces what was said."""
    change.outcome, change.answered_at = outcome, timezone.now()
    change.sealed_after = seal(text.strip()[:LONGEST]) if text.strip() else ""
    change.save(update_fields=["outcome", "sealed_after", "answered_at"])


def follow_up_changes(day: date) -> None:
    """Ask people how their change went once its day has come; once a change."""
    rows = ChosenChange.objects.filter(
        follow_up_on__lte=day, answered_at=None, enrolment__learner__user__is_active=True
    ).select_related("enrolment__learner__user", "enrolment__course")
    for row in rows.iterator(chunk_size=500):
        person = row.enrolment.learner.user
        if person is not None:
            notify(
                people=[person],
                kind="learning",
                fact=f"change:{row.pk}:{row.follow_up_on:%Y%m%d}",
                title=_("Four weeks ago you chose a change. How did it go?"),
                text=_("Whatever the answer, it is yours alone."),
                url=course_address(row.enrolment.course.slug, "change"),
            )


def reseal_all(day: date) -> None:
    """Seal with the newest key whatever an older one sealed; what no key opens is left and counted."""
    lost = 0
    for rows, field in _sealed_fields():
        for row in rows.only("pk", field).iterator(chunk_size=500):
            lost += not _resealed(row, field)
    if lost:
        log.warning("%s sealed texts open with none of the keys", lost)


def _sealed_fields() -> Iterator[tuple[models.QuerySet[Any], str]]:
    yield Reflection.objects.all(), "sealed"
    yield Note.objects.all(), "sealed"
    yield ChosenChange.objects.all(), "sealed"
    yield ChosenChange.objects.exclude(sealed_after=""), "sealed_after"


def _resealed(row: Any, field: str) -> bool:
    """Whether the row is under the newest key now; a row written meanwhile is left as it is."""
    before = getattr(row, field)
    if is_newest(before):
        return True
    try:
        type(row).objects.filter(pk=row.pk, **{field: before}).update(**{field: reseal(before)})
        return True
    except CannotUnseal:
        return False
