"""From the front page to a certificate that somebody else can check, on the smallest phone.

The real course, once with the keyboard alone and once without JavaScript. The lessons after the first
module are marked done by posting what the button posts: sixteen more pages would show nothing new.
"""

from pathlib import Path

import pytest

from academy.models import User
from courses.models import Certificate
from tests.browser.conftest import Open
from tests.browser.hands import Keyboard, Pointer
from tests.browser.journey import Journey

pytestmark = pytest.mark.browser
WAYS = {
    "the keyboard alone": (Keyboard, "Kay Board", {}),
    "no JavaScript": (Pointer, "Noah Script", {"java_script_enabled": False}),
}


def arrive(window: Open, way: str) -> Journey:
    """A learner on a phone, at the course, with an account made."""
    hands, name, options = WAYS[way]
    opened = window(**options)
    journey = Journey(hands(opened.page()), opened.origin, name)
    User.objects.filter(email=journey.email).delete()
    journey.find_the_course()
    journey.sign_up()
    return journey


@pytest.mark.parametrize("way", WAYS)
def test_a_learner_goes_from_the_front_page_to_a_verified_certificate(window: Open, way: str) -> None:
    journey = arrive(window, way)
    journey.hands.press("Enrol, free")
    journey.first_module()
    journey.later_modules()
    journey.fail()
    assert journey.heading() == "Not this time"
    journey.succeed()
    assert journey.heading() == "You have passed"
    certificate = journey.certificate("Dr Confirmed Name")
    assert journey.heading() == "Dr Confirmed Name"
    assert_it_can_be_taken_away_and_checked(window, journey, certificate)


def assert_it_can_be_taken_away_and_checked(window: Open, journey: Journey, certificate: Certificate) -> None:
    pdf = journey.hands.take("Download as PDF")
    assert Path(pdf.path()).read_bytes().startswith(b"%PDF")
    stranger = window().page(certificate.get_verify_url())
    shown = stranger.locator("main").inner_text()
    assert "Valid" in shown
    assert "Dr Confirmed Name" in shown
