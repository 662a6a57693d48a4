"""What screening saw is logged by category and outcome; the words and their writer are in no log."""

import logging

import pytest

from network.actions.posting import LooksPersonal, Writing, open_thread
from network.actions.reporting import report
from network.forms.people import SaveSearchForm
from tests import make_network

pytestmark = pytest.mark.django_db
PHONE = "Ring 020 7946 0123"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged."""
    assert logging.getLogger().getEffectiveLevel() == logging.WARNING
    caplog.handler.setLevel(logging.INFO)
    return caplog


def test_what_was_asked_and_answered_is_logged_without_words(lines: pytest.LogCaptureFixture) -> None:
    author = make_network.member("Ada Asker")
    with pytest.raises(LooksPersonal):
        open_thread(author=author, writing=Writing(PHONE, "t" * 20, title="Whom?"), kind="question")
    answered = Writing(PHONE, "t" * 20, title="Whom?", answers={"phone": "service_contact"})
    thread = open_thread(author=author, writing=answered, kind="question")
    report(reporter=make_network.member("Kit"), thing=thread.posts.get(), reason="spam", words=PHONE)
    assert not SaveSearchForm({"name": PHONE}).is_valid()
    assert [record.getMessage() for record in lines.records] == [
        "post: phone 1; asked",
        "post: phone 1; answered",
        "report: phone 1; kept for moderators",
        "SaveSearchForm: phone 1; asked",
    ]


def test_nothing_is_logged_where_nothing_was_seen(lines: pytest.LogCaptureFixture) -> None:
    writing = Writing("How do you ask?", "t" * 20, title="A title")
    open_thread(author=make_network.member("Ada Asker"), writing=writing, kind="question")
    assert lines.records == []
