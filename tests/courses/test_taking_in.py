"""Questions in and out of the bank, through the rooms of those who keep it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.models import AuditEntry
from courses.actions.exchange import import_questions, receive_questions
from courses.actions.usage import tidy_question_imports
from courses.carrying import draft_of
from courses.exchange import write
from courses.models import CoursePage, LessonAnswer, Option, Outcome, Question, QuestionImport
from tests import make, make_questions

pytestmark = pytest.mark.django_db
ROOM = "/cms/questions/"
GIFT = """$CATEGORY: listening/outcome-0

::seat::Where to sit?{=Beside#Level. ~Behind#Apart.}

::trust::Trust grows slowly.{T}

An essay.{}

$CATEGORY: elsewhere

Who?{=nobody#Yes. =%0%*#No.}
"""


@pytest.fixture
def author(course: CoursePage) -> Any:
    return make.staff("author@example.org", "Course authors")


@pytest.fixture
def client(client_for: Any, author: Any) -> Client:
    browser: Client = client_for(author)
    return browser


@pytest.fixture
def outcome(course: CoursePage) -> Outcome:
    found = course.outcomes.first()
    assert found is not None
    return found


def send(client: Client, text: str = GIFT) -> str:
    """Send a file; returns the address of its preview."""
    file = SimpleUploadedFile("bank.txt", text.encode())
    return str(client.post(f"{ROOM}import/", {"file": file}).url)


def tags(page: str) -> list[str]:
    return re.findall(r"(New|Changed|Here already|Cannot be carried) <strong>(\d+)", page)


def test_a_file_is_looked_at_mapped_imported_and_reported(client: Client, outcome: Outcome) -> None:
    before = Question.objects.count()
    address = send(client)
    preview = client.get(address).content.decode()
    assert tags(preview) == [
        ("New", "2"),
        ("Changed", "0"),
        ("Here already", "0"),
        ("Cannot be carried", "2"),
    ]
    assert "Choose an outcome for its category" in preview
    assert Question.objects.count() == before
    form = {"outcome-0": outcome.pk, "outcome-1": outcome.pk, "use": "final"}
    report = client.post(f"{address}begin/", form, follow=True).content.decode()
    assert tags(report)[0] == ("New", "3")
    assert Question.objects.count() == before + 3


def test_what_says_nothing_is_kept_out_of_use_until_it_does(client: Client, outcome: Outcome) -> None:
    address = send(client)
    client.post(f"{address}begin/", {"outcome-0": outcome.pk, "use": "final"})
    assert Question.objects.get(key="seat").live
    quiet = Question.objects.get(key="trust")
    assert (quiet.live, quiet.feedback_right, quiet.truth) == (False, "Right.", True)


def test_the_same_file_again_adds_nothing(client: Client, outcome: Outcome) -> None:
    form = {"outcome-0": outcome.pk, "outcome-1": outcome.pk, "use": "final"}
    client.post(f"{send(client)}begin/", form)
    held = Question.objects.count()
    again = send(client)
    report = client.post(f"{again}begin/", form, follow=True).content.decode()
    assert tags(report)[:3] == [("New", "0"), ("Changed", "0"), ("Here already", "3")]
    assert Question.objects.count() == held


def test_a_changed_wording_is_taken_only_when_wanted_and_is_a_new_revision(
    client: Client, outcome: Outcome
) -> None:
    form = {"outcome-0": outcome.pk, "use": "final"}
    client.post(f"{send(client)}begin/", form)
    kept = Option.objects.get(text="Beside")
    changed = GIFT.replace("Level.", "On a level.")
    client.post(f"{send(client, changed)}begin/", form)
    assert Question.objects.get(key="seat").revision == 1
    client.post(f"{send(client, changed)}begin/", form | {"change": "on"})
    fresh = Option.objects.get(text="Beside")
    assert (fresh.pk, fresh.feedback) == (kept.pk, "On a level.")
    assert Question.objects.get(key="seat").revision == 2


def test_two_questions_of_one_name_are_told_apart(client: Client, outcome: Outcome) -> None:
    twice = GIFT + "\n$CATEGORY: listening/outcome-0\n\n::seat::Another?{=A#a ~B#b}\n"
    page = client.get(send(client, twice)).content.decode()
    assert "stands at line 3 already" in page


@pytest.mark.parametrize("name", ["gift", "moodle"])
def test_a_bank_taken_out_and_in_again_is_the_same(client: Client, outcome: Outcome, name: str) -> None:
    Question.objects.all().delete()
    make_questions.every_kind(outcome, feedback_right="Yes.", feedback_wrong="Yes.")
    make.question(outcome, "plain")
    content = client.get(f"{ROOM}export/", {"format": name, "download": 1}).content.decode()
    page = client.get(send(client, content)).content.decode()
    left = {"gift": "5", "moodle": "6"}[name]
    assert tags(page)[:3] == [("New", "0"), ("Changed", "0"), ("Here already", left)]


def test_the_export_page_lists_what_a_format_cannot_hold(client: Client, outcome: Outcome) -> None:
    make_questions.scenario(outcome)
    page = client.get(f"{ROOM}export/", {"format": "gift", "outcome": outcome.pk}).content.decode()
    assert "This format has no such kind of question" in page
    package = client.get(f"{ROOM}export/", {"format": "qti", "download": 1})
    assert package.content.startswith(b"PK")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file"),
        ("<quiz><!ENTITY", "damaged at line 1"),
        ("PK\x03\x04", "no text"),
        ("<!DOCTYPE quiz [<!ENTITY a 'b'>]><quiz/>", "declares entities"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_word(client: Client, text: str, words: str) -> None:
    page = client.post(f"{ROOM}import/", {"text": text}).content.decode()
    assert words in page
    assert not QuestionImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(client: Client) -> None:
    file = SimpleUploadedFile("bank.txt", b"a" * 2_000_001)
    assert "larger than two megabytes" in client.post(f"{ROOM}import/", {"file": file}).content.decode()


def test_only_those_who_keep_questions_take_any_in(course: CoursePage, author: Any) -> None:
    moderator = make.staff("moderator@example.org", "Moderators")
    with pytest.raises(PermissionDenied):
        receive_questions(actor=moderator, name="n", format_name="gift", content=b"Q{T}")
    batch = receive_questions(actor=author, name="n", format_name="gift", content=b"Q{T}")
    with pytest.raises(PermissionDenied):
        import_questions(batch=batch, actor=moderator, outcomes={}, use="final", change=False)


def test_a_failure_midway_leaves_nothing(
    course: CoursePage, author: Any, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = receive_questions(actor=author, name="n", format_name="gift", content=GIFT.encode())
    before = Question.objects.count()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr("courses.actions.exchange.record", fail)
    with pytest.raises(OSError, match="disk"):
        import_questions(
            batch=batch, actor=author, outcomes={"elsewhere": outcome.pk}, use="final", change=False
        )
    assert Question.objects.count() == before
    assert AuditEntry.objects.filter(action="questions imported").count() == 0


def test_many_questions_come_in_by_few_queries(course: CoursePage, author: Any, outcome: Outcome) -> None:
    counts = []
    for size in (20, 400):
        drafts = [f"::n{size}-{place}::What about {place}?{{=a#A ~b#B}}" for place in range(size)]
        content = "\n\n".join(drafts).encode()
        batch = receive_questions(actor=author, name="n", format_name="gift", content=content)
        with CaptureQueriesContext(connection) as captured:
            import_questions(batch=batch, actor=author, outcomes={"": outcome.pk}, use="lesson", change=False)
        counts.append(len(captured))
    assert counts[0] <= counts[1] <= 30


def test_the_rooms_ask_the_same_number_of_queries_however_many_questions(
    client: Client, outcome: Outcome
) -> None:
    counts = []
    for extra in (0, 30):
        for place in range(extra):
            make.question(outcome, f"more-{place}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ROOM).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_list_is_filtered_and_bears_nonsense(client: Client, outcome: Outcome) -> None:
    make_questions.numeric(outcome, text="How many beds?", difficulty="hard")
    page = client.get(ROOM, {"kind": "numeric", "difficulty": "hard", "q": "beds"}).content.decode()
    assert "1 question<" in page
    for query in ({"kind": "%00"}, {"outcome": "x" * 300}, {"q": "'\""}, {"page": "zero"}):
        assert client.get(ROOM, query).status_code == 200


def test_a_question_is_previewed_as_a_learner_meets_it(client: Client, outcome: Outcome) -> None:
    for question in make_questions.every_kind(outcome):
        page = client.get(f"{ROOM}{question.pk}/").content.decode()
        assert "As a learner sees it" in page
        assert question.text in page


def test_answers_in_lessons_survive_a_changed_wording(client: Client, outcome: Outcome) -> None:
    question = make.question(outcome, "lasting", use="lesson")
    option = question.options.first()
    assert option is not None
    draft = draft_of(Question.objects.get(pk=question.pk))
    content = write([draft], "moodle")[0].decode().replace("Because 0.", "Because it is so.")
    client.post(f"{send(client, content)}begin/", {"outcome-0": outcome.pk, "use": "lesson", "change": "on"})
    assert Option.objects.get(pk=option.pk).feedback == "Because it is so."
    assert not LessonAnswer.objects.exists()


def test_files_that_wait_too_long_are_forgotten(author: Any) -> None:
    batch = receive_questions(actor=author, name="n", format_name="gift", content=b"Q{T}")
    tidy_question_imports(timezone.localdate())
    assert QuestionImport.objects.exists()
    QuestionImport.objects.filter(pk=batch.pk).update(started_at=timezone.now() - timedelta(days=15))
    tidy_question_imports(timezone.localdate())
    assert not QuestionImport.objects.exists()
