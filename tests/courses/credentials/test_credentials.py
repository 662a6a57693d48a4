"""A certificate's credential: made once, the holder's alone, revoked with its certificate."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, override_settings

from academy import privacy
from academy.models import AuditEntry
from courses.actions.certificates import reissue_certificate
from courses.actions.credentials import issue_credential, rotate_key, signing_key, tend_key
from courses.actions.enrol import complete_lesson, enrol
from courses.credentials.checking import is_signed
from courses.credentials.reading import read
from courses.credentials.status import decode, is_set
from courses.issuing import our_did_document
from courses.models import Certificate, Credential, IssuerKey, LessonPage
from courses.personal_data import export
from tests import make
from tests.test_pages import pass_and_award

pytestmark = pytest.mark.django_db
OTHER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture
def certificate(course: Any, learner: Any) -> Certificate:
    enrolment = enrol(person=learner, course=course)
    for lesson in LessonPage.objects.all():
        complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
    held: Certificate = pass_and_award(enrolment)
    return held


def bit_of(credential: Credential) -> bool:
    answer = json.loads(Client().get(f"/credentials/status/{credential.list_number}/").content)
    return is_set(decode(answer["credentialSubject"]["encodedList"]), credential.list_index)


def test_a_certificate_comes_with_a_credential_that_verifies_offline(certificate: Certificate) -> None:
    document = certificate.credential.document
    did_document = Client().get("/.well-known/did.json").json()
    assert document["credentialSubject"]["identifier"][0]["identityHash"] == "Ada Learner"
    assert document["issuer"]["id"] == did_document["id"] == "did:web:localhost%3A8000"
    assert is_signed(document, did_document)


def test_it_holds_no_address_and_no_id_of_the_person(certificate: Certificate) -> None:
    text = json.dumps(certificate.credential.document)
    assert "learner@example.org" not in text
    assert str(certificate.enrolment.learner_id) not in text
    assert certificate.code not in text


def test_asked_again_it_is_the_same(certificate: Certificate, client_for: Any, learner: Any) -> None:
    again = issue_credential(certificate=certificate)
    assert again == certificate.credential
    browser, address = client_for(learner), f"/learn/certificates/{certificate.code}/badge/"
    for form in ("json", "svg", "png"):
        one, two = (browser.get(f"{address}{form}/").content for _time in range(2))
        assert one == two
        assert read(one) == certificate.credential.document


def test_downloads_are_the_holders_alone(certificate: Certificate, client_for: Any, owner: Any) -> None:
    address = f"/learn/certificates/{certificate.code}/badge/json/"
    assert Client().get(address).status_code == 302
    assert client_for(owner).get(address).status_code == 404
    assert client_for(owner).post(address[:-5]).status_code == 404
    assert client_for(certificate.enrolment.learner.user).get(address[:-5] + "exe/").status_code == 404


def test_a_certificate_from_before_credentials_gets_one_when_asked(
    certificate: Certificate, client_for: Any, learner: Any
) -> None:
    Credential.objects.all().delete()
    browser, address = client_for(learner), f"/learn/certificates/{certificate.code}/"
    assert "Make my digital credential" in browser.get(address).content.decode()
    assert browser.get(f"{address}badge/json/").status_code == 404
    for _time in range(2):
        assert "ready to download" in browser.post(f"{address}badge/", follow=True).content.decode()
    assert Credential.objects.count() == 1


def test_an_end_date_is_the_end_of_that_day_in_london(certificate: Certificate) -> None:
    Credential.objects.all().delete()
    Certificate.objects.update(expires_on=date(2027, 7, 1))
    assert issue_credential(certificate=certificate).document["validUntil"] == "2027-07-01T22:59:59Z"


def test_a_replaced_certificate_sets_the_old_bit_and_not_the_new(certificate: Certificate) -> None:
    assert not bit_of(certificate.credential)
    new = reissue_certificate(certificate=certificate, name="Ada L. Learner", actor_id=None)
    caches["local"].clear()
    assert bit_of(certificate.credential)
    assert not bit_of(new.credential)


def test_a_renewed_certificate_sets_no_bit(certificate: Certificate) -> None:
    Certificate.objects.update(renewed_at=certificate.awarded_at)
    held = Credential.objects.select_related("certificate").get()
    assert (bit_of(held), held.is_withdrawn) == (False, False)


def test_the_list_is_a_signed_credential_of_ours_that_any_page_may_read(certificate: Certificate) -> None:
    answer = Client().get("/credentials/status/1/")
    document = json.loads(answer.content)
    assert is_signed(document, our_did_document())
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert document["id"] == certificate.credential.document["credentialStatus"]["statusListCredential"]


def test_there_are_no_other_lists(certificate: Certificate) -> None:
    for number in ("0", "2", "9" * 30):
        assert Client().get(f"/credentials/status/{number}/").status_code == 404


def test_export_hands_over_the_credential_and_erasure_revokes_and_forgets_it(
    certificate: Certificate, learner: Any
) -> None:
    files = export(learner)
    assert read(files[f"certificate-{certificate.code[:8]}.json"]) == certificate.credential.document
    privacy.erase(learner)
    left = Credential.objects.get()
    assert left.document is None
    assert bit_of(left)


def test_a_secret_is_sealed_and_gone_after_a_rotation(certificate: Certificate, owner: Any) -> None:
    old = IssuerKey.objects.get()
    assert old.sealed
    assert not old.sealed.startswith("z")
    for _time in range(2):
        rotate_key(actor=owner, retiring=old.public)
    old.refresh_from_db()
    assert (old.current, old.sealed, IssuerKey.objects.count()) == (False, "", 2)


def test_what_an_old_key_signed_still_verifies(certificate: Certificate, owner: Any) -> None:
    rotate_key(actor=owner, retiring=IssuerKey.objects.get().public)
    assert is_signed(certificate.credential.document, our_did_document())
    assert [key["id"] for key in our_did_document()["verificationMethod"]][1].endswith(
        certificate.credential.key.public
    )


def test_keys_are_on_the_audit_trail(certificate: Certificate, owner: Any) -> None:
    old = IssuerKey.objects.get()
    rotate_key(actor=owner, retiring=old.public)
    new = IssuerKey.objects.get(current=True)
    rows = AuditEntry.objects.filter(subject_type="courses.issuerkey").order_by("pk")
    assert list(rows.values_list("action", "actor_id", "subject_id")) == [
        ("issuer key made", None, str(old.pk)),
        ("issuer key made", None, str(new.pk)),
        ("issuer key rotated", owner.pk, str(old.pk)),
    ]


def test_nobody_but_an_owner_changes_the_key(certificate: Certificate, client_for: Any) -> None:
    author = make.staff("author@example.org", "Course authors")
    with pytest.raises(PermissionDenied):
        rotate_key(actor=author, retiring=IssuerKey.objects.get().public)
    assert client_for(author).get("/cms/signing-keys/").status_code == 302
    assert IssuerKey.objects.count() == 1


def test_an_owner_changes_the_key_on_the_page(certificate: Certificate, owner: Any) -> None:
    browser = Client()
    browser.force_login(owner)
    session = browser.session
    make.record_second_factor(session, owner, just_now=True)
    session.save()
    page = browser.get("/cms/signing-keys/").content.decode()
    assert IssuerKey.objects.get().public in page
    sent = {"key": IssuerKey.objects.get().public}
    assert (
        "Older ones stay valid"
        in browser.post("/cms/signing-keys/rotate/", sent, follow=True).content.decode()
    )
    assert IssuerKey.objects.count() == 2


@override_settings(REFLECTION_KEYS=[OTHER_KEY])
def open_with_other_keys(certificate: Certificate) -> tuple[int, Credential]:
    """What happens when the server's sealing keys were lost: the list waits, the next credential mends it."""
    status = Client().get("/credentials/status/1/").status_code
    Credential.objects.all().delete()
    return status, issue_credential(certificate=certificate)


def test_a_key_that_can_no_longer_be_opened_is_replaced(certificate: Certificate) -> None:
    status, new = open_with_other_keys(certificate)
    assert status == 503
    assert is_signed(new.document, our_did_document())
    assert IssuerKey.objects.filter(current=False, sealed="").count() == 1


def test_every_night_the_key_is_sealed_anew_so_that_old_sealing_keys_can_go(
    certificate: Certificate, settings: Any
) -> None:
    public, (old,) = IssuerKey.objects.get().public, settings.REFLECTION_KEYS
    settings.REFLECTION_KEYS = [OTHER_KEY, old]
    tend_key()
    settings.REFLECTION_KEYS = [OTHER_KEY]
    assert signing_key()[0].public == public
    settings.REFLECTION_KEYS = [old]
    tend_key()
    assert IssuerKey.objects.get(current=True).public != public
    assert Client().get("/credentials/status/1/").status_code == 200


def test_there_is_no_key_before_there_is_need_of_one(db: None) -> None:
    tend_key()
    assert IssuerKey.objects.count() == 0
    assert Client().get("/.well-known/did.json").json()["verificationMethod"] == []


def test_the_database_keeps_one_signing_key_and_one_credential_a_place(certificate: Certificate) -> None:
    with pytest.raises(ValidationError, match="a key to sign with already"):
        IssuerKey(public="zTwin", sealed="x").validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuerKey.objects.create(public="zTwin", sealed="x")
    with pytest.raises(ValidationError, match="public half and nothing else"):
        IssuerKey(public="zTwin", sealed="x", current=False).validate_constraints()
    held = certificate.credential
    twin = Credential(list_number=held.list_number, list_index=held.list_index)
    with pytest.raises(ValidationError, match="belongs to another"):
        twin.validate_constraints()


def test_a_full_list_is_followed_by_the_next(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("courses.actions.credentials.FULL", 1)
    new = reissue_certificate(certificate=certificate, name="Ada L. Learner", actor_id=None)
    assert (certificate.credential.list_number, new.credential.list_number) == (1, 2)
    assert not bit_of(new.credential)


def test_reading_keys_and_lists_writes_nothing(
    certificate: Certificate, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        Client().get("/.well-known/did.json")
    with django_assert_num_queries(3):
        Client().get("/credentials/status/1/")
    with django_assert_num_queries(0):
        Client().get("/credentials/status/1/")
