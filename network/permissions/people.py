"""Who finds a member, who sees what of them, who may reach, check and vouch for them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Q, QuerySet, SmallIntegerField, Value, When
from django.utils import timezone

from academy.models import User
from academy.permissions import AnyUser, may_use_editors_rooms
from network.audiences import Audience, Standing, may_see
from network.models import (
    Block,
    GroupMembership,
    Profile,
    ProfileFact,
    Verification,
    VerificationRequest,
    not_suspended,
)

NOBODY = Q(pk__in=[])


def profile_of(person: AnyUser) -> Profile | None:
    """The profile of somebody signed in, suspended or not; asked of the database once a request."""
    if not isinstance(person, User) or not person.is_active:
        return None
    kept = vars(person)
    if "_network_profile" not in kept:
        kept["_network_profile"] = Profile.objects.filter(person=person, left_at=None).first()
    found: Profile | None = kept["_network_profile"]
    return found


def asked_profile(person: AnyUser) -> Profile | None:
    """The profile of `person` if this request asked for it before, suspended or not: what templates may ask."""
    return vars(person).get("_network_profile")


def member_of(person: AnyUser) -> Profile | None:
    """The profile of a member who may take part now."""
    mine = profile_of(person)
    return None if mine is None or mine.is_suspended else mine


def acting(person: AnyUser) -> Q:
    """SQL condition on rows with a `profile`: they are of this person, who may take part now."""
    mine = member_of(person)
    return NOBODY if mine is None else Q(profile=mine.pk)


def mates_of(mine: Profile) -> QuerySet[GroupMembership, dict[str, int]]:
    """Ids of the profiles that share a group with this one."""
    groups = GroupMembership.objects.current().filter(profile=mine.pk).values("group")
    return GroupMembership.objects.current().filter(group__in=groups).values("profile")  # type: ignore[return-value]


def seen_by(person: AnyUser, prefix: str = "") -> Q:
    """SQL condition on rows with an `audience`: `person` sees them. `prefix` leads to the profile.

    The same rule as `network.audiences.may_see`; the profiles of closed accounts, of suspended members and
    of those who blocked `person` are seen by nobody else.
    """
    standing = Q((f"{prefix}person__is_active", True)) & Q((f"{prefix}left_at__isnull", True))
    standing &= not_suspended(prefix)
    mine = profile_of(person)
    if mine is None:
        return standing & meant_for(person)
    key = prefix.removesuffix("__") or "pk"
    if not mine.is_suspended:
        standing &= ~Q((f"{key}__in", Block.objects.filter(blocked=mine.pk).values("blocker")))
    return (standing | Q((key, mine.pk))) & meant_for(person, key)


def meant_for(person: AnyUser, key: str = "pk", of: str = "") -> Q:
    """SQL condition on what visible profiles hold: its audience takes `person` in.

    `key` leads to the profile, `of` to what has the audience.
    """

    def within(circle: Audience) -> Q:
        return Q((f"{of}audience__lte", int(circle)))

    mine = profile_of(person)
    if mine is None:
        return within(Audience.EVERYONE)
    own = Q((key, mine.pk))
    if mine.is_suspended:
        return within(Audience.EVERYONE) | own
    return within(Audience.MEMBERS) | within(Audience.GROUPS) & Q((f"{key}__in", mates_of(mine))) | own


def standings(person: AnyUser, profiles: Iterable[Profile]) -> dict[int, Standing]:
    """How `person` stands to each of these profiles, by profile id, in two queries at most."""
    ids = [profile.pk for profile in profiles]
    mine = profile_of(person)
    if mine is None:
        return dict.fromkeys(ids, Standing.VISITOR)
    found = dict.fromkeys(ids, Standing.VISITOR if mine.is_suspended else Standing.MEMBER)
    if not mine.is_suspended:
        mates = mates_of(mine).filter(profile__in=ids).values_list("profile", flat=True)
        found |= dict.fromkeys(mates, Standing.GROUP_MATE)
        barred = Block.objects.filter(blocked=mine.pk, blocker__in=ids).values_list("blocker", flat=True)
        found |= dict.fromkeys(barred, Standing.BARRED)
    if mine.pk in found:
        found[mine.pk] = Standing.SELF
    return found


def standing_of(person: AnyUser, key: str) -> Any:
    """SQL: how the reader stands to the profile under `key`, as `standings` says it."""
    mine, member = profile_of(person), member_of(person)
    number: SmallIntegerField[int, int] = SmallIntegerField()
    if mine is None:
        return Value(int(Standing.VISITOR), output_field=number)
    cases = [When(Q((key, mine.pk)), then=Value(int(Standing.SELF)))]
    usual = Standing.VISITOR
    if member is not None:
        usual = Standing.MEMBER
        barred = Block.objects.filter(blocked=mine.pk).values("blocker")
        cases.append(When(Q((f"{key}__in", barred)), then=Value(int(Standing.BARRED))))
        cases.append(When(Q((f"{key}__in", mates_of(mine))), then=Value(int(Standing.GROUP_MATE))))
    return Case(*cases, default=Value(int(usual)), output_field=number)


def can_see_field(person: AnyUser, profile: Profile, field: str) -> bool:
    """Whether `person` sees one field of a profile."""
    if not Profile.objects.visible_to(person).filter(pk=profile.pk).exists():
        return False
    return may_see(profile.audience_of(field), standings(person, [profile])[profile.pk])


def can_contact(person: AnyUser, profile: Profile) -> bool:
    """Whether `person` may send a relayed message: a member whom the other lets, and neither blocked the other."""
    mine = member_of(person)
    if mine is None or mine.pk == profile.pk or not can_see_field(person, profile, "contact"):
        return False
    return not Block.objects.filter(blocker=mine.pk, blocked=profile.pk).exists()


def within_reach(one: Profile, other: Profile) -> bool:
    """Whether two members, whatever they show, may have to do with each other: both take part, neither blocked."""
    if not all(each.person.is_active and not each.left_at and not each.is_suspended for each in (one, other)):
        return False
    return not Block.objects.filter(blocker__in=[one, other], blocked__in=[one, other]).exists()


def can_ask_mentoring(person: AnyUser, profile: Profile) -> bool:
    """Whether `person` may ask this member for mentoring: they see that it is offered, and may reach them."""
    mine = member_of(person)
    if mine is None or mine.pk == profile.pk:
        return False
    offers = ProfileFact.objects.visible_to(person).filter(profile=profile, field="offer", value="mentoring")
    barred = Block.objects.filter(blocker=mine.pk, blocked=profile.pk)
    return offers.exists() and not barred.exists()


def can_check_members(person: AnyUser) -> bool:
    """Whether `person` looks members up in registers, in the editors' rooms."""
    return may_use_editors_rooms(person) and person.has_perm("network.add_verification")


def is_checked(profile: Profile) -> bool:
    """Whether something was checked of a member that still holds."""
    today = timezone.localdate()
    return Verification.objects.holding_on(today).filter(profile=profile).exists()


def can_vouch(person: AnyUser, asked: VerificationRequest) -> bool:
    """Whether `person` may vouch: a checked member, for somebody else who asked for it."""
    mine = member_of(person)
    if mine is None or mine.pk == asked.profile_id or asked.method != Verification.Method.VOUCHED:
        return False
    return asked.answered_at is None and is_checked(mine)
