"""Polls on a thread: adding one, voting, closing. Who chose what is told to nobody."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from network.models import Poll, PollOption, PollVote, Profile, Thread
from network.permissions import can_accept, can_reply


class HasPoll(ValueError):
    """A thread holds one poll, and this one holds another."""


class NothingChosen(ValueError):
    """A vote says nothing, and there is none to take back."""


@transaction.atomic
def add_poll(*, thread: Thread, actor: Profile, question: str, answers: list[str], several: bool) -> Poll:
    """Put a poll on a thread, once; who began it or looks after it. Raises PermissionDenied and HasPoll."""
    if not can_accept(actor.person, thread):
        raise PermissionDenied
    Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    poll, made = Poll.objects.get_or_create(
        thread=thread, defaults={"question": question, "several": several}
    )
    if made:
        options = [PollOption(poll=poll, text=text, order=number) for number, text in enumerate(answers)]
        PollOption.objects.bulk_create(options)
    elif (poll.question, [option.text for option in poll.options.all()]) != (question, answers):
        raise HasPoll
    return poll


@transaction.atomic
def vote(*, poll: Poll, profile: Profile, options: list[int]) -> bool:
    """Choose; a later choice replaces the earlier. Whether it counted: a closed poll counts no more.

    Where several may be chosen, choosing none takes a vote back. Raises PermissionDenied and NothingChosen.
    """
    held = Poll.objects.select_for_update(of=("self",)).select_related("thread__group").get(pk=poll.pk)
    if not can_reply(profile.person, held.thread):
        raise PermissionDenied
    if held.closes_at is not None and held.closes_at <= timezone.now():
        return False
    wanted = list(held.options.filter(pk__in=options).order_by("order"))
    wanted = wanted if held.several else wanted[:1]
    mine = PollVote.objects.filter(option__poll=held, profile=profile)
    if not wanted and not (held.several and mine.exists()):
        raise NothingChosen
    mine.exclude(option__in=wanted).delete()
    for option in wanted:
        PollVote.objects.get_or_create(option=option, profile=profile)
    return True


def close_poll(*, poll: Poll, actor: Profile) -> None:
    """Count no more votes. Raises PermissionDenied."""
    if not can_accept(actor.person, poll.thread):
        raise PermissionDenied
    Poll.objects.filter(pk=poll.pk, closes_at=None).update(closes_at=timezone.now())
