"""What moderators do: claim, note, hide, warn, suspend, restore, close, answer appeals; all of it on record."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from network.actions.tending import let_through
from network.actions.threads import follow_opening, recount
from network.models import Appeal, Decision, Post, Profile, Report, ReportNote, Thread, WatchWord
from network.permissions import can_judge, can_judge_appeal, can_moderate, may_moderate

Kind = Decision.Kind


def _ask(actor: User, report: Report) -> None:
    if not can_moderate(actor, report):
        raise PermissionDenied


def _log(actor: User, verb: str, subject: Any, **detail: Any) -> None:
    record(actor_id=actor.pk, action=f"moderation: {verb}", subject=subject, **detail)


@transaction.atomic
def claim(*, report: Report, actor: User) -> bool:
    """Say that one looks into it; whether nobody did before."""
    _ask(actor, report)
    free = Report.objects.waiting().filter(pk=report.pk, claimed_by=None)
    if not free.update(claimed_by=actor.pk, claimed_at=timezone.now()):
        return False
    _log(actor, "claimed", report)
    return True


@transaction.atomic
def add_note(*, report: Report, actor: User, text: str) -> ReportNote:
    """Note something for other moderators; the same words again are the same note."""
    _ask(actor, report)
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    standing = report.notes.filter(writer=actor.pk, text=text).first()
    if standing is not None:
        return standing
    note = ReportNote.objects.create(report=report, writer=actor.pk, text=text)
    _log(actor, "noted", report)
    return note


def _decide(
    kind: str, *, actor: User, member: Profile | None, reason: str, report: Report | None, **more: Any
) -> Decision:
    made = Decision.objects.create(
        kind=kind, member=member, reason=reason, report=report, decided_by=actor.pk, **more
    )
    _log(actor, str(kind), made, report=report.pk if report else None, member=member.pk if member else None)
    if member is not None:
        notify(
            people=[member.person],
            kind="decisions",
            fact=f"decision:{made.pk}",
            title=str(Kind(kind).label),
            text=_("%(reason)s You may ask for it to be looked at again.") % {"reason": f"{reason} "},
            url=reverse("network:standing"),
        )
    return made


def _stands(kind: str, member: Profile, report: Report | None) -> bool:
    """Whether the report led to such a decision already (the member's row is held)."""
    rows = Decision.objects.filter(kind=kind, member=member, report=report, undone_at=None)
    return report is not None and rows.exists()


@transaction.atomic
def hide_post(*, post: Post, actor: User, reason: str, report: Report | None = None) -> Decision | None:
    """Show a post to no reader any more; None when it was hidden or gone. Raises PermissionDenied."""
    held = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread", "author__person")
        .get(pk=post.pk)
    )
    if not can_judge(actor, held.author):
        raise PermissionDenied
    if held.state not in (Post.State.PUBLISHED, Post.State.HELD):
        return None
    # A reported post had been shown: taken back, it is shown again. What waited before that waits again.
    before = "" if held.held_because == Post.Why.REPORT else held.held_because
    held.state, held.held_because = Post.State.HIDDEN, ""
    held.save(update_fields=["state", "held_because"])
    follow_opening(held, Thread.State.HIDDEN)
    recount(held.thread)
    whom: dict[str, Any] = {"actor": actor, "member": held.author, "reason": reason, "report": report}
    return _decide(Kind.HIDE, **whom, post=held, held_because=before)


@transaction.atomic
def let_stand(*, post: Post, actor: User) -> bool:
    """Let readers meet a post that waited for a moderator; whether it waited. Raises PermissionDenied."""
    held = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__group", "author__person")
        .get(pk=post.pk)
    )
    if not can_judge(actor, held.author):
        raise PermissionDenied
    return let_through(held, actor_id=actor.pk)


@transaction.atomic
def warn(*, member: Profile, actor: User, reason: str, report: Report | None = None) -> Decision | None:
    """Tell a member what must not happen again; None when the report led to that. Raises PermissionDenied."""
    held = Profile.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
    if not can_judge(actor, held):
        raise PermissionDenied
    if _stands(Kind.WARN, held, report):
        return None
    return _decide(Kind.WARN, actor=actor, member=held, reason=reason, report=report)


@transaction.atomic
def suspend(
    *, member: Profile, actor: User, reason: str, days: int, report: Report | None = None
) -> Decision | None:
    """Let a member take no part for some days; a longer suspension stands.

    None when the report led to a suspension that stands. Raises PermissionDenied.
    """
    held = Profile.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
    if not can_judge(actor, held):
        raise PermissionDenied
    if _stands(Kind.SUSPEND, held, report):
        return None
    until = timezone.now() + timedelta(days=days)
    if held.suspended_until is None or held.suspended_until < until:
        held.suspended_until = until
        held.save(update_fields=["suspended_until"])
    return _decide(Kind.SUSPEND, actor=actor, member=held, reason=reason, report=report, until=until)


@transaction.atomic
def undo(*, decision: Decision, actor: User) -> bool:
    """Take a decision back: the post is shown, the suspension ends; whether it still stood."""
    if not can_judge(actor, decision.member):
        raise PermissionDenied
    rows = Decision.objects.filter(pk=decision.pk, undone_at=None)
    if not rows.update(undone_at=timezone.now(), undone_by=actor.pk):
        return False
    if decision.kind == Kind.HIDE and decision.post is not None:
        _restore(decision.post, decision.held_because)
    elif decision.kind == Kind.SUSPEND and decision.member is not None:
        _end_suspension(decision.member)
    _log(actor, "undone", decision)
    return True


def _restore(post: Post, held_because: str) -> None:
    """Show a post again, or let it wait again where it had waited to be read first."""
    state = Post.State.HELD if held_because else Post.State.PUBLISHED
    hidden = Post.objects.filter(pk=post.pk, state=Post.State.HIDDEN)
    if hidden.update(state=state, held_because=held_because):
        follow_opening(post, Thread.State.HELD if held_because else Thread.State.OPEN)
        recount(post.thread)


def _end_suspension(member: Profile) -> None:
    """The latest suspension that still stands decides."""
    rest = Decision.objects.filter(member=member, kind=Kind.SUSPEND, undone_at=None)
    until = rest.order_by("-until").values_list("until", flat=True).first()
    Profile.objects.filter(pk=member.pk).update(suspended_until=until)


@transaction.atomic
def close_report(*, report: Report, actor: User, outcome: str, answer: str) -> bool:
    """Close a report and tell who made it; whether it was open. Raises PermissionDenied."""
    _ask(actor, report)
    rows = Report.objects.waiting().filter(pk=report.pk)
    if not rows.update(closed_at=timezone.now(), closed_by=actor.pk, outcome=outcome, answer=answer):
        return False
    _log(actor, "closed", report, outcome=outcome)
    if report.reporter is not None:
        notify(
            people=[report.reporter.person],
            kind="decisions",
            fact=f"report:{report.pk}:closed",
            title=_("What you reported: %(outcome)s") % {"outcome": Report.Outcome(outcome).label},
            text=answer,
            url=reverse("network:my_reports"),
        )
    return True


@transaction.atomic
def answer_appeal(*, appeal: Appeal, actor: User, upheld: bool, answer: str) -> bool:
    """Say whether a decision stands, by somebody else than who took it; whether it was open."""
    if not can_judge_appeal(actor, appeal):
        raise PermissionDenied
    rows = Appeal.objects.filter(pk=appeal.pk, answered_at=None)
    values = {"answered_at": timezone.now(), "answered_by": actor.pk, "upheld": upheld, "answer": answer}
    if not rows.update(**values):
        return False
    if not upheld:
        undo(decision=appeal.decision, actor=actor)
    _log(actor, "appeal answered", appeal, upheld=upheld)
    if appeal.decision.member is not None:
        notify(
            people=[appeal.decision.member.person],
            kind="decisions",
            fact=f"appeal:{appeal.pk}",
            title=_("We looked again: the decision stands")
            if upheld
            else _("We looked again and took it back"),
            text=answer,
            url=reverse("network:standing"),
        )
    return True


@transaction.atomic
def watch_word(*, actor: User, word: str, why: str) -> WatchWord:
    """Let posts with a word wait until somebody has read them. Raises PermissionDenied."""
    if not may_moderate(actor):
        raise PermissionDenied
    made = WatchWord.objects.create(word=word, why=why)
    _log(actor, "word watched", made)
    return made


@transaction.atomic
def forget_word(*, actor: User, pk: int) -> bool:
    """Watch a word no longer; whether it was watched. Raises PermissionDenied."""
    if not may_moderate(actor):
        raise PermissionDenied
    held = WatchWord.objects.filter(pk=pk).first()
    if held is None:
        return False
    _log(actor, "word no longer watched", held)
    held.delete()
    return True
