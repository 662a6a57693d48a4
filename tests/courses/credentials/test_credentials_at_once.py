"""Twenty at once: one key, one credential, one rotation."""

import pytest
from django.utils import timezone

from academy.models import AuditEntry
from courses.actions.credentials import issue_credential, rotate_key, signing_key
from courses.actions.enrol import enrol
from courses.credentials.picture import as_text
from courses.models import Certificate, Credential, IssuerKey
from tests import make
from tests.courses.test_at_once import at_once, world

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["world"]


def test_twenty_first_needs_make_one_key() -> None:
    publics = at_once(lambda: signing_key()[0].public)
    assert len(set(publics)) == 1
    assert IssuerKey.objects.count() == 1
    assert AuditEntry.objects.filter(action="issuer key made").count() == 1


def test_twenty_askings_sign_one_credential(world: object) -> None:
    enrolment = enrol(
        person=make.person("other@example.org"), course=make.course("other", modules=1, lessons=1)
    )
    held = Certificate.objects.create(
        enrolment=enrolment, name="Ada", course_title="Listening", minutes=1, awarded_at=timezone.now()
    )
    documents = at_once(lambda: as_text(issue_credential(certificate=held).document or {}))
    assert len(set(documents)) == 1
    assert Credential.objects.count() == 1


def test_twenty_rotations_of_the_key_one_saw_are_one(world: object) -> None:
    owner = make.staff("owner@example.org", "Owners")
    old = signing_key()[0].public
    at_once(lambda: rotate_key(actor=owner, retiring=old).public)
    assert IssuerKey.objects.count() == 2
    assert AuditEntry.objects.filter(action="issuer key rotated").count() == 1
