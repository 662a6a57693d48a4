"""Everything about me, to take away or to erase."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from academy import privacy
from academy.actions.contact import receive_message
from academy.models import AuditEntry, ContactMessage, User
from courses.actions.corrections import ask_for_check, grant
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.joining import ask_to_enrol
from courses.actions.prior import claim_prior_learning
from courses.actions.work import answer_check, keep_reflection
from courses.models import (
    Certificate,
    CheckRequest,
    CompletionEvent,
    Correction,
    EnrolmentRequest,
    Invitation,
    Learner,
    LessonAnswer,
    LessonPage,
    PriorLearning,
    Reflection,
)
from tests import make, make_learning
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
    ask_for_check(enrolment=enrolment, text="A doubt of mine")
    ask_to_enrol(person=learner, course=course, text="A reason of mine")
    proof = ContentFile(b"%PDF-1.7 of mine", name="mine.pdf")
    claim_prior_learning(person=learner, course=course, title="Mine", provider="P", file=proof)
    grant(enrolment=enrolment, requirement="paper:", reason="A cause of mine", actor=learner)
    make_learning.invitation(learner.email, course=course)
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


def test_an_export_holds_what_was_asked_and_sent_around_courses(finished: Certificate, learner: User) -> None:
    files = files_of(learner)
    words = b"".join(content for name, content in files.items() if name.endswith(".json"))
    assert all(text in words for text in (b"A doubt of mine", b"A reason of mine", b"A cause of mine"))
    assert [content for name, content in files.items() if "earlier-learning-" in name] == [
        b"%PDF-1.7 of mine"
    ]


def test_erasing_deletes_what_was_asked_and_sent_with_its_files(
    finished: Certificate, learner: User, django_capture_on_commit_callbacks: Any
) -> None:
    file = PriorLearning.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(learner)
    kinds = (CheckRequest, EnrolmentRequest, PriorLearning, Invitation)
    assert [kind.objects.count() for kind in kinds] == [0, 0, 0, 0]  # type: ignore[attr-defined]
    assert set(Correction.objects.values_list("reason", flat=True)) == {""}
    assert not file.storage.exists(file.name)


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
