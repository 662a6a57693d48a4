"""Keeping what is said of support services correct: showing, confirming, putting right, asking owners again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import Membership, User
from academy.search.indexing import index
from network.models import Profile, ServiceCorrection, SupportService
from network.openreferral.confirming import MONTHS, months_before
from network.support_cards import card_of


@transaction.atomic
def describe_service(service: SupportService) -> None:
    """Bring what lists, searches and feeds show of a service to what is stored of it."""
    service.card, service.modified_at = card_of(service), timezone.now()
    SupportService.objects.filter(pk=service.pk).update(card=service.card, modified_at=service.modified_at)
    index(service)


@transaction.atomic
def confirm_service(*, service: SupportService, actor: User) -> bool:
    """Keep that somebody who knows the service found it correct today; again on one day changes nothing."""
    today = timezone.localdate()
    rows = SupportService.objects.filter(pk=service.pk).exclude(assured_on=today)
    if not rows.update(assured_on=today, modified_at=timezone.now()):
        return False
    record(actor_id=actor.pk, action="service.confirm", subject=service)
    return True


@transaction.atomic
def propose_correction(
    *, service: SupportService, profile: Profile, text: str, token: str
) -> ServiceCorrection:
    """Keep what a member says is wrong; the same form sent twice is kept once."""
    kept, _made = ServiceCorrection.objects.get_or_create(
        token=token, defaults={"service": service, "profile": profile, "text": text}
    )
    return kept


@transaction.atomic
def answer_correction(*, correction: ServiceCorrection, actor: User, taken: bool, answer: str) -> bool:
    """Say what became of a correction, once, and tell whoever sent it."""
    state = ServiceCorrection.State.TAKEN if taken else ServiceCorrection.State.DECLINED
    waiting = ServiceCorrection.objects.filter(pk=correction.pk, state=ServiceCorrection.State.WAITING)
    if not waiting.update(state=state, answer=answer, answered_at=timezone.now()):
        return False
    record(actor_id=actor.pk, action=f"service.correction-{state}", subject=correction)
    notify(
        people=[correction.profile.person],
        kind="services",
        fact=f"service-correction:{correction.pk}",
        title=_("Your correction of “%(name)s”") % {"name": correction.service.name[:120]},
        text=answer or str(correction.State(state).label),
        url=correction.service.get_absolute_url(),
    )
    return True


def ask_owners(day: date) -> None:
    """Ask whoever keeps a service whether it is still correct, once a month while nobody has said so."""
    limit = months_before(day, MONTHS)
    rows = SupportService.objects.published().select_related("owner__person", "provider")
    for service in rows.exclude(assured_on__gte=limit).iterator(chunk_size=500):
        people = keepers_of(service, day)
        if people:
            _ask(service, people, day)


def keepers_of(service: SupportService, day: date) -> list[User]:
    """Its owner; where there is none, those who manage the organisation that offers it."""
    if service.owner is not None:
        return [] if service.owner.is_suspended else [service.owner.person]
    if service.provider.organisation_id is None:
        return []
    rows = Membership.objects.valid_on(day).filter(
        organisation=service.provider.organisation_id, role=Membership.Role.MANAGER, person__is_active=True
    )
    return [row.person for row in rows.select_related("person")]


def _ask(service: SupportService, people: list[User], day: date) -> None:
    since: Any = service.assured_on
    told = (
        _("It was last confirmed on %(day)s.") % {"day": since.strftime("%-d %B %Y")}
        if since
        else _("Nobody has confirmed it yet.")
    )
    notify(
        people=people,
        kind="services",
        fact=f"service-still:{service.pk}:{since or 'never'}:{day:%Y-%m}",
        title=_("Is “%(name)s” still described correctly?") % {"name": service.name[:120]},
        text=told + " " + _("Please look at it, then confirm it or say what is wrong."),
        url=service.get_absolute_url(),
        about=service,
    )
