"""However a list of members is read, it holds those who fit, in the order of all, a page at a time."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from network.audiences import Audience
from network.directory import A_PAGE, list_members
from network.models import Profile, ProfileFact
from network.wanted import Wanted
from tests import make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
VALUES: Mapping[str, tuple[str, ...]] = {"place": ("a", "b", "c"), "topic": ("x", "y"), "offer": ("visits",)}
#: Which values a member has, by name of the field, and those of them that a visitor sees.
Held = dict[Profile, dict[str, set[tuple[str, bool]]]]


def a_fact(one: Profile, field: str, value: str, audience: Audience, until: date | None) -> ProfileFact:
    """A fact in the order of its profile, as it is stored."""
    order = {name: getattr(one, name) for name in ("sort_everyone", "sort_members", "joined_at")}
    return ProfileFact(
        profile=one, field=field, value=value, label=value, audience=int(audience), until=until, **order
    )


@pytest.fixture
def held() -> Held:
    """Ninety members with values at random, some for members alone and some that are over."""
    chance, today = Random(5), timezone.localdate()
    found: Held = {}
    facts = []
    for number in range(90):
        whole = chance.choice([Audience.EVERYONE, Audience.MEMBERS])
        one = make_network.member(f"Member {chance.randrange(1000):03} {number}", audience=int(whole))
        found[one] = {name: set() for name in VALUES}
        for name, values in VALUES.items():
            for value in values:
                if chance.random() < 0.5:
                    audience = chance.choice([Audience.EVERYONE, Audience.MEMBERS])
                    until = chance.choice([None, today, today - timedelta(days=1)])
                    facts.append(a_fact(one, name, value, audience, until))
                    if until != today - timedelta(days=1):
                        found[one][name].add((value, audience == Audience.EVERYONE))
    ProfileFact.objects.bulk_create(facts)
    return found


def fitting(held: Held, wanted: Wanted, *, visitor: bool) -> list[str]:
    """The handles of those who fit, sorted: the rule, said without a database."""

    def fits(one: Profile) -> bool:
        seen = {
            name: {value for value, public in pairs if public or not visitor}
            for name, pairs in held[one].items()
        }
        return all(seen[name] & set(values) for name, values in wanted.facts.items())

    def rank(one: Profile) -> Any:
        return (one.sort_everyone if visitor else one.sort_members, one.pk)

    found = [one for one in held if fits(one) and not (visitor and one.audience)]
    if wanted.sort == "newest":
        return [one.handle for one in sorted(found, key=lambda one: (one.joined_at, one.pk), reverse=True)]
    return [one.handle for one in sorted(found, key=rank)]


def pages(person: Any, wanted: Wanted) -> list[str]:
    """The handles on every page, one after another."""
    handles: list[str] = []
    number, more = 1, True
    while more:
        listed = list_members(person, wanted, number)
        assert len(listed.entries) <= A_PAGE
        handles += [entry.profile.handle for entry in listed.entries]
        number, more = number + 1, listed.has_more
    return handles


def some(values: tuple[str, ...]) -> Any:
    """Some values of one field, or none."""
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


def test_every_way_of_asking_finds_those_who_fit_in_the_order_of_all(held: Held) -> None:
    reader = user(make_network.member("Reader"))
    facts = st.fixed_dictionaries({name: some(values) for name, values in VALUES.items()})

    @settings(max_examples=60, deadline=None)
    @given(facts, st.sampled_from(["name", "newest"]), st.booleans())
    def asked(facts: dict[str, tuple[str, ...]], sort: str, visitor: bool) -> None:
        wanted = Wanted(facts={name: values for name, values in facts.items() if values}, sort=sort)
        person = AnonymousUser() if visitor else reader
        found = [handle for handle in pages(person, wanted) if handle != "reader"]
        assert found == fitting(held, wanted, visitor=visitor)

    asked()
