"""Mentoring between members: ask, take back, accept, say not now, end."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.actions.notify import notify
from academy.limits import within
from network.actions.contact import A_DAY, TooMany
from network.models import Mentoring, Profile
from network.news.words import MENTORING, unnamed
from network.permissions import can_ask_mentoring, within_reach

State = Mentoring.State
ASKED_A_DAY = 5
PAUSE_DAYS = 90


class AskedLately(ValueError):
    """The other said "not now" not long ago; `until` is the day from which one can ask again."""

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until


class OutOfReach(ValueError):
    """The one who asked cannot take part now, or one of the two blocked the other; which, nobody learns."""


def _tell(mentoring: Mentoring, receiver: Profile, state: str) -> None:
    title, text = MENTORING[state]
    notify(
        people=[receiver.person],
        kind="peers",
        fact=f"mentoring:{mentoring.pk}:{state}",
        title=unnamed(title),
        text=str(text),
        url=reverse("network:mentoring"),
    )


@transaction.atomic
def ask_mentoring(*, mentee: Profile, mentor: Profile, hope: str) -> Mentoring:
    """Ask for mentoring; asking again while it stands changes nothing.

    Raises PermissionDenied, AskedLately and TooMany.
    """
    standing = Mentoring.objects.filter(
        mentee=mentee, mentor=mentor, state__in=[State.ASKED, State.ACTIVE]
    ).first()
    if standing is not None:
        return standing
    if not can_ask_mentoring(mentee.person, mentor):
        raise PermissionDenied
    pause = pause_of(Mentoring.objects.filter(mentee=mentee, mentor=mentor, state=State.DECLINED).first())
    if pause is not None:
        raise AskedLately(pause)
    if not within(f"mentoring:{mentee.pk}", most=ASKED_A_DAY, seconds=A_DAY):
        raise TooMany
    asked, made = Mentoring.objects.get_or_create(
        mentee=mentee, mentor=mentor, state=State.ASKED, defaults={"hope": hope}
    )
    if made:
        _tell(asked, mentor, State.ASKED)
    return asked


def pause_of(last: Mentoring | None) -> date | None:
    """The day from which one can ask again, where the last answer was "not now" and that day is to come."""
    if last is None or last.state != State.DECLINED or last.answered_at is None:
        return None
    day = timezone.localdate(last.answered_at) + timedelta(days=PAUSE_DAYS)
    return day if day > timezone.localdate() else None


@transaction.atomic
def answer_mentoring(*, mentoring: Mentoring, accept: bool, answer: str) -> bool:
    """The mentor answers, once; whether this was the answer. Raises OutOfReach for a yes to who is not."""
    state = State.ACTIVE if accept else State.DECLINED
    still_asked = Mentoring.objects.filter(pk=mentoring.pk, state=State.ASKED).exists()
    if accept and still_asked and not within_reach(mentoring.mentor, mentoring.mentee):
        raise OutOfReach
    open_ones = Mentoring.objects.filter(pk=mentoring.pk, state=State.ASKED)
    if not open_ones.update(state=state, answer=answer, answered_at=timezone.now()):
        return False
    mentoring.refresh_from_db()
    _tell(mentoring, mentoring.mentee, state)
    return True


@transaction.atomic
def withdraw_mentoring(*, mentoring: Mentoring) -> bool:
    """The mentee takes the question back; whether it was still open."""
    rows = Mentoring.objects.filter(pk=mentoring.pk, state=State.ASKED)
    return bool(rows.update(state=State.WITHDRAWN, ended_at=timezone.now()))


@transaction.atomic
def end_mentoring(*, mentoring: Mentoring, by: Profile) -> bool:
    """Either of the two ends it, no reason asked; whether it was under way."""
    rows = Mentoring.objects.filter(pk=mentoring.pk, state=State.ACTIVE)
    if not rows.update(state=State.ENDED, ended_at=timezone.now()):
        return False
    mentoring.refresh_from_db()
    other = mentoring.mentee if by.pk == mentoring.mentor_id else mentoring.mentor
    _tell(mentoring, other, State.ENDED)
    return True
