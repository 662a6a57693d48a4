"""What is checked of a member: by staff, a work address, a manager, two who vouch; and how it ends."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from academy.models import Membership, Notification, Organisation, User
from network.actions.checks import (
    ask_again,
    ask_for_check,
    confirm_check,
    decline_check,
    end_check,
    vouch,
    vouch_link,
)
from network.directory import list_members
from network.models import Profile, Verification
from network.wanted import Wanted
from tests import make, make_network

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
TODAY = timezone.localdate


def checked(profile: Profile, what: str = "Registered nurse") -> Verification:
    """Somebody of whom something was checked."""
    lead = User.objects.filter(email="lead@example.org").first()
    lead = lead or make.staff("lead@example.org", "Network leads")
    asked = ask_for_check(profile=profile, method="register", what=what)
    made = confirm_check(asked=asked, actor=lead, where="A register")
    assert made is not None
    return made


def found_checked(reader: Profile) -> list[str]:
    """Whom the filter finds."""
    person = User.objects.get(pk=reader.person_id)
    return [entry.profile.handle for entry in list_members(person, Wanted(checked=True)).entries]


def test_a_check_in_a_register_says_what_where_and_until_when(client_for: ClientFor) -> None:
    sam, reader = make_network.member("Sam Peer"), make_network.member("Reader")
    asked = ask_for_check(profile=sam, method="register", what="Registered nurse")
    lead = make.staff("lead@example.org", "Network leads")
    answer = client_for(lead).post(
        f"/cms/network/checks/{asked.pk}/", {"found": "yes", "where": "NMC register"}
    )
    page = client_for(User.objects.get(pk=reader.person_id)).get("/network/people/sam-peer/").content.decode()
    assert answer.status_code == 302
    assert "Registered nurse" in page
    assert "NMC register" in page
    assert found_checked(reader) == ["sam-peer"]


def test_no_number_is_kept(client_for: ClientFor) -> None:
    sam = make_network.member("Sam Peer")
    browser = client_for(User.objects.get(pk=sam.person_id))
    page = browser.post("/network/me/checks/", {"method": "register", "what": "NMC 18A1234E"})
    assert "take the number out" in page.content.decode()
    assert not sam.verification_requests.exists()


def test_nobody_checks_themselves_and_members_check_nobody() -> None:
    lead = make.staff("lead@example.org", "Network leads")
    mine = make_network.member("Lead", user=lead)
    with pytest.raises(PermissionDenied):
        confirm_check(
            asked=ask_for_check(profile=mine, method="register", what="Nurse"), actor=lead, where="Here"
        )
    sam = make_network.member("Sam")
    asked = ask_for_check(profile=sam, method="register", what="Nurse")
    with pytest.raises(PermissionDenied):
        confirm_check(asked=asked, actor=make_network.member("Other").person, where="Here")


def test_a_letter_to_a_work_address_checks_it_and_the_address_is_not_kept(
    client_for: ClientFor, mailoutbox: list[Any]
) -> None:
    organisation = Organisation.objects.create(
        name="Youth service", slug="ys", sector="nhs", email_domains=["ys.example"]
    )
    sam = make_network.member("Sam Peer")
    browser = client_for(User.objects.get(pk=sam.person_id))
    sent = {"organisation": organisation.pk, "address": "sam@ys.example"}
    browser.post("/network/me/checks/link/", sent)
    link = re.search(r"/network/me/checks/address/\S+", mailoutbox[-1].body)
    assert link is not None
    assert browser.get(link[0]).status_code == 200
    assert not Verification.objects.exists()
    browser.post(link[0])
    held = Verification.objects.get()
    assert (held.what, "sam@" in str(vars(held))) == ("Works at Youth service", False)


def test_an_address_of_another_domain_and_somebody_elses_or_an_old_link_do_nothing(
    client_for: ClientFor, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation = Organisation.objects.create(name="Y", slug="y", sector="nhs", email_domains=["ys.example"])
    sam, other = make_network.member("Sam"), make_network.member("Other")
    browser, another = (client_for(User.objects.get(pk=one.person_id)) for one in (sam, other))
    wrong = {"organisation": organisation.pk, "address": "sam@ys.example.net"}
    assert "does not use addresses" in browser.post("/network/me/checks/link/", wrong).content.decode()
    browser.post("/network/me/checks/link/", wrong | {"address": "sam@ys.example"})
    link = re.search(r"/network/me/checks/address/\S+", mailoutbox[-1].body)
    assert link is not None
    assert another.post(link[0]).status_code == 404
    monkeypatch.setattr("network.actions.checks.LINK_SECONDS", -1)
    assert browser.post(link[0]).status_code == 404
    assert not Verification.objects.exists()


def test_a_manager_says_who_works_for_them(client_for: ClientFor) -> None:
    organisation = Organisation.objects.create(name="Y", slug="y", sector="nhs")
    manager, stranger = make.person("boss@example.org"), make.person("no@example.org")
    Membership.objects.create(person=manager, organisation=organisation, role="manager")
    sam = make_network.member("Sam")
    asked = ask_for_check(profile=sam, method="manager", what="Youth worker", organisation=organisation)
    make_network.member("Boss", user=manager)
    data = {"found": "yes", "where": "Our staff list"}
    assert client_for(stranger).post(f"/network/me/checks/{asked.pk}/confirm/", data).status_code == 404
    assert client_for(manager).post(f"/network/me/checks/{asked.pk}/confirm/", data).status_code == 302
    assert Verification.objects.get().profile == sam


def test_two_checked_members_vouch_and_one_twice_is_not_two() -> None:
    sam = make_network.member("Sam")
    asked = ask_for_check(profile=sam, method="vouched", what="Youth worker")
    first, second, unchecked = (make_network.member(name) for name in ("First", "Second", "Third"))
    for one in (first, second):
        checked(one)
    with pytest.raises(PermissionDenied):
        vouch(asked=asked, voucher=unchecked, how_known="Worked together")
    numbers = [vouch(asked=asked, voucher=one, how_known="Worked together") for one in (first, first, second)]
    assert numbers == [1, 1, 2]
    assert Verification.objects.get(profile=sam).where == "Vouched for by two checked members"


def test_a_check_runs_out_by_itself_after_asking_again_once() -> None:
    sam, reader = make_network.member("Sam"), make_network.member("Reader")
    held = checked(sam)
    for day in (held.until - timedelta(days=30), held.until - timedelta(days=29)):
        ask_again(day)
    assert Notification.objects.filter(person=sam.person, title__startswith="Due to be checked").count() == 1
    yesterday = TODAY() - timedelta(days=1)
    Verification.objects.update(checked_on=yesterday, until=yesterday)
    ask_again(TODAY())
    assert found_checked(reader) == []


def test_a_check_taken_back_is_shown_no_longer() -> None:
    sam, reader = make_network.member("Sam"), make_network.member("Reader")
    held = checked(sam)
    with pytest.raises(PermissionDenied):
        end_check(verification=held, actor=reader.person)
    assert [end_check(verification=held, actor=sam.person) for _time in range(2)] == [True, False]
    assert found_checked(reader) == []


def test_a_check_that_could_not_be_made_is_said_kindly_and_once() -> None:
    sam = make_network.member("Sam")
    lead = make.staff("lead@example.org", "Network leads")
    asked = ask_for_check(profile=sam, method="register", what="Nurse")
    answers = [decline_check(asked=asked, actor=lead, answer="No such name there") for _time in range(2)]
    assert answers == [True, False]
    assert Notification.objects.get(person=sam.person).text == "No such name there"


def test_a_check_that_was_renewed_is_asked_for_again_a_year_later() -> None:
    sam = make_network.member("Sam")
    checked(sam)
    Verification.objects.update(until=TODAY() + timedelta(days=10))
    ask_again(TODAY())
    renewed = checked(sam)
    ask_again(renewed.until - timedelta(days=20))
    assert Notification.objects.filter(title__startswith="Due to be checked").count() == 2


def test_who_vouched_and_is_checked_no_longer_does_not_count() -> None:
    sam, first, second, third = (make_network.member(name) for name in ("Sam", "First", "Second", "Third"))
    asked = ask_for_check(profile=sam, method="vouched", what="Youth worker")
    held = [checked(one) for one in (first, second, third)]
    vouch(asked=asked, voucher=first, how_known="Worked together")
    end_check(verification=held[0], actor=first.person)
    assert vouch(asked=asked, voucher=second, how_known="Worked together") == 1
    assert not Verification.objects.filter(profile=sam).exists()
    assert vouch(asked=asked, voucher=third, how_known="Worked together") == 2


def test_the_vouch_address_says_kindly_what_is_needed_and_names_nobody(client_for: ClientFor) -> None:
    sam, kit = make_network.member("Sam Peer"), make_network.member("Kit")
    asked = ask_for_check(profile=sam, method="vouched", what="Youth worker")
    address = f"/network/vouch/{vouch_link(asked)}/"
    for person in (kit.person, make.person("new@example.org")):
        page = client_for(person).get(address).content.decode()
        assert "of whom something was checked" in page
        assert "Sam Peer" not in page
    checked(kit)
    browser = client_for(kit.person)
    browser.post(address, {"how_known": "Worked together"})
    assert "You have vouched" in browser.get(address).content.decode()


def test_a_request_reads_as_waiting_and_can_be_taken_back(client_for: ClientFor) -> None:
    sam = make_network.member("Sam Peer")
    asked = ask_for_check(profile=sam, method="register", what="Nurse")
    browser = client_for(sam.person)
    page = browser.get("/network/me/checks/").content.decode()
    assert "To be looked up in a professional register" in page
    assert "no organisation here has named the addresses" in page
    other = client_for(make_network.member("Other").person)
    assert other.post(f"/network/me/checks/{asked.pk}/withdraw/").status_code == 404
    browser.post(f"/network/me/checks/{asked.pk}/withdraw/")
    assert not sam.verification_requests.exists()


def test_a_check_that_is_over_stands_apart_with_a_way_to_ask_again(client_for: ClientFor) -> None:
    sam = make_network.member("Sam Peer")
    checked(sam, "Youth worker & nurse")
    yesterday = TODAY() - timedelta(days=1)
    Verification.objects.update(checked_on=yesterday, until=yesterday)
    page = client_for(sam.person).get("/network/me/checks/").content.decode()
    assert "<h2>Checked</h2>" not in page
    assert "?method=register&amp;what=Youth%20worker%20%26%20nurse#ask" in page


def test_who_looks_up_may_ask_a_member_who_hides_the_contact_form(client_for: ClientFor) -> None:
    sam = make_network.member("Sam Peer", chosen={"contact": 3})
    lead = make.staff("lead@example.org", "Network leads")
    make_network.member("Lead", user=lead)
    browser = client_for(lead)
    assert browser.get("/network/people/sam-peer/write/").status_code == 404
    asked = ask_for_check(profile=sam, method="register", what="Nurse")
    page = browser.get(f"/cms/network/checks/{asked.pk}/").content.decode()
    assert "/network/people/sam-peer/write/" in page
    browser.post("/network/people/sam-peer/write/", {"text": "Which register?", "token": "t" * 20})
    assert sam.relays_met.get().text == "Which register?"
