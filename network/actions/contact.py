"""Carrying a message from one member to another, who never learn each other's address."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.notify import notify
from academy.limits import within
from network.models import Block, ContactRelay, Mentoring, Profile, Report
from network.news.words import MESSAGE, unnamed
from network.permissions import can_check_members, can_contact, within_reach

A_DAY = 86_400
MESSAGES_A_DAY = 10
KEPT_DAYS = 90


class TooMany(ValueError):
    """More than somebody may do in a day."""


@transaction.atomic
def relay_message(
    *, sender: Profile, receiver: Profile, text: str, token: str, reply_to: ContactRelay | None = None
) -> ContactRelay:
    """Carry a message, once for a `token`. Raises PermissionDenied and TooMany.

    Who was written to may answer, whatever the other's profile says.
    """
    sent = ContactRelay.objects.filter(sender=sender, token=token).first()
    if sent is not None:
        return sent
    if not may_write(sender, receiver, reply_to):
        raise PermissionDenied
    if not within(f"relay:{sender.pk}", most=MESSAGES_A_DAY, seconds=A_DAY):
        raise TooMany
    relay, made = ContactRelay.objects.get_or_create(
        sender=sender,
        token=token,
        defaults={"receiver": receiver, "text": text, "in_reply_to": reply_to},
    )
    if made:
        notify(
            people=[receiver.person],
            kind="peers",
            fact=f"relay:{relay.pk}",
            title=unnamed(MESSAGE),
            text=_("Read it on the site. Your address was not shared."),
            url=reverse("network:message", args=[relay.pk]),
        )
    return relay


def may_write(sender: Profile, receiver: Profile, reply_to: ContactRelay | None) -> bool:
    """Whether `sender` may write to `receiver`: they let members write, or wrote first.

    So may two of whom one mentors the other, and who looks up a check that the other asked for. A block between
    the two ends all of it.
    """
    if reply_to is None:
        return can_contact(sender.person, receiver) or mentors(sender, receiver) or looks_up(sender, receiver)
    between = Block.objects.filter(blocker__in=[sender, receiver], blocked__in=[sender, receiver])
    theirs = reply_to.receiver_id == sender.pk and reply_to.sender_id == receiver.pk
    return theirs and not sender.is_suspended and not between.exists()


def mentors(one: Profile, other: Profile) -> bool:
    """Whether mentoring is under way between two who may have to do with each other."""
    either = Q(mentee=one, mentor=other) | Q(mentee=other, mentor=one)
    active = Mentoring.objects.filter(either, state=Mentoring.State.ACTIVE)
    return active.exists() and within_reach(one, other)


def looks_up(sender: Profile, receiver: Profile) -> bool:
    """Whether `receiver` asks for a check that `sender` makes: who looks up has to be able to ask."""
    waiting = receiver.verification_requests.filter(answered_at=None)
    return can_check_members(sender.person) and waiting.exists() and within_reach(sender, receiver)


def forget_messages(day: date) -> None:
    """Delete messages after 90 days, unless one was reported and is still looked into."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    looked_into = Report.objects.waiting().exclude(relay=None).values("relay")
    ContactRelay.objects.filter(sent_at__lt=before).exclude(pk__in=looked_into).delete()


@transaction.atomic
def block(*, blocker: Profile, blocked: Profile) -> None:
    """Have nothing more to do with a member; again is the same."""
    if blocker.pk != blocked.pk:
        Block.objects.get_or_create(blocker=blocker, blocked=blocked)


def unblock(*, blocker: Profile, blocked: Profile) -> None:
    """Take a block back."""
    Block.objects.filter(blocker=blocker, blocked=blocked).delete()
