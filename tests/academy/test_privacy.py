"""Everything about me, to take away or to erase."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy import privacy
from academy.actions.contact import receive_message
from academy.models import AuditEntry, ContactMessage, User
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.work import answer_check, keep_reflection
from courses.models import Certificate, CompletionEvent, Learner, LessonAnswer, LessonPage, Reflection
from tests import make
from tests.test_pages import pass_and_award

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(course: Any, learner: User) -> Certificate:
    """A learner who has done, written and asked everything one can."""
    enrolment = enrol(person=learner, course=course)
    lesson = LessonPage.objects.order_by("path")[0]
    for page in LessonPage.objects.all():
        complete_lesson(enrolment=enrolment, lesson_id=page.pk)
    keep_reflection(
        learner_id=enrolment.learner_id, lesson_id=lesson.pk, key="first", text="My very own words"
    )
    answer_check(learner_id=enrolment.learner_id, lesson_id=lesson.pk, answers={"1": ["2"]})
    data = {"kind": "question", "text": "A question of mine", "email": "ada@example.org", "token": "t" * 20}
    receive_message(data=data, person=learner)
    certificate: Certificate = pass_and_award(enrolment)
    return certificate


def files_of(person: User) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(privacy.export(person)))
    return {name: archive.read(name) for name in archive.namelist()}


def test_an_export_holds_everything_in_readable_files(finished: Certificate, learner: User) -> None:
    files = files_of(learner)
    assert json.loads(files["account/account.json"])["email"] == learner.email
    assert "My very own words" in files["courses/reflections.json"].decode()
    assert "A question of mine" in files["account/messages.json"].decode()
    assert files[f"courses/certificate-{finished.code[:8]}.pdf"].startswith(b"%PDF")


def test_an_export_holds_nothing_of_anybody_else(finished: Certificate, learner: User) -> None:
    other = make.person("other@example.org", name="Somebody Else")
    for content in files_of(other).values():
        assert b"My very own words" not in content
        assert learner.email.encode() not in content


def test_erasing_removes_what_is_personal_and_keeps_the_counts(finished: Certificate, learner: User) -> None:
    events = CompletionEvent.objects.count()
    privacy.erase(learner, actor_id=learner.pk)
    assert not User.objects.filter(email=learner.email).exists()
    assert not Reflection.objects.exists()
    assert not LessonAnswer.objects.exists()
    assert Learner.objects.get().user is None
    assert CompletionEvent.objects.count() == events


def test_nothing_written_survives_an_erasure(finished: Certificate, learner: User) -> None:
    privacy.erase(learner)
    finished.refresh_from_db()
    message = ContactMessage.objects.get()
    assert finished.name == ""
    assert (message.text, message.email) == ("Erased", "")
    assert not [entry for entry in AuditEntry.objects.all() if "ada" in json.dumps(entry.detail).lower()]


def test_the_code_of_an_erased_certificate_shows_no_name(finished: Certificate, learner: User) -> None:
    privacy.erase(learner)
    page = Client().get(finished.get_verify_url()).content.decode()
    assert "No longer valid" in page
    assert "Ada" not in page


def test_erasing_asks_for_the_password_and_for_a_clear_yes(learner: User, client_for: Any) -> None:
    browser = client_for(learner)
    assert browser.get("/my/privacy/erase/").url.startswith("/account/reauthenticate/")
    session = browser.session
    make.record_second_factor(session, learner, just_now=True)
    session.save()
    browser.post("/my/privacy/erase/", {})
    assert User.objects.filter(pk=learner.pk).exists()
    browser.post("/my/privacy/erase/", {"confirm": "yes"})
    assert not User.objects.filter(pk=learner.pk).exists()
    assert browser.get("/my/").status_code == 302


def test_a_reflection_is_sealed_in_the_database(finished: Certificate) -> None:
    row = Reflection.objects.get()
    assert "own words" not in row.sealed
    assert timezone.now() > row.written_at
