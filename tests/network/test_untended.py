"""Groups that nobody can look after any more: who reads what waits there, and who finds somebody."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import Notification
from network.actions.groups import LastSteward, leave_group
from network.actions.profiles import leave_network
from network.actions.untended import tell_leads
from network.models import GroupMembership, NetworkGroup, Post, Profile
from tests import make, make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
HELD = "/cms/network/held/"
ROOM = "/cms/network/groups/"


@pytest.fixture
def lead() -> Any:
    """Somebody who leads the network."""
    return make.staff("lead@example.org", "Network leads")


def held_in(group: NetworkGroup, author: Profile) -> Post:
    """A post that waits to be read in a group."""
    return make_network.post(
        make_network.thread(author, group=group), author, state="held", held_because="screening"
    )


@pytest.mark.parametrize(
    "why",
    [
        {"suspended_until": timezone.now() + timedelta(days=7)},
        {"is_example": True},
        {"left_at": timezone.now()},
    ],
)
def test_what_waits_where_no_steward_can_act_is_read_by_moderators(
    client_for: Any,
    moderator: Any,
    group: NetworkGroup,
    steward: Profile,
    asker: Profile,
    why: dict[str, Any],
) -> None:
    post = held_in(group, asker)
    assert post.thread.title not in client_for(moderator).get(HELD).content.decode()
    Profile.objects.filter(pk=steward.pk).update(**why)
    assert post.thread.title in client_for(moderator).get(HELD).content.decode()


def test_a_steward_is_the_last_when_the_other_cannot_act(group: NetworkGroup, steward: Profile) -> None:
    other = make_network.member("Example Other", is_example=True)
    make_network.belong(group, other, role="steward")
    with pytest.raises(LastSteward):
        leave_group(group=group, profile=steward)


def test_who_leaves_the_network_is_told_which_groups_they_leave_alone(
    client_for: Any, steward: Profile
) -> None:
    make_network.group("Night workers", steward=steward)
    page = client_for(user(steward)).get("/network/me/settings/").content.decode()
    assert "nobody else looks after" in page
    assert "Night workers" in page


def test_a_lead_names_a_member_who_then_looks_after_the_group(
    client_for: Any, lead: Any, steward: Profile, asker: Profile
) -> None:
    group = make_network.group("Night workers", steward=steward)
    make_network.belong(group, asker)
    leave_network(profile=steward)
    room = client_for(lead)
    assert "Night workers" in room.get(ROOM).content.decode()
    room.post(f"{ROOM}{group.pk}/", {"profile": asker.pk})
    assert GroupMembership.objects.stewards().get(group=group).profile == asker
    assert "Night workers" not in room.get(ROOM).content.decode()
    assert "You look after this group now" in make_network.told(asker)


def test_a_lead_names_nobody_from_outside_and_nobody_where_somebody_is(
    client_for: Any, lead: Any, steward: Profile, asker: Profile
) -> None:
    tended, alone = make_network.group("Tended", steward=steward), make_network.group("Alone")
    make_network.belong(tended, asker)
    room = client_for(lead)
    for group in (tended, alone):
        room.post(f"{ROOM}{group.pk}/", {"profile": asker.pk})
        room.post(f"{ROOM}{tended.pk}/", {"close": "yes"})
    assert not GroupMembership.objects.stewards().filter(profile=asker).exists()
    assert NetworkGroup.objects.get(pk=tended.pk).closed_at is None


def test_a_closed_group_is_read_and_nobody_writes_or_joins(
    client_for: Any, lead: Any, asker: Profile
) -> None:
    group = make_network.group("Alone")
    make_network.belong(group, asker)
    make_network.thread(asker, group=group, title="What we said")
    client_for(lead).post(f"{ROOM}{group.pk}/", {"close": "yes"})
    reader = client_for(user(asker))
    page = reader.get(group.get_absolute_url()).content.decode()
    assert "What we said" in page
    assert "This group is closed" in page
    assert "Alone" not in reader.get("/network/groups/").content.decode()
    assert reader.get(f"/network/threads/new/?group={group.pk}").status_code == 404


def test_leads_hear_once_a_week_while_a_group_has_nobody(lead: Any) -> None:
    today = timezone.localdate()
    tell_leads(today)
    make_network.group("Example", is_example=True)
    tell_leads(today)
    assert not Notification.objects.exists()
    make_network.group("Alone")
    tell_leads(today)
    tell_leads(today)
    assert [row.url for row in Notification.objects.filter(person=lead)] == [ROOM]
    tell_leads(today + timedelta(days=7))
    assert Notification.objects.filter(person=lead).count() == 2


def test_nobody_else_comes_into_the_room(client_for: Any, moderator: Any, steward: Profile) -> None:
    group = make_network.group("Alone")
    for person in (moderator, user(steward)):
        assert client_for(person).get(ROOM).status_code in (302, 403)
        assert client_for(person).post(f"{ROOM}{group.pk}/", {"close": "yes"}).status_code in (302, 403)
    assert Client().get(ROOM).status_code == 302
    assert NetworkGroup.objects.get(pk=group.pk).closed_at is None


def test_a_suspended_member_reads_until_when_and_how_to_ask_again(
    client_for: Any, group: NetworkGroup, asker: Profile
) -> None:
    thread = make_network.thread(asker)
    until = timezone.now() + timedelta(days=7)
    Profile.objects.filter(pk=asker.pk).update(suspended_until=until)
    reader = client_for(user(asker))
    for address in (thread.get_absolute_url(), group.get_absolute_url(), "/network/"):
        page = reader.get(address).content.decode()
        assert "You take no part in the network until" in page
        assert "/network/me/standing/" in page
        assert "Join the network" not in page


def test_a_visitor_is_led_to_sign_in_and_back(asker: Profile) -> None:
    thread = make_network.thread(asker)
    page = Client().get(thread.get_absolute_url()).content.decode()
    assert f"/account/login/?next={thread.get_absolute_url()}" in page


def test_every_page_of_the_network_leads_to_what_to_do_when_somebody_is_at_risk(asker: Profile) -> None:
    for address in ("/network/", "/network/groups/", "/network/events/", "/network/support/"):
        assert 'href="/network/risk/"' in Client().get(address).content.decode()
