"""Support services by keyboard alone: found and printed by a visitor, put right by a member and a keeper."""

import pytest

from academy.models import Place, User
from network.models import Profile, ServiceCorrection, SupportArea, SupportService
from tests import make, make_network, make_services
from tests.browser.conftest import Open
from tests.browser.hands import Keyboard

pytestmark = pytest.mark.browser


def fill_service(name: str, **fields: object) -> SupportService:
    """A service for young people in Hackney, open on Mondays."""
    made: SupportService = make_services.service(name, minimum_age=11, maximum_age=25, **fields)
    SupportArea.objects.create(service=made, place=Place.objects.get(slug="hackney"))
    make_services.needed(made, "Boxing")
    make_services.opens(made, "MO", 16, 20)
    return made


def test_a_visitor_finds_a_service_and_its_sheet(window: Open) -> None:
    fill_service("Corner gym")
    page = window().page("/network/")
    hands = Keyboard(page)
    hands.follow("Support services")
    hands.select("What is needed", "Boxing")
    hands.set_number("Age of the person", 14)
    hands.select("Open on", "Monday")
    hands.select("For people in", "Hackney")
    hands.press("Show")
    hands.follow("Corner gym")
    hands.follow("Sheet to print")
    sheet = page.locator(".net-sheet").inner_text()
    assert "Corner gym" in sheet
    assert "Monday, 16:00–20:00" in sheet


def test_a_correction_is_sent_and_answered_and_the_service_confirmed(window: Open) -> None:
    person = make.staff("keeper-of-services@example.org", "Network leads")
    keeper = make_network.member("Keeper", user=person)
    made = fill_service("Ring and rope", owner=keeper)
    send_a_correction(window, make_network.member("Cora"))
    page = window(User.objects.get(pk=person.pk)).page("/cms/network/services/")
    hands = Keyboard(page)
    hands.follow("Ring and rope")
    hands.pick("I have put it right")
    hands.write("A few words to the member", "Thank you.")
    hands.press("Keep it")
    hands.follow("Ring and rope")
    hands.press("It is still correct")
    page.get_by_text("Readers now see today’s date").wait_for()
    made.refresh_from_db()
    assert made.assured_on is not None
    assert ServiceCorrection.objects.get(service=made).state == "taken"


def send_a_correction(window: Open, cora: Profile) -> None:
    """A member finds the service and says what is wrong."""
    hands = Keyboard(window(User.objects.get(pk=cora.person_id)).page("/network/support/?q=rope"))
    hands.follow("Ring and rope")
    hands.follow("Something is wrong")
    hands.write("What is wrong, and what should it say?", "It opens on Tuesdays.")
    hands.press("Send")
    hands.page.get_by_text("Thank you.").wait_for()
