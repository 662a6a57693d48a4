"""Planning events, answering, waiting for a place, reminding, calendars, and who sees the link."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from academy.models import Notification
from network.actions import events as verbs
from network.actions.groups import leave_group, take_out
from network.actions.profiles import leave_network
from network.calendars import calendar_of
from network.models import CalendarKey, Event, GroupMembership, NetworkGroup, Profile
from tests import make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
LINK = "https://meet.example/room"


@pytest.fixture
def steward() -> Profile:
    """Who plans."""
    return make_network.member("Steward")


@pytest.fixture
def group(steward: Profile) -> NetworkGroup:
    """A closed group."""
    return make_network.group("Closed", steward=steward, openness="closed")


@pytest.fixture
def members(group: NetworkGroup) -> list[Profile]:
    """Three members of the group."""
    made = [make_network.member(f"Member {number}") for number in range(3)]
    for one in made:
        make_network.belong(group, one)
    return made


def planned(steward: Profile, group: NetworkGroup | None, **fields: Any) -> Event:
    """An event in two days."""
    begins = timezone.now() + timedelta(days=2)
    values = {
        "title": "Supervision",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=1),
        "link": LINK,
    }
    return verbs.plan_event(planner=steward, group=group, values=values | fields)


def test_a_steward_plans_and_a_member_comes(
    client_for: ClientFor, steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    sent = {"title": "Tea", "starts_at": "2036-05-01T10:00", "ends_at": "2036-05-01T11:00", "link": LINK}
    client_for(user(steward)).post("/network/events/new/?group=closed", sent)
    event = Event.objects.get()
    browser = client_for(user(members[0]))
    assert LINK not in browser.get(event.get_absolute_url()).content.decode()
    browser.post(f"/network/events/{event.pk}/answer/", {"coming": "yes"})
    assert LINK in browser.get(event.get_absolute_url()).content.decode()
    assert "You come" in browser.get("/network/events/").content.decode()


def test_who_waits_longest_gets_the_free_place_and_hears(
    steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group, capacity=1)
    states = [verbs.answer_event(event=event, profile=one, coming=True).state for one in members]
    assert states == ["going", "waiting", "waiting"]
    verbs.answer_event(event=event, profile=members[0], coming=False)
    assert list(event.attendances.order_by("pk").values_list("state", flat=True)) == [
        "not",
        "going",
        "waiting",
    ]
    assert Notification.objects.get(title__startswith="There is a place").person == members[1].person


def test_more_places_go_to_those_who_wait(
    steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group, capacity=1)
    for one in members:
        verbs.answer_event(event=event, profile=one, coming=True)
    verbs.change_event(event=event, actor=steward, values={"capacity": 3})
    assert event.attendances.filter(state="going").count() == 3


def test_strangers_answer_nothing_and_plan_nothing(steward: Profile, group: NetworkGroup) -> None:
    event, stranger = planned(steward, group), make_network.member("Stranger")
    with pytest.raises(PermissionDenied):
        verbs.answer_event(event=event, profile=stranger, coming=True)
    with pytest.raises(PermissionDenied):
        planned(stranger, None)
    with pytest.raises(PermissionDenied):
        verbs.cancel_event(event=event, actor=stranger)


def test_an_event_called_off_is_told_once_and_takes_no_answer(
    steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group)
    verbs.answer_event(event=event, profile=members[0], coming=True)
    assert [verbs.cancel_event(event=event, actor=steward) for _time in range(2)] == [True, False]
    assert make_network.told(members[0]) == ["Called off: Supervision"]
    event.refresh_from_db()
    with pytest.raises(PermissionDenied):
        verbs.answer_event(event=event, profile=members[1], coming=True)


def test_a_reminder_comes_once_a_day_before(
    steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group)
    verbs.answer_event(event=event, profile=members[0], coming=True)
    verbs.remind_of_events(timezone.localdate())
    assert not Notification.objects.exists()
    soon = timezone.now() + timedelta(hours=23)
    Event.objects.update(starts_at=soon, ends_at=soon + timedelta(hours=1))
    for _time in range(2):
        verbs.remind_of_events(timezone.localdate())
    assert [title.partition(" (")[0] for title in make_network.told(members[0])] == ["Soon: Supervision"]


def test_a_calendar_file_keeps_its_uid_and_shows_the_link_to_those_who_come(
    client_for: ClientFor, steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group)
    verbs.answer_event(event=event, profile=members[0], coming=True)
    files = [
        client_for(user(one)).get(f"/network/events/{event.pk}/calendar/").content for one in members[:2]
    ]
    assert [LINK.encode() in file for file in files] == [True, False]
    verbs.cancel_event(event=event, actor=steward)
    again = client_for(user(members[0])).get(f"/network/events/{event.pk}/calendar/").content
    entries = [Calendar.from_ical(file).walk("VEVENT")[0] for file in (files[0], again)]
    assert entries[0]["UID"] == entries[1]["UID"]
    assert str(entries[1]["STATUS"]) == "CANCELLED"


def test_ones_own_calendar_opens_without_signing_in_until_its_address_changes(
    client_for: ClientFor, steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group)
    verbs.answer_event(event=event, profile=members[0], coming=True)
    browser = client_for(user(members[0]))
    browser.post("/network/events/calendar/new/")
    old = f"/network/events/calendar/{CalendarKey.objects.get().secret}/"
    assert b"Supervision" in Client().get(old).content
    browser.post("/network/events/calendar/new/")
    assert Client().get(old).status_code == 404


def test_a_calendar_stops_with_its_members_part_and_leaves_out_what_they_may_no_longer_know(
    steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group)
    verbs.answer_event(event=event, profile=members[0], coming=True)
    address = f"/network/events/calendar/{verbs.renew_calendar(profile=members[0]).secret}/"
    group.memberships.filter(profile=members[0]).update(state="barred")
    assert b"Supervision" not in Client().get(address).content
    Profile.objects.filter(pk=members[0].pk).update(suspended_until=timezone.now() + timedelta(days=1))
    assert Client().get(address).status_code == 404


def test_notes_stay_afterwards(client_for: ClientFor, steward: Profile, group: NetworkGroup) -> None:
    event = planned(steward, group)
    browser = client_for(user(steward))
    browser.post(f"/network/events/{event.pk}/afterwards/", {"notes": "We *agreed*.", "recording": ""})
    assert "We <em>agreed</em>." in browser.get(event.get_absolute_url()).content.decode()


def test_an_end_before_the_beginning_is_said_kindly(
    client_for: ClientFor, steward: Profile, group: NetworkGroup
) -> None:
    sent = {"title": "Tea", "starts_at": "2036-05-01T10:00", "ends_at": "2036-05-01T09:00"}
    page = client_for(user(steward)).post("/network/events/new/?group=closed", sent).content.decode()
    assert "It cannot end before it begins" in page
    assert 'value="Tea"' in page


@pytest.mark.parametrize("how", ["leaves the group", "is taken out", "leaves the network"])
def test_a_place_that_somebody_leaves_goes_to_who_waits(
    steward: Profile, group: NetworkGroup, members: list[Profile], how: str
) -> None:
    event = planned(steward, group, capacity=1)
    for one in members[:2]:
        verbs.answer_event(event=event, profile=one, coming=True)
    row = GroupMembership.objects.get(group=group, profile=members[0])
    {
        "leaves the group": lambda: leave_group(group=group, profile=members[0]),
        "is taken out": lambda: take_out(membership=row, actor=steward),
        "leaves the network": lambda: leave_network(profile=members[0]),
    }[how]()
    assert event.attendances.get(profile=members[1]).state == "going"
    assert any("There is a place for you" in title for title in make_network.told(members[1]))


def test_a_free_place_passes_over_who_is_suspended(
    steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group, capacity=1)
    for one in members:
        verbs.answer_event(event=event, profile=one, coming=True)
    until = timezone.now() + timedelta(days=7)
    Profile.objects.filter(pk=members[1].pk).update(suspended_until=until)
    verbs.answer_event(event=event, profile=members[0], coming=False)
    states = [event.attendances.get(profile=one).state for one in members]
    assert states == ["not", "waiting", "going"]


def test_who_comes_is_reminded_again_of_an_event_that_was_moved(
    steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    soon = timezone.now() + timedelta(hours=5)
    event = planned(steward, group, starts_at=soon, ends_at=soon + timedelta(hours=1))
    verbs.answer_event(event=event, profile=members[0], coming=True)
    verbs.remind_of_events(timezone.localdate())
    later = {"starts_at": soon + timedelta(hours=10), "ends_at": soon + timedelta(hours=11)}
    verbs.change_event(event=event, actor=steward, values=later)
    verbs.remind_of_events(timezone.localdate())
    assert sum("Soon" in title for title in make_network.told(members[0])) == 2


def test_an_event_that_ends_on_another_day_says_which(steward: Profile) -> None:
    begins = timezone.now() + timedelta(days=2)
    event = Event.objects.create(title="Retreat", starts_at=begins, ends_at=begins + timedelta(days=2))
    ends = timezone.localtime(event.ends_at).strftime("%A %-d %B %Y")
    assert ends in Client().get(event.get_absolute_url()).content.decode()


def test_an_event_in_the_past_is_not_planned_and_words_are_kept(
    client_for: ClientFor, steward: Profile, group: NetworkGroup
) -> None:
    sent = {"title": "Tea", "starts_at": "2020-05-01T10:00", "ends_at": "2020-05-01T11:00"}
    page = client_for(user(steward)).post(f"/network/events/new/?group={group.slug}", sent).content.decode()
    assert "This time is over" in page
    assert 'value="Tea"' in page
    assert not Event.objects.exists()


def test_a_new_title_alone_is_saved_and_said_to_be_told_to_nobody(
    client_for: ClientFor, steward: Profile, group: NetworkGroup
) -> None:
    begins = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    event = planned(steward, group, starts_at=begins, ends_at=begins + timedelta(hours=1))
    local = [timezone.localtime(at).strftime("%Y-%m-%dT%H:%M") for at in (event.starts_at, event.ends_at)]
    sent = {"title": "Tea", "starts_at": local[0], "ends_at": local[1], "link": LINK}
    page = (
        client_for(user(steward))
        .post(f"/network/events/{event.pk}/edit/", sent, follow=True)
        .content.decode()
    )
    assert "Saved." in page
    assert "are told" not in page


def test_answering_what_was_called_off_says_so(
    client_for: ClientFor, steward: Profile, group: NetworkGroup, members: list[Profile]
) -> None:
    event = planned(steward, group)
    verbs.cancel_event(event=event, actor=steward)
    browser = client_for(user(members[0]))
    page = browser.post(f"/network/events/{event.pk}/answer/", {"coming": "yes"}, follow=True)
    assert "It was called off." in page.content.decode()
    assert not event.attendances.exists()


def test_a_calendar_file_holds_plain_words(steward: Profile, group: NetworkGroup) -> None:
    event = planned(steward, group, about="Bring *one* case & tea.")
    (entry,) = Calendar.from_ical(calendar_of([(event, False)])).walk("VEVENT")
    assert str(entry["description"]) == "Bring one case & tea."
