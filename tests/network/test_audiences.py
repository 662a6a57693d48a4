"""Who sees what a member says: the pure rule, and the same rule in SQL."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from academy.models import User
from network.audiences import DEFAULTS, FIELDS, Audience, Standing, audience_of, may_see, seen
from network.models import Block, Profile, ProfileFact
from network.permissions import can_see_field, standings
from tests import make, make_network

LEVELS = st.sampled_from(list(Audience))
READERS = ("visitor", "account", "member", "mate", "self", "barred", "suspended")


@pytest.mark.pure
@given(st.sampled_from(FIELDS), LEVELS, st.dictionaries(st.sampled_from(FIELDS), st.integers(-2, 9)))
def test_a_field_is_never_shown_more_widely_than_the_profile(
    field: str, whole: Audience, chosen: dict[str, int]
) -> None:
    assert audience_of(field, whole=whole, chosen=chosen) >= whole


@pytest.mark.pure
@given(LEVELS, LEVELS, st.sampled_from(list(Standing)))
def test_nobody_nearer_sees_less(whole: Audience, level: Audience, standing: Standing) -> None:
    values = dict.fromkeys(FIELDS, "x")
    chosen = dict.fromkeys(FIELDS, int(level))
    here = seen(values, whole=whole, chosen=chosen, standing=standing)
    for nearer in [other for other in Standing if other > standing]:
        assert here.keys() <= seen(values, whole=whole, chosen=chosen, standing=nearer).keys()


@pytest.mark.pure
def test_a_choice_off_the_scale_means_only_me() -> None:
    assert audience_of("name", whole=0, chosen={"name": 7}) == Audience.ME
    assert audience_of("name", whole=0, chosen={"name": -1}) == Audience.ME


@pytest.mark.pure
def test_nobody_barred_sees_anything_and_nobody_else_sees_what_is_for_oneself() -> None:
    assert not any(may_see(audience, Standing.BARRED) for audience in Audience)
    assert [standing for standing in Standing if may_see(Audience.ME, standing)] == [Standing.SELF]


def readers(profile: Profile) -> dict[str, Any]:
    """Somebody in every standing to `profile`."""
    group = make_network.group()
    make_network.belong(group, profile)
    mate = make_network.member("Mate")
    make_network.belong(group, mate)
    barred = make_network.member("Barred")
    Block.objects.create(blocker=profile, blocked=barred)
    later = timezone.now() + timedelta(days=1)
    suspended = make_network.member("Suspended", suspended_until=later)
    people = {"member": make_network.member("Member"), "mate": mate, "barred": barred, "self": profile}
    users = {name: User.objects.get(pk=held.person_id) for name, held in people.items()}
    return users | {
        "visitor": AnonymousUser(),
        "account": make.person("account@example.org"),
        "suspended": User.objects.get(pk=suspended.person_id),
    }


WIDEST = {
    "visitor": Audience.EVERYONE,
    "account": Audience.EVERYONE,
    "member": Audience.MEMBERS,
    "mate": Audience.GROUPS,
    "self": Audience.ME,
    "barred": None,
    "suspended": Audience.EVERYONE,
}


@pytest.mark.django_db
def test_profiles_and_facts_are_found_by_those_they_are_meant_for_alone() -> None:
    profile = make_network.member("Shown")
    people = readers(profile)
    for level in Audience:
        Profile.objects.filter(pk=profile.pk).update(audience=level)
        ProfileFact.objects.all().delete()
        ProfileFact.objects.create(profile=profile, field="topic", value="x", label="X", audience=level)
        for name, widest in WIDEST.items():
            expected = widest is not None and level <= widest
            assert Profile.objects.visible_to(people[name]).filter(pk=profile.pk).exists() is expected
            assert ProfileFact.objects.visible_to(people[name]).exists() is expected, (name, level)


@pytest.mark.django_db
def test_the_rule_and_the_query_agree_on_every_field_for_every_reader() -> None:
    profile = make_network.member("Shown", audience=Audience.EVERYONE)
    people = readers(profile)
    for level in Audience:
        profile.chosen = dict.fromkeys(FIELDS, int(level))
        for person in people.values():
            standing = standings(person, [profile])[profile.pk]
            shown = seen(dict.fromkeys(DEFAULTS, 1), whole=0, chosen=profile.chosen, standing=standing)
            for field in FIELDS:
                assert can_see_field(person, profile, field) is (field in shown)


@pytest.mark.django_db
def test_a_suspended_members_profile_and_a_closed_account_are_seen_by_nobody_else() -> None:
    later = timezone.now() + timedelta(days=1)
    profile = make_network.member("Shown", audience=Audience.EVERYONE, suspended_until=later)
    people = readers(profile)
    assert [name for name in READERS if Profile.objects.visible_to(people[name]).filter(pk=profile.pk)] == [
        "self"
    ]
    Profile.objects.filter(pk=profile.pk).update(suspended_until=None)
    User.objects.filter(pk=profile.person_id).update(is_active=False)
    assert not Profile.objects.visible_to(people["member"]).filter(pk=profile.pk).exists()
