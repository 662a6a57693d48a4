"""Lists of staff: sent, looked at, and worked in the background, batch by batch.

Each batch is whole or not at all. Whenever the work begins, the list is compared anew with who is a member
by then: a run that was killed goes on, and a run again changes nothing. Nobody becomes a member by a list:
joiners get an invitation, and the organisation sees nothing of them before they accept it, account or not.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from academy.actions.audit import record
from academy.models import Membership, Organisation, Place, Profession, User
from courses.actions.joining import DAYS, clean_address, digest_of
from courses.models import Invitation, Roster
from courses.roster import Change, Ground, Known, Plan, decoded, plan, read
from courses.tasks import send_invitations, work_roster

State = Roster.State
AT_ONCE = 500
ABANDONED = timedelta(days=7)


@transaction.atomic
def receive_roster(*, organisation: Organisation, content: bytes, whole: bool, actor: User) -> Roster:
    """Keep a list to be looked at; an older one that waits is dropped. Raises UnreadableRoster."""
    text = decoded(content)
    rows = sum(1 for _row in read(text))
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    waiting = Roster.objects.filter(organisation=organisation, state=State.WAITING)
    waiting.update(state=State.DROPPED, content="", finished_at=timezone.now())
    made = Roster.objects.create(
        organisation=organisation, content=text, whole=whole, rows=rows, sent_by=actor.pk
    )
    record(actor_id=actor.pk, action="roster sent", subject=made, organisation=organisation.pk, rows=rows)
    return made


def plans_of(roster: Roster) -> list[Plan]:
    """What a list would do now."""
    return plan(read(roster.content), ground_of(roster.organisation), whole=roster.whole)


def ground_of(organisation: Organisation) -> Ground:
    """Who is a member today, by every address of theirs that the organisation may know them by."""
    today = timezone.localdate()
    rows = Membership.objects.valid_on(today).filter(organisation=organisation)
    known = {
        person: Known(pk, profession, place, role == Membership.Role.MANAGER, last)
        for person, pk, profession, place, role, last in rows.values_list(
            "person_id", "pk", "profession_id", "place_id", "role", "valid_to"
        )
    }
    people = rows.values("person")
    verified = EmailAddress.objects.filter(verified=True, user__in=people).values_list("email", "user_id")
    used = Invitation.objects.filter(organisation=organisation, used_by__in=people)
    addresses = [*verified, *used.values_list("email", "used_by")]
    waiting = Invitation.objects.usable(timezone.now()).filter(organisation=organisation)
    return Ground(
        members={clean_address(email): known[person] for email, person in addresses if person in known},
        invited=frozenset(map(clean_address, waiting.values_list("email", flat=True))),
        professions=_by_word(Profession.objects.values_list("pk", "name", "slug")),
        places=_by_word(Place.objects.values_list("pk", "name", "slug")),
    )


def _by_word(rows: object) -> dict[str, int]:
    return {word.casefold(): pk for pk, *words in rows for word in words}  # type: ignore[attr-defined]


@transaction.atomic
def begin_roster(*, roster: Roster, actor: User) -> None:
    """Have a list worked; also one that stopped, from where it stopped. One that is done stays done."""
    held = Roster.objects.select_for_update(of=("self",)).get(pk=roster.pk)
    if held.state == State.WAITING:
        held.state = State.RUNNING
        held.save(update_fields=["state"])
        record(actor_id=actor.pk, action="roster applied", subject=held, organisation=held.organisation_id)
    if held.state == State.RUNNING:
        transaction.on_commit(lambda: work_roster.enqueue(held.pk))


@transaction.atomic
def drop_roster(*, roster: Roster) -> None:
    """Forget a list that was not worked."""
    rows = Roster.objects.filter(pk=roster.pk, state=State.WAITING)
    rows.update(state=State.DROPPED, content="", finished_at=timezone.now())


def run_roster(pk: int) -> None:
    """Work a list that was begun, from where it stands to its end."""
    roster = Roster.objects.filter(pk=pk, state=State.RUNNING).select_related("organisation").first()
    if roster is None:
        return
    plans = plans_of(roster)
    start = min(roster.done, roster.rows)  # members who left are no longer among those who are absent
    while start < len(plans):
        reached = _work(pk, start, plans[start : start + AT_ONCE])
        if reached is None:
            return
        start = reached
    _end(pk)


@transaction.atomic
def _work(pk: int, start: int, plans: Sequence[Plan]) -> int | None:
    """Do one batch and keep how far the list is; None when it is not to go on."""
    roster = Roster.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.RUNNING).first()
    if roster is None:
        return None
    if start < roster.rows and roster.done > start:
        return start + len(plans)
    Organisation.objects.select_for_update(of=("self",)).get(pk=roster.organisation_id)
    done = Counter({change.value: sum(one.change is change for one in plans) for change in Change})
    _invite(roster, [one for one in plans if one.change is Change.JOINS])
    _change([one for one in plans if one.change is Change.CHANGES])
    done[Change.LEAVES] = _end_memberships(roster, [one for one in plans if one.change is Change.LEAVES])
    faults = [[one.line, one.why] for one in plans if one.change is Change.REFUSED]
    held = roster.counts
    kept = [*held.get("faults", []), *faults][:1000]
    totals = {name: held.get(name, 0) + count for name, count in done.items()}
    roster.counts, roster.done = totals | {"faults": kept}, start + len(plans)
    roster.save(update_fields=["counts", "done"])
    return roster.done


def _invite(roster: Roster, plans: Sequence[Plan]) -> None:
    """Invite each address that has no open invitation; letters are written by a task of the same commit."""
    emails = [one.email for one in plans]
    now = timezone.now()
    same = Invitation.objects.filter(
        organisation=roster.organisation_id, course=None, email__in=emails, used_at=None, withdrawn_at=None
    )
    same.filter(expires_at__lte=now).update(withdrawn_at=now)
    invited = set(same.values_list("email", flat=True))
    fresh = {token_urlsafe(32): one for one in plans if one.email not in invited}
    rows = [
        Invitation(
            email=one.email,
            digest=digest_of(secret),
            organisation_id=roster.organisation_id,
            profession_id=one.profession,
            place_id=one.place,
            invited_by_id=roster.sent_by,
            expires_at=now + timedelta(days=DAYS),
        )
        for secret, one in fresh.items()
    ]
    made = Invitation.objects.bulk_create(rows)
    if made:
        pairs = [[row.pk, secret] for row, secret in zip(made, fresh, strict=True)]
        send_invitations.enqueue(pairs)


def _change(plans: Sequence[Plan]) -> None:
    rows = [Membership(pk=one.membership, profession_id=one.profession, place_id=one.place) for one in plans]
    Membership.objects.bulk_update(rows, ["profession", "place"])


def _end_memberships(roster: Roster, plans: Sequence[Plan]) -> int:
    """End memberships after their last day, or at once; managers stay, whatever a list says."""
    ended = 0
    yesterday = timezone.localdate() - timedelta(days=1)
    by_day: dict[date, list[int]] = {}
    for one in plans:
        by_day.setdefault(one.last_day or yesterday, []).append(one.membership)
    for end, ids in by_day.items():
        rows = Membership.objects.filter(pk__in=ids, organisation=roster.organisation_id)
        rows = rows.exclude(role=Membership.Role.MANAGER).filter(Q(valid_to=None) | Q(valid_to__gt=end))
        ended += rows.filter(valid_from__gt=end).update(valid_from=end, valid_to=end)
        ended += rows.update(valid_to=end)
    return ended


@transaction.atomic
def _end(pk: int) -> None:
    """Close a list once, and forget what was sent."""
    rows = Roster.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.RUNNING)
    for roster in rows:
        roster.state, roster.content, roster.finished_at = State.DONE, "", timezone.now()
        roster.save(update_fields=["state", "content", "finished_at"])
        counts = {name: count for name, count in roster.counts.items() if name != "faults"}
        record(actor_id=roster.sent_by, action="roster worked", subject=roster, **counts)


def tidy_rosters(day: date) -> None:
    """Forget lists that nobody began; have those that stopped with their worker worked on."""
    old = Roster.objects.filter(state=State.WAITING, sent_at__lt=timezone.now() - ABANDONED)
    old.update(state=State.DROPPED, content="", finished_at=timezone.now())
    for pk in Roster.objects.filter(state=State.RUNNING).values_list("pk", flat=True):
        work_roster.enqueue(pk)
