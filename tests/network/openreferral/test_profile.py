"""Every answer about support services has the shape that the published Open Referral UK profile asks for."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from academy.models import Place
from academy.starter import load_all
from network.models import (
    ServiceAtLocation,
    SupportLocation,
    SupportPhone,
    SupportProvider,
    SupportSchedule,
    SupportService,
)
from tests import make_services
from tests.network.openreferral.profile import NOT_IN_LISTS, SHAPES, faults, page_faults, schema_of

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/openreferral/"
Kind = Callable[[], SupportService]


def bare(**fields: Any) -> SupportService:
    """A service of which nothing is known but its name and who offers it."""
    provider = SupportProvider.objects.create(name="Somebody")
    return SupportService.objects.create(name="Bare", provider=provider, **fields)


def hackney() -> Place:
    """A borough."""
    return Place.objects.create(name="Hackney", slug="hackney", kind="borough", gss="E09000012")


def with_bare_parts() -> SupportService:
    """A service whose parts say no more than they must."""
    made = bare()
    location = SupportLocation.objects.create(name="Here")
    ServiceAtLocation.objects.create(service=made, location=location)
    SupportSchedule.objects.create(service=made)
    SupportPhone.objects.create(service=made, number="999")
    return made


KINDS: dict[str, Kind] = {
    "barest": bare,
    "closed for now": lambda: bare(status="temporarily closed"),
    "with bare parts": with_bare_parts,
    "whole": make_services.whole,
    "whole in a borough": lambda: make_services.whole(place=hackney()),
    "whole and closed for now": lambda: make_services.whole(status="temporarily closed"),
}


def whole_of(client: Client, made: SupportService) -> dict[str, Any]:
    """The service's own answer."""
    return client.get(f"{ROOT}services/{made.uid}").json()  # type: ignore[no-any-return]


def page_of(client: Client, query: str = "") -> dict[str, Any]:
    """A page of the list."""
    return client.get(f"{ROOT}services?{query}").json()  # type: ignore[no-any-return]


def test_the_root_answers_as_the_profile_asks(client: Client) -> None:
    assert faults("root", client.get(ROOT).json()) == []
    assert client.get(ROOT.rstrip("/")).json() == client.get(ROOT).json()


def test_every_answer_may_be_read_by_the_pages_of_other_sites(client: Client) -> None:
    first = client.get(f"{ROOT}services")
    answers = [client.get(f"{ROOT}{address}") for address in ("", "services?page=0", "services/1", "nothing")]
    answers += [first, client.post(f"{ROOT}services"), client.get(ROOT.rstrip("/"))]
    answers.append(client.get(f"{ROOT}services", headers={"If-None-Match": first["ETag"]}))
    assert [answer.status_code for answer in answers] == [200, 400, 404, 404, 200, 405, 200, 304]
    assert {answer.headers.get("Access-Control-Allow-Origin") for answer in answers} == {"*"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_of_service_is_answered_in_the_profiles_shape(client: Client, kind: Kind) -> None:
    told = whole_of(client, kind())
    assert faults("service", told) == []
    assert [fault for phone in told["phones"] for fault in faults("phone", phone)] == []
    assert page_faults(page_of(client), number=1, per_page=20) == []
    assert page_faults(page_of(client, "full=true"), number=1, per_page=20, of="service") == []


def test_the_fullest_answer_holds_every_property_that_we_know_anything_of(client: Client) -> None:
    told = whole_of(client, make_services.whole(place=hackney()))
    unknown = {"assurer_email", "funding"}
    assert {row.split()[0] for row in SHAPES["service"].split("; ")} - set(told) == unknown
    assert {
        len(told[name]) for name in ("service_at_locations", "contacts", "cost_options", "languages")
    } == {2}
    assert len(told["schedules"]) == 10
    assert sum("service_at_location_id" in row for row in told["schedules"]) == 4


def test_the_starter_services_have_the_profiles_shape(client: Client) -> None:
    load_all()
    rows = page_of(client)["contents"]
    wholes = [client.get(f"{ROOT}services/{row['id']}").json() for row in rows]
    assert len(wholes) == 8
    assert [fault for told in wholes for fault in faults("service", told)] == []
    assert page_faults(page_of(client, "per_page=3&page=3"), number=3, per_page=3) == []


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 11])
def test_each_page_says_of_itself_what_the_validator_finds(client: Client, count: int) -> None:
    for number in range(count):
        make_services.service(f"Service {number:02}")
    last = page_of(client, "per_page=5")["total_pages"]
    pages = {number: page_of(client, f"per_page=5&page={number}") for number in range(1, last + 2)}
    assert last == max(1, -(-count // 5))
    assert [page_faults(page, number=number, per_page=5) for number, page in pages.items()] == [[]] * (
        last + 1
    )
    assert [page["empty"] for page in pages.values()] == [count == 0] * last + [True]
    assert sum(page["size"] for page in pages.values()) == count == pages[1]["total_items"]


def test_a_page_holds_twenty_unless_it_is_asked_for_more(client: Client) -> None:
    for number in range(21):
        make_services.service(f"Service {number}")
    assert page_of(client)["size"] == 20
    assert page_of(client, "per_page=100")["size"] == 21


Way = tuple[str | int, ...]
#: What we answer beside the profile, as HSDS 3.0 has it.
BESIDE = {
    *("fees_description", "application_process", "eligibility_description", "phones"),
    *("service_at_locations.description", "languages.name", "languages.code", "languages.note"),
    *("contacts.department", "contacts.email", "cost_options.currency", "attributes.link_entity"),
}


def ways_in(value: Any, way: Way = ()) -> Iterator[Way]:
    """The way to each value in an answer."""
    rows: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in rows:
        yield (*way, key)
        yield from ways_in(inner, (*way, key))


def spoilt(told: dict[str, Any], way: Way, value: Any = None) -> dict[str, Any]:
    """A copy of an answer in which one thing is another, or is gone."""
    copied = copy.deepcopy(told)
    held: Any = copied
    for key in way[:-1]:
        held = held[key]
    if value is None:
        del held[way[-1]]
    else:
        held[way[-1]] = value
    return copied


def named(way: Way) -> str:
    """A way without its numbers."""
    return ".".join(key for key in way if isinstance(key, str))


def test_whatever_is_of_a_wrong_type_is_found_unless_it_stands_beside_the_profile(client: Client) -> None:
    told = whole_of(client, make_services.whole(place=hackney()))
    ways = list(ways_in(told))
    missed = {named(way) for way in ways if not faults("service", spoilt(told, way, object()))}
    assert {name for name in missed if not name.startswith("phones.")} == BESIDE
    assert len({named(way) for way in ways} - missed) > 80


def test_whatever_the_profile_demands_is_missed_where_it_is_gone(client: Client) -> None:
    told = whole_of(client, make_services.whole(place=hackney()))
    gone = {named(way) for way in ways_in(told) if faults("service", spoilt(told, way))}
    assert gone >= {"id", "name", "status", "url", "organization.description", "schedules.id"}
    assert gone >= {f"attributes.taxonomy_term.{name}" for name in ("id", "name", "description", "taxonomy")}
    address = "service_at_locations.location.addresses"
    lines = ("address_1", "city", "state_province", "postal_code", "country", "address_type")
    assert gone >= {f"{address}.{line}" for line in lines}


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("status",), "open"),
        (("schedules", 0, "freq"), "DAILY"),
        (("service_at_locations", 0, "location", "location_type"), "there"),
        (("service_at_locations", 0, "location", "addresses", 0, "address_type"), "home"),
        (("id",), "1"),
        (("url",), "häuser"),
        (("email",), "nobody"),
        (("last_modified",), "2026-01-05 12:00"),
        (("assured_date",), "5 January"),
        (("schedules", 0, "opens_at"), "9 am"),
    ],
)
def test_a_value_that_the_profile_does_not_know_is_found(client: Client, way: Way, value: str) -> None:
    told = whole_of(client, make_services.whole(place=hackney()))
    assert faults("service", told) == []
    assert faults("service", spoilt(told, way, value)) != []


def test_a_list_that_holds_what_only_a_whole_service_does_is_found(client: Client) -> None:
    told = whole_of(client, make_services.whole())
    assert len(faults("listed", told)) == len(set(NOT_IN_LISTS) & set(told))


def test_a_page_that_says_something_else_than_it_holds_is_found(client: Client) -> None:
    make_services.service()
    page = page_of(client)
    for name, value in {"size": 2, "last_page": False, "first_page": False, "empty": True}.items():
        assert name in page_faults(page | {name: value}, number=1, per_page=20)
    assert page_faults(page | {"total_items": "1"}, number=1, per_page=20) != []


@pytest.mark.parametrize("noun", SHAPES)
def test_each_restated_shape_is_a_schema(noun: str) -> None:
    Draft202012Validator.check_schema(schema_of(noun))
