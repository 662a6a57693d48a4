"""Importing references: sent, looked at, begun, and taken back as long as nothing uses them."""

import gzip
import io
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from academy.actions.audit import record
from academy.models import User
from evidence.filing import BATCH
from evidence.models import (
    EvidenceSummaryPage,
    Finding,
    ImportedFile,
    ImportedRecord,
    ModelPage,
    Reference,
    ReferenceImport,
    Screening,
    Study,
)
from evidence.permissions import can_keep_references
from evidence.tasks import work_import

State = ReferenceImport.State
ABANDONED = timedelta(days=14)


@transaction.atomic
def receive_import(
    *,
    actor: User,
    name: str,
    format_name: str,
    content: Iterable[bytes],
    screen_for: EvidenceSummaryPage | None = None,
) -> ReferenceImport:
    """Keep what was sent, to be looked at before anything is added. Raises PermissionDenied."""
    if not can_keep_references(actor):
        raise PermissionDenied
    batch = ReferenceImport.objects.create(
        name=name[:200], format=format_name, started_by=actor.pk, screen_for=screen_for
    )
    ImportedFile.objects.create(batch=batch, content=packed(content))
    record(actor_id=actor.pk, action="references sent", subject=batch, format=format_name)
    return batch


def packed(content: Iterable[bytes]) -> bytes:
    """The pieces as one gzip file; lists of references shrink to a quarter."""
    whole = io.BytesIO()
    with gzip.GzipFile(fileobj=whole, mode="wb", compresslevel=3) as file:
        for piece in content:
            file.write(piece)
    return whole.getvalue()


@transaction.atomic
def begin_import(*, batch: ReferenceImport, actor: User) -> ReferenceImport:
    """Have an import worked in the background; also one that stopped, from where it stopped.

    Raises PermissionDenied. One that is done or was taken back is left as it is.
    """
    if not can_keep_references(actor):
        raise PermissionDenied
    held = ReferenceImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state in (State.WAITING, State.RUNNING, State.FAILED):
        held.state, held.reason, held.finished_at = State.RUNNING, "", None
        held.save(update_fields=["state", "reason", "finished_at"])
        transaction.on_commit(lambda: work_import.enqueue(held.pk))
    return held


@transaction.atomic
def undo_import(*, batch: ReferenceImport, actor: User) -> tuple[int, int]:
    """Delete the references an import added that nothing uses; returns how many went and how many stayed.

    Rows of its screening list that nobody has decided on go with them. Raises PermissionDenied for anybody
    who may not, and for an import that is still being worked. Again is the same.
    """
    held = ReferenceImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not can_keep_references(actor) or held.state == State.RUNNING:
        raise PermissionDenied
    added = held.records.filter(outcome=ImportedRecord.Outcome.ADDED, reference__isnull=False)
    ids = list(added.values_list("reference_id", flat=True))
    drafted = drafted_references()
    gone = sum(
        forget_unused(held, [pk for pk in ids[start : start + BATCH] if pk not in drafted])
        for start in range(0, len(ids), BATCH)
    )
    ImportedFile.objects.filter(batch=held).delete()
    if gone or held.state != State.UNDONE:
        held.state, held.finished_at = State.UNDONE, timezone.now()
        held.save(update_fields=["state", "finished_at"])
        record(actor_id=actor.pk, action="import undone", subject=held, gone=gone, kept=len(ids) - gone)
    return gone, len(ids) - gone


def forget_unused(batch: ReferenceImport, ids: list[int]) -> int:
    """Delete those of these references that nothing uses."""
    own = Screening.objects.filter(page=batch.screen_for_id, reference__in=ids, settled="")
    own.filter(decisions__isnull=True).delete()
    unused = list(unused_references().filter(pk__in=ids).values_list("pk", flat=True))
    Reference.objects.filter(pk__in=unused).delete()
    return len(unused)


def unused_references() -> QuerySet[Reference]:
    """References that no study, finding, screening list or duplicate needs."""
    return Reference.objects.filter(
        ~Exists(Finding.objects.filter(reference=OuterRef("pk"))),
        ~Exists(Screening.objects.filter(reference=OuterRef("pk"))),
        ~Exists(Reference.objects.filter(duplicate_of=OuterRef("pk"))),
        ~Exists(Study.references.through.objects.filter(reference=OuterRef("pk"))),
        duplicate_of__isnull=True,
    )


def drafted_references() -> set[int]:
    """References that findings of unpublished drafts name."""
    drafts = ModelPage.objects.filter(has_unpublished_changes=True).select_related("latest_revision")
    return {
        finding["reference"]
        for page in drafts
        if page.latest_revision is not None
        for finding in page.latest_revision.content.get("findings", [])
        if finding.get("reference")
    }


def tidy_imports(day: date) -> None:
    """Forget what was sent and never begun; have what stopped with its worker worked on."""
    before = timezone.now() - ABANDONED
    ReferenceImport.objects.filter(state=State.WAITING, started_at__lt=before).delete()
    for pk in ReferenceImport.objects.filter(state=State.RUNNING).values_list("pk", flat=True):
        work_import.enqueue(pk)
