"""Looking through the library for references that may be one publication: by shared keys, never pair by pair."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from evidence.citing import record_of
from evidence.filing import BATCH, file_the_unfiled
from evidence.known import Known, without_abstract
from evidence.models import LikelyPair, Reference

RECENT = timedelta(days=2)


def find_pairs(*, recent: bool = False) -> int:
    """Note every likely pair that is not noted yet, in the whole library or among what changed of late.

    Returns how many were looked at. Safe to run again: a pair is noted once, and one that a person kept
    apart stays apart.
    """
    file_the_unfiled()
    rows = Reference.objects.in_use()
    if recent:
        rows = rows.filter(changed_at__gte=timezone.now() - RECENT)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        note_pairs(Reference.objects.filter(pk__in=ids[start : start + BATCH]).defer("abstract"))
    return len(ids)


def find_recent_pairs(day: date) -> None:
    """Every night: what was changed by hand or imported of late."""
    find_pairs(recent=True)


@transaction.atomic
def note_pairs(references: QuerySet[Reference]) -> None:
    """Note the likeliest other reference of each of these."""
    records = {row.pk: record_of(without_abstract(row)) for row in references}
    known = Known(list(records.values()), compare_all=True)
    pairs = []
    for pk, record in records.items():
        same = known.alike(record, but=pk)
        if same is not None:
            one, other = sorted((pk, same.pk))
            values = {"kind": same.kind, "likeness": same.likeness, "reason": same.reason[:300]}
            pairs.append(LikelyPair(one_id=one, other_id=other, **values))
    LikelyPair.objects.bulk_create(pairs, ignore_conflicts=True)
