"""A refusal ends a letter when it is about the mailbox; a wrong setting of ours stops nobody."""

import pytest
from django.utils import timezone

from academy.letters.refusals import is_final, is_mailbox_gone
from academy.letters.sending import send_due
from academy.models import Bounce, Letter
from tests.academy.test_letters import later, post, sink
from tests.mail_sink import Sink

__all__ = ["sink"]
FINAL = [
    "550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown",
    "550 5.1.10 the domain takes no post",
    "553 5.1.3 bad address",
    "550 5.2.1 closed",
    "550 No such user here",
    "551 user not local; account does not exist",
    "550 5.1.0 mailbox not found",
    "553 unknown recipient",
]
NOT_FINAL = [
    "554 5.7.1 Relay access denied",
    "550 5.7.1 blocked by policy",
    "554 no such user here",
    "554 refused",
    "550 Requested action not taken: mailbox unavailable",
    "550 5.1.8 sender address rejected: domain not found",
    "550 sender address rejected: unknown user",
    "550 relaying denied, account disabled",
    "552 5.2.2 mailbox full",
    "521 5.3.2 no post here",
    "450 4.1.1 user unknown",
    "530 5.7.0 authentication required",
]


@pytest.mark.pure
@pytest.mark.parametrize("answer", FINAL)
def test_no_such_mailbox_is_final(answer: str) -> None:
    assert is_final(int(answer[:3]), answer[4:])


@pytest.mark.pure
@pytest.mark.parametrize("answer", NOT_FINAL)
def test_what_somebody_can_mend_is_not(answer: str) -> None:
    assert not is_final(int(answer[:3]), answer[4:])


@pytest.mark.pure
def test_very_long_words_are_read_at_once() -> None:
    assert not is_mailbox_gone("", "user " * 100_000)


@pytest.mark.django_db
@pytest.mark.parametrize("answer", NOT_FINAL)
def test_a_letter_waits_while_the_server_refuses_us_and_goes_afterwards(sink: Sink, answer: str) -> None:
    sink.answers = {"RCPT": answer}
    letter = post()
    send_due(timezone.localdate())
    letter.refresh_from_db()
    assert (letter.ended, letter.tries, letter.due_at > timezone.now()) == ("", 1, True)
    assert not Bounce.objects.exists()
    sink.answers = {}
    later()
    send_due(timezone.localdate())
    assert (len(sink.letters), Letter.objects.count()) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("answer", FINAL)
def test_a_letter_to_no_mailbox_is_tried_once(sink: Sink, answer: str) -> None:
    sink.answers = {"RCPT": answer}
    letter = post()
    send_due(timezone.localdate())
    letter.refresh_from_db()
    assert (letter.ended, letter.tries) == ("refused", 1)
    assert Bounce.objects.get().address == "ada@example.org"
