"""Promising practice: sent once, reviewed, published or declined; the rest of the world sees only what is published."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from academy.models import Notification, SearchEntry
from evidence.actions.practice import answer_practice, receive_nomination, share_practice, withdraw_practice
from evidence.models import PracticeSubmission
from tests import make

pytestmark = pytest.mark.django_db
TOLD = {
    "title": "Tea before talk",
    "what": "We made tea first.",
    "why": "People settle.",
    "who_for": "Parents",
    "where": "Hackney, 2025",
    "coproduction": "Three parents, paid by the hour",
    "worked": "no",
    "learnt": "Nobody came twice.",
}


@pytest.fixture
def editor() -> Any:
    return make.staff("editor@example.org", "Evidence editors")


@pytest.fixture
def practice(learner: Any) -> PracticeSubmission:
    return share_practice(person=learner, token="t" * 20, values=TOLD)


def test_what_didnt_work_is_sent_reviewed_and_published(
    practice: PracticeSubmission, editor: Any, learner: Any, client: Client
) -> None:
    answer_practice(practice=practice, actor=editor, state="published", stage=2, answer="Thank you.")
    answer = client.get(reverse("evidence:practices")).content.decode()
    assert "Tea before talk" in answer
    assert "It didn’t work" in answer
    assert Notification.objects.filter(person=learner, kind="followed").count() == 1


def test_the_form_keeps_what_was_typed_when_something_is_missing(
    learner: Any, client_for: Callable[..., Client]
) -> None:
    answer = client_for(learner).post(
        reverse("evidence:practice_share"), TOLD | {"title": "", "token": "x" * 20}
    )
    assert answer.status_code == 200
    assert "We made tea first." in answer.content.decode()
    assert not PracticeSubmission.objects.exists()


def test_the_same_form_sent_twice_is_kept_once(learner: Any, client_for: Callable[..., Client]) -> None:
    browser = client_for(learner)
    for _time in range(2):
        answer = browser.post(reverse("evidence:practice_share"), TOLD | {"token": "x" * 20})
        assert answer.status_code == 302
    assert PracticeSubmission.objects.count() == 1


@pytest.mark.parametrize("state", ["received", "review", "declined", "withdrawn"])
def test_nobody_else_finds_what_is_not_published(
    practice: PracticeSubmission, state: str, client: Client, client_for: Callable[..., Client]
) -> None:
    PracticeSubmission.objects.update(state=state, answer="Not this time, and here is why.")
    place = reverse("evidence:practice", args=[practice.pk])
    other = client_for(make.person("other@example.org"))
    assert [browser.get(place).status_code for browser in (client, other)] == [404, 404]
    assert "Tea before talk" not in client.get(reverse("evidence:practices")).content.decode()
    assert not SearchEntry.objects.filter(source="practice").exists()


def test_the_sender_reads_their_own_and_takes_it_back(
    practice: PracticeSubmission, editor: Any, learner: Any, client_for: Callable[..., Client]
) -> None:
    answer_practice(practice=practice, actor=editor, state="published", stage=1)
    assert SearchEntry.objects.filter(source="practice").count() == 1
    browser = client_for(learner)
    assert browser.get(reverse("evidence:practice", args=[practice.pk])).status_code == 200
    browser.post(reverse("evidence:practice_withdraw", args=[practice.pk]))
    practice.refresh_from_db()
    assert practice.state == "withdrawn"
    assert not SearchEntry.objects.filter(source="practice").exists()


def test_only_reviewers_answer_and_only_senders_withdraw(
    practice: PracticeSubmission, learner: Any, editor: Any
) -> None:
    with pytest.raises(PermissionDenied):
        answer_practice(practice=practice, actor=learner, state="published", stage=1)
    with pytest.raises(PermissionDenied):
        withdraw_practice(practice=practice, person=editor)
    withdraw_practice(practice=practice, person=learner)
    with pytest.raises(PermissionDenied):
        answer_practice(practice=practice, actor=editor, state="published", stage=1)


def test_it_is_not_declined_without_a_word(
    practice: PracticeSubmission, editor: Any, client_for: Callable[..., Client]
) -> None:
    place = reverse("practice_review", args=[practice.pk])
    answer = client_for(editor).post(place, {"state": "declined", "stage": "1", "answer": " "})
    assert "Say kindly why" in answer.content.decode()
    practice.refresh_from_db()
    assert practice.state == "received"


def test_a_nomination_is_taken_in_once(learner: Any) -> None:
    for _time in range(2):
        receive_nomination(source="plan:7", person=learner, values=TOLD)
    assert PracticeSubmission.objects.get().nominated_from == "plan:7"
