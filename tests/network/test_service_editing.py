"""What may be written of a support service, and in which rooms."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from academy.models import User
from academy.search.finding import find
from network.models import (
    SupportCost,
    SupportLocation,
    SupportSchedule,
    SupportService,
)
from tests import make, make_services

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


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
