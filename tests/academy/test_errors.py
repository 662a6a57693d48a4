"""When something fails, people get a page that says so, and nothing is lost or leaked."""

from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client

from academy.views import health, public
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def test_a_database_that_is_away_is_a_friendly_503(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("server closed the connection, user=secret")

    monkeypatch.setattr(public.SupportLine.objects, "filter", away)
    response = visitor.get("/support/")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert b"secret" not in response.content


def test_a_fault_of_ours_is_a_plain_page_without_its_words(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("somebody@example.org")

    monkeypatch.setattr(public, "letters", fail)
    monkeypatch.setattr(public.SupportLine.objects, "filter", fail)
    response = visitor.get("/support/")
    assert response.status_code == 500
    assert b"somebody@example.org" not in response.content


def test_readiness_names_what_is_away(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_cache", lambda: False)
    response = visitor.get("/health/ready/")
    assert response.status_code == 503
    assert response.json() == {"database": True, "cache": False, "tasks": True}


def test_a_form_from_elsewhere_is_refused_with_a_page_that_helps() -> None:
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/contact/", {"kind": "question", "text": "x", "token": "t" * 20})
    assert response.status_code == 403
    assert b"<h1" in response.content


def test_a_missing_page_says_where_to_go(visitor: Client) -> None:
    response = visitor.get("/nothing-here/")
    assert response.status_code == 404
    assert b"/search/" in response.content


def test_the_shared_cache_counts_across_processes() -> None:
    caches["default"].set("shared", 1)
    assert type(caches["default"]).__name__ == "DatabaseCache"
    assert caches["default"].get("shared") == 1


@pytest.mark.parametrize("address", ["/", "/learn/", "/account/login/", "/contact/", "/nothing/"])
def test_every_page_carries_the_strict_policy(visitor: Client, address: str) -> None:
    make.home()
    response = visitor.get(address)
    policy = response["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    assert "default-src 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
