"""Checking who a member is: in registers, by a work address, by a manager, by two members who vouch."""

from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.limits import within
from academy.models import Organisation, User
from academy.search.indexing import index
from academy.tasks import post_letter
from network.actions.contact import A_DAY, TooMany
from network.actions.profiles import set_facts
from network.models import Profile, Verification, VerificationRequest, Vouch
from network.permissions import can_check_members, can_vouch, is_checked

Method = Verification.Method
HOLDS_DAYS = 365
WARNED_DAYS = 30
LINK_SECONDS = 3 * 86_400
LETTERS_A_DAY = 3
VOUCHES = 2
SALT = "network.work-address"
VOUCH_SALT = "network.vouch"


class NotOurAddress(ValueError):
    """The address is of no domain that the organisation uses."""


def show_checks(profile: Profile, day: date | None = None) -> None:
    """Bring what lists and filters know of a member's checks to what holds on `day`."""
    held = Verification.objects.holding_on(day or timezone.localdate()).filter(profile=profile)
    until = max(held.values_list("until", flat=True), default=None)
    facts = {"yes": str(_("Checked"))} if until else {}
    set_facts(profile=profile, field="verified", facts=facts, until=until)
    index(profile)


@transaction.atomic
def ask_for_check(
    *, profile: Profile, method: str, what: str, organisation: Organisation | None = None
) -> VerificationRequest:
    """Ask for a check that a person has to make; asking again while it stands changes nothing."""
    asked, _made = VerificationRequest.objects.get_or_create(
        profile=profile, method=method, what=what, answered_at=None, defaults={"organisation": organisation}
    )
    return asked


@transaction.atomic
def confirm_check(
    *, asked: VerificationRequest, actor: User, where: str, until: date | None = None
) -> Verification | None:
    """Say that it was looked up and is so; None when it was answered before. Raises PermissionDenied."""
    if not (can_check_members(actor) or manages(actor, asked)) or asked.profile.person_id == actor.pk:
        raise PermissionDenied
    if not _answer(asked, _("Checked")):
        return None
    return _keep(asked, where=where, actor_id=actor.pk, until=until)


def manages(actor: User, asked: VerificationRequest) -> bool:
    """Whether `actor` manages the organisation that the member named, and was asked as its manager."""
    if asked.method != Method.MANAGER or asked.organisation_id is None:
        return False
    return Organisation.objects.managed_by(actor).filter(pk=asked.organisation_id).exists()


def _answer(asked: VerificationRequest, answer: str) -> bool:
    rows = VerificationRequest.objects.filter(pk=asked.pk, answered_at=None)
    return bool(rows.update(answered_at=timezone.now(), answer=answer[:300]))


def _keep(
    asked: VerificationRequest, *, where: str, actor_id: int | None, until: date | None = None
) -> Verification:
    held = _verify(
        asked.profile,
        method=asked.method,
        what=asked.what,
        where=where,
        organisation=asked.organisation,
        actor_id=actor_id,
        until=until,
    )
    _tell(asked.profile, f"check:{asked.pk}", _("Checked: %(what)s") % {"what": asked.what})
    return held


def _verify(
    profile: Profile,
    *,
    method: str,
    what: str,
    where: str,
    organisation: Organisation | None,
    actor_id: int | None,
    until: date | None = None,
) -> Verification:
    today = timezone.localdate()
    last = until or today + timedelta(days=HOLDS_DAYS)
    values = {"where": where, "organisation": organisation, "checked_by": actor_id, "checked_on": today}
    held, _made = Verification.objects.update_or_create(
        profile=profile,
        method=method,
        what=what,
        ended_at=None,
        defaults=values | {"until": last, "reminded_at": None},
    )
    record(actor_id=actor_id, action="member checked", subject=held, method=method)
    show_checks(profile)
    return held


def _tell(profile: Profile, fact: str, title: str, text: str = "") -> None:
    url = reverse("network:checks")
    notify(people=[profile.person], kind="peers", fact=fact, title=title, text=text, url=url)


@transaction.atomic
def decline_check(*, asked: VerificationRequest, actor: User, answer: str) -> bool:
    """Say that it could not be checked, and why; whether this was the answer."""
    if not (can_check_members(actor) or manages(actor, asked)):
        raise PermissionDenied
    if not _answer(asked, answer):
        return False
    record(actor_id=actor.pk, action="check not made", subject=asked)
    title = _("We could not check: %(what)s") % {"what": asked.what}
    _tell(asked.profile, f"check:{asked.pk}", title, answer)
    return True


@transaction.atomic
def vouch(*, asked: VerificationRequest, voucher: Profile, how_known: str) -> int:
    """Vouch for a member; with the second it is checked. Returns how many count. Raises PermissionDenied.

    Who vouched and is checked no longer, or may take no part now, does not count.
    """
    VerificationRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    asked.refresh_from_db()
    given = asked.vouches.filter(voucher=voucher).exists()
    if not given and not can_vouch(voucher.person, asked):
        raise PermissionDenied
    if not given:
        Vouch.objects.create(request=asked, voucher=voucher, how_known=how_known)
    number = counting(asked)
    if number >= VOUCHES and _answer(asked, _("Two members vouched")):
        _keep(asked, where=_("Vouched for by two checked members"), actor_id=None)
    return number


def counting(asked: VerificationRequest) -> int:
    """How many of those who vouched count today."""
    vouchers = Profile.objects.active().filter(vouches_given__request=asked)
    return sum(is_checked(one) for one in vouchers)


@transaction.atomic
def withdraw_request(*, asked: VerificationRequest) -> bool:
    """Ask no longer; what was said for it goes along. Whether it still waited."""
    rows = VerificationRequest.objects.filter(pk=asked.pk, answered_at=None)
    return bool(rows.delete()[0])


def vouch_link(asked: VerificationRequest) -> str:
    """What stands in the address that who asks hands to those who know them: nobody can count through it."""
    return signing.dumps(asked.pk, salt=VOUCH_SALT)


def read_vouch_link(token: str) -> int:
    """The request that an address names; 0 for one that is not ours."""
    try:
        return int(signing.loads(token, salt=VOUCH_SALT))
    except signing.BadSignature:
        return 0


def send_work_link(*, profile: Profile, organisation: Organisation, address: str) -> None:
    """Send a link to a work address; who opens it works there. The address itself is not kept.

    Raises NotOurAddress and TooMany.
    """
    domain = address.rpartition("@")[2].lower()
    if domain not in {str(name).lower() for name in organisation.email_domains}:
        raise NotOurAddress
    if not within(f"work-link:{profile.pk}", most=LETTERS_A_DAY, seconds=A_DAY):
        raise TooMany
    token = signing.dumps([profile.pk, organisation.pk], salt=SALT)
    link = f"{settings.SITE_URL}{reverse('network:work_address', args=[token])}"
    body = render_to_string("network/mail/work_address.txt", {"link": link, "organisation": organisation})
    post_letter(to=address, subject=_("Is this your work address?"), text=body)


def read_work_link(token: str) -> tuple[int, int] | None:
    """The profile and organisation that a link names; None when it is too old or not ours."""
    try:
        profile, organisation = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        return None
    return int(profile), int(organisation)


@transaction.atomic
def confirm_work_address(*, profile: Profile, organisation: Organisation) -> Verification:
    """Keep that a letter to a work address was answered; again is the same."""
    return _verify(
        profile,
        method=Method.DOMAIN,
        what=(_("Works at %(name)s") % {"name": organisation.name})[:160],
        where=_("A letter to an address of the organisation was answered"),
        organisation=organisation,
        actor_id=profile.person_id,
    )


@transaction.atomic
def end_check(*, verification: Verification, actor: User) -> bool:
    """Take a check back, by whoever checks or the member; whether it still stood."""
    if verification.profile.person_id != actor.pk and not can_check_members(actor):
        raise PermissionDenied
    rows = Verification.objects.filter(pk=verification.pk, ended_at=None)
    if not rows.update(ended_at=timezone.now()):
        return False
    record(actor_id=actor.pk, action="check ended", subject=verification)
    show_checks(verification.profile)
    return True


def ask_again(day: date) -> None:
    """Tell members a month before a check runs out, once; and let what ran out be no longer shown."""
    soon = Verification.objects.holding_on(day).filter(until__lte=day + timedelta(days=WARNED_DAYS))
    for held in soon.filter(reminded_at=None).select_related("profile__person"):
        title = _("Due to be checked again: %(what)s") % {"what": held.what}
        text = _("It holds until %(day)s.") % {"day": held.until.strftime("%-d %B %Y")}
        with transaction.atomic():
            Verification.objects.filter(pk=held.pk).update(reminded_at=timezone.now())
            _tell(held.profile, f"check-again:{held.pk}:{held.until}", title, text)
    over = Verification.objects.filter(until=day - timedelta(days=1), ended_at=None)
    for held in over.select_related("profile"):
        show_checks(held.profile, day)
