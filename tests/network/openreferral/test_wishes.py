"""What may be asked of the list of support services: the published parameters, each with its meaning."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from network.openreferral.taxonomies import id_of, named
from network.openreferral.times import DAYS, NAMES, day_code
from tests import make_services
from tests.network.openreferral.profile import faults

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/openreferral/"
#: Of `/services` in `openapi.json` of `OpenReferralUK/uk-profile` at 6eee0e49 and of
#: `tpximpact/oruk-standard-and-website` (`public/specifications/3.0`) at 143b3619.
PUBLISHED = {
    *("search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "organization_id"),
    *("modified_after", "minimal", "full", "minimum_age", "maximum_age", "start_time", "end_time", "day"),
}
#: Of `/service_at_locations` there.
OF_PLACES = {"postcode", "proximity"}


def names(client: Client, query: str) -> list[str]:
    """The services that fit."""
    return [row["name"] for row in client.get(f"{ROOT}services?{query}").json()["contents"]]


@pytest.fixture
def hours() -> None:
    """Services with hours by day, at night, over, and none."""
    make_services.opens(make_services.service("Day"), "MO,WE", 9, 17)
    make_services.opens(make_services.service("Night"), "MO,FR", 22, 2)
    make_services.opens(make_services.service("Over"), "MO", 9, 17, valid_to="2020-01-01")
    make_services.opens(make_services.service("Monthly"), "2WE", 10, 12, freq="MONTHLY")
    make_services.service("Unknown")


@pytest.mark.usefixtures("hours")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("day=MO", ["Day", "Night"]),
        ("day=monday", ["Day", "Night"]),
        ("day=WE", ["Day", "Monthly"]),
        ("day=SU", []),
        ("start_time=09:00", ["Day", "Monthly", "Night"]),
        ("start_time=09:30:00", ["Monthly", "Night"]),
        ("start_time=09:30Z", ["Monthly", "Night"]),
        ("end_time=17:00", ["Day", "Monthly"]),
        ("end_time=23:59", ["Day", "Monthly"]),
        ("end_time=16:59", ["Monthly"]),
        ("day=FR&start_time=09:00&end_time=23:00", []),
        ("day=WE&start_time=09:00&end_time=12:00", ["Monthly"]),
        ("day=", ["Day", "Monthly", "Night", "Over", "Unknown"]),
    ],
)
def test_one_rule_of_opening_fits_day_and_times_together(
    client: Client, query: str, found: list[str]
) -> None:
    assert names(client, query) == found


def test_a_taxonomy_finds_whatever_is_filed_under_a_term_of_it(client: Client) -> None:
    need = make_services.needed(make_services.service("Ours"), "Youth work")
    other = make_services.needed(make_services.service("Theirs"), "Housing")
    type(other).objects.filter(pk=other.pk).update(taxonomy="LGA")
    told = client.get(f"{ROOT}services?full=true&search=ours").json()["contents"][0]
    term = told["attributes"][0]["taxonomy_term"]
    assert names(client, f"taxonomy_id={term['taxonomy_id']}") == ["Ours"]
    assert term["taxonomy_id"] == str(id_of(need.taxonomy))
    assert names(client, f"taxonomy_id={uuid4()}") == []


def test_a_taxonomys_id_is_of_its_name_alone() -> None:
    assert named(["A", "B"], id_of("B")) == "B"
    assert named([], id_of("B")) is None
    assert id_of("A") != id_of("B")


def test_lines_hold_every_service_without_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.api.listing.LINES_AT_ONCE", 2)
    for number in range(5):
        make_services.service(f"Service {number}")
    answer: Any = client.get(f"{ROOT}services?format=ndjson&per_page=1")
    rows = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [row["name"] for row in rows] == [f"Service {number}" for number in range(5)]
    assert [fault for row in rows for fault in faults("listed", row)] == []
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("application/x-ndjson", "*")


def test_lines_may_hold_services_whole_or_hold_nothing(client: Client) -> None:
    empty: Any = client.get(f"{ROOT}services?format=ndjson")
    assert b"".join(empty.streaming_content) == b""
    make_services.whole()
    answer: Any = client.get(f"{ROOT}services?format=ndjson&full=true")
    assert faults("service", json.loads(b"".join(answer.streaming_content))) == []


def test_every_published_parameter_is_described_and_no_name_means_something_else(client: Client) -> None:
    told = client.get(f"{ROOT}openapi.json").json()
    asked = {row["name"]: row for row in told["paths"]["/services"]["get"]["parameters"]}
    assert set(asked) == PUBLISHED | OF_PLACES | {"text"}
    assert not any(row["required"] for row in asked.values())
    assert (asked["page"]["schema"]["minimum"], asked["page"]["schema"]["default"]) == (1, 1)
    per_page = asked["per_page"]["schema"]
    assert (per_page["minimum"], per_page["maximum"], per_page["default"]) == (1, 100, 20)
    assert asked["format"]["schema"]["enum"] == ["json", "ndjson"]


def test_the_description_says_where_its_paths_begin_and_how_a_refusal_looks(client: Client) -> None:
    told = client.get(f"{ROOT}openapi.json").json()
    assert told["info"]["version"] == "HSDS-UK-3.0"
    assert told["servers"] == [{"url": f"{settings.SITE_URL}{ROOT.rstrip('/')}"}]
    assert set(told["paths"]["/services"]["get"]["responses"]) == {"200", "400"}
    assert set(told["paths"]["/services/{id}"]["get"]["responses"]) == {"200", "404"}
    assert told["components"]["schemas"]["Fault"]["required"] == ["error", "message"]


@pytest.mark.pure
def test_a_day_is_told_by_its_code_or_its_name() -> None:
    assert [day_code(name.title()) for name in NAMES] == list(DAYS) == [day_code(code) for code in DAYS]
    assert [day_code(words) for words in ("", "M", "MO,TU", "someday")] == [""] * 4
