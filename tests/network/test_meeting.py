"""Writing to a member, blocking, mentoring, searches kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from academy.models import Notification, Place, User
from network.actions.contact import TooMany, block, forget_messages, relay_message
from network.actions.mentoring import answer_mentoring, ask_mentoring, end_mentoring
from network.actions.profiles import choose_audiences, choose_facts
from network.actions.searches import save_search, tell_of_new_members
from network.models import ContactRelay, Mentoring, Profile
from network.wanted import Wanted
from tests import make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
TOKEN = "a-token-of-20-letters"


@pytest.fixture
def two() -> tuple[Profile, Profile]:
    """Two members."""
    return make_network.member("Sam Peer"), make_network.member("Kit Peer")


def test_a_message_is_carried_once_and_gives_no_address_away(
    client_for: ClientFor, two: tuple[Profile, Profile], mailoutbox: list[Any]
) -> None:
    sam, kit = two
    browser = client_for(user(sam))
    for _time in range(2):
        browser.post("/network/people/kit-peer/write/", {"text": "May I visit?", "token": TOKEN})
    assert ContactRelay.objects.get().text == "May I visit?"
    told = Notification.objects.get(person=kit.person)
    assert "sam-peer@example.org" not in told.title + told.text + "".join(m.body for m in mailoutbox)
    page = client_for(user(kit)).get(told.url)
    assert "May I visit?" in page.content.decode()


def test_who_was_written_to_may_answer_and_nobody_else_reads(
    client_for: ClientFor, two: tuple[Profile, Profile]
) -> None:
    sam, kit = two
    choose_audiences(profile=sam, whole=1, chosen={"contact": 3})
    relay = relay_message(sender=sam, receiver=kit, text="Hello", token=TOKEN)
    with pytest.raises(PermissionDenied):
        relay_message(sender=kit, receiver=sam, text="Hello", token=TOKEN)
    assert relay_message(sender=kit, receiver=sam, text="Yes", token=TOKEN, reply_to=relay).pk
    other = client_for(user(make_network.member("Other")))
    assert other.get(f"/network/me/messages/{relay.pk}/").status_code == 404


def test_the_form_is_there_for_those_it_is_meant_for_alone(
    client_for: ClientFor, two: tuple[Profile, Profile], learner: User
) -> None:
    sam, kit = two
    browser = client_for(user(sam))
    assert browser.get("/network/people/kit-peer/write/").status_code == 200
    assert client_for(learner).get("/network/people/kit-peer/write/").status_code == 404
    choose_audiences(profile=kit, whole=1, chosen={"contact": 2})
    assert browser.get("/network/people/kit-peer/write/").status_code == 404


@pytest.mark.parametrize("first", [True, False])
def test_a_block_either_way_ends_writing_and_answering(two: tuple[Profile, Profile], first: bool) -> None:
    sam, kit = two
    relay = relay_message(sender=sam, receiver=kit, text="Hello", token=TOKEN)
    block(blocker=sam if first else kit, blocked=kit if first else sam)
    with pytest.raises(PermissionDenied):
        relay_message(sender=sam, receiver=kit, text="Again", token="another-token-of-20")
    with pytest.raises(PermissionDenied):
        relay_message(sender=kit, receiver=sam, text="No", token=TOKEN, reply_to=relay)


def test_ten_messages_a_day_and_what_was_typed_is_kept(
    client_for: ClientFor, two: tuple[Profile, Profile]
) -> None:
    sam, kit = two
    for number in range(10):
        relay_message(sender=sam, receiver=kit, text="Hello", token=f"token-number-{number:08}")
    with pytest.raises(TooMany):
        relay_message(sender=sam, receiver=kit, text="Hello", token=TOKEN)
    page = client_for(user(sam)).post(
        "/network/people/kit-peer/write/", {"text": "Kept words", "token": TOKEN}
    )
    assert "Kept words" in page.content.decode()


def test_messages_are_forgotten_after_ninety_days(two: tuple[Profile, Profile]) -> None:
    sam, kit = two
    relay_message(sender=sam, receiver=kit, text="Hello", token=TOKEN)
    forget_messages(timezone.localdate())
    assert ContactRelay.objects.exists()
    ContactRelay.objects.update(sent_at=timezone.now() - timedelta(days=91))
    forget_messages(timezone.localdate())
    assert not ContactRelay.objects.exists()


def test_mentoring_is_asked_accepted_and_ended_with_one_word_each(two: tuple[Profile, Profile]) -> None:
    sam, kit = two
    choose_facts(profile=kit, field="offer", values=["mentoring"])
    asked = ask_mentoring(mentee=sam, mentor=kit, hope="An hour a month")
    assert ask_mentoring(mentee=sam, mentor=kit, hope="Again") == asked
    assert [answer_mentoring(mentoring=asked, accept=True, answer="Gladly") for _time in range(2)] == [
        True,
        False,
    ]
    assert [end_mentoring(mentoring=asked, by=sam) for _time in range(2)] == [True, False]
    assert Notification.objects.filter(kind="peers").count() == 3


def test_mentoring_is_asked_only_of_those_who_offer_it_to_the_asker(two: tuple[Profile, Profile]) -> None:
    sam, kit = two
    with pytest.raises(PermissionDenied):
        ask_mentoring(mentee=sam, mentor=kit, hope="An hour")
    choose_facts(profile=kit, field="offer", values=["mentoring"])
    choose_audiences(profile=kit, whole=1, chosen={"offer": 2})
    with pytest.raises(PermissionDenied):
        ask_mentoring(mentee=sam, mentor=kit, hope="An hour")


def test_only_the_two_answer_and_only_the_mentor_accepts(
    client_for: ClientFor, two: tuple[Profile, Profile]
) -> None:
    sam, kit = two
    choose_facts(profile=kit, field="offer", values=["mentoring"])
    asked = ask_mentoring(mentee=sam, mentor=kit, hope="An hour")
    address = f"/network/me/mentoring/{asked.pk}/"
    assert client_for(user(sam)).post(address, {"verb": "accept"}).status_code == 403
    other = client_for(user(make_network.member("Other")))
    assert other.post(address, {"verb": "accept"}).status_code == 404
    client_for(user(kit)).post(address, {"verb": "decline", "answer": "Not this year"})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (Mentoring.State.DECLINED, "Not this year")


def test_a_kept_search_tells_once_of_a_new_member_who_fits_and_may_be_found() -> None:
    Place.objects.create(name="Hackney", slug="hackney", kind="borough")
    keeper = make_network.member("Keeper")
    save_search(profile=keeper, wanted=Wanted(facts={"place": ("hackney",)}), name="Near", alerts=True)
    for name, audience in (("Unseen", 3), ("Seen", 1)):
        assert not Notification.objects.exists()
        fresh = make_network.member(name)
        choose_facts(profile=fresh, field="place", values=["hackney"])
        choose_audiences(profile=fresh, whole=1, chosen={"place": audience})
        tell_of_new_members(timezone.localdate())
    tell_of_new_members(timezone.localdate())
    assert make_network.told(keeper) == ["Somebody new fits your search “Near”"]
    assert Notification.objects.get().url == "/network/people/?place=hackney&sort=newest"


def test_a_search_is_kept_from_the_list_and_deleted(client_for: ClientFor) -> None:
    keeper = make_network.member("Keeper")
    browser = client_for(user(keeper))
    for name in ("First", "Second"):
        browser.post("/network/me/searches/?place=hackney", {"name": name, "alerts": "on"})
    kept = keeper.saved_searches.get()
    assert (kept.name, kept.query) == ("Second", "place=hackney")
    browser.post(f"/network/me/searches/{kept.pk}/delete/")
    assert not keeper.saved_searches.exists()
