"""Twenty at once: a service confirmed, corrected, and a feed read have one effect."""

import json

import pytest

from academy.models import AuditEntry, Notification, User
from network.actions.service_imports import begin_import, run_import
from network.actions.support import answer_correction, confirm_service, propose_correction
from network.models import Profile, ServiceCorrection, ServiceImport, SupportService
from tests import make_network, make_services
from tests.courses.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keeper() -> Profile:
    """A member."""
    return make_network.member("Keeper")


def test_a_service_confirmed_twenty_times_is_confirmed_once(keeper: Profile) -> None:
    made, person = make_services.service(), User.objects.get(pk=keeper.person_id)
    assert sum(at_once(lambda: confirm_service(service=made, actor=person))) == 1
    assert AuditEntry.objects.filter(action="service.confirm").count() == 1


def test_a_correction_sent_and_answered_twenty_times_is_one(keeper: Profile) -> None:
    made, person = make_services.service(), User.objects.get(pk=keeper.person_id)
    words = {"service": made, "profile": keeper, "text": "Wrong number", "token": "t" * 20}
    at_once(lambda: propose_correction(**words).pk)  # type: ignore[arg-type]
    kept = ServiceCorrection.objects.get()
    told = at_once(lambda: answer_correction(correction=kept, actor=person, taken=True, answer="Done"))
    assert sum(told) == 1
    assert Notification.objects.filter(kind="services").count() == 1


def test_a_feed_read_twenty_times_at_once_is_read_once() -> None:
    body = json.dumps(
        make_services.pages([make_services.record("One"), make_services.record("Two")])
    ).encode()
    begun = [batch for batch in at_once(lambda: begin_import(source="A file", actor_id=None)) if batch]
    assert len(begun) == 1
    at_once(lambda: run_import(batch=begun[0], content=body))
    assert ServiceImport.objects.get().counts == {"added": 2}
    assert SupportService.objects.count() == 2
