"""Reporting a post, a member or a message; appealing against what was decided."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from academy.actions.audit import record
from academy.limits import within
from network.actions.contact import A_DAY, KEPT_DAYS, TooMany
from network.actions.moderators import tell_of_appeal, tell_of_report
from network.actions.threads import follow_opening, recount
from network.models import Appeal, ContactRelay, Decision, Post, Profile, Report, Thread
from network.permissions import can_report
from network.safety_rules import HOLDS_A_DAY, PROTECT_FIRST, due
from network.screened import note
from network.screening import screen_all

REPORTS_A_DAY = 20


@transaction.atomic
def report(
    *, reporter: Profile, thing: Post | Profile | ContactRelay, reason: str, words: str = ""
) -> Report:
    """Report a thing, once while it is open. Raises PermissionDenied and TooMany.

    A post that could identify somebody is held at once; a moderator looks, and may let it stand.
    """
    if not can_report(reporter.person, thing):
        raise PermissionDenied
    subject = subject_of(thing)
    standing = Report.objects.waiting().filter(reporter=reporter, **subject).first()
    if standing is not None:
        return standing
    if not within(f"report:{reporter.pk}", most=REPORTS_A_DAY, seconds=A_DAY):
        raise TooMany
    note(screen_all({"words": words}), where="report", outcome="kept for moderators")
    now = timezone.now()
    values = {"reason": reason, "words": words, "made_at": now, "due_at": due(now, reason)}
    values["copy"] = copy_of(thing)
    made, fresh = Report.objects.get_or_create(
        reporter=reporter, closed_at=None, **subject, defaults=values | {"about": writer_of_thing(thing)}
    )
    if fresh and isinstance(thing, Post) and reason in PROTECT_FIRST:
        _hold_first(thing, reporter)
    if fresh:
        tell_of_report(made)
    record(actor_id=reporter.person_id, action="moderation: reported", subject=made, reason=reason)
    return made


def subject_of(thing: Model) -> dict[str, object]:
    """The fields of a report that say what it is about."""
    if isinstance(thing, Post):
        return {"kind": "post", "post": thing}
    if isinstance(thing, ContactRelay):
        return {"kind": "message", "relay": thing}
    return {"kind": "member", "about": thing}


def copy_of(thing: Post | Profile | ContactRelay) -> str:
    """The words that are reported, for moderators alone."""
    if isinstance(thing, Post):
        return f"{thing.thread.title}\n\n{thing.body}"
    return thing.text if isinstance(thing, ContactRelay) else ""


def forget_copies(day: date) -> None:
    """Delete copies of what was reported 90 days after a report is closed."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    Report.objects.filter(closed_at__lt=before).exclude(copy="").update(copy="")


def writer_of_thing(thing: Post | Profile | ContactRelay) -> Profile | None:
    """The member whom a report concerns."""
    if isinstance(thing, Post):
        return thing.author
    return thing.sender if isinstance(thing, ContactRelay) else thing


def _hold_first(post: Post, reporter: Profile) -> None:
    if not within(f"hold:{reporter.pk}", most=HOLDS_A_DAY, seconds=A_DAY):
        return
    shown = Post.objects.filter(pk=post.pk, state=Post.State.PUBLISHED)
    if shown.update(state=Post.State.HELD, held_because=Post.Why.REPORT):
        follow_opening(post, Thread.State.HELD)
        recount(post.thread)


@transaction.atomic
def appeal(*, decision: Decision, member: Profile, words: str) -> Appeal:
    """Ask that a decision about oneself be looked at again, once. Raises PermissionDenied."""
    if decision.member_id != member.pk or decision.undone_at is not None:
        raise PermissionDenied
    made, fresh = Appeal.objects.get_or_create(decision=decision, defaults={"words": words})
    if fresh:
        tell_of_appeal(made)
    return made
