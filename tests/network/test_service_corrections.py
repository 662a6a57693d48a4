"""What members say is wrong with a support service, and what staff answer."""

from collections.abc import Callable

import pytest
from django.test import Client

from academy.models import Notification, User
from network.actions.support import answer_correction
from network.models import ServiceCorrection
from network.personal_data import erase, export
from tests import make_network, make_services

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


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
