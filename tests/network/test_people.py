"""Joining, saying who one is, the directory, and what each reader sees of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from academy.models import Notification, Place, Profession, Topic, User
from academy.search.finding import find
from academy.search.indexing import index_all
from network.actions.contact import block, relay_message
from network.actions.profiles import (
    change_profile,
    choose_audiences,
    choose_facts,
    join_network,
    leave_network,
    tell_of_name,
)
from network.audiences import Audience
from network.choices import _kept
from network.directory import list_members, places_with_members, suggested
from network.models import Profile, ProfileFact
from network.wanted import Wanted
from tests import make, make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def hackney() -> Place:
    """A borough to be found by."""
    return Place.objects.create(name="Hackney", slug="hackney", kind="borough", column=1, row=1)


def names(person: Any, **wanted: Any) -> list[str]:
    """The names that somebody finds."""
    return [entry.name for entry in list_members(person, Wanted(**wanted)).entries]


def test_a_youth_worker_joins_and_says_who_they_are_in_four_steps(
    client_for: ClientFor, learner: User, hackney: Place
) -> None:
    browser = client_for(learner)
    browser.post("/network/join/")
    browser.post(
        "/network/me/edit/who/", {"display_name": "Ada", "handle": "ada-l", "role_words": "Youth worker"}
    )
    browser.post("/network/me/edit/where/", {"place": ["hackney"], "sector": ["nhs"], "language": ["so"]})
    answer = browser.post("/network/me/edit/what/", {"offer": ["mentoring"]}, follow=True)
    page = browser.get("/network/people/ada-l/").content.decode()
    assert answer.status_code == 200
    assert all(words in page for words in ("Ada", "Youth worker", "Hackney", "Somali", "Mentoring"))


def test_every_step_may_be_passed_over(client_for: ClientFor, learner: User) -> None:
    browser = client_for(learner)
    browser.post("/network/join/")
    for step in ("who", "where", "what", "seen"):
        assert browser.get(f"/network/me/edit/{step}/").status_code == 200
    assert Profile.objects.get().handle == "ada-learner"


def test_joining_twice_makes_one_member(learner: User) -> None:
    assert join_network(person=learner) == join_network(person=learner)


def test_a_handle_is_had_once_and_what_was_typed_is_kept(client_for: ClientFor, learner: User) -> None:
    make_network.member("Sam Peer")
    make_network.member("Ada", user=learner)
    page = client_for(learner).post("/network/me/edit/who/", {"display_name": "A B", "handle": "Sam-Peer"})
    assert "Somebody already has this handle" in page.content.decode()
    assert 'value="A B"' in page.content.decode()


@pytest.mark.parametrize("handle", ["ab", "me", "Zoë", "a--b", "-ab", "a b", "x" * 41, "moderator", "left-9"])
def test_a_handle_that_does_not_fit_is_refused(client_for: ClientFor, learner: User, handle: str) -> None:
    mine = make_network.member("Ada", user=learner)
    client_for(learner).post("/network/me/edit/who/", {"display_name": "Ada", "handle": handle})
    mine.refresh_from_db()
    assert mine.handle == "ada"


def test_members_are_found_by_place_words_and_offer(hackney: Place) -> None:
    sam = make_network.member("Sam Peer", role_words="Emergency nurse")
    choose_facts(profile=sam, field="place", values=["hackney", "atlantis"])
    choose_facts(profile=sam, field="offer", values=["visits"])
    reader = user(make_network.member("Reader"))
    assert names(reader, facts={"place": ("hackney",), "offer": ("visits",)}) == ["Sam Peer"]
    assert names(reader, words="emergency nurse") == ["Sam Peer"]
    assert names(reader, facts={"place": ("atlantis",)}) == []


def test_a_hidden_field_leaks_through_no_filter_words_order_map_or_search(hackney: Place) -> None:
    sam = make_network.member("Zed", handle="aaa")
    sam.role_words = "Unmistakable"
    sam.save()
    choose_facts(profile=sam, field="place", values=["hackney"])
    choose_audiences(profile=sam, whole=1, chosen={"place": 3, "role": 3, "name": 3})
    reader = user(make_network.member("Mia"))
    assert names(reader, facts={"place": ("hackney",)}) == []
    assert names(reader, words="unmistakable") == []
    assert names(reader) == ["aaa", "Mia"]
    assert not any(place.has_members for place in places_with_members(reader, Wanted()))  # type: ignore[attr-defined]
    assert find("zed unmistakable", reader).results == []


def test_what_is_for_groups_is_read_by_mates_and_searched_by_nobody(hackney: Place) -> None:
    sam, mate = make_network.member("Sam"), make_network.member("Mate")
    group = make_network.group()
    for one in (sam, mate):
        make_network.belong(group, one)
    choose_facts(profile=sam, field="place", values=["hackney"])
    choose_audiences(profile=sam, whole=1, chosen={"place": 2})
    stranger = user(make_network.member("Stranger"))
    assert names(user(mate), facts={"place": ("hackney",)}) == ["Sam"]
    assert names(stranger, facts={"place": ("hackney",)}) == []
    assert names(user(mate), words="hackney") == []


def test_who_is_blocked_finds_the_other_nowhere(client_for: ClientFor) -> None:
    sam, other = make_network.member("Sam Peer"), make_network.member("Other")
    choose_audiences(profile=sam, whole=1, chosen={})
    block(blocker=sam, blocked=other)
    reader = user(other)
    assert names(reader) == ["Other"]
    assert names(reader, words="sam peer") == []
    assert find("sam peer", reader).results == []
    assert client_for(reader).get("/network/people/sam-peer/").status_code == 404


def test_the_site_search_finds_members_for_members_alone(learner: User) -> None:
    sam = make_network.member("Sam Peer", role_words="Emergency nurse")
    choose_audiences(profile=sam, whole=1, chosen={})
    reader = user(make_network.member("Reader"))
    assert [row.title for row in find("emergency nurse", reader).results] == ["Sam Peer"]
    assert find("emergency nurse", learner).results == []
    choose_audiences(profile=sam, whole=0, chosen={"role": 0, "name": 1})
    assert [row.title for row in find("emergency nurse", learner).results] == ["sam-peer"]


def test_one_looks_at_ones_own_page_as_others_see_it(client_for: ClientFor, hackney: Place) -> None:
    sam = make_network.member("Sam Peer", role_words="Nurse by night")
    choose_facts(profile=sam, field="place", values=["hackney"])
    choose_audiences(profile=sam, whole=0, chosen={"role": 1, "place": 2, "name": 0})
    browser = client_for(user(sam))
    seen = {
        who: browser.get(f"/network/people/sam-peer/?as={who}").content.decode()
        for who in ("everyone", "members", "groups")
    }
    assert [("Nurse by night" in page, "Hackney" in page) for page in seen.values()] == [
        (False, False),
        (True, False),
        (True, True),
    ]
    other = client_for(user(make_network.member("Other")))
    assert "Hackney" not in other.get("/network/people/sam-peer/?as=groups").content.decode()


def test_a_card_holds_what_its_reader_sees(client_for: ClientFor) -> None:
    sam = make_network.member("Sam; Peer", handle="sam", role_words="Nurse, by night\r\nEMAIL:x@example.org")
    choose_audiences(profile=sam, whole=0, chosen={"name": 0, "role": 1})
    open_card = Client().get("/network/people/sam/card/").content.decode()
    card = client_for(user(make_network.member("Other"))).get("/network/people/sam/card/").content.decode()
    assert "FN:Sam\\; Peer" in open_card
    assert "TITLE" not in open_card
    assert "TITLE:Nurse\\, by night EMAIL:x@example.org\r\n" in card


def test_suggestions_say_what_is_shared(hackney: Place) -> None:
    Topic.objects.create(name="Trauma", slug="trauma")
    sam, mine, far = (make_network.member(name) for name in ("Sam", "Mine", "Far"))
    for one in (sam, mine):
        choose_facts(profile=one, field="place", values=["hackney"])
    for one in (sam, mine, far):
        choose_facts(profile=one, field="topic", values=["trauma"])
    found = suggested(user(mine))
    assert [(entry.name, sorted(why.shared)) for entry, why in found] == [("Sam", ["Hackney", "Trauma"])]


def test_who_offers_what_is_looked_for_is_suggested_from_anywhere_unless_blocked(
    client_for: ClientFor, hackney: Place
) -> None:
    sam, mine, other = (make_network.member(name) for name in ("Sam", "Mine", "Other"))
    choose_facts(profile=mine, field="place", values=["hackney"])
    choose_facts(profile=mine, field="seek", values=["supervision"])
    for one in (sam, other):
        choose_facts(profile=one, field="offer", values=["supervision"])
        one.facts.create(field="verified", value="yes", label="Checked", audience=1)
    mine.facts.create(field="verified", value="yes", label="Checked", audience=1)
    block(blocker=mine, blocked=other)
    assert [(entry.name, why.shared, why.offered) for entry, why in suggested(user(mine))] == [
        ("Sam", [], ["Supervision"])
    ]
    page = client_for(user(mine)).get("/network/people/suggested/").content.decode()
    assert "Offers what you look for: Supervision" in page


def test_what_narrows_a_list_is_said_and_each_part_can_be_removed(
    client_for: ClientFor, hackney: Place
) -> None:
    Place.objects.create(name="Lambeth", slug="lambeth", kind="borough", column=2, row=1)
    _kept.values.clear()
    browser = client_for(user(make_network.member("Reader")))
    for room in ("", "map/"):
        address = f"/network/people/{room}"
        page = browser.get(f"{address}?q=nurse&place=hackney&place=lambeth&verified=yes").content.decode()
        assert "Places: Hackney" in page
        assert f'href="{address}?q=nurse&amp;place=lambeth&amp;verified=yes"' in page
        assert f'<a href="{address}">Clear all' in page
        assert page.count("selected") >= 2
    assert "Narrowed by" not in browser.get("/network/people/").content.decode()


def test_ones_page_as_others_see_it_says_whether_they_can_write(client_for: ClientFor) -> None:
    sam = make_network.member("Sam Peer", audience=0)
    browser = client_for(user(sam))
    seen = {
        who: browser.get(f"/network/people/sam-peer/?as={who}").content.decode()
        for who in ("members", "everyone")
    }
    assert "They can write to you here" in seen["members"]
    assert "not shown a way to write" in seen["everyone"]
    assert "Blocked members" not in seen["members"]


def test_a_page_beyond_the_end_shows_the_first(client_for: ClientFor) -> None:
    page = client_for(user(make_network.member("Reader"))).get("/network/people/?page=999").content.decode()
    assert "Nobody fits yet" not in page
    assert "Reader" in page


def test_a_profession_shows_beside_the_words_for_a_role(client_for: ClientFor) -> None:
    nurse = Profession.objects.create(name="Nurse", slug="nurse")
    sam = make_network.member("Sam Peer")
    change_profile(profile=sam, fields={"profession": nurse, "role_words": "Night shift lead"})
    browser = client_for(user(make_network.member("Reader")))
    for address in ("/network/people/", "/network/people/sam-peer/", "/network/people/sam-peer/card/"):
        assert "Night shift lead · Nurse" in browser.get(address).content.decode()


def test_addresses_of_members_pass_over_capital_letters(client_for: ClientFor) -> None:
    make_network.member("Sam Peer")
    browser = client_for(user(make_network.member("Reader")))
    for room in ("", "write/", "card/"):
        assert browser.get(f"/network/people/Sam-Peer/{room}").status_code == 200
    assert browser.post("/network/people/Sam-Peer/block/").status_code == 302


def test_whoever_returns_begins_among_members_alone(learner: User) -> None:
    mine = join_network(person=learner)
    choose_audiences(profile=mine, whole=0, chosen={})
    leave_network(profile=mine)
    assert join_network(person=user(mine)).audience == int(Audience.MEMBERS)


def test_leaving_takes_the_profile_and_leaves_the_account(client_for: ClientFor, learner: User) -> None:
    mine = join_network(person=learner)
    choose_audiences(profile=mine, whole=0, chosen={"name": 0})
    leave_network(profile=mine)
    assert not Profile.objects.active().exists()
    assert not ProfileFact.objects.exists()
    assert find("ada learner", learner).results == []
    assert client_for(learner).get("/my/").status_code == 200


def test_a_visitor_finds_only_those_who_are_open_to_everyone() -> None:
    make_network.member("Closed")
    opened = make_network.member("Opened")
    choose_audiences(profile=opened, whole=int(Audience.EVERYONE), chosen={"name": 0})
    page = Client().get("/network/people/").content.decode()
    assert "Opened" in page
    assert "Closed" not in page


@pytest.mark.parametrize(
    "address", ["?page=x", "?page=99999", "?place=%ff", "?q=%22(", "?sort=nothing", "?verified=1"]
)
def test_an_odd_address_shows_a_list_all_the_same(address: str) -> None:
    assert Client().get(f"/network/people/{address}").status_code == 200


def test_the_directory_asks_as_much_for_two_members_as_for_two_hundred(
    client_for: ClientFor, django_assert_max_num_queries: Any, hackney: Place
) -> None:
    reader = make_network.member("Reader")
    for number in range(60):
        one = make_network.member(f"Member {number}")
        ProfileFact.objects.create(profile=one, field="place", value="hackney", label="Hackney", audience=1)
    browser = client_for(user(reader))
    browser.get("/network/people/")
    with django_assert_max_num_queries(6):
        page = browser.get("/network/people/?place=hackney&page=2")
    assert b"Member 2" in page.content
    index_all(Profile.objects.all())
    with django_assert_max_num_queries(6):
        page = browser.get("/network/people/?place=hackney&q=member")
    assert b"Member 2" in page.content


@pytest.mark.parametrize(
    ("words", "found"),
    [("hand surgery", ["Both"]), ("hand gardening", ["Both", "Hand"]), ("nothing", []), ("+", [])],
)
def test_words_find_who_has_them_all_or_else_who_has_some(words: str, found: list[str]) -> None:
    for name, about in (("Both", "hand surgery"), ("Hand", "hand therapy"), ("Other", "music")):
        change_profile(profile=make_network.member(name), fields={"about": about})
    reader = user(make_network.member("Reader"))
    assert names(reader, words=words) == found


def test_a_list_by_one_value_stands_in_the_order_of_the_whole_list(hackney: Place) -> None:
    reader, *members = [join_network(person=make.person(f"{n}@example.org", name=n)) for n in "redbca"]
    for one in members:
        choose_facts(profile=one, field="place", values=["hackney"])
    seen = {"name": int(Audience.ME), "place": int(Audience.EVERYONE)}
    choose_audiences(profile=members[0], whole=int(Audience.EVERYONE), chosen=seen)
    members[1].person.display_name = "Zoe"
    members[1].person.save(update_fields=["display_name"])
    tell_of_name(members[1].person_id)
    leave_network(profile=members[2])
    again = join_network(person=user(members[2]))
    choose_facts(profile=again, field="place", values=["hackney"])
    for person in (user(reader), AnonymousUser()):
        for sort in ("name", "newest"):
            whole = [name for name in names(person, sort=sort) if name != "r"]
            assert names(person, facts={"place": ("hackney",)}, sort=sort) == whole


def test_leaving_and_coming_back_ends_no_block_no_bar_and_no_suspension() -> None:
    sam, other = make_network.member("Sam Peer"), make_network.member("Other")
    group = make_network.group()
    make_network.belong(group, sam, state="barred")
    block(blocker=other, blocked=sam)
    later = timezone.now() + timedelta(days=3)
    Profile.objects.filter(pk=sam.pk).update(suspended_until=later)
    leave_network(profile=Profile.objects.get(pk=sam.pk))
    again = join_network(person=user(sam))
    assert (again.pk, again.is_suspended, again.handle) == (sam.pk, True, "sam-peer")
    assert again.blocks_met.exists()
    assert again.group_memberships.get().state == "barred"


def test_leaving_takes_words_messages_and_what_others_were_told() -> None:
    sam, kit = make_network.member("Sam Peer"), make_network.member("Kit Peer")
    relay_message(sender=sam, receiver=kit, text="Hello", token="t" * 20)
    thread = make_network.thread(sam)
    leave_network(profile=sam)
    thread.refresh_from_db()
    assert (thread.title, thread.author, thread.posts.get().body) == ("", None, "")
    assert not kit.relays_met.exists()
    assert not Notification.objects.filter(title__contains="Sam").exists()
