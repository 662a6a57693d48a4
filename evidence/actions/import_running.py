"""Working an import in the background: batch by batch, each whole or not at all, safe to begin again.

Imports are worked one batch at a time across all workers (each holds the rows of every running import), so
that two files with the same publication add it once. A batch that fails as a whole is halved until the record
that cannot be kept stands alone and is refused.
"""

import gzip
import io
import logging
from collections.abc import Iterator, Sequence
from itertools import islice

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record as audit
from evidence.citations import UnreadableFile
from evidence.filing import columns_of, file_the_unfiled, keys_of, within
from evidence.intake import Plan, Row, plans_for, rows_of
from evidence.models import (
    ImportedFile,
    ImportedRecord,
    LikelyPair,
    Reference,
    ReferenceImport,
    ReferenceKey,
    Screening,
)

log = logging.getLogger(__name__)
State = ReferenceImport.State
Outcome = ImportedRecord.Outcome
AT_ONCE = 250


def run_import(pk: int) -> None:
    """Work an import that was begun, from where it stands to its end. Doing it again changes nothing."""
    batch = ReferenceImport.objects.filter(pk=pk, state=State.RUNNING).first()
    held = ImportedFile.objects.filter(batch=pk).first()
    if batch is None or held is None:
        return
    file_the_unfiled()
    try:
        with gzip.open(io.BytesIO(held.content)) as content:
            for rows in batches(rows_of(content, batch.format, batch.name)):
                if not work(pk, rows):
                    return
    except UnreadableFile as error:
        end(pk, State.FAILED, error.reason)
    except Exception as error:
        log.exception("import %s stopped", pk)
        end(pk, State.FAILED, _("It stopped because of a fault on our side (%s).") % type(error).__name__)
        raise
    else:
        end(pk, State.DONE)


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows, so many at a time."""
    while some := list(islice(rows, AT_ONCE)):
        yield some


@transaction.atomic
def work(pk: int, rows: Sequence[Row]) -> bool:
    """Keep one batch of rows and how far the import is; False when it is not to go on."""
    running = ReferenceImport.objects.select_for_update(of=("self",)).filter(state=State.RUNNING)
    batch = next((each for each in running.order_by("pk") if each.pk == pk), None)
    if batch is None:
        return False
    fresh = [row for row in rows if row.position > batch.done]
    if fresh:
        keep(batch, fresh)
        batch.done = fresh[-1].position
        batch.save(update_fields=["done"])
    return True


def keep(batch: ReferenceImport, rows: Sequence[Row]) -> None:
    """Store rows together or, where the database refuses, by halves down to the one that cannot be kept."""
    try:
        with transaction.atomic():
            store(batch, list(plans_for(rows)))
    except (IntegrityError, DataError) as error:
        if len(rows) > 1:
            keep(batch, rows[: len(rows) // 2])
            keep(batch, rows[len(rows) // 2 :])
            return
        log.warning("record %s of import %s refused: %s", rows[0].position, batch.pk, type(error).__name__)
        reason = _("The database could not keep this record.")
        store(batch, [Plan(rows[0].position, Outcome.REFUSED, "", reason)])


def store(batch: ReferenceImport, plans: Sequence[Plan]) -> None:
    """Write what was planned: references with their keys, likely pairs, the report, and rows to screen."""
    added = {-plan.position: reference_of(batch, plan) for plan in plans if plan.record is not None}
    Reference.objects.bulk_create(added.values())
    keys = [
        ReferenceKey(reference=added[-plan.position], key=key)
        for plan in plans
        if plan.record is not None
        for key in keys_of(plan.record)
    ]
    ReferenceKey.objects.bulk_create(keys)
    rows = {stand_in: reference.pk for stand_in, reference in added.items()}
    LikelyPair.objects.bulk_create(pairs_of(plans, rows), ignore_conflicts=True)
    report = [
        ImportedRecord(
            batch=batch,
            position=plan.position,
            outcome=plan.outcome,
            title=within(plan.title, 300),
            reason=within(plan.reason, 400),
            reference_id=rows.get(-plan.position) or row_of(plan.reference, rows),
        )
        for plan in plans
    ]
    ImportedRecord.objects.bulk_create(report)
    if batch.screen_for_id:
        wanted = dict.fromkeys(row.reference_id for row in report if row.reference_id)
        screenings = [Screening(page_id=batch.screen_for_id, reference_id=pk) for pk in wanted]
        Screening.objects.bulk_create(screenings, ignore_conflicts=True)


def reference_of(batch: ReferenceImport, plan: Plan) -> Reference:
    """The new reference of a plan, not stored yet."""
    assert plan.record is not None  # noqa: S101 - the caller asked
    return Reference(**columns_of(plan.record), added_by=batch.started_by)


def row_of(pk: int | None, rows: dict[int, int]) -> int | None:
    """The row that a plan points to, its stand-in looked up."""
    return rows[pk] if pk is not None and pk < 0 else pk


def pairs_of(plans: Sequence[Plan], rows: dict[int, int]) -> list[LikelyPair]:
    """What was added although it may be another version of something: a person decides."""
    pairs = []
    for plan in plans:
        if plan.record is not None and plan.like is not None:
            one, other = sorted((rows[-plan.position], row_of(plan.like.pk, rows) or 0))
            values = {
                "kind": plan.like.kind,
                "likeness": plan.like.likeness,
                "reason": plan.like.reason[:300],
            }
            pairs.append(LikelyPair(one_id=one, other_id=other, **values))
    return pairs


@transaction.atomic
def end(pk: int, state: str, reason: str = "") -> None:
    """Close an import once; a file that has been worked is not kept."""
    batch = ReferenceImport.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.RUNNING).first()
    if batch is None:
        return
    batch.state, batch.reason, batch.finished_at = state, within(reason, 300), timezone.now()
    batch.save(update_fields=["state", "reason", "finished_at"])
    if state == State.DONE:
        ImportedFile.objects.filter(batch=batch).delete()
    audit(
        actor_id=batch.started_by, action="references imported", subject=batch, done=batch.done, state=state
    )
