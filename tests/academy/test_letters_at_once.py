"""The outbox, with many workers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from academy.actions.notify import notify
from academy.letters.digests import post_digests
from academy.letters.sending import send
from academy.models import Letter, Notification, NotificationChoice
from tests import make
from tests.mail_sink import mail_sink

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 10


def at_once(work: Any) -> None:
    """The same by ten workers."""

    def alone(_number: int) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(alone, range(WORKERS)))


def test_a_letter_that_ten_workers_want_goes_once(settings: Any) -> None:
    letter = Letter.objects.create(to="ada@example.org", subject="S", text="T")
    with mail_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.server_address
        at_once(lambda: send(letter.pk))
    assert len(sink.letters) == 1


def test_a_digest_that_ten_workers_write_is_one_letter() -> None:
    person = make.person()
    NotificationChoice.objects.create(person=person, kind="learning", way="daily")
    for number in range(3):
        notify(people=[person], kind="learning", fact=str(number), title="News")
    Notification.objects.update(created_at=timezone.now() - timedelta(days=2))
    at_once(lambda: post_digests(timezone.localdate()))
    assert len(Letter.objects.get().news) == 3


def test_a_fact_told_ten_times_at_once_is_one_letter() -> None:
    person = make.person()
    at_once(lambda: notify(people=[person], kind="learning", fact="f", title="News"))
    assert Letter.objects.count() == Notification.objects.count() == 1
