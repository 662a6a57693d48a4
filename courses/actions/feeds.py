"""The feed of completions for an organisation's own staff records: kept in order, with keys to read it.

An entry is numbered under a lock on its organisation by the transaction that commits it. So numbers become
visible in their order: on PostgreSQL too, where ids are given before a commit and a late commit can show a
lower id after a higher one, no reader who went on from N can have passed an entry that was still to come.
"""

from secrets import token_urlsafe

from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.actions.audit import record
from academy.models import Membership, Organisation, User
from academy.outgoing import target_of
from academy.sealing import seal
from courses.actions.joining import digest_of
from courses.matrix import Line, Matrix, matrix_of
from courses.models import FeedEntry, FeedKey, Webhook
from courses.tasks import deliver_webhook
from courses.team_rules import Cell, Status

MOST_KEYS = 20


@transaction.atomic
def publish_feed(*, organisation: Organisation, person: int | None = None) -> int:
    """Enter what is new of all members, or of one; returns how many entries were made. Again makes none."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    found = matrix_of(organisation, person=person)
    latest = _latest(organisation, person)
    number = _top(organisation)
    fresh = []
    for line, course, cell in _told(found):
        before = latest.get((line.member.pk, course))
        if _is_news(cell, before, line):
            number += 1
            values = {"completed_on": cell.completed, "until": cell.until, "number": number}
            entry = FeedEntry(
                organisation=organisation, membership_id=line.member.pk, course_id=course, **values
            )
            fresh.append(entry)
    FeedEntry.objects.bulk_create(fresh, batch_size=1000)
    if fresh:
        transaction.on_commit(lambda: ring(organisation.pk))
    return len(fresh)


def _told(found: Matrix) -> list[tuple[Line, int, Cell]]:
    """What is asked of whom; of whoever is exempt nothing new is told."""
    return [
        (line, course.pk, cell)
        for line in found.lines
        for course, cell in zip(found.courses, line.cells, strict=True)
        if cell.status not in (Status.NOT_ASKED, Status.EXEMPT)
    ]


def _is_news(cell: Cell, before: FeedEntry | None, line: Line) -> bool:
    """Whether it differs from what was told last, or was told before somebody came back."""
    if before is None:
        return cell.completed is not None
    if (cell.completed, cell.until) != (before.completed_on, before.until):
        return True
    joined = line.member.seat.joined
    return bool(joined and cell.completed and timezone.localdate(before.made_at) < joined)


def _latest(organisation: Organisation, person: int | None) -> dict[tuple[int, int], FeedEntry]:
    rows = FeedEntry.objects.filter(organisation=organisation)
    rows = rows if person is None else rows.filter(membership__person=person)
    return {(row.membership_id, row.course_id): row for row in rows.order_by("number").iterator()}


def _top(organisation: Organisation) -> int:
    rows = FeedEntry.objects.filter(organisation=organisation).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def publish_for(person: int) -> None:
    """Enter what is new of one person, wherever they are a member."""
    mine = Membership.objects.valid_on(timezone.localdate()).filter(person=person)
    for organisation in Organisation.objects.filter(pk__in=mine.values("organisation")).order_by("pk"):
        publish_feed(organisation=organisation, person=person)


def ring(organisation: int) -> None:
    """Have every webhook of an organisation told of what it has not heard."""
    for pk in Webhook.objects.filter(organisation=organisation, ended_at=None).values_list("pk", flat=True):
        deliver_webhook.enqueue(pk)


@transaction.atomic
def make_key(*, organisation: Organisation, name: str, once: str, actor: User) -> str:
    """Make a key and return it, this one time; "" when this form made one already, or there are twenty."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if FeedKey.objects.usable().filter(organisation=organisation).count() >= MOST_KEYS:
        return ""
    secret = f"vra_{token_urlsafe(32)}"
    try:
        with transaction.atomic():
            made = FeedKey.objects.create(
                organisation=organisation, name=name[:80], once=once[:40], digest=digest_of(secret)
            )
    except IntegrityError:
        return ""
    record(actor_id=actor.pk, action="feed key made", subject=made, organisation=organisation.pk)
    return secret


@transaction.atomic
def revoke_key(*, key: FeedKey, actor: User) -> None:
    """End a key; the next request with it is refused."""
    if FeedKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(actor_id=actor.pk, action="feed key revoked", subject=key)


def add_webhook(*, organisation: Organisation, url: str, actor: User) -> str:
    """Tell an address of new completions; returns its secret, this one time, or "" when it is told already.

    Raises academy.outgoing.Refused or NoAnswer for an address that is not asked. What is in the feed by now is
    read there; the address hears of what comes.
    """
    target_of(url)
    secret = f"vrs_{token_urlsafe(32)}"
    try:
        with transaction.atomic():
            made = Webhook.objects.create(
                organisation=organisation, url=url, secret=seal(secret), reached=_top(organisation)
            )
            record(actor_id=actor.pk, action="webhook added", subject=made, organisation=organisation.pk)
    except IntegrityError:
        return ""
    return secret


@transaction.atomic
def end_webhook(*, webhook: Webhook, actor: User) -> None:
    """Tell an address nothing more."""
    if Webhook.objects.filter(pk=webhook.pk, ended_at=None).update(ended_at=timezone.now(), secret=""):
        record(actor_id=actor.pk, action="webhook ended", subject=webhook)
