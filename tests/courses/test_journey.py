"""From enrolment to a verified certificate, through the pages a learner uses."""

from typing import Any

import pytest
from django.test import Client

from courses.models import Attempt, Certificate, CompletionEvent, Enrolment

pytestmark = pytest.mark.django_db
LESSON = "/learn/listening/module-0/lesson-0/"


@pytest.fixture
def client(client_for: Any, learner: Any, course: Any) -> Client:
    """The learner's browser, enrolled."""
    browser: Client = client_for(learner)
    browser.post("/learn/listening/enrol/")
    return browser


def right_answers(attempt: Attempt) -> dict[str, Any]:
    """The form of a learner who knows everything."""
    return {
        f"q{question['id']}": [option["key"] for option in question["options"] if option["right"]]
        for question in attempt.paper
    }


def finish_lessons(client: Client) -> None:
    for module in range(2):
        for lesson in range(2):
            client.post(f"/learn/listening/module-{module}/lesson-{lesson}/done/")


def pass_paper(client: Client) -> Any:
    client.post("/learn/listening/paper/start/")
    attempt = Attempt.objects.get(submitted_at=None)
    return client.post("/learn/listening/paper/submit/", {"attempt": attempt.number} | right_answers(attempt))


def test_a_learner_goes_from_enrolment_to_a_certificate(client: Client) -> None:
    finish_lessons(client)
    result = pass_paper(client)
    assert result.url == "/learn/listening/paper/1/"
    award = client.post("/learn/listening/certificate/", {"name": "Ada Learner"})
    certificate = Certificate.objects.get()
    assert award.url == certificate.get_absolute_url()
    assert "Valid" in Client().get(certificate.get_verify_url()).content.decode()


def test_enrolling_twice_is_enrolling_once(client: Client) -> None:
    client.post("/learn/listening/enrol/")
    assert Enrolment.objects.count() == 1
    assert CompletionEvent.objects.count() == 1


def test_done_leads_to_the_next_lesson_and_counts_once(client: Client) -> None:
    first = client.post(f"{LESSON}done/")
    client.post(f"{LESSON}done/")
    assert first.url == "/learn/listening/module-0/lesson-1/"
    assert CompletionEvent.objects.filter(kind="lesson_completed").count() == 1


def test_continue_leads_to_the_first_unfinished_lesson(client: Client) -> None:
    client.post(f"{LESSON}done/")
    assert client.get("/learn/listening/continue/").url == "/learn/listening/module-0/lesson-1/"


def test_an_answer_in_a_lesson_is_kept_and_explained(client: Client) -> None:
    page = client.get(LESSON).content.decode()
    assert "Because" not in page
    name, value = answer_field(page)
    answered = client.post(f"{LESSON}check/", {"slot": slot_name(page), name: value}, follow=True)
    assert "Because 0." in answered.content.decode()
    assert "Because 0." in client.get(LESSON).content.decode()


def test_a_reader_without_an_account_gets_feedback_and_nothing_is_kept(course: Any) -> None:
    browser = Client()
    page = browser.get(LESSON).content.decode()
    name, value = answer_field(page)
    answered = browser.post(f"{LESSON}check/", {"slot": slot_name(page), name: value})
    assert "Because 0." in answered.content.decode()
    assert "Because" not in browser.get(LESSON).content.decode()


def test_a_failed_check_can_be_tried_again_with_other_questions(client: Client) -> None:
    client.post("/learn/listening/paper/start/")
    client.post("/learn/listening/paper/submit/", {"attempt": 1, "as_it_is": 1})
    first = Attempt.objects.get(number=1)
    client.post("/learn/listening/paper/start/")
    second = Attempt.objects.get(number=2)
    assert first.passed is False
    assert {q["id"] for q in first.paper} != {q["id"] for q in second.paper}


def test_handing_in_with_open_questions_asks_once(client: Client) -> None:
    client.post("/learn/listening/paper/start/")
    asked = client.post("/learn/listening/paper/submit/", {"attempt": 1})
    assert "Some questions have no answer yet" in asked.content.decode()
    assert Attempt.objects.get().submitted_at is None


def test_answers_are_kept_while_the_check_is_open(client: Client) -> None:
    client.post("/learn/listening/paper/start/")
    answers = right_answers(Attempt.objects.get())
    client.post("/learn/listening/paper/save/", {"attempt": 1} | answers)
    assert client.get("/learn/listening/paper/").content.decode().count(" checked") == 4


def test_a_second_tab_cannot_change_what_was_handed_in(client: Client) -> None:
    pass_paper(client)
    late = client.post("/learn/listening/paper/save/", {"attempt": 1}, headers={"X-Requested-With": "fetch"})
    again = client.post("/learn/listening/paper/submit/", {"attempt": 1, "as_it_is": 1})
    assert late.status_code == 409
    assert again.url == "/learn/listening/paper/1/"
    assert Attempt.objects.get().passed


def test_right_answers_are_never_in_the_open_paper(client: Client) -> None:
    client.post("/learn/listening/paper/start/")
    page = client.get("/learn/listening/paper/").content.decode()
    assert "Because" not in page
    assert "right&quot;" not in page


def test_no_certificate_before_everything_is_done(client: Client) -> None:
    pass_paper(client)
    client.post("/learn/listening/certificate/", {"name": "Ada"})
    assert not Certificate.objects.exists()


def test_a_second_award_gives_the_same_certificate(client: Client) -> None:
    finish_lessons(client)
    pass_paper(client)
    for name in ("Ada", "Somebody Else"):
        client.post("/learn/listening/certificate/", {"name": name})
    assert [held.name for held in Certificate.objects.all()] == ["Ada"]


def test_a_wrong_name_is_mended_by_a_new_certificate(client: Client) -> None:
    finish_lessons(client)
    pass_paper(client)
    client.post("/learn/listening/certificate/", {"name": "Aad"})
    old = Certificate.objects.get()
    client.post(old.get_absolute_url(), {"name": "Ada"})
    new = Certificate.objects.get(revoked_at=None)
    assert new.name == "Ada"
    assert "replaced" in client.get(old.get_verify_url()).content.decode()


def answer_field(page: str) -> tuple[str, str]:
    """Name and value of the first radio button."""
    field = page.split('type="radio"')[1]
    return field.split('name="')[1].split('"')[0], field.split('value="')[1].split('"')[0]


def slot_name(page: str) -> str:
    return page.split('name="slot" value="')[1].split('"')[0]
