"""Mentoring between members: ask, take back, accept, say not now, end."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.actions.notify import notify
from academy.limits import within
from network.actions.contact import A_DAY, TooMany
from network.directory import name_for
from network.models import Mentoring, Profile
from network.permissions import can_ask_mentoring

State = Mentoring.State
ASKED_A_DAY = 5


#: How each state is told of, to the other of the two.
TITLES = {
    State.ASKED: gettext_lazy("%(name)s asks whether you would mentor them"),
    State.ACTIVE: gettext_lazy("%(name)s is glad to mentor you"),
    State.DECLINED: gettext_lazy("%(name)s cannot mentor you now"),
    State.ENDED: gettext_lazy("Your mentoring with %(name)s has ended"),
}


def title_of(state: str, name: str) -> str:
    """How a state is told of somebody known as `name`."""
    return str(TITLES[State(state)]) % {"name": name}


def _tell(mentoring: Mentoring, *, receiver: Profile, about: Profile, text: str) -> None:
    notify(
        people=[receiver.person],
        kind="peers",
        fact=f"mentoring:{mentoring.pk}:{mentoring.state}",
        title=title_of(mentoring.state, name_for(receiver.person, about)),
        text=text,
        url=reverse("network:mentoring"),
    )


@transaction.atomic
def ask_mentoring(*, mentee: Profile, mentor: Profile, hope: str) -> Mentoring:
    """Ask for mentoring; asking again while it stands changes nothing. Raises PermissionDenied and TooMany."""
    standing = Mentoring.objects.filter(
        mentee=mentee, mentor=mentor, state__in=[State.ASKED, State.ACTIVE]
    ).first()
    if standing is not None:
        return standing
    if not can_ask_mentoring(mentee.person, mentor):
        raise PermissionDenied
    if not within(f"mentoring:{mentee.pk}", most=ASKED_A_DAY, seconds=A_DAY):
        raise TooMany
    asked, made = Mentoring.objects.get_or_create(
        mentee=mentee, mentor=mentor, state=State.ASKED, defaults={"hope": hope}
    )
    if made:
        _tell(
            asked,
            receiver=mentor,
            about=mentee,
            text=_("There is no hurry. “Not now” is a kind answer too."),
        )
    return asked


@transaction.atomic
def answer_mentoring(*, mentoring: Mentoring, accept: bool, answer: str) -> bool:
    """The mentor answers, once; whether this was the answer."""
    state = State.ACTIVE if accept else State.DECLINED
    open_ones = Mentoring.objects.filter(pk=mentoring.pk, state=State.ASKED)
    if not open_ones.update(state=state, answer=answer, answered_at=timezone.now()):
        return False
    mentoring.refresh_from_db()
    text = _("You can write to each other through the site.") if accept else _("Thank you for asking.")
    _tell(mentoring, receiver=mentoring.mentee, about=mentoring.mentor, text=text)
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
    _tell(
        mentoring,
        receiver=other,
        about=by,
        text=_("Thank you both. You can ask again at another time."),
    )
    return True
