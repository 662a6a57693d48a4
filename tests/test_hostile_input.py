"""Hostile input never makes the site fall over: every address of ours, every parameter, no 5xx."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import get_resolver

from courses.actions.enrol import enrol
from courses.actions.paper import start_attempt
from tests.test_pages import ours

pytestmark = pytest.mark.django_db
PARAMETERS = [
    "q",
    "kind",
    "topic",
    "role",
    "page",
    "code",
    "next",
    "slot",
    "text",
    "attempt",
    "name",
    "confirm",
    "do",
    "email",
    "display_name",
    "token",
    "again",
    "as_it_is",
    "login",
    "password",
    "password1",
    "type",
    "id",
    "sort",
    "did_document",
    "key",
]
VALUES = {
    "nul": "a\x00b",
    "nothing": "",
    "quotes": "\"' OR 1=1; -- )(*&^:<->!",
    "huge number": "9" * 400,
    "negative": "-1",
    "not a number": "NaN",
    "brackets": "[]{}<script>alert(1)</script>{{ 7*7 }}{% now %}",
    "direction": "\u202eevil\u2066\ufeff",
    "beyond the plane": "\U0010ffff\ufffe",
    "like": "%_\\%",
    "traversal": "../../../../etc/passwd",
    "header": "x\r\nSet-Cookie: a=b",
}
IN_PATH = ("%00", "%ff%fe", "%ed%a0%80", quote("../..", safe=""), "9" * 40, "-", "A" * 3000, "%F0%9F%98%80")
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")


@pytest.fixture
def browsers(course: Any, learner: Any, owner: Any, client_for: Any) -> dict[str, Client]:
    """A visitor, an enrolled learner with an open final check, and an owner; none of them raises."""
    start_attempt(enrolment=enrol(person=learner, course=course))
    found = {"visitor": Client(), "learner": client_for(learner), "owner": client_for(owner)}
    for browser in found.values():
        browser.raise_request_exception = False
    return found


def addresses() -> list[str]:
    """Every route of ours with arguments that exist where they can."""
    known = {"course": "listening", "module": "module-0", "lesson": "lesson-0", "number": "1", "pk": "1"}

    def fill(match: re.Match[str]) -> str:
        return known.get(match.group(2), "something")

    return ["/" + ARGUMENT.sub(fill, route) for route in ours(get_resolver().url_patterns)]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_parameter_breaks_any_address(browsers: dict[str, Client], value: str) -> None:
    broken = []
    form = dict.fromkeys(PARAMETERS, value) | {"attempt": "1", "slot": value}
    query = "&".join(f"{name}={quote(value)}" for name in PARAMETERS)
    for address in addresses():
        for who, browser in browsers.items():
            answers = [browser.get(f"{address}?{query}"), browser.post(address, form)]
            broken += [f"{who} {address} {a.status_code}" for a in answers if a.status_code >= 500]
    assert broken == []


@pytest.mark.parametrize("characters", [100_000, 500_000], ids=["one megabyte", "five"])
def test_megabytes_break_no_form(
    browsers: dict[str, Client], characters: int, caplog: pytest.LogCaptureFixture
) -> None:
    # What is refused is logged with its traceback, which would hold every one of these bodies.
    caplog.set_level("CRITICAL", "django")
    form = dict.fromkeys(("text", "q", "name", "email", "display_name"), "é" * characters)
    body = encode_multipart(BOUNDARY, form)
    statuses = set()
    for address in addresses():
        for browser in browsers.values():
            statuses.add(browser.generic("POST", address, body, MULTIPART_CONTENT).status_code)
    assert all(status < 500 for status in statuses)


@pytest.mark.parametrize("piece", IN_PATH, ids=range(len(IN_PATH)))
def test_no_path_breaks_any_address(browsers: dict[str, Client], piece: str) -> None:
    broken = []
    for route in ours(get_resolver().url_patterns):
        if "<" not in route:
            continue
        address = "/" + ARGUMENT.sub(lambda match: piece, route)
        for who, browser in browsers.items():
            status = browser.get(address).status_code
            if status >= 500:
                broken.append(f"{who} {address[:80]} {status}")
    assert broken == []


@pytest.mark.parametrize("where", ["/?q=%00", "/learn/%00/", "/nowhere-%00/", "/account/login/?next=%00"])
def test_nul_anywhere_is_a_bad_request(client: Client, where: str) -> None:
    assert client.get(where).status_code == 400


@pytest.mark.parametrize("where", ["evidence/models", "network/members", "openreferral/services"])
def test_nul_in_the_address_of_an_api_is_a_problem_for_a_program(client: Client, where: str) -> None:
    response = client.get(f"/api/v1/{where}?q=%00")
    assert response.status_code == response.json()["status"] == 400
    assert response["Content-Type"] == "application/problem+json"


def test_nul_in_a_form_is_a_bad_request_with_a_page(client: Client) -> None:
    response = client.post("/account/login/", {"login": "a\x00@example.org", "password": "x"})
    assert response.status_code == 400
    assert b"<h1" in response.content


#: Addresses of Wagtail's own that are known to raise on hostile input, each with the reason.
WAGTAIL_RAISES = {
    "/cms/failwhale/": "raises by design, to show editors the error page",
}


@pytest.mark.parametrize("address", WAGTAIL_RAISES)
def test_the_list_of_what_wagtail_raises_by_itself_is_still_true(
    browsers: dict[str, Client], address: str
) -> None:
    assert browsers["owner"].get(address).status_code == 500


@pytest.mark.parametrize("value", ["a\x00b", "9" * 400, "' OR 1=1", "-1"])
def test_the_editors_rooms_bear_hostile_input(browsers: dict[str, Client], value: str) -> None:
    rooms = [
        "/cms/",
        "/cms/pages/",
        "/cms/images/",
        "/cms/documents/",
        "/cms/snippets/",
        "/cms/reports/locked/",
    ]
    query = f"?q={quote(value)}&p={quote(value)}&ordering={quote(value)}&collection_id={quote(value)}"
    statuses = {room: browsers["owner"].get(room + query).status_code for room in rooms}
    assert {room: status for room, status in statuses.items() if status >= 500} == {}
