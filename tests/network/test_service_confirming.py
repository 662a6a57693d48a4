"""Keeping support services correct: their owners confirm them, and are asked to."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import Membership, Notification, Organisation, User
from network.actions.support import ask_owners, confirm_service
from network.models import SupportProvider
from tests import make, make_network, make_services

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


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
