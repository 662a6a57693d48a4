"""Certificates: any script, tagged, verifiable, and shown to nobody else."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from courses.actions.enrol import complete_lesson, enrol
from courses.certificate_pdf import certificate_pdf
from courses.models import Certificate, LessonPage
from courses.models.certificates import new_code
from courses.views.certificates import clean_code
from tests.test_pages import pass_and_award

pytestmark = pytest.mark.django_db
URL = "https://academy.example.org/verify/X/"
NAMES = {
    "Latin": "Zoë Łukasz-O’Neill",
    "Cyrillic": "Ольга Петрова",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Arabic": "محمد علي",
    "Hebrew": "שרה כהן",
    "Bengali": "রহিমা খাতুন",
    "Devanagari": "अनिता शर्मा",
    "Tamil": "தமிழ் செல்வி",
    "Chinese": "王小明",
    "Korean": "김민수",
}


@pytest.fixture
def certificate(course: Any, learner: Any) -> Certificate:
    enrolment = enrol(person=learner, course=course)
    for lesson in LessonPage.objects.all():
        complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
    held: Certificate = pass_and_award(enrolment)
    return held


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_in_any_of_these_scripts_gives_a_tagged_pdf_for_all_readers(
    certificate: Certificate, name: str
) -> None:
    certificate.name = name
    pdf = certificate_pdf(certificate, URL)
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize(
    "name", ["ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "አበበ ቢቂላ", "😀", "#set page(width: 1cm)", '" + panic() + "', "\\"]
)
def test_nobody_is_refused_a_certificate_for_their_name(certificate: Certificate, name: str) -> None:
    certificate.name = name
    reader = PdfReader(io.BytesIO(certificate_pdf(certificate, URL)))
    assert len(reader.pages) == 1
    assert reader.pages[0].mediabox.width > 800


def test_the_pdf_says_what_the_certificate_says(certificate: Certificate) -> None:
    text = PdfReader(io.BytesIO(certificate_pdf(certificate, URL))).pages[0].extract_text()
    assert "Ada Learner" in text
    assert "Listening" in text
    assert certificate.printed_code in text


def test_codes_have_many_random_bits() -> None:
    codes = {new_code() for _number in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 24 and not set(code) & set("ILOU") for code in codes)


def test_a_code_read_aloud_is_still_found(certificate: Certificate) -> None:
    spoken = certificate.printed_code.lower().replace("0", "o").replace("1", "l")
    assert clean_code(spoken) == certificate.code
    found = Client().get("/verify/", {"code": spoken}, follow=True)
    assert "Valid" in found.content.decode()


def test_a_verifier_learns_name_course_and_day_and_nothing_more(certificate: Certificate) -> None:
    page = Client().get(certificate.get_verify_url()).content.decode()
    assert "Ada Learner" in page
    assert "learner@example.org" not in page
    assert str(certificate.enrolment.learner_id) not in page


def test_an_expired_certificate_says_so(certificate: Certificate) -> None:
    Certificate.objects.update(expires_on=date.today() - timedelta(days=1))  # noqa: DTZ011 - a plain day
    assert "Expired" in Client().get(certificate.get_verify_url()).content.decode()


def test_one_certificate_in_force_is_a_rule_of_the_database(certificate: Certificate) -> None:
    twin = Certificate(enrolment=certificate.enrolment, name="Twin", course_title="Listening", minutes=1)
    with pytest.raises(ValidationError, match="already holds"):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
