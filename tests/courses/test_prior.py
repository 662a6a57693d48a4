"""Earlier learning: claimed with proof, mapped to outcomes by a reviewer; only the rest remains."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from academy.models import AuditEntry, Notification
from courses.actions.prior import answer_claim, claim_prior_learning
from courses.finding import find_standing
from courses.models import CompletionEvent, CoursePage, Enrolment, LessonPage, Outcome, PriorLearning
from tests import make

pytestmark = pytest.mark.django_db
ADDRESS = "/learn/listening/prior-learning/"
FORM = {"title": "Trauma course", "provider": "A trust"}


@pytest.fixture
def browser(client_for: Any, learner: Any, course: CoursePage) -> Client:
    for place, lesson in enumerate(LessonPage.objects.order_by("path")):
        lesson.outcome_key = f"outcome-{place % 2}"
        lesson.save_revision().publish()
    made: Client = client_for(learner)
    return made


def proof(name: str = "proof.pdf", content: bytes = b"%PDF-1.7") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def claim_of(person: Any, course: CoursePage) -> PriorLearning:
    return claim_prior_learning(person=person, course=course, title="T", provider="P", text="x")


def test_what_is_recognised_counts_and_only_the_rest_remains(
    browser: Client, course: CoursePage, learner: Any, owner: Any, client_for: Any
) -> None:
    browser.post(ADDRESS, FORM | {"file": proof()})
    claim, outcome = PriorLearning.objects.get(), Outcome.objects.get(key="outcome-0")
    room = client_for(owner)
    room.post(f"/cms/learning/claims/{claim.pk}/", {"outcomes": [outcome.pk], "answer": "Well done."})
    page = browser.get("/learn/listening/progress/").content.decode()
    assert page.count("Recognised from what you learned elsewhere") == 2
    assert page.count("Not done yet") == 3
    assert AuditEntry.objects.filter(action="earlier learning answered").count() == 1


def test_everything_recognised_completes_the_course(
    course: CoursePage, browser: Client, learner: Any
) -> None:
    claim = claim_of(learner, course)
    answer_claim(claim=claim, outcomes=course.outcomes.all(), answer="All of it.", actor=make.person())
    outline = make.outline(course)
    assert find_standing(learner, outline).complete


def test_sending_twice_is_one_claim(browser: Client) -> None:
    for _time in range(2):
        browser.post(ADDRESS, FORM | {"text": "Ask my manager."})
    assert PriorLearning.objects.count() == 1


def test_an_answer_is_given_once_and_outcomes_of_other_courses_are_dropped(
    course: CoursePage, learner: Any, owner: Any
) -> None:
    foreign = make.course("other", modules=1, lessons=1).outcomes.get(key="outcome-0")
    claim = claim_of(learner, course)
    answer_claim(claim=claim, outcomes=[foreign], answer="No.", actor=owner)
    answer_claim(claim=claim, outcomes=course.outcomes.all(), answer="Yes.", actor=owner)
    assert PriorLearning.objects.get().state == "declined"
    assert not CompletionEvent.objects.exists()
    assert Notification.objects.filter(person=learner).count() == 1


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (proof("proof.exe", b"MZ"), "cannot be read here"),
        (proof("proof.pdf", b"<script>"), "cannot be read here"),
        (proof("proof.png", b"\x89PNG" + b"0" * (5 * 1024 * 1024)), "larger than 5 MB"),
        (None, "Add a file"),
    ],
)
def test_a_file_nobody_could_check_is_refused_and_the_words_are_kept(
    browser: Client, file: Any, words: str
) -> None:
    page = browser.post(ADDRESS, FORM | ({"file": file} if file else {})).content.decode()
    assert words in page
    assert 'value="Trauma course"' in page
    assert not PriorLearning.objects.exists()


def test_taking_a_claim_back_deletes_its_proof(
    browser: Client, django_capture_on_commit_callbacks: Any
) -> None:
    browser.post(ADDRESS, FORM | {"file": proof()})
    held = PriorLearning.objects.get()
    storage, name = held.file.storage, held.file.name
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{ADDRESS}{held.pk}/withdraw/")
    assert not storage.exists(name)
    assert PriorLearning.objects.get().state == "withdrawn"


def test_nobody_else_can_take_a_claim_back(browser: Client, course: CoursePage) -> None:
    claim = claim_of(make.person("other@example.org"), course)
    assert browser.post(f"{ADDRESS}{claim.pk}/withdraw/").status_code == 404
    assert Enrolment.objects.count() == 0


def test_proof_is_a_download_for_reviewers_alone(browser: Client, client_for: Any, owner: Any) -> None:
    browser.post(ADDRESS, FORM | {"file": proof("badge.svg", b"<svg onload='x'/>")})
    address = f"/cms/learning/claims/{PriorLearning.objects.get().pk}/proof/"
    answer = client_for(owner).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert browser.get(address).status_code == 302


def test_a_pasted_credential_is_checked_for_the_reviewer(
    browser: Client, client_for: Any, owner: Any, learner: Any, course: CoursePage
) -> None:
    browser.post(ADDRESS, FORM | {"text": '{"@context": [], "type": ["OpenBadgeCredential"]}'})
    page = client_for(owner).get(f"/cms/learning/claims/{PriorLearning.objects.get().pk}/").content.decode()
    assert "What this credential proves" in page
    assert "It carries no signature" in page
