"""A passkey, made and used in a real browser with an authenticator that the browser itself plays."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests import make
from tests.browser import ground
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page: Page) -> Page:
    """A tab whose device answers for a finger or a face."""
    devices: Any = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def test_staff_make_a_passkey_and_enter_the_editors_rooms_with_it(window: Open) -> None:
    author = make.staff("passkey@example.org", "Course authors")
    opened = window(author)
    page = with_authenticator(opened.page("/account/2fa/webauthn/add/"))
    page.fill("[name=name]", "My phone")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    opened.sign_in(ground.session_of(None))
    page.goto(f"{opened.origin}/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/my/")
    page.goto(f"{opened.origin}/cms/")
    assert "Dashboard" in page.title()
