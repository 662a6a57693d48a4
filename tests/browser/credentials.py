"""Credentials to paste into the page that checks them."""

import copy
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from courses.credentials.picture import as_text
from courses.models import Credential
from tests.courses.credentials.make_badges import badge, badge_of_a_key


def valid() -> str:
    """One of ours, in force."""
    return as_text(_named("Ada Certificate Holder"))


def replaced() -> str:
    """One of ours that was replaced."""
    return as_text(_named("Ada Holder"))


def altered() -> str:
    """One of ours with somebody else's name in it."""
    changed = copy.deepcopy(_named("Ada Certificate Holder"))
    changed["credentialSubject"]["identifier"][0]["identityHash"] = "Mallory"
    return as_text(changed)


def foreign() -> str:
    """One from a site elsewhere, whose key we do not have."""
    return as_text(badge())


def of_a_key() -> str:
    """One whose issuer is only a key."""
    return as_text(badge_of_a_key())


def rubbish() -> str:
    """Something else altogether."""
    return "My certificate, see attached {"


def _named(name: str) -> dict[str, Any]:
    return Credential.objects.get(certificate__name=name).document or {}


def paste(what: Callable[[], str]) -> Callable[[Page], None]:
    """Paste it and have it checked."""

    def act(page: Page) -> None:
        page.locator("#id_text").fill(what())
        with page.expect_navigation():
            page.get_by_role("button", name="Check this credential", exact=True).click()

    return act
