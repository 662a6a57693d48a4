"""Finding support services, reading one, a sheet of paper, the starter services."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client

from academy.models import Place, SupportLine, User
from academy.search.finding import find
from academy.starter import load_all, remove_all
from network.models import (
    SupportArea,
    SupportLocation,
    SupportProvider,
    SupportService,
)
from network.support_finder import Asked, list_services
from tests import make_network, make_services
from tests.make_services import CROYDON, HACKNEY

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
MONDAY_NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def hackney() -> Place:
    """A borough."""
    return Place.objects.create(name="Hackney", slug="hackney", kind="borough", gss="E09000012")


def names(moment: datetime = MONDAY_NOON, **asked: Any) -> list[str]:
    """The services that anybody finds."""
    found = list_services(AnonymousUser(), Asked(**asked), moment=moment)
    return [one.service.name for one in found.entries]


def test_anybody_finds_a_service_and_reads_its_page_without_an_account(client: Client) -> None:
    made = make_services.service("Talking room", eligibility="Anybody who wants to talk")
    make_services.opens(made, "MO,TU", 9, 17)
    listed = client.get("/network/support/?q=talking").content.decode()
    page = client.get("/network/support/talking-room/").content.decode()
    assert "Talking room" in listed
    assert all(words in page for words in ("Monday, Tuesday, 09:00–17:00", "tel:02079460000", "Anybody who"))
    assert "Nobody has confirmed this" in page
    assert "data-leave" in listed
    assert "data-leave" in page


def test_need_age_and_words_are_each_a_filter() -> None:
    young = make_services.service("Young", minimum_age=11, maximum_age=25)
    make_services.needed(young, "Youth work")
    make_services.service("Open")
    assert names(need="youth-work") == ["Young"]
    assert names(age=26) == ["Open"]
    assert names(age=11) == ["Open", "Young"]
    assert names(words="young") == ["Young"]


def test_open_now_leaves_out_what_is_closed_and_what_nobody_knows() -> None:
    make_services.opens(make_services.service("Day"), "MO", 9, 17)
    make_services.opens(make_services.service("Night"), "MO", 22, 6)
    make_services.service("Unknown")
    assert names(open_now=True) == ["Day"]
    assert names(datetime(2026, 1, 6, 1, tzinfo=UTC), open_now=True) == ["Night"]
    assert names(day="TU") == []
    assert names(day="MO") == ["Day", "Night"]


def test_a_service_that_is_closed_for_now_is_never_open() -> None:
    made = make_services.service("Paused", status="temporarily closed")
    make_services.opens(made, "MO", 9, 17)
    assert names() == ["Paused"]
    assert names(open_now=True) == []


def test_the_nearest_stands_first_and_what_is_for_anybody_last(hackney: Place) -> None:
    make_services.at(make_services.service("Far"), CROYDON)
    make_services.at(make_services.service("Close"), HACKNEY, hackney)
    make_services.service("By phone", national=True)
    make_services.service("Nowhere said")
    assert names(near="hackney", miles=2) == ["Close", "By phone"]
    far = SupportLocation.objects.get(name="Far house")
    assert names(near=str(far.uid), miles=1) == ["Far", "By phone"]


def test_a_borough_finds_what_serves_it(hackney: Place, client: Client) -> None:
    make_services.service("Elsewhere")
    inside = make_services.service("Inside")
    make_services.at(inside, None, hackney)
    area = make_services.service("For residents")
    SupportArea.objects.create(service=area, place=hackney)
    make_services.service("National", national=True)
    assert names(place="hackney") == ["For residents", "Inside", "National"]
    page = client.get("/places/hackney/").content.decode()
    assert "Inside" in page
    assert "Elsewhere" not in page


@pytest.mark.parametrize("state", [{"live": False}, {"status": "inactive"}, {"status": "defunct"}])
def test_what_is_not_offered_is_nowhere_to_be_found(client: Client, state: dict[str, Any]) -> None:
    made = make_services.service("Gone", **state)
    pages = (
        "/network/support/gone/",
        "/network/support/gone/sheet/",
        f"/api/v1/openreferral/services/{made.uid}",
    )
    assert names() == []
    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert client.get("/api/v1/openreferral/services").json()["total_items"] == 0
    assert find("gone", AnonymousUser()).results == []


def test_a_sheet_holds_what_was_ticked_in_that_order(client: Client) -> None:
    for name in ("One", "Two", "Three"):
        make_services.service(name)
    page = client.get("/network/support/sheet/?service=two&service=one&service=nothing").content.decode()
    assert page.index(">Two<") < page.index(">One<")
    assert ">Three<" not in page
    assert "Nothing is on this sheet" in client.get("/network/support/sheet/").content.decode()


@pytest.mark.parametrize(
    "query",
    ["age=-1", "age=9999", "near=nowhere", "day=XX", "page=999999", "miles=x", "q='"],
)
def test_an_address_that_means_nothing_still_shows_a_list(client: Client, query: str) -> None:
    make_services.service()
    assert client.get(f"/network/support/?{query}").status_code == 200


def test_the_list_asks_as_many_questions_for_sixty_services_as_for_one(
    client_for: ClientFor, django_assert_max_num_queries: Any, hackney: Place
) -> None:
    browser = client_for(User.objects.get(pk=make_network.member().person_id))
    for number in range(60):
        made = make_services.service(f"Service {number}")
        make_services.at(made, HACKNEY, hackney)
        make_services.opens(made, "MO", 9, 17)
    browser.get("/network/support/")
    with django_assert_max_num_queries(6):
        browser.get("/network/support/?near=hackney&place=hackney&q=service&need=x&age=12")


def test_the_starter_services_say_what_the_lines_say_and_pretend_nothing(client: Client) -> None:
    load_all()
    rows = SupportService.objects.all()
    lines = {line.slug: line for line in SupportLine.objects.all()}
    assert set(lines) - {row.slug for row in rows} == {"emergency"}
    assert all(row.phones.get().number == lines[row.slug].number for row in rows)
    assert {row.slug for row in rows if row.schedules.exists()} == {
        slug for slug, line in lines.items() if line.hours
    }
    assert all(row.assured_on is None and row.owner is None for row in rows)


def test_the_starter_services_load_once_and_go_again() -> None:
    for _time in range(2):
        load_all()
    assert SupportService.objects.count() == 8
    remove_all()
    assert not SupportService.objects.exists()
    assert not SupportProvider.objects.exists()


def test_the_sites_own_search_finds_services() -> None:
    make_services.needed(make_services.service("Quiet hour"), "Bereavement")
    call_command("rebuild_search", verbosity=0)
    assert [row.title for row in find("bereavement", AnonymousUser()).results] == ["Quiet hour"]
