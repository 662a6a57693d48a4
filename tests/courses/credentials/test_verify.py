"""The page that checks credentials: precise words, nothing kept, nothing fetched."""

import copy
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.credentials.keys import did_document, public_text
from courses.credentials.picture import as_text, baked_png, baked_svg
from courses.issuing import our_did_document
from courses.models import Certificate
from tests.courses.credentials.make_badges import DID, KEY, badge, badge_of_a_key
from tests.courses.credentials.test_credentials import certificate as certificate
from tests.courses.credentials.test_reading import HOSTILE

pytestmark = pytest.mark.django_db
ADDRESS = "/verify/credential/"


def said(document: Any = None, **fields: Any) -> str:
    """The page for a credential, without runs of space."""
    sent = ({"text": as_text(document)} if document is not None else {}) | fields
    return " ".join(Client().post(ADDRESS, sent).content.decode().split())


def altered(document: dict[str, Any]) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    changed["credentialSubject"]["identifier"][0]["identityHash"] = "Mallory"
    return changed


def test_our_own_is_genuine_and_in_force(certificate: Certificate) -> None:
    page = said(certificate.credential.document)
    assert "✓ Genuine and in force" in page
    assert "This site issued it, with a key of ours." in page
    assert "word for word" in page
    assert "Held by the person it names: not proven" in page


@pytest.mark.parametrize("form", ["json", "png", "svg"])
def test_any_of_the_three_files_may_be_uploaded(certificate: Certificate, form: str) -> None:
    document = certificate.credential.document
    made = {
        "json": as_text(document).encode(),
        "png": baked_png(document, slug="listening"),
        "svg": baked_svg(document, slug="listening", title="Listening"),
    }[form]
    page = said(file=SimpleUploadedFile(f"badge.{form}", made))
    assert "✓ Genuine and in force" in page


def test_an_altered_one_is_not_to_be_relied_on(certificate: Certificate) -> None:
    page = said(altered(certificate.credential.document))
    assert "✕ Do not rely on it" in page
    assert "Unchanged since it was signed: no" in page
    assert "Not looked up, because the signature does not hold." in page


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "We have withdrawn it."),
        ("replaced", "replaced by a newer one"),
        ("erased", "erased their records"),
    ],
)
def test_a_revoked_one_is_no_longer_valid(certificate: Certificate, reason: str, words: str) -> None:
    Certificate.objects.update(revoked_at=certificate.awarded_at, reason=reason)
    page = said(certificate.credential.document)
    assert "No longer valid" in page
    assert words in page


def test_one_signed_with_our_key_but_not_on_record_is_not_to_be_relied_on(certificate: Certificate) -> None:
    document = certificate.credential.document
    certificate.credential.delete()
    page = said(document)
    assert "✕ Do not rely on it" in page
    assert "we have no record of it" in page


def test_one_from_before_the_site_moved_is_still_ours(certificate: Certificate, settings: Any) -> None:
    document = certificate.credential.document
    settings.SITE_URL = "https://moved.example.org"
    assert "✓ Genuine and in force" in said(document)
    assert "✕ Do not rely on it" in said(altered(document))


def test_a_key_from_elsewhere_is_partly_proven(db: None) -> None:
    page = said(badge_of_a_key())
    assert "Partly proven" in page
    assert "The issuer is only a key." in page


def test_a_site_elsewhere_is_not_asked_and_the_page_says_so(db: None) -> None:
    page = said(badge())
    assert '<p class="verdict"> Not proven</p>' in page
    assert "we fetch nothing from other sites" in page
    assert "https://academy.example.org/.well-known/did.json" in page


def test_its_did_document_may_be_brought_along(db: None) -> None:
    brought = json.dumps(did_document(DID, [public_text(KEY)]))
    page = said(badge(), did_document=brought)
    assert "Partly proven" in page
    assert "We did not fetch it" in page
    page = said(badge(), did_document=json.dumps(our_did_document()))
    assert "its issuer does not stand by it" in page


@pytest.mark.parametrize(("data", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_an_explanation(data: bytes, why: str, db: None) -> None:
    page = said(file=SimpleUploadedFile("badge.json", data))
    assert "There is a problem" in page
    assert 'id="id_file_error"' in page or 'id="id_text_error"' in page


def test_what_was_pasted_is_kept_for_mending_and_cannot_become_markup(db: None) -> None:
    page = said(text="<script>alert(1)</script> {oops")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {oops" in page
    evil = altered(badge())
    evil["name"] = evil["credentialSubject"]["achievement"]["name"] = "<img src=x onerror=alert(1)>"
    evil["proof"]["verificationMethod"] = evil["issuer"]["id"] = "javascript:alert(1)"
    page = said(evil)
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("text", ['{"a":1}', '{"proof":{}}', '{"id":"urn:uuid:x","issuer":{}}', "{}"])
def test_a_document_that_is_no_credential_gets_its_answer(text: str, db: None) -> None:
    page = said(text=text)
    assert "✕ Do not rely on it" in page
    assert "Complete: no" in page


def test_nothing_is_kept_and_few_questions_are_asked(certificate: Certificate) -> None:
    text = as_text(certificate.credential.document)
    browser = Client()
    with CaptureQueriesContext(connection) as captured:
        browser.post(ADDRESS, {"text": text})
    asked = [query["sql"].lstrip("(").split()[0] for query in captured.captured_queries]
    assert set(asked) <= {"SELECT"}
    assert len(asked) <= 5
    assert "sessionid" not in browser.cookies


def test_reading_the_address_leads_to_the_form(db: None) -> None:
    assert Client().get(ADDRESS, follow=True).redirect_chain == [("/verify/", 302)]
    assert "Check a digital credential" in Client().get("/verify/").content.decode()
