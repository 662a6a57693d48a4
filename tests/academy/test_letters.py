"""The outbox: an outage of the mail server loses nothing and repeats nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from academy.actions.notify import notify
from academy.letters.bounces import confirm_link, is_stopped, stop
from academy.letters.sending import forget_letters, send, send_due
from academy.models import Bounce, Letter, Notification, User
from academy.tasks import post_letter
from tests.mail_sink import Sink, mail_sink

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A real mail server, to which letters go."""
    with mail_sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


def post(**fields: Any) -> Letter:
    """A letter about an account."""
    return post_letter(**{"to": "ada@example.org", "subject": "A code", "text": "The code is 1.", **fields})


def tell(person: User, fact: str = "f", **fields: Any) -> None:
    notify(people=[person], kind="learning", fact=fact, title="Some news", **fields)


def later(**ago: int) -> None:
    """Let the time of every waiting letter come."""
    Letter.objects.waiting().update(due_at=timezone.now() - timedelta(seconds=1))


def test_a_letter_reaches_a_real_mail_server_and_is_forgotten(sink: Sink) -> None:
    post()
    send_due(TODAY)
    assert len(sink.letters) == 1
    assert "Subject: A code" in sink.letters[0]
    assert not Letter.objects.exists()


def test_news_goes_once_however_often_it_is_told_and_the_outbox_is_swept(sink: Sink, learner: User) -> None:
    tell(learner)
    tell(learner)
    send_due(TODAY)
    send_due(TODAY)
    assert len(sink.letters) == 1
    assert f"To: {learner.email}" in sink.letters[0]
    assert "text/html" in sink.letters[0]


@pytest.mark.parametrize("cut", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_line_that_is_cut_loses_nothing_and_repeats_nothing(sink: Sink, cut: str, learner: User) -> None:
    sink.drops = {cut, "HELO"} if cut == "EHLO" else {cut}
    post()
    for number in range(3):
        tell(learner, f"fact {number}")
    later()
    send_due(TODAY)
    assert (sink.letters, Letter.objects.waiting().count()) == ([], 4)
    sink.drops = set()
    for _round in range(3):
        later()
        send_due(TODAY)
    assert len(sink.letters) == 4
    assert not Letter.objects.waiting().exists()


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_asks_to_come_back_is_asked_later_each_time(sink: Sink, verb: str) -> None:
    sink.answers = {verb: "451 come back"}
    letter = post()
    waits = []
    for _round in range(4):
        letter.refresh_from_db()
        waits.append(letter.due_at - timezone.now())
        later()
        send_due(TODAY)
    assert waits == sorted(waits)
    assert waits[0] > timedelta(minutes=1)
    assert letter.tries >= 4
    sink.answers = {}
    later()
    send_due(TODAY)
    assert len(sink.letters) == 1


def test_no_mail_server_at_all_ends_the_round_after_one_letter(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    Letter.objects.bulk_create([Letter(to="ada@example.org", subject="S", text="T") for _ in range(3)])
    send_due(TODAY)
    assert sorted(Letter.objects.values_list("tries", flat=True)) == [0, 0, 1]
    assert mail.outbox == []


def test_a_letter_that_cannot_be_written_keeps_no_other_waiting(
    sink: Sink, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise KeyError("ada@example.org")

    tell(learner)
    monkeypatch.setattr("academy.letters.sending.write_news", fail)
    Letter.objects.create(to="ada@example.org", subject="S", text="T")
    Letter.objects.create(to="ada@example.org", subject="S\nBcc: eve@example.org", text="T")
    Letter.objects.create(to="ada@example.org", subject="S", text="T")
    send_due(TODAY)
    assert len(sink.letters) == 2
    assert Letter.objects.waiting().filter(tries=1).count() == 2


def test_a_letter_is_given_up_after_five_days_and_its_words_are_forgotten(sink: Sink) -> None:
    sink.answers = {"MAIL": "451 come back"}
    letter = post()
    Letter.objects.update(made_at=timezone.now() - timedelta(days=6))
    later()
    send_due(TODAY)
    letter.refresh_from_db()
    assert (letter.ended, letter.text, letter.to) == ("late", "", "")
    forget_letters(TODAY)
    assert Letter.objects.count() == 1


def test_the_claim_of_a_worker_that_was_killed_is_taken_up_under_the_same_id(sink: Sink) -> None:
    letter = Letter.objects.create(to="ada@example.org", subject="S", claimed_at=timezone.now())
    send(letter.pk)
    assert sink.letters == []
    Letter.objects.update(claimed_at=timezone.now() - timedelta(minutes=20))
    send(letter.pk)
    assert f"Message-ID: <letter-{letter.pk}-" in sink.letters[0]


def test_an_address_that_does_not_exist_gets_no_more_news_but_letters_about_its_account(
    sink: Sink, learner: User, client_for: Any
) -> None:
    sink.answers = {"RCPT": "550 5.1.1 no such user"}
    tell(learner)
    send_due(TODAY)
    sink.answers = {}
    tell(learner, "another")
    send_due(TODAY)
    assert sink.letters == []
    assert set(Letter.objects.values_list("ended", flat=True)) == {"refused", "stopped"}
    assert b"came back" in client_for(learner).get("/my/notifications/").content
    post(to=learner.email)
    assert len(sink.letters) == 1


def test_an_address_is_taken_up_again_when_its_owner_opens_the_link_and_presses(
    learner: User, client_for: Any
) -> None:
    stop(learner.email.upper(), status="5.1.1")
    client_for(learner).post("/my/notifications/address/")
    assert len(mail.outbox) == 1
    link = confirm_link(learner.email).removeprefix("http://localhost:8000")
    assert link.split("/")[2] in mail.outbox[0].body
    Client().get(link)
    assert is_stopped(learner.email)
    Client().post(link)
    assert not Bounce.objects.exists()


def test_what_is_told_in_a_transaction_that_fails_is_neither_kept_nor_sent(learner: User) -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        tell(learner)
        raise ValueError("no")
    assert not Letter.objects.exists()
    assert not Notification.objects.exists()
