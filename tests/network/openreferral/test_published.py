"""What others publish is read, or refused with a sentence: the shapes of the standard's own examples, with our words.

The shapes are those of `examples/service_full.json` of `OpenReferralUK/uk-profile` at 7ccc2fc2; of the mocks
`V3_Service.json` (8818443f), `V3.0-UK-Test/service_list_data.json` (b1101153) and `V3.0-UK-Warn/service_list.json`
(50f8dab9) of `tpximpact/OpenReferralApi`; and of `V3.0-UK-Default/organization_list.json` of
`OpenReferralUK/oruk-validator` at bbf477ad.
"""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from academy.models import Place
from network.actions.service_imports import begin_import, run_import
from network.models import ServiceImport, SupportNeed, SupportService
from tests import make_services
from tests.make_services import pages
from tests.network.openreferral.profile import faults

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/openreferral/"


def uid() -> str:
    """An id."""
    return str(uuid4())


def listed(**fields: Any) -> dict[str, Any]:
    """A service as lists of the profile hold it."""
    return {
        "id": uid(),
        "name": "Open door",
        "description": "Somebody to talk to.",
        "url": "http://example.com/door",
        "email": "door@example.com",
        "status": "active",
        "fees": "Nothing",
        "accreditations": "None",
        "minimum_age": 12,
        "maximum_age": 100,
        "assured_date": "2005-01-01",
        "assurer_email": "who@example.com",
        "alert": "Closed on Friday",
        "last_modified": "2023-03-15T10:30:45.123Z",
        "organization": {
            "id": uid(),
            "name": "Door trust",
            "description": "Neighbours.",
            "email": "trust@example.com",
            "website": "http://example.com",
            "logo": "https://example.com/logo.png",
            "uri": "http://example.com",
            "parent_organization_id": uid(),
        },
    } | fields


def example(**fields: Any) -> dict[str, Any]:
    """A service as the profile's own example has it: parts that are ids alone, a weekly rule with month days."""
    own = listed()
    own["organization"]["organization_identifiers"] = [
        {"id": uid(), "identifier_scheme": "GB-COH", "identifier_type": "Company number", "identifier": "1"}
    ]
    rule = {
        "id": uid(),
        "valid_from": "2005-01-01",
        "valid_to": "2005-01-01",
        "dtstart": "2005-01-01",
        "freq": "WEEKLY",
        "interval": 1,
        "byday": "TH,FR",
        "bymonthday": "2,3,4",
        "opens_at": "10:00:00",
        "closes_at": "18:00:00",
        "schedule_link": "http://example.com",
        "description": "By day",
        "attending_type": "In person",
        "notes": "Lunch at noon",
    }
    area = {"id": uid(), "name": "Our city", "extent": "extent", "extent_type": "geojson"}
    cost = {"id": uid(), "valid_from": "2020-01-01", "valid_to": "2022-12-31", "option": "Under 18s"}
    return {
        **own,
        "schedules": [rule],
        "service_areas": [area | {"uri": "http://example.com", "service_area": "Our city"}],
        "service_at_locations": [{"id": uid()}],
        "languages": [{"id": uid()}],
        "funding": [{"id": uid(), "source": "Grants"}],
        "cost_options": [cost | {"amount": 35, "amount_description": "an hour"}],
        "contacts": [{"id": uid(), "name": "Front desk", "title": "Lead"}],
        "attributes": [{"id": uid(), "link_type": "link_type"}],
    } | fields


def at_a_place(**fields: Any) -> dict[str, Any]:
    """A service at a place, as the validator's mock has one."""
    address = {
        "id": uid(),
        "attention": "Front desk",
        "address_1": "1 High Street",
        "city": "London",
        "region": "London",
        "state_province": "Hackney",
        "postal_code": "E8 1EA",
        "country": "GB",
    }
    access = {"id": uid(), "description": "A loop", "details": "Ask us", "accessibility": "A loop"}
    location = {
        "id": uid(),
        "name": "Hall",
        "latitude": 51.545,
        "longitude": -0.055,
        "external_identifier": "1",
        "external_identifier_type": "UPRN",
        "addresses": [address | {"address_type": "postal"}],
        "accessibility": [access],
    }
    term = {"id": uid(), "parent_id": uid(), "taxonomy": "Needs", "term_uri": "http://example.com"}
    attribute = {"id": uid(), "link_type": "link_type", "taxonomy_term": term | {"term": "Listening"}}
    at = {"id": uid(), "location": location | fields}
    return example(service_at_locations=[at], attributes=[attribute])


def read(content: Any) -> ServiceImport:
    """A file, read."""
    batch = begin_import(source="A file", actor_id=None)
    assert batch is not None
    run_import(batch=batch, content=json.dumps(content).encode())
    batch.refresh_from_db()
    return batch


def test_what_the_profile_publishes_as_its_example_is_read(client: Client) -> None:
    made = example()
    assert faults("service", made) == []
    assert read(made).counts == {"added": 1}
    told = client.get(f"{ROOT}services/{made['id']}").json()
    assert faults("service", told) == []
    assert {name: told[name] for name in ("name", "fees", "url")} == {
        n: made[n] for n in ("name", "fees", "url")
    }
    assert told["schedules"][0]["description"] == "By day\nIn person\nLunch at noon"
    assert (told["service_at_locations"], told["attributes"], told["languages"]) == ([], [], [])


def test_a_place_is_read_with_its_borough_and_a_term_by_the_profiles_name_for_it() -> None:
    Place.objects.create(name="Hackney", slug="hackney", kind="borough", gss="E09000012")
    made = at_a_place()
    assert faults("service", made)[0].endswith("'location_type' is a required property")
    assert read(pages([made])).counts == {"added": 1}
    place = SupportService.objects.get().at_locations.get().location
    assert (str(place.place), place.accessibility) == ("Hackney", "A loop: Ask us")
    assert SupportNeed.objects.get().name == "Listening"


def test_a_place_at_no_point_of_the_kingdom_is_refused_by_name() -> None:
    batch = read(pages([at_a_place(latitude=100, longitude=101), example()]))
    assert batch.counts == {"refused": 1, "added": 1}
    assert batch.rows[0]["reason"] == "Hall: The coordinates lie outside the United Kingdom."


def test_a_list_without_parts_is_read_and_each_that_cannot_be_says_why() -> None:
    one, nobodys = listed(), listed()
    del nobodys["organization"]
    batch = read(pages([one, one, nobodys, listed(id="service-1")]))
    assert [(row["fate"], row["reason"]) for row in batch.rows] == [
        ("added", ""),
        ("refused", "Its id stands in this feed twice."),
        ("refused", "It does not say which organisation offers it (“organization”)."),
        ("refused", "“id” is not a UUID."),
    ]


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ({"organization": {"id": "org-1", "name": "A"}}, "“id” of the organisation is not a UUID."),
        ({"schedules": [{"id": "s-1"}]}, "“id” of a part (schedule) is not a UUID."),
        (
            {"attributes": [{"taxonomy_term": {"id": "t", "term": "A"}}]},
            "“id” of a taxonomy term is not a UUID.",
        ),
        ({"service_at_locations": [{"location": {"id": "l"}}]}, "“id” of a location is not a UUID."),
    ],
)
def test_an_id_that_is_no_uuid_is_named_with_what_it_is_of(part: dict[str, Any], reason: str) -> None:
    assert read(example(**part)).rows[0]["reason"] == reason


def test_a_list_of_organisations_that_says_ten_pages_and_is_one_is_refused_as_a_whole() -> None:
    rows = [{"id": uid(), "name": f"Trust {number}", "description": ""} for number in range(10)]
    batch = read(pages(rows, total_pages=10, size=1))
    assert (batch.state, batch.reason) == ("refused", "The feed says 10 pages; 1 came.")


def test_hours_that_name_their_place_belong_to_it_and_are_read_once() -> None:
    made = at_a_place()
    at = made["service_at_locations"][0]
    rule = made["schedules"][0] | {"service_at_location_id": at["id"]}
    made["schedules"], at["schedules"] = [rule], [rule]
    elsewhere = example()
    elsewhere["schedules"][0]["service_at_location_id"] = uid()
    assert read(pages([made, elsewhere])).counts == {"added": 2}
    held = {str(row.uid): row for row in SupportService.objects.all()}
    assert str(held[made["id"]].schedules.get().at_location.uid) == at["id"]
    assert held[elsewhere["id"]].schedules.get().at_location is None


def test_the_fullest_service_is_answered_alike_by_whoever_reads_it(client: Client) -> None:
    made = make_services.whole()
    before = client.get(f"{ROOT}services/{made.uid}").json()
    for row in (made, *(at.location for at in made.at_locations.all())):
        row.delete()
    made.provider.delete()
    assert read(before).counts == {"added": 1}
    after = client.get(f"{ROOT}services/{before['id']}").json()
    for told in (before, after):
        del told["last_modified"]
        told["schedules"].sort(key=lambda rule: rule["id"])
    assert after == before
