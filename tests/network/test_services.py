"""Finding support services, reading one, a sheet of paper, keeping them correct."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from academy.models import Membership, Notification, Organisation, Place, SupportLine, User
from academy.search.finding import find
from academy.starter import load_all, remove_all
from network.actions.support import answer_correction, ask_owners, confirm_service
from network.models import (
    ServiceCorrection,
    SupportArea,
    SupportCost,
    SupportLocation,
    SupportProvider,
    SupportSchedule,
    SupportService,
)
from network.personal_data import erase, export
from network.support_finder import Asked, list_services
from tests import make, make_network, make_services
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


def test_its_owner_confirms_a_service_and_readers_see_the_day(client_for: ClientFor) -> None:
    owner = make_network.member("Keeper")
    made = make_services.service(owner=owner, assured_on=date(2020, 1, 1))
    browser = client_for(User.objects.get(pk=owner.person_id))
    assert "It is still correct" in browser.get(made.get_absolute_url()).content.decode()
    assert "long ago" in Client().get(made.get_absolute_url()).content.decode()
    browser.post("/network/support/talking-room/confirm/")
    made.refresh_from_db()
    assert made.assured_on == timezone.localdate()
    assert "Confirmed as correct" in Client().get(made.get_absolute_url()).content.decode()


def test_a_manager_of_the_organisation_confirms_and_another_does_not(client_for: ClientFor) -> None:
    organisation = Organisation.objects.create(name="Trust", slug="trust", sector="nhs")
    manager, other = make.person("manager@example.org"), make.person("other@example.org")
    Membership.objects.create(person=manager, organisation=organisation, role="manager")
    Membership.objects.create(person=other, organisation=organisation)
    make_services.service(provider=SupportProvider.objects.create(name="T", organisation=organisation))
    answers = [client_for(who).post("/network/support/talking-room/confirm/") for who in (other, manager)]
    assert [answer.status_code for answer in answers] == [404, 302]


def test_a_suspended_owner_confirms_nothing(client_for: ClientFor) -> None:
    later = timezone.now() + timedelta(days=1)
    owner = make_network.member("Keeper", suspended_until=later)
    make_services.service(owner=owner)
    browser = client_for(User.objects.get(pk=owner.person_id))
    assert browser.post("/network/support/talking-room/confirm/").status_code == 404


def test_confirming_twice_on_a_day_is_kept_once(owner: User) -> None:
    made = make_services.service()
    assert [confirm_service(service=made, actor=owner) for _time in range(2)] == [True, False]


def test_owners_are_asked_once_a_month_until_somebody_confirms() -> None:
    keeper = make_network.member("Keeper")
    make_services.service("Old", owner=keeper, assured_on=date(2025, 1, 1))
    make_services.service("New", owner=keeper, assured_on=date(2026, 5, 1))
    for day in (date(2026, 6, 1), date(2026, 6, 2), date(2026, 7, 1)):
        ask_owners(day)
    told = Notification.objects.filter(person=keeper.person_id, kind="services")
    assert told.count() == 2
    assert all("“Old”" in row.title for row in told)


def test_a_service_without_owner_is_asked_of_the_managers() -> None:
    organisation = Organisation.objects.create(name="Trust", slug="trust", sector="nhs")
    manager = make.person("manager@example.org")
    Membership.objects.create(person=manager, organisation=organisation, role="manager")
    make_services.service(provider=SupportProvider.objects.create(name="T", organisation=organisation))
    ask_owners(date(2026, 6, 1))
    assert "Nobody has confirmed" in Notification.objects.get(person=manager).text


def test_a_correction_reaches_staff_once_and_its_answer_the_member_once(
    client_for: ClientFor, owner: User
) -> None:
    member = make_network.member("Sees It")
    made = make_services.service()
    browser = client_for(User.objects.get(pk=member.person_id))
    form = {"text": "The number has changed.", "token": "t" * 20}
    for _time in range(2):
        browser.post("/network/support/talking-room/correct/", form)
    kept = ServiceCorrection.objects.get(service=made)
    for _time in range(2):
        answer_correction(correction=kept, actor=owner, taken=True, answer="Thank you.")
    assert Notification.objects.filter(person=member.person_id, text="Thank you.").count() == 1


def test_a_correction_without_words_is_asked_for_again(client_for: ClientFor) -> None:
    member = make_network.member("Sees It")
    make_services.service()
    browser = client_for(User.objects.get(pk=member.person_id))
    answer = browser.post("/network/support/talking-room/correct/", {"text": "", "token": "t" * 20})
    assert "Problem:" in answer.content.decode()
    assert not ServiceCorrection.objects.exists()


def test_what_a_member_wrote_goes_with_them_and_the_service_stays() -> None:
    member = make_network.member("Keeper")
    made = make_services.service(owner=member)
    ServiceCorrection.objects.create(service=made, profile=member, text="My own words", token="t" * 20)
    person = User.objects.get(pk=member.person_id)
    assert "My own words" in str(export(person)["service_corrections.json"])
    erase(person)
    made.refresh_from_db()
    assert made.owner is None
    assert not ServiceCorrection.objects.exists()


def refused(make_it: Callable[[], Any]) -> bool:
    """Whether the database refuses something."""
    with pytest.raises(IntegrityError), transaction.atomic():
        make_it()
    return True


def test_what_can_never_be_true_cannot_be_stored() -> None:
    made = make_services.service()
    location, schedule = SupportLocation.objects, SupportSchedule.objects
    assert refused(lambda: location.create(name="Swapped", latitude=-0.1, longitude=51.5))
    assert refused(lambda: location.create(name="Half", latitude=51.5))
    assert refused(lambda: schedule.create(service=made, byday="MONDAY"))
    assert refused(lambda: schedule.create(service=made, byday="MO", opens_at="09:00"))
    assert refused(lambda: schedule.create(service=made, byday="MO", interval=2))
    assert refused(lambda: SupportCost.objects.create(service=made, amount=-1))
    assert refused(lambda: SupportService.objects.filter(pk=made.pk).update(minimum_age=5, maximum_age=4))
    assert refused(lambda: SupportService.objects.filter(pk=made.pk).update(slug="sheet"))


def test_an_editor_hears_why_in_words() -> None:
    with pytest.raises(ValidationError, match="the number near 51"):
        SupportLocation(name="Swapped", latitude="-0.1", longitude="51.5").full_clean()


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


def test_staff_rooms_are_for_leads_and_owners(client_for: ClientFor, owner: User) -> None:
    lead, author = (
        make.staff("lead@example.org", "Network leads"),
        make.staff("a@example.org", "Course authors"),
    )
    rooms = (
        "/cms/network/services/",
        "/cms/network/services/import/",
        "/cms/snippets/network/supportservice/add/",
    )
    for room in rooms:
        got = [client_for(who).get(room).status_code for who in (owner, lead, author)]
        assert got == [200, 200, 302], room


def test_what_an_editor_changes_shows_in_lists_at_once(client_for: ClientFor, owner: User) -> None:
    made = make_services.service("Quiet hour")
    need = make_services.needed(make_services.service("Other"), "Youth work")
    browser = client_for(owner)
    form = browser.get(f"/cms/snippets/network/supportneed/edit/{need.pk}/").context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    browser.post(f"/cms/snippets/network/supportneed/edit/{need.pk}/", values | {"name": "Youth clubs"})
    assert SupportService.objects.get(slug="other").card["needs"] == [["youth-work", "Youth clubs"]]
    browser.post(f"/cms/snippets/network/supportservice/delete/{made.pk}/")
    assert find("quiet", AnonymousUser()).results == []


def test_staff_answer_a_correction_on_a_page(client_for: ClientFor, owner: User) -> None:
    member = make_network.member("Sees It")
    made = make_services.service()
    kept = ServiceCorrection.objects.create(service=made, profile=member, text="Wrong", token="t" * 20)
    browser = client_for(owner)
    assert "Sees It" not in browser.get("/cms/network/services/").content.decode()
    browser.post(
        f"/cms/network/services/corrections/{kept.pk}/", {"outcome": "declined", "answer": "It is right."}
    )
    kept.refresh_from_db()
    assert kept.state == "declined"
    assert browser.get(f"/cms/network/services/corrections/{kept.pk}/").status_code == 404
