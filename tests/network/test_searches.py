"""Searches that members keep: of whom they tell, of whom never, at what cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.models import Notification, Place
from network.actions.checks import ask_for_check, confirm_check
from network.actions.profiles import change_profile, choose_audiences, choose_facts, describe
from network.actions.searches import save_search, tell_of_new_members
from network.models import Profile, ProfileFact, SavedSearch
from network.wanted import Wanted
from tests import make, make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
HERE = Wanted(facts={"place": ("hackney",)})


@pytest.fixture
def hackney() -> Place:
    """A borough to be found by."""
    return Place.objects.create(name="Hackney", slug="hackney", kind="borough")


@pytest.fixture
def keeper() -> Profile:
    """Who keeps searches."""
    return make_network.member("Keeper")


@pytest.fixture
def sam() -> Profile:
    """A member who joined long ago."""
    made = make_network.member("Sam Peer", joined_at=timezone.now() - timedelta(days=400))
    describe(made)
    return made


def keep(keeper: Profile, wanted: Wanted) -> None:
    """Keep a search that is told of."""
    save_search(profile=keeper, wanted=wanted, name="Near", alerts=True)


def told(keeper: Profile) -> int:
    """How many were told so far, after one more look on another day."""
    tell_of_new_members(timezone.localdate() + timedelta(days=Notification.objects.count()))
    return Notification.objects.filter(person=keeper.person).count()


def test_who_joined_long_ago_and_adds_the_borough_newly_fits(
    keeper: Profile, sam: Profile, hackney: Place
) -> None:
    keep(keeper, HERE)
    assert told(keeper) == 0
    choose_facts(profile=sam, field="place", values=["hackney"])
    assert told(keeper) == 1
    choose_facts(profile=sam, field="place", values=["hackney"])
    choose_facts(profile=sam, field="language", values=["so"])
    assert told(keeper) == 1


def test_who_becomes_checked_newly_fits(keeper: Profile, sam: Profile, hackney: Place) -> None:
    choose_facts(profile=sam, field="place", values=["hackney"])
    keep(keeper, Wanted(facts={"place": ("hackney",)}, checked=True))
    assert told(keeper) == 0
    asked = ask_for_check(profile=sam, method="register", what="Nurse")
    confirm_check(asked=asked, actor=make.staff("lead@example.org", "Network leads"), where="A register")
    assert told(keeper) == 1


def test_what_stays_hidden_is_told_of_to_nobody_and_what_is_opened_is(
    keeper: Profile, sam: Profile, hackney: Place
) -> None:
    keep(keeper, HERE)
    choose_audiences(profile=sam, whole=1, chosen={"place": 3})
    choose_facts(profile=sam, field="place", values=["hackney"])
    assert told(keeper) == 0
    choose_audiences(profile=sam, whole=1, chosen={"place": 1})
    assert told(keeper) == 1
    choose_audiences(profile=sam, whole=0, chosen={"place": 0})
    assert told(keeper) == 1


def test_words_tell_of_who_comes_to_say_them_once_and_of_no_other_change(
    keeper: Profile, sam: Profile
) -> None:
    describe(make_network.member("Ada", about="I know hand surgery"))
    keep(keeper, Wanted(words="surgery"))
    assert told(keeper) == 0
    change_profile(profile=sam, fields={"about": "I learn about surgery"})
    assert told(keeper) == 1
    change_profile(profile=sam, fields={"about": "I learn about surgery, slowly"})
    assert told(keeper) == 1


def test_who_searches_is_not_told_of_themselves(keeper: Profile, hackney: Place) -> None:
    keep(keeper, HERE)
    choose_facts(profile=keeper, field="place", values=["hackney"])
    assert told(keeper) == 0


def test_looking_again_asks_as_much_for_two_members_as_for_two_hundred(
    keeper: Profile, hackney: Place
) -> None:
    keep(keeper, HERE)
    asked = []
    for count in (2, 60):
        for number in range(count):
            one = make_network.member(f"Member {count} {number}")
            fact: Any = {"field": "place", "value": "hackney", "label": "Hackney", "audience": 1}
            ProfileFact.objects.create(profile=one, **fact)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told(keeper)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert Notification.objects.count() == 2


def test_a_search_for_everybody_is_not_kept_and_the_reason_is_said(
    client_for: ClientFor, keeper: Profile
) -> None:
    sent = {"name": "All", "alerts": "on"}
    page = client_for(user(keeper)).post("/network/me/searches/?sort=newest", sent, follow=True)
    assert "Choose a filter first" in page.content.decode()
    assert not SavedSearch.objects.exists()
