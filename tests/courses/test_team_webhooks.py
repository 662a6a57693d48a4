"""Addresses that are told: signed, in order, once, and again when they do not answer; never inward."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from academy.outgoing import Answer, NoAnswer
from courses.actions import webhooks
from courses.actions.assigning import assign
from courses.actions.feeds import add_webhook, end_webhook, publish_feed
from courses.actions.webhooks import deliver, tend_feeds
from courses.models import CoursePage, Delivery, Webhook
from tests import make_teams

pytestmark = pytest.mark.django_db
URL = "https://hr.example.org/hook"


class Receiver:
    """Stands for the other side: keeps what came, answers what it is told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[bytes, dict[str, str]]] = []
        self.answers: list[Any] = []

    def __call__(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        self.sent.append((body, headers))
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, Exception):
            raise answer
        return Answer(answer, b"")


@pytest.fixture
def receiver() -> Any:
    made = Receiver()
    with patch.object(webhooks, "post", made):
        yield made


@pytest.fixture
def team(course: CoursePage) -> Any:
    organisation, manager = make_teams.team()
    assign(organisation=organisation, thing=course, actor=manager, due_days=30)
    with patch("courses.actions.feeds.target_of"):
        secret = add_webhook(organisation=organisation, url=URL, actor=manager)
    return organisation, manager, secret


def finish(team: Any, course: CoursePage, *names: str) -> Webhook:
    for name in names:
        make_teams.completed(make_teams.member(team[0], f"{name}@example.org"), course)
    publish_feed(organisation=team[0])
    return Webhook.objects.get()


def test_what_is_new_is_sent_once_and_signed(team: Any, course: CoursePage, receiver: Receiver) -> None:
    held = finish(team, course, "ann", "bob")
    deliver(held.pk)
    deliver(held.pk)
    body, headers = receiver.sent[0]
    stamp, signed = (part.partition("=")[2] for part in headers["Academy-Signature"].split(","))
    expected = hmac.new(team[2].encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert signed == expected
    assert len(json.loads(body)["completions"]) == 2
    assert len(receiver.sent) == 1


def test_no_answer_is_tried_again_and_nothing_is_lost_or_reordered(
    team: Any, course: CoursePage, receiver: Receiver
) -> None:
    receiver.answers = [500, NoAnswer("TimeoutError"), 301]
    held = finish(team, course, "ann")
    for attempt in (1, 2, 3):
        deliver(held.pk, attempt)
    deliver(held.pk)
    assert (Webhook.objects.get().reached, Delivery.objects.count()) == (0, 3)
    Delivery.objects.update(tried_at=held.made_at - timedelta(days=1))
    tend_feeds(held.made_at.date())
    assert Webhook.objects.get().reached == 1
    outcomes = list(Delivery.objects.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == ["HTTP 500", "no answer", "HTTP 301", "HTTP 204"]
    assert len({body for body, _headers in receiver.sent}) == 1


def test_a_later_try_waits_longer_and_ends_after_ten(
    team: Any, course: CoursePage, receiver: Receiver
) -> None:
    held = finish(team, course, "ann")
    receiver.answers = [500] * 3
    with patch.object(webhooks, "deliver_webhook") as task:
        task.get_backend.return_value.supports_defer = True
        for attempt in (2, 5, 10):
            deliver(held.pk, attempt)
    waits = [call.kwargs["run_after"] for call in task.using.call_args_list]
    assert len(waits) == 2
    assert (waits[1] - waits[0]).total_seconds() > 25 * 60


def test_the_secret_is_sealed_and_the_log_names_nobody(
    team: Any, course: CoursePage, receiver: Receiver
) -> None:
    held = finish(team, course, "ann")
    deliver(held.pk)
    assert team[2] not in str(list(Webhook.objects.values()))
    assert "ann" not in str(list(Delivery.objects.values()))


def test_an_address_that_was_ended_or_is_told_already_gets_nothing(
    team: Any, course: CoursePage, receiver: Receiver
) -> None:
    organisation, manager, _secret = team
    with patch("courses.actions.feeds.target_of"):
        assert add_webhook(organisation=organisation, url=URL, actor=manager) == ""
    end_webhook(webhook=Webhook.objects.get(), actor=manager)
    deliver(finish(team, course, "ann").pk)
    assert receiver.sent == []


@pytest.mark.parametrize(
    "url", ["http://hr.example.org/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.8/"]
)
def test_an_inward_address_is_refused_with_words(team: Any, client_for: Any, url: str) -> None:
    client, at = client_for(team[1]), "/learn/teams/youth-service/connections/"
    page = client.post(at, {"what": "webhook", "url": url}).content.decode()
    assert "open internet" in page or "https://" in page
    assert Webhook.objects.count() == 1
    assert "vrs_" not in page
