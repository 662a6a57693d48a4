"""Joining the network, saying who one is, choosing who sees it, leaving."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from academy.actions.audit import record
from academy.models import User
from academy.search.indexing import forget, index
from network.actions.drafts import forget_all_drafts
from network.actions.events import stay_away
from network.actions.parting import part_with_posts
from network.audiences import FIELDS, Audience, Standing, may_see
from network.choices import OFFERED
from network.models import GroupMembership, Mentoring, Profile, ProfileFact
from network.rules import handle_from

#: What leads back to a profile and goes when its member leaves.
LEFT_BEHIND = (
    *("facts", "verifications", "verification_requests", "vouches_given", "relays_met", "saved_searches"),
    *("blocks_made", "attendances", "poll_votes", "helpful_marks", "readings"),
)


class HandleTaken(ValueError):
    """Somebody else already has this handle."""


@transaction.atomic
def join_network(*, person: User, handle: str = "") -> Profile:
    """Make somebody a member; a member stays as they are. Raises HandleTaken.

    Without a handle one is made from the display name, or from nothing that tells who it is.
    """
    mine = Profile.objects.select_for_update(of=("self",)).filter(person=person).first()
    if mine is not None:
        return _come_back(mine, handle) if mine.left_at is not None else mine
    try:
        with transaction.atomic():
            mine = Profile.objects.create(person=person, handle=handle or _free_handle(person))
    except IntegrityError as error:
        again = Profile.objects.filter(person=person).first()
        if again is None and handle:
            raise HandleTaken(handle) from error
        # Somebody took the free handle at the same moment: there is another.
        return again or join_network(person=person)
    vars(person).pop("_network_profile", None)
    describe(mine)
    record(actor_id=person.pk, action="joined the network", subject=mine)
    return mine


def _come_back(mine: Profile, handle: str) -> Profile:
    """Let somebody who left be a member again, under whatever was decided about them before."""
    mine.handle, mine.left_at, mine.joined_at = handle or _free_handle(mine.person), None, timezone.now()
    mine.save(update_fields=["handle", "left_at", "joined_at"])
    vars(mine.person).pop("_network_profile", None)
    describe(mine)
    return mine


def _free_handle(person: User) -> str:
    wanted = handle_from(person.display_name)
    taken = set(Profile.objects.filter(handle__startswith=wanted).values_list("handle", flat=True))
    return next(name for name in _tries(wanted) if name not in taken)


def _tries(wanted: str) -> Iterable[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1


@transaction.atomic
def change_profile(*, profile: Profile, fields: Mapping[str, Any]) -> None:
    """Keep new values of the profile's own fields. Raises HandleTaken."""
    for name, value in fields.items():
        setattr(profile, name, value)
    try:
        with transaction.atomic():
            profile.save(update_fields=list(fields))
    except IntegrityError as error:
        raise HandleTaken(profile.handle) from error
    describe(profile)


@transaction.atomic
def choose_facts(*, profile: Profile, field: str, values: Iterable[str]) -> None:
    """Make a field hold exactly these values, of those that are offered to the member."""
    profile = Profile.objects.select_for_update(of=("self",)).select_related("person").get(pk=profile.pk)
    offered = dict(OFFERED[field](profile.person))
    wanted = [value for value in dict.fromkeys(values) if value in offered]
    set_facts(profile=profile, field=field, facts={value: str(offered[value]) for value in wanted})
    index(profile)


def set_facts(*, profile: Profile, field: str, facts: Mapping[str, str], until: Any = None) -> None:
    """Make a field hold exactly these facts (value to label), under the audience chosen for it."""
    audience = int(profile.audience_of(field))
    ProfileFact.objects.filter(profile=profile, field=field).exclude(value__in=facts).delete()
    rows = [
        ProfileFact(
            profile=profile,
            field=field,
            value=value,
            label=label[:255],
            **{"audience": audience, "until": until, **_place_in_lists(profile)},
        )
        for value, label in facts.items()
    ]
    ProfileFact.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["profile", "field", "value"],
        update_fields=["label", "audience", "until"],
    )


@transaction.atomic
def choose_audiences(*, profile: Profile, whole: int, chosen: Mapping[str, int]) -> None:
    """Keep for whom the profile and each field of it are meant; everything stored follows at once."""
    profile.audience = whole
    profile.chosen = {field: int(Audience(chosen[field])) for field in FIELDS if field in chosen}
    profile.save(update_fields=["audience", "chosen"])
    describe(profile)


def describe(profile: Profile) -> None:
    """Bring what is worked out from a profile to what it says now: order in lists, facts, search."""
    name = profile.person.get_full_name().casefold()
    handle = profile.handle.casefold()
    shown_to = profile.audience_of("name")
    profile.sort_everyone = (name if may_see(shown_to, Standing.VISITOR) else handle)[:160]
    profile.sort_members = (name if may_see(shown_to, Standing.MEMBER) else handle)[:160]
    profile.save(update_fields=["sort_everyone", "sort_members"])
    for field in ProfileFact.Field.values:
        facts = ProfileFact.objects.filter(profile=profile, field=field)
        audience = int(profile.audience_of(field))
        if audience <= Audience.GROUPS:
            hidden = facts.filter(audience__gt=max(audience, Audience.MEMBERS))
            hidden.update(since=timezone.now())
        facts.update(audience=audience, **_place_in_lists(profile))
    role = {profile.profession.slug: profile.profession.name} if profile.profession else {}
    set_facts(profile=profile, field="role", facts=role)
    index(profile)


def _place_in_lists(profile: Profile) -> dict[str, Any]:
    """What lists sort a profile by, as its facts hold it too."""
    return {name: getattr(profile, name) for name in ("sort_everyone", "sort_members", "joined_at")}


@transaction.atomic
def leave_network(*, profile: Profile) -> None:
    """Take somebody out of the network: words, facts, groups and messages go, as they chose for their posts.

    An empty row stays, so that suspensions, blocks and a group's "no" outlast a leaving and a return. Their
    account and what they learned stay.
    """
    part_with_posts(profile=profile)
    forget_all_drafts(person=profile.person)
    stay_away(profile=profile)
    forget(profile)
    for relation in LEFT_BEHIND:
        getattr(profile, relation).all().delete()
    profile.group_memberships.exclude(state=GroupMembership.State.BARRED).delete()
    Mentoring.objects.filter(Q(mentee=profile) | Q(mentor=profile)).delete()
    blank: dict[str, Any] = {
        "handle": f"left-{profile.pk}",
        "role_words": "",
        "about": "",
        "chosen": {},
        "audience": int(Audience.MEMBERS),
        "profession": None,
    }
    blank |= {"sort_everyone": "", "sort_members": "", "left_at": timezone.now()}
    Profile.objects.filter(pk=profile.pk).update(**blank)
    vars(profile.person).pop("_network_profile", None)
    record(actor_id=profile.person_id, action="left the network", subject=profile)


def tell_of_name(person: int) -> None:
    """A changed display name changes how lists are sorted."""
    mine = Profile.objects.filter(person=person, left_at=None).first()
    if mine is not None:
        describe(mine)
