"""The access matrix of the network: every address, for everybody in every standing to what is there.

`mate` belongs to the closed group and the hidden one with `owner` (whose profile, thread, post and message
it is) and `steward`; `blocked` was blocked by `owner`; `suspended` may take no part for a day; `account`
has an account and no profile; `moderator` is staff who is no member of any group.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import dumps
from django.test import Client
from django.urls import get_resolver, resolve
from django.utils import timezone

from academy.models import Organisation, User
from network.actions.checks import SALT, ask_for_check
from network.models import Block, Profile
from tests import make, make_network, make_services
from tests.test_pages import filled, ours

pytestmark = pytest.mark.django_db
PERSONAS = (
    *("visitor", "account", "member", "mate", "steward"),
    *("moderator", "owner", "blocked", "suspended"),
)
EVERYBODY = (200,) * 9
POST_SIGNED_IN = (302, *(405,) * 8)
SIGNED_IN = (302, *(200,) * 8)
WITH_PROFILE = (302, 302, *(200,) * 7)
OWN_PROFILE = (302, 404, *(200,) * 7)
ACTING = (302, 404, *(200,) * 6, 404)
MODERATORS = (302, *(302,) * 4, 200, *(302,) * 3)
LEADS = (302,) * 9
OWNERS_ALONE = (302, 404, 404, 404, 404, 404, 200, 404, 404)
#: The owner's profile is for members.
PROFILE = (404, 404, 200, 200, 200, 200, 200, 404, 404)

TABLE: dict[str, tuple[int, ...]] = {
    "/network/": EVERYBODY,
    "/network/join/": (302, 200, *(302,) * 7),
    "/network/me/settings/": OWN_PROFILE,
    "/network/me/leave/": POST_SIGNED_IN,
    "/network/me/edit/who/": WITH_PROFILE,
    "/network/me/edit/seen/": WITH_PROFILE,
    "/network/me/edit/nothing/": (302, 302, *(404,) * 7),
    "/network/me/checks/": ACTING,
    "/network/me/checks/link/": POST_SIGNED_IN,
    "/network/me/checks/address/TOKEN/": OWNERS_ALONE,
    "/network/me/checks/address/nonsense/": (302, *(404,) * 8),
    "/network/me/checks/1/end/": POST_SIGNED_IN,
    "/network/me/checks/ASKED/confirm/": (302, *(404,) * 8),
    "/network/vouch/VOUCH/": (302, *(404,) * 8),
    "/network/me/messages/": SIGNED_IN,
    "/network/me/messages/RELAY/": (302, 404, 404, 200, 404, 404, 200, 404, 404),
    "/network/me/mentoring/": SIGNED_IN,
    "/network/me/mentoring/1/": POST_SIGNED_IN,
    "/network/me/searches/": ACTING,
    "/network/me/searches/1/delete/": POST_SIGNED_IN,
    "/network/me/blocks/": SIGNED_IN,
    "/network/people/": EVERYBODY,
    "/network/people/map/": EVERYBODY,
    "/network/people/suggested/": SIGNED_IN,
    "/network/people/owner/": PROFILE,
    "/network/people/owner/?as=groups": PROFILE,
    "/network/people/owner/card/": PROFILE,
    "/network/people/owner/write/": (302, 404, 200, 200, 200, 200, 404, 404, 404),
    "/network/people/owner/mentoring/": (302, 404, 200, 200, 200, 200, 404, 404, 404),
    "/network/people/owner/block/": POST_SIGNED_IN,
    "/network/people/owner/unblock/": POST_SIGNED_IN,
    "/network/people/nosuchmember/": (404,) * 9,
    "/network/support/": EVERYBODY,
    "/network/support/sheet/": EVERYBODY,
    "/network/support/talking-room/": EVERYBODY,
    "/network/support/talking-room/sheet/": EVERYBODY,
    "/network/support/talking-room/confirm/": POST_SIGNED_IN,
    "/network/support/talking-room/correct/": ACTING,
    "/network/support/not-shown/": (404,) * 9,
    "/network/support/not-shown/sheet/": (404,) * 9,
    "/network/support/not-shown/correct/": (302, *(404,) * 8),
    "/api/v1/openreferral/": EVERYBODY,
    "/api/v1/openreferral/services": EVERYBODY,
    "/api/v1/openreferral/services?full=true": EVERYBODY,
    "/api/v1/openreferral/services/SERVICE": EVERYBODY,
    "/api/v1/openreferral/services/HIDDEN": (404,) * 9,
    "/api/v1/openreferral/openapi.json": EVERYBODY,
    "/api/v1/openreferral/nothing": (404,) * 9,
    "/cms/network/services/": LEADS,
    "/cms/network/services/import/": LEADS,
    "/cms/network/services/imports/1/": LEADS,
    "/cms/network/services/corrections/1/": LEADS,
    "/cms/network/checks/": LEADS,
    "/cms/network/checks/ASKED/": LEADS,
}


@pytest.fixture
def people() -> dict[str, Profile]:
    """A member in every standing to `owner`."""
    later = timezone.now() + timedelta(days=1)
    moderator = make.staff("moderator@example.org", "Moderators")
    made = {
        name: make_network.member(name.title()) for name in ("member", "mate", "steward", "owner", "blocked")
    }
    made["suspended"] = make_network.member("Suspended", suspended_until=later)
    made["moderator"] = make_network.member("Moderator", user=moderator)
    Block.objects.create(blocker=made["owner"], blocked=made["blocked"])
    return made


@pytest.fixture
def world(people: dict[str, Profile]) -> dict[str, str]:
    """What there is to see, by the words that stand for it in the table."""
    owner, mate = people["owner"], people["mate"]
    owner.facts.create(field="offer", value="mentoring", label="Mentoring", audience=1)
    organisation = Organisation.objects.create(name="Y", slug="y", sector="nhs")
    relay = owner.relays_sent.create(receiver=mate, text="Hello", token="t" * 20)
    return {
        "TOKEN": dumps([owner.pk, organisation.pk], salt=SALT),
        "ASKED": str(ask_for_check(profile=owner, method="register", what="Nurse").pk),
        "VOUCH": str(ask_for_check(profile=owner, method="vouched", what="Worker").pk),
        "RELAY": str(relay.pk),
        "SERVICE": str(make_services.service().uid),
        "HIDDEN": str(make_services.service("Not shown", live=False).uid),
    }


@pytest.fixture
def personas(people: dict[str, Profile], client_for: Callable[..., Client]) -> dict[str, Client]:
    """A browser for each."""
    browsers = {name: client_for(User.objects.get(pk=one.person_id)) for name, one in people.items()}
    return browsers | {"visitor": Client(), "account": client_for(make.person("account@example.org"))}


def test_every_address_answers_each_persona_as_the_table_says(
    world: dict[str, str], personas: dict[str, Client]
) -> None:
    wrong = []
    for pattern, expected in TABLE.items():
        address = filled(pattern, world)
        got = tuple(personas[name].get(address).status_code for name in PERSONAS)
        if got != expected:
            wrong.append(f"{pattern}: {got}, not {expected}")
    assert wrong == []


def test_every_address_of_the_network_is_in_the_table(world: dict[str, str]) -> None:
    routes = {resolve(filled(pattern, world).partition("?")[0]).route for pattern in TABLE}
    found: list[Any] = ours(get_resolver().url_patterns, wings=("network",))
    assert set(found) - routes == set()
