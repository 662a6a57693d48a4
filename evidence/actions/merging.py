"""Merging references that are one publication, and taking a merge back exactly."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.models import User
from evidence.actions.merge_moves import move, move_back
from evidence.actions.storing import refresh_citing
from evidence.models import LikelyPair, Reference, ReferenceMerge
from evidence.permissions import can_keep_references


class MergeRefused(ValueError):
    """A merge that cannot be made or taken back; the text says why."""


@transaction.atomic
def merge_references(*, kept: Reference, merged: Reference, actor: User) -> ReferenceMerge:
    """Let `kept` stand for both: what rests on `merged` rests on it from now on. The same again is the same.

    Audited. Raises PermissionDenied, and MergeRefused when one of them stands for another already.
    """
    if not can_keep_references(actor):
        raise PermissionDenied
    rows = hold(kept.pk, merged.pk)
    if len(rows) != 2:
        raise MergeRefused(_("Choose two references."))
    kept, merged = rows[kept.pk], rows[merged.pk]
    done = ReferenceMerge.objects.filter(kept=kept, merged=merged, undone_at__isnull=True).first()
    if done is not None:
        return done
    if kept.duplicate_of_id or merged.duplicate_of_id:
        raise MergeRefused(_("One of them is merged into another reference already."))
    merged.duplicate_of = kept
    merged.save(update_fields=["duplicate_of", "changed_at"])
    merge = ReferenceMerge.objects.create(kept=kept, merged=merged, moved=move(merged, kept))
    record(actor_id=actor.pk, action="references merged", subject=merge, kept=kept.pk, merged=merged.pk)
    refresh_citing(kept)
    return merge


def hold(*ids: int) -> dict[int, Reference]:
    """References, locked in one order so that two merges never wait for each other."""
    rows = Reference.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    return {row.pk: row for row in rows.order_by("pk")}


@transaction.atomic
def unmerge_references(*, merge: ReferenceMerge, actor: User) -> ReferenceMerge:
    """Take a merge back: what it moved goes back, what was added since stays where it is. Again is the same.

    Audited. Raises PermissionDenied, and MergeRefused when another reference has taken its DOI or PMID.
    """
    if not can_keep_references(actor):
        raise PermissionDenied
    merge = ReferenceMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at is not None:
        return merge
    rows = hold(merge.kept_id, merge.merged_id)
    kept, merged = rows[merge.kept_id], rows[merge.merged_id]
    try:
        with transaction.atomic():
            merged.duplicate_of = None
            merged.save(update_fields=["duplicate_of", "changed_at"])
    except IntegrityError as error:
        raise MergeRefused(_("Another reference has its DOI or PubMed number by now.")) from error
    move_back(merge.moved, kept, merged)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    record(actor_id=actor.pk, action="merge undone", subject=merge, kept=kept.pk, merged=merged.pk)
    for reference in (kept, merged):
        refresh_citing(reference)
    return merge


@transaction.atomic
def keep_apart(*, one: Reference, other: Reference, actor: User) -> LikelyPair:
    """Say that two references are two publications, so that nobody is asked again. Raises PermissionDenied."""
    if not can_keep_references(actor):
        raise PermissionDenied
    first, second = sorted((one.pk, other.pk))
    values = {"kind": "", "likeness": 0.0, "reason": ""}
    pair, _made = LikelyPair.objects.get_or_create(one_id=first, other_id=second, defaults=values)
    if not pair.different:
        LikelyPair.objects.filter(pk=pair.pk).update(different=True)
        record(actor_id=actor.pk, action="references kept apart", subject=pair, one=first, other=second)
    return pair
