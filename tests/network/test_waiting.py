"""What waits for a steward is named on the group's page, and nothing is offered there that is refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from academy.models import User
from network.models import NetworkGroup, Post, Profile
from tests import make_network

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def group() -> NetworkGroup:
    """A group of Stella's, with a thread of Kim's, a post of Kim's that waits, and Ash, who asks to join."""
    made = make_network.group("Nights", steward=make_network.member("Stella"), joining="request")
    kim = make_network.member("Kim")
    make_network.belong(made, kim)
    make_network.belong(made, make_network.member("Ash"), state="asked")
    thread = make_network.thread(kim, title="Handing over", group=made)
    make_network.post(thread, kim, body="Waits", state="held", held_because="watch-word")
    return made


def seen_by(client_for: ClientFor, handle: str, path: str) -> str:
    """A page as a member gets it."""
    person = User.objects.get(network_profile__handle=handle)
    return client_for(person).get(path).content.decode()


def test_a_steward_finds_who_asks_and_what_is_held_on_the_group_s_page(
    client_for: ClientFor, group: NetworkGroup
) -> None:
    page = seen_by(client_for, "stella", group.get_absolute_url())
    assert "1 member asks to join" in page
    assert f'href="{Post.objects.get(body="Waits").get_absolute_url()}"' in page


def test_members_are_not_shown_what_waits(client_for: ClientFor, group: NetworkGroup) -> None:
    page = seen_by(client_for, "kim", group.get_absolute_url())
    assert "What waits" not in page
    assert "asks to join" not in page


def test_a_steward_s_own_post_and_a_reported_one_wait_for_others(
    client_for: ClientFor, group: NetworkGroup
) -> None:
    held = Post.objects.filter(body="Waits")
    for changed in ({"held_because": "report"}, {"held_because": "watch-word", "author": of("stella")}):
        held.update(**changed)
        assert "A post in" not in seen_by(client_for, "stella", group.get_absolute_url())
        assert "Let readers see it" not in seen_by(client_for, "stella", held.get().thread.get_absolute_url())


def of(handle: str) -> Profile:
    """The member with this handle."""
    return Profile.objects.get(handle=handle)


def test_a_thread_is_not_split_at_its_opening_post(client_for: ClientFor, group: NetworkGroup) -> None:
    first = Post.objects.earliest("pk")
    make_network.post(first.thread, of("kim"), body="Another matter")
    page = seen_by(client_for, "stella", first.thread.get_absolute_url())
    assert page.count("Split here") == 1
    stella = client_for(User.objects.get(network_profile__handle="stella"))
    assert stella.get(f"/network/posts/{first.pk}/split/").status_code == 404


def test_a_member_finds_their_own_page_from_the_network_s_front(client_for: ClientFor) -> None:
    mine = make_network.member("Mina")
    page = seen_by(client_for, "mina", "/network/")
    assert f'href="{mine.get_absolute_url()}"' in page
    assert 'href="/network/me/messages/"' in page
