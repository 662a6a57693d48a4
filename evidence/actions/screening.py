"""Screening: two people decide apart from each other; agreement settles, a conflict is settled with a reason."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.models import User
from evidence.models import EvidenceSummaryPage, ImportedRecord, ReferenceImport, Screening, ScreeningDecision
from evidence.permissions import can_keep_references
from evidence.rules import PRISMA, prisma_faults
from evidence.screening_rules import ScreeningCounts, flow_counts, screening_counts, standing


class ScreeningRefused(ValueError):
    """A decision that cannot be kept; the text says why, to the person who made it."""


@transaction.atomic
def decide(*, screening: Screening, person: User, include: bool, reason: str = "") -> ScreeningDecision:
    """Keep what one person decides; the same again changes nothing, and two who agree have settled it.

    A decision may be changed until another person has decided too. Raises PermissionDenied and ScreeningRefused.
    """
    held = hold(screening, person)
    decisions = list(held.decisions.all())
    mine = next((each for each in decisions if each.person == person.pk), None)
    reason = reason.strip()
    if mine is not None and (mine.include, mine.reason) == (include, reason):
        return mine
    if held.settled or len(decisions) > 1:
        raise ScreeningRefused(_("Two people have decided on this one already."))
    if not include and not reason:
        raise ScreeningRefused(_("Say why it is left out."))
    kept, _made = ScreeningDecision.objects.update_or_create(
        screening=held, person=person.pk, defaults={"include": include, "reason": reason[:300]}
    )
    settle_if_agreed(held)
    return kept


def hold(screening: Screening, person: User) -> Screening:
    """The row, locked. Raises PermissionDenied."""
    if not can_keep_references(person):
        raise PermissionDenied
    return Screening.objects.select_for_update(of=("self",)).get(pk=screening.pk)


def settle_if_agreed(screening: Screening) -> None:
    """Two who agree have settled it."""
    decisions = list(screening.decisions.all())
    found = standing(settled=screening.settled, decisions=[each.include for each in decisions])
    if not screening.settled and found in ("include", "exclude"):
        screening.settled = found
        reasons = dict.fromkeys(each.reason for each in decisions if each.reason)
        screening.settled_reason = "; ".join(reasons)[:300]
        screening.save(update_fields=["settled", "settled_reason"])


@transaction.atomic
def settle(*, screening: Screening, actor: User, word: str, reason: str) -> Screening:
    """Settle a conflict, as a third person or after talking, or settle anew what was settled; with a reason.

    `word` is "include" or "exclude". Audited. Raises PermissionDenied and ScreeningRefused.
    """
    held = hold(screening, actor)
    if held.decisions.count() < 2:
        raise ScreeningRefused(_("Two people decide first."))
    if not reason.strip():
        raise ScreeningRefused(_("Say how it was settled."))
    if word not in dict(Screening.RESULTS):
        raise ScreeningRefused(_("Choose whether it is included."))
    if (held.settled, held.settled_reason) != (word, reason.strip()[:300]):
        held.settled, held.settled_reason, held.settled_by = word, reason.strip()[:300], actor.pk
        held.save(update_fields=["settled", "settled_reason", "settled_by"])
        record(actor_id=actor.pk, action="screening settled", subject=held, settled=word)
    return held


def counts_of(page: EvidenceSummaryPage) -> ScreeningCounts:
    """How far a summary's list is, in one query."""
    rows: Any = Screening.objects.of(page).order_by()
    return screening_counts(
        standing(settled=settled, decisions=[True] * yes + [False] * (decided - yes))
        for settled, decided, yes in rows.values_list("settled", "decided", "yes")
    )


def flow_of(page: EvidenceSummaryPage) -> dict[str, int]:
    """What the list and the imports made for it say of the summary's flow."""
    records = ImportedRecord.objects.filter(batch__screen_for=page)
    sums = records.exclude(batch__state=ReferenceImport.State.UNDONE).aggregate(
        identified=Count("pk"), refused=Count("pk", filter=Q(outcome=ImportedRecord.Outcome.REFUSED))
    )
    return flow_counts(counts_of(page), **sums)


@transaction.atomic
def use_counts(*, page: EvidenceSummaryPage, actor: User) -> list[str]:
    """Write the counts into the summary's draft, never into what is published.

    Returns sentences on what no longer adds up and needs a person. Audited. Raises PermissionDenied for those
    who may not edit the page, and ScreeningRefused while records are open.
    """
    page = EvidenceSummaryPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not can_keep_references(actor) or not page.permissions_for_user(actor).can_edit():
        raise PermissionDenied
    counts = flow_of(page)
    if not counts:
        raise ScreeningRefused(_("Some records are still open. Settle them first."))
    draft = page.get_latest_revision_as_object()
    if any(getattr(draft, name) != value for name, value in counts.items()):
        for name, value in counts.items():
            setattr(draft, name, value)
        draft.save_revision(user=actor, clean=False, log_action=True)
        record(actor_id=actor.pk, action="screening counts used", subject=page, **counts)
    return list(prisma_faults({name: getattr(draft, name) for name in PRISMA}).values())
