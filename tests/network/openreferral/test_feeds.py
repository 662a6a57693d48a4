"""The API after the UK profile, and feeds read in: counted, checked, whole or not at all, twice the same."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from academy import outgoing
from academy.models import AuditEntry, Place, User
from network.actions.service_imports import begin_import, run_import, take_records
from network.models import (
    ServiceImport,
    SupportLocation,
    SupportNeed,
    SupportProvider,
    SupportSchedule,
    SupportService,
)
from tests import make_services
from tests.make_services import pages, record
from tests.network.openreferral.profile import faults

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/openreferral/"
SOURCE = "https://feed.example"
PAGE_KEYS = {
    *("total_items", "total_pages", "page_number", "size"),
    *("first_page", "last_page", "empty", "contents"),
}


def fates(records: list[Any], source: str = SOURCE) -> list[str]:
    """What becomes of each record."""
    return [row["fate"] for row in take_records(records, source=source)]


def read(content: Any, source: str = "File of the council") -> ServiceImport:
    """A file, read."""
    batch = begin_import(source=source, actor_id=None)
    assert batch is not None
    run_import(batch=batch, content=json.dumps(content).encode())
    batch.refresh_from_db()
    return batch


def test_the_root_says_which_version_and_profile_this_is(client: Client) -> None:
    answer = client.get(ROOT)
    told = answer.json()
    assert told["version"] == "HSDS-UK-3.0"
    assert set(told) == {"version", "profile", "openapi_url"}
    assert answer["Access-Control-Allow-Origin"] == "*"
    described = client.get(f"{ROOT}openapi.json").json()
    assert told["openapi_url"] == f"{configured.SITE_URL}{ROOT}openapi.json"
    assert described["paths"].keys() == {"/", "/services", "/services/{id}"}


def test_services_come_a_page_at_a_time_with_the_profiles_counts(client: Client) -> None:
    for number in range(5):
        make_services.service(f"Service {number}")
    first = client.get(f"{ROOT}services?per_page=2").json()
    last = client.get(f"{ROOT}services?per_page=2&page=3").json()
    beyond = client.get(f"{ROOT}services?per_page=2&page=9").json()
    assert set(first) == PAGE_KEYS
    assert (first["total_items"], first["total_pages"], first["first_page"], first["last_page"]) == (
        5,
        3,
        True,
        False,
    )
    assert (last["size"], last["last_page"], last["empty"]) == (1, True, False)
    assert (beyond["size"], beyond["empty"], beyond["contents"]) == (0, True, [])


def test_a_service_is_answered_whole_with_uuids(client: Client) -> None:
    place = Place.objects.create(name="Hackney", slug="hackney", kind="borough", gss="E09000012")
    made = make_services.service(minimum_age=11)
    at = make_services.at(made, make_services.HACKNEY, place)
    make_services.opens(made, "MO", 9, 17, at_location=at)
    make_services.needed(made, "Youth work")
    told = client.get(f"{ROOT}services/{made.uid}").json()
    held = told["service_at_locations"][0]
    assert UUID(told["id"]) == made.uid
    hours = told["schedules"][0]
    assert held["location"]["latitude"] == 51.545
    assert (hours["service_at_location_id"], hours["opens_at"]) == (held["id"], "09:00")
    assert told["attributes"][0]["taxonomy_term"]["name"] == "Youth work"
    assert {"id", "name", "status", "organization", "last_modified"} <= set(told)


def test_filters_of_the_list_each_narrow_it(client: Client) -> None:
    made = make_services.service("Close", minimum_age=11, maximum_age=25)
    make_services.at(made, make_services.HACKNEY)
    need = make_services.needed(made, "Youth work")
    make_services.at(make_services.service("Far"), make_services.CROYDON)
    SupportLocation.objects.filter(name="Far house").update(postcode="CR0 1AA")
    wishes = (
        *(f"taxonomy_term_id={need.uid}", "text=close", "search=close", "minimum_age=10", "maximum_age=30"),
        *(f"organization_id={made.provider.uid}", "postcode=e81ea&proximity=1000"),
    )
    for wish in wishes:
        told = client.get(f"{ROOT}services?{wish}").json()
        assert [row["name"] for row in told["contents"]] == ["Close"], wish


def test_minimal_and_modified_after_let_others_keep_up(client: Client) -> None:
    made = make_services.service()
    since = (made.modified_at - timedelta(seconds=1)).isoformat().replace("+", "%2B")
    later = (made.modified_at + timedelta(seconds=1)).isoformat().replace("+", "%2B")
    told = client.get(f"{ROOT}services?minimal=true&modified_after={since}").json()
    assert [set(row) for row in told["contents"]] == [{"id", "last_modified", "modified_date"}]
    assert client.get(f"{ROOT}services?modified_after={later}").json()["empty"]


@pytest.mark.parametrize(
    "query",
    [
        *("page=0", "page=x", "page=1.5", "page=100001", "per_page=0", "per_page=101", "taxonomy_term_id=1"),
        *("modified_after=0001-01-01T00:00:00%2B14:00", "modified_after=9999-12-31T23:59:59-14:00"),
        *("taxonomy_id=x", "modified_after=x", "postcode=ZZ1 1ZZ", "day=someday", "start_time=noon"),
        *("end_time=25:00", "format=csv", "minimum_age=nan", "full=perhaps"),
    ],
)
def test_a_wish_that_cannot_be_met_is_named(client: Client, query: str) -> None:
    answer = client.get(f"{ROOT}services?{query}")
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert faults("problem", told) == []
    assert f"“{query.partition('=')[0]}”" in told["message"]


def test_the_api_is_for_reading_alone(client: Client) -> None:
    assert client.post(f"{ROOT}services").status_code == 405
    for nowhere in (f"services/{uuid4()}", "services/1", "nothing"):
        answer = client.get(f"{ROOT}{nowhere}")
        assert (answer.status_code, faults("problem", answer.json())) == (404, []), nowhere


def test_a_full_page_asks_as_many_questions_for_forty_as_for_two(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        made = make_services.service(f"Service {number}")
        make_services.opens(made, "MO", 9, 17, at_location=make_services.at(made, make_services.HACKNEY))
    with django_assert_max_num_queries(15):
        assert client.get(f"{ROOT}services?full=true&per_page=40").json()["size"] == 40


def test_a_feed_is_read_whole_and_shown() -> None:
    batch = read(pages([record("One"), record("Two"), record("Three")], each=2))
    made = SupportService.objects.get(name="One")
    assert (batch.state, batch.counts) == ("done", {"added": 3})
    assert made.schedules.get().byday == "MO,WE"
    assert made.at_locations.get().location.accessibility == "Step-free"
    assert made.card["phones"][0]["number"] == "020 7946 0999"
    assert AuditEntry.objects.filter(action="services.import-done").count() == 1


def test_the_same_feed_twice_adds_nothing_and_a_changed_one_is_brought_up_to_date() -> None:
    records = [record("One"), record("Two")]
    assert fates(records) == ["added", "added"]
    assert fates(records) == ["same", "same"]
    records[0]["name"], records[0]["schedules"] = "One more", []
    assert fates(records) == ["changed", "same"]
    assert sorted(SupportService.objects.values_list("name", flat=True)) == ["One more", "Two"]
    assert SupportSchedule.objects.count() == 1


def test_what_cannot_be_right_is_refused_with_its_reason_and_leaves_nothing_behind() -> None:
    swapped = record("Swapped")
    swapped["service_at_locations"][0]["location"] |= {"latitude": -0.05, "longitude": 51.5}
    rows = take_records([record("Good"), swapped, 7], source=SOURCE)
    assert [row["fate"] for row in rows] == ["added", "refused", "refused"]
    assert "swapped" in rows[1]["reason"]
    assert SupportService.objects.get().name == "Good"
    assert SupportNeed.objects.count() == 1


def test_a_feed_that_is_miscounted_is_refused_as_a_whole() -> None:
    batch = read(pages([record("One"), record("Two")], total_items=3))
    assert (batch.state, batch.rows) == ("refused", [])
    assert "3 services; 2 came" in batch.reason
    assert not SupportService.objects.exists()


def test_no_feed_changes_what_came_from_elsewhere() -> None:
    ours = make_services.service("Ours")
    theirs = record("Theirs")
    assert fates([theirs]) == ["added"]
    stolen = [record("Stolen", id=str(ours.uid)), theirs | {"name": "Renamed"}]
    assert fates(stolen, "https://other.example") == ["refused", "refused"]
    same_house = record("Third", service_at_locations=theirs["service_at_locations"])
    assert fates([same_house], "https://other.example") == ["refused"]
    assert set(SupportService.objects.values_list("name", flat=True)) == {"Ours", "Theirs"}


def test_an_id_that_stands_twice_is_taken_once() -> None:
    one, other = record("One"), record("Other")
    other["schedules"] = one["schedules"]
    assert fates([one, one | {"name": "Again"}, other]) == ["added", "refused", "refused"]


def test_what_we_answer_another_site_like_ours_reads_and_answers_alike(client: Client) -> None:
    make_services.needed(make_services.service("National line", national=True), "Listening")
    fates([record("One")])
    before = client.get(f"{ROOT}services?full=true").json()
    for model in (SupportService, SupportLocation, SupportProvider):
        model.objects.all().delete()
    assert read([before], "A copy").counts == {"added": 2}
    after = client.get(f"{ROOT}services?full=true").json()
    for row in (*before["contents"], *after["contents"]):
        del row["last_modified"]
    assert after == before


def test_a_feed_at_an_address_is_asked_page_by_page_through_the_one_safe_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = pages([record("One"), record("Two")], each=1)
    asked: list[str] = []

    def get(url: str, headers: Any, *, most: int) -> outgoing.Answer:
        asked.append(url)
        return outgoing.Answer(200, json.dumps(held[len(asked) - 1]).encode())

    monkeypatch.setattr(outgoing, "get", get)
    batch = begin_import(source=SOURCE, actor_id=None)
    assert batch is not None
    for _time in range(2):
        run_import(batch=batch)
    assert [url.partition("&")[0] for url in asked] == [
        f"{SOURCE}/services?page=1",
        f"{SOURCE}/services?page=2",
    ]
    assert SupportService.objects.count() == 2


@pytest.mark.parametrize("address", ["https://127.0.0.1/", "https://[::1]/", "https://u:p@feed.example/"])
def test_an_address_inside_is_never_asked(address: str, settings: Any) -> None:
    settings.OUTGOING_LOOPBACK = False
    batch = begin_import(source=address, actor_id=None)
    assert batch is not None
    run_import(batch=batch)
    batch.refresh_from_db()
    assert (batch.state, batch.ended_at is not None) == ("refused", True)


def test_one_feed_is_read_by_one_at_a_time() -> None:
    assert begin_import(source=SOURCE, actor_id=None) is not None
    assert begin_import(source=SOURCE, actor_id=None) is None


def test_staff_send_a_file_and_read_what_became_of_each(
    owner: User, client_for: Callable[..., Client]
) -> None:
    browser = client_for(owner)
    body = json.dumps(pages([record("One"), record("Two", status="odd")])).encode()
    form = {"file": SimpleUploadedFile("feed.json", body), "name": "Council"}
    page = browser.post("/cms/network/services/import/", form, follow=True).content.decode()
    assert "added" in page
    assert "The status “odd”" in page


def test_a_form_without_either_or_with_both_says_what_to_do(
    owner: User, client_for: Callable[..., Client]
) -> None:
    browser = client_for(owner)
    page = browser.post("/cms/network/services/import/", {"address": ""}).content.decode()
    assert "one of the two" in page
    page = browser.post("/cms/network/services/import/", {"address": "http://feed.example"}).content.decode()
    assert "begins with https://" in page
    assert not ServiceImport.objects.exists()
