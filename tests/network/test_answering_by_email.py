"""Answering by email: screened like any post, once, for its own reader, for 90 days; and what comes back."""

import io
import sys
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from academy.actions.notify import notify
from academy.letters.addresses import bounce_address, read_signed
from academy.models import Bounce, Letter
from network.actions.receiving import receive_letter
from network.mail.addresses import read_reply_address, reply_address
from network.models import Post, Profile, Thread
from tests import make_network

pytestmark = pytest.mark.django_db
NHS = "The number is 943 476 5919."


@pytest.fixture(autouse=True)
def domain(settings: Any) -> None:
    """Answers are taken."""
    settings.REPLY_DOMAIN = "reply.example.org"


@pytest.fixture
def reader() -> Profile:
    """Who got a letter."""
    return make_network.member("Ray Reader")


@pytest.fixture
def thread() -> Thread:
    """What the letter was about."""
    return make_network.thread(make_network.member("Wyn Writer"))


@pytest.fixture
def to(reader: Profile, thread: Thread) -> str:
    """The address that stood in it."""
    return reply_address(reader.person, thread.posts.get())


def answer(to: str, body: str = "We ask everybody.", **headers: str) -> bytes:
    """An answer as a mail program sends it."""
    letter = EmailMessage()
    values = {"From": "Ray <ray-reader@example.org>", "To": to, "Message-ID": "<1@example.org>"}
    for name, value in (values | {name.replace("_", "-"): each for name, each in headers.items()}).items():
        letter[name] = value
    letter.set_content(f"{body}\n\nOn 26/11/2026 10:00, Academy wrote:\n> How?\n")
    return letter.as_bytes()


def answers(thread: Thread) -> list[str]:
    return list(thread.posts.filter(by_email=True).values_list("body", flat=True))


def test_an_answer_is_posted_once_without_what_was_quoted(to: str, thread: Thread, reader: Profile) -> None:
    assert receive_letter(answer(to)) == "posted"
    assert receive_letter(answer(to)) == "posted"
    assert answers(thread) == ["We ask everybody."]
    post = thread.posts.get(by_email=True)
    assert (post.author_id, post.reply_to_id) == (reader.pk, thread.posts.earliest("pk").pk)
    assert mail.outbox == []


def test_what_screening_sees_holds_an_emailed_answer_and_its_sender_hears(to: str, thread: Thread) -> None:
    assert receive_letter(answer(to, NHS)) == "held"
    post = thread.posts.get(by_email=True)
    assert (post.state, post.held_because) == ("held", "screening")
    assert "943" not in mail.outbox[0].body
    assert "reads your answer first" in mail.outbox[0].body


def test_a_phone_number_in_a_name_beneath_the_words_holds_it_too(to: str, thread: Thread) -> None:
    assert receive_letter(answer(to, "We ask.\n\nKind regards\nRay, 07700 900123")) == "held"


@pytest.mark.parametrize("sender", ["other@example.org", "ray-reader@example.com", "academy@localhost"])
def test_an_answer_from_another_address_is_refused_kindly_and_reveals_nothing(
    to: str, thread: Thread, sender: str
) -> None:
    assert receive_letter(answer(to, From=sender)) == "other"
    assert answers(thread) == []
    said = mail.outbox[0]
    assert said.to == [sender]
    assert "Nothing is lost" in said.body
    assert all(word not in said.body + said.subject for word in ("ray", "Ray", thread.title, "We ask"))


def test_an_address_that_is_not_verified_is_another_address(to: str, reader: Profile) -> None:
    reader.person.emailaddress_set.create(email="new@example.org", verified=False)
    assert receive_letter(answer(to, From="new@example.org")) == "other"
    reader.person.emailaddress_set.update(verified=True)
    assert receive_letter(answer(to, From="NEW@Example.org", Message_ID="<2@x>")) == "posted"


def test_an_answer_after_ninety_days_is_refused(
    to: str, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=91))
    assert receive_letter(answer(to)) == "late"
    monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=90))
    assert receive_letter(answer(to)) == "posted"


def close(thread: Thread, reader: Profile) -> None:
    Thread.objects.filter(pk=thread.pk).update(locked=True)


def hide(thread: Thread, reader: Profile) -> None:
    Thread.objects.filter(pk=thread.pk).update(state="hidden")


def shut(thread: Thread, reader: Profile) -> None:
    Thread.objects.filter(pk=thread.pk).update(group=make_network.group("Hidden", openness="hidden"))


def suspend(thread: Thread, reader: Profile) -> None:
    Profile.objects.filter(pk=reader.pk).update(suspended_until=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("change", [close, hide, shut, suspend])
def test_who_may_not_answer_on_the_site_may_not_by_email(
    to: str, thread: Thread, reader: Profile, change: Any
) -> None:
    change(thread, reader)
    assert receive_letter(answer(to)) == "closed"
    assert answers(thread) == []
    assert len(mail.outbox) == 1


def test_the_account_that_is_closed_answers_nothing(to: str, thread: Thread, reader: Profile) -> None:
    reader.person.is_active = False
    reader.person.save()
    assert receive_letter(answer(to)) == "other"
    assert answers(thread) == []


def test_who_asked_without_a_name_answers_by_email_without_it(reader: Profile) -> None:
    group = make_network.group("Named", anonymous_asking=True, steward=make_network.member("Stew"))
    make_network.belong(group, reader)
    thread = make_network.thread(reader, group=group, anonymous=True)
    assert receive_letter(answer(reply_address(reader.person, thread.posts.get()))) == "held"
    assert thread.posts.get(by_email=True).anonymous


@pytest.mark.parametrize(
    "mark", [{"Auto-Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return-Path": "<>"}]
)
def test_letters_of_machines_are_passed_over_without_an_answer(
    to: str, thread: Thread, mark: dict[str, str]
) -> None:
    assert receive_letter(answer(to, **mark)) == "ignored"
    assert (answers(thread), mail.outbox) == ([], [])


@pytest.mark.parametrize("change", ["swap", "cut", "domain", "number"])
def test_an_address_that_somebody_made_up_is_nobody(to: str, thread: Thread, change: str) -> None:
    made = {
        "swap": to[:-30] + ("a" if to[-30] != "a" else "b") + to[-29:],
        "cut": to.replace("-", "", 1),
        "domain": to.replace("reply.example", "other.example"),
        "number": "reply+1-1-1@reply.example.org",
    }[change]
    assert receive_letter(answer(made)) == "ignored"
    assert (answers(thread), mail.outbox) == ([], [])


def test_an_address_bears_a_mail_server_that_folds_case(to: str) -> None:
    assert read_reply_address(to.upper()) == read_reply_address(to)
    assert len(to.partition("@")[0]) <= 64


def test_files_are_left_out_and_said_so(to: str, thread: Thread) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Message-ID"] = "ray-reader@example.org", to, "<f@x>"
    letter.set_content("See the file.")
    letter.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    assert receive_letter(letter.as_bytes()) == "posted"
    assert not thread.posts.get(by_email=True).attachments.exists()
    assert "left out" in mail.outbox[0].body


def test_a_letter_in_html_alone_is_posted_as_plain_words(to: str, thread: Thread) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "ray-reader@example.org", to
    letter.set_content("<p>We <b>ask</b>.</p><script>alert(1)</script>", subtype="html")
    assert receive_letter(letter.as_bytes()) == "posted"
    assert answers(thread) == ["We ask."]


def test_an_empty_answer_and_a_repeated_one_are_said_to_be_so(to: str, thread: Thread) -> None:
    assert receive_letter(answer(to, "> quoted", Message_ID="<2@x>")) == "empty"
    assert receive_letter(answer(to)) == "posted"
    assert receive_letter(answer(to, Message_ID="<3@x>")) == "again"
    assert len(mail.outbox) == 2


def test_the_command_takes_a_letter_from_a_mail_server(
    to: str, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = answer("list@example.org")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    said = io.StringIO()
    call_command("receive_letter", to=[to], stdout=said)
    assert said.getvalue().strip() == "posted"
    assert len(answers(thread)) == 1


def failure(to: str, *, status: str = "5.1.1", action: str = "failed", why: str = "") -> bytes:
    """A delivery report (RFC 3464)."""
    return (
        f"From: MAILER-DAEMON@mx.example.org\nTo: {to}\nAuto-Submitted: auto-replied\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nSorry.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; ray-reader@example.org\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {why}\n\n--b--\n"
    ).encode()


@pytest.fixture
def sent(reader: Profile) -> Letter:
    """A letter of news that went to the reader."""
    notify(people=[reader.person], kind="peers", fact="f", title="News")
    letter = Letter.objects.get()
    Letter.objects.update(sent_at=timezone.now(), to="ray-reader@example.org")
    return letter


def test_a_letter_that_comes_back_for_good_stops_letters_to_its_address(sent: Letter) -> None:
    to = bounce_address(sent.pk)
    assert read_signed("bounce", to) == (sent.pk,)
    assert receive_letter(failure(to)) == "bounce"
    assert receive_letter(failure(to)) == "bounce"
    assert Bounce.objects.get().address == "ray-reader@example.org"
    assert mail.outbox == []


def test_a_report_without_a_telling_status_is_read_by_its_words(sent: Letter) -> None:
    raw = failure(bounce_address(sent.pk), status="5.0.0", why="550 No such user here")
    assert receive_letter(raw) == "bounce"
    assert Bounce.objects.get().status == "5.0.0"


@pytest.mark.parametrize("status", ["5.7.1", "5.0.0", "5.3.0", "5.2.2", "5.4.1"])
def test_what_came_back_for_a_fault_that_can_be_mended_stops_nothing_and_is_logged(
    sent: Letter, status: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert receive_letter(failure(bounce_address(sent.pk), status=status)) == "ignored"
    assert not Bounce.objects.exists()
    assert f"letter {sent.pk} came back: {status}" in caplog.text


@pytest.mark.parametrize("kind", ["delayed", "soft", "made up", "reply"])
def test_what_is_late_only_or_made_up_stops_nothing(sent: Letter, to: str, kind: str) -> None:
    address = bounce_address(sent.pk)
    raw = {
        "delayed": failure(address, action="delayed", status="4.4.1"),
        "soft": failure(address, status="4.2.2"),
        "made up": failure(address.replace("-", "-0", 1)),
        "reply": failure(to),
    }[kind]
    assert receive_letter(raw) == "ignored"
    assert not Bounce.objects.exists()


def test_nothing_is_taken_in_while_the_setting_is_empty(to: str, settings: Any) -> None:
    settings.REPLY_DOMAIN = ""
    assert receive_letter(answer(to)) == "ignored"
    assert receive_letter(answer(to), envelope=[to.partition("@")[0] + "@"]) == "ignored"
    assert not Post.objects.filter(by_email=True).exists()
