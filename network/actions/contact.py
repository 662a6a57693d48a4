"""Carrying a message from one member to another, who never learn each other's address."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.notify import notify
from academy.limits import within
from network.directory import name_for
from network.models import Block, ContactRelay, Profile, Report
from network.permissions import can_contact

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
        name = name_for(receiver.person, sender)
        notify(
            people=[receiver.person],
            kind="peers",
            fact=f"relay:{relay.pk}",
            title=title_of_message(name),
            text=_("Read it on the site. Your address was not shared."),
            url=reverse("network:message", args=[relay.pk]),
        )
    return relay


def title_of_message(name: str) -> str:
    """How a message is told of."""
    return _("A message from %(name)s") % {"name": name}


def may_write(sender: Profile, receiver: Profile, reply_to: ContactRelay | None) -> bool:
    """Whether `sender` may write to `receiver`: they let members write, or wrote first; no block between."""
    if reply_to is None:
        return can_contact(sender.person, receiver)
    between = Block.objects.filter(blocker__in=[sender, receiver], blocked__in=[sender, receiver])
    theirs = reply_to.receiver_id == sender.pk and reply_to.sender_id == receiver.pk
    return theirs and not sender.is_suspended and not between.exists()


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
