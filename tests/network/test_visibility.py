"""Whatever circles a member chooses, every way of looking shows each field to the same people."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.models import Place, Topic, User
from network.actions.profiles import choose_audiences, describe
from network.audiences import Audience, Standing, audience_of
from network.directory import list_members, places_with_members
from network.models import Block, Profile
from network.wanted import Wanted
from tests import make, make_network

pytestmark = pytest.mark.django_db
LEVELS = st.integers(0, 3)
#: A word that stands in one field alone, so that meeting it anywhere tells that the field was shown.
MARKS = {
    "name": "Nameable",
    "role": "Rolefully",
    "about": "Aboutness",
    "place": "Placeton",
    "topic": "Topical-matter",
    "offer": "Offering",
    "seek": "Seekable",
    "language": "Languid",
}
FACTS = ("place", "topic", "offer", "seek", "language")
CHOICE = st.fixed_dictionaries(dict.fromkeys(MARKS, LEVELS))


@pytest.fixture
def readers(client_for: Callable[..., Client]) -> dict[str, tuple[Any, Client, Standing]]:
    """Somebody in every standing to the member, with a browser."""
    Place.objects.create(name=MARKS["place"], slug="placeton", kind="borough", row=1, column=1)
    Topic.objects.create(name=MARKS["topic"], slug="topical")
    shown = make_network.member(
        MARKS["name"], handle="zz-shown", role_words=MARKS["role"], about=MARKS["about"]
    )
    for field in FACTS:
        value = {"place": "placeton", "topic": "topical"}.get(field, field)
        shown.facts.create(field=field, value=value, label=MARKS[field], audience=3)
    mate, barred, member = (make_network.member(name) for name in ("Mate", "Barred", "Member"))
    group = make_network.group()
    for one in (shown, mate):
        make_network.belong(group, one)
    Block.objects.create(blocker=shown, blocked=barred)
    standings = {
        "mate": (mate, Standing.GROUP_MATE),
        "barred": (barred, Standing.BARRED),
        "member": (member, Standing.MEMBER),
        "self": (shown, Standing.SELF),
    }
    found: dict[str, tuple[Any, Client, Standing]] = {
        name: (one.person_id, client_for(one.person), standing) for name, (one, standing) in standings.items()
    }
    account = make.person("account@example.org")
    return found | {
        "visitor": (None, Client(), Standing.VISITOR),
        "account": (account.pk, client_for(account), Standing.VISITOR),
    }


def who(pk: Any) -> Any:
    """The person, read anew."""
    return AnonymousUser() if pk is None else User.objects.get(pk=pk)


def ways(person: Any, browser: Client) -> dict[str, str]:
    """Everything that each way of looking shows."""
    pages = {
        "page": "/network/people/zz-shown/",
        "list": "/network/people/?sort=newest",
        "card": "/network/people/zz-shown/card/",
        "api": "/api/v1/network/people/zz-shown",
        "api list": "/api/v1/network/people?sort=newest",
    }
    return {name: browser.get(address).content.decode() for name, address in pages.items()}


def part_of(text: str, name: str) -> str:
    """What a page shows of members, without the choices of its filters."""
    if name != "list":
        return text
    return text.partition('class="net-people"')[2]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(whole=LEVELS, chosen=CHOICE)
def test_every_way_shows_a_field_to_those_it_is_meant_for_alone(
    readers: dict[str, tuple[Any, Client, Standing]], whole: int, chosen: dict[str, int]
) -> None:
    profile = Profile.objects.get(handle="zz-shown")
    choose_audiences(profile=profile, whole=whole, chosen=chosen)
    describe(profile)
    wrong = []
    for reader, (pk, browser, standing) in readers.items():
        person = who(pk)
        allowed = {f for f in MARKS if audience_of(f, whole=whole, chosen=chosen) <= standing}
        for way, text in ways(person, browser).items():
            shown = {field for field, mark in MARKS.items() if mark in part_of(text, way)}
            wrong += [f"{reader} meets {field} in {way}" for field in shown - allowed]
            if way == "page" and whole <= standing:
                wrong += [f"{reader} misses {field}" for field in allowed - shown - {"name"}]
        wrong += [f"{reader} {fault}" for fault in filters(person, allowed, found=whole <= standing)]
    assert wrong == []


def filters(person: Any, allowed: set[str], *, found: bool) -> list[str]:
    """What filters, words, order and map give away, or withhold from who may see."""
    faults = []
    for field in ("place", "topic", "offer", "language"):
        value = {"place": "placeton", "topic": "topical"}.get(field, field)
        hit = any(
            entry.profile.handle == "zz-shown"
            for entry in list_members(person, Wanted(facts={field: (value,)})).entries
        )
        faults += [f"filters by {field}"] if hit is not (field in allowed and found) else []
    on_map = any(place.has_members for place in places_with_members(person, Wanted()))  # type: ignore[attr-defined]
    faults += ["sees the map"] if on_map is not ("place" in allowed and found) else []
    for field, mark in MARKS.items():
        hit = bool(list_members(person, Wanted(words=mark)).entries)
        faults += [f"finds words of {field}"] if hit and field not in allowed else []
    return faults


def test_a_hidden_name_sorts_by_its_handle_for_those_who_do_not_see_it() -> None:
    shown = make_network.member("Aaron First", handle="zz-shown")
    make_network.member("Mid")
    choose_audiences(profile=shown, whole=int(Audience.MEMBERS), chosen={"name": int(Audience.ME)})
    reader = make_network.member("Reader")
    names = [entry.name for entry in list_members(who(reader.person_id), Wanted()).entries]
    assert names == ["Mid", "Reader", "zz-shown"]
    assert "Aaron" not in json.dumps(names)
