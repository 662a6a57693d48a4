"""Questions of every kind: what an author may write, what a learner meets, what is never shown."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.blocks import StreamBlockValidationError

from academy.starter.keeper import Keeper
from courses.blocks import LessonStream
from courses.marking import fields_of, mark, right_answer
from courses.models import Attempt, CoursePage, Item, LessonPage, Option, Outcome, Question
from courses.starter.loading import load_questions
from tests import make, make_questions

pytestmark = pytest.mark.django_db
PAPER = "/learn/listening/paper/"


@pytest.fixture
def course(db: None) -> CoursePage:
    """A course whose final check has one question of every kind beyond options."""
    made = make.course(outcomes=1, questions=0, questions_an_outcome=6)
    make_questions.every_kind(made.outcomes.get())
    return made


@pytest.fixture
def outcome(course: CoursePage) -> Outcome:
    return Outcome.objects.get(course=course)


@pytest.fixture
def client(client_for: Any, learner: Any, course: CoursePage) -> Client:
    browser: Client = client_for(learner)
    browser.post("/learn/listening/enrol/")
    browser.post(f"{PAPER}start/")
    return browser


def form_of(attempt: Attempt) -> dict[str, Any]:
    """The form of somebody who knows everything."""
    form: dict[str, Any] = {"attempt": attempt.number}
    for question in attempt.paper:
        names = fields_of(question)
        for item in right_answer(question):
            part, _sign, value = item.partition("=")
            name = f"q{question['id']}"
            form |= {name: item} if names == [name] else {f"{name}-{part}": value}
    return form


def test_every_kind_is_answered_by_a_plain_form_and_marked(client: Client) -> None:
    attempt = Attempt.objects.get()
    client.post(f"{PAPER}submit/", form_of(attempt))
    attempt.refresh_from_db()
    assert (attempt.right, attempt.asked, attempt.passed) == (6, 6, True)
    page = client.get(f"{PAPER}1/").content.decode()
    assert "6 of 6 marks" in page
    assert page.count("✓ Right") == 6


def test_nothing_right_is_in_an_open_paper(client: Client) -> None:
    page = client.get(PAPER).content.decode()
    for secret in (
        "Yes, because",
        "Look at the lesson",
        "Café",
        "give or take",
        "They sit down",
        "points",
        "care",
    ):
        assert secret not in page
    attempt = Attempt.objects.get()
    for question in attempt.paper:
        for item in question.get("items", []):
            assert item["key"] != item.get("match")


def test_a_scenario_shows_its_next_step_once_a_choice_is_made(client: Client) -> None:
    question = next(each for each in Attempt.objects.get().paper if each["kind"] == "scenario")
    choice = right_answer(question)[0].split("=")[1]
    sent = {"attempt": 1, f"q{question['id']}-door": choice, "go_on": question["id"]}
    answer = client.post(f"{PAPER}submit/", sent)
    assert "#question-" in answer.url
    assert "They sit down" in client.get(PAPER).content.decode()
    assert Attempt.objects.get().submitted_at is None


def test_a_part_answer_counts_as_open_and_earns_its_part(client: Client) -> None:
    question = next(each for each in Attempt.objects.get().paper if each["kind"] == "matching")
    part, value = right_answer(question)[0].split("=")
    sent = {"attempt": 1, f"q{question['id']}-{part}": value}
    page = client.post(f"{PAPER}submit/", sent).content.decode()
    assert page.count('<a href="#question-') == 6
    client.post(f"{PAPER}submit/", {"attempt": 1, "as_it_is": 1})
    attempt = Attempt.objects.get()
    assert str(attempt.right) == "0.333"
    assert "Partly right" in client.get(f"{PAPER}1/").content.decode()


def test_saving_one_part_leaves_the_others(client: Client) -> None:
    question = next(each for each in Attempt.objects.get().paper if each["kind"] == "ordering")
    name = f"q{question['id']}"
    first, second = (item.split("=") for item in right_answer(question)[:2])
    client.post(f"{PAPER}save/", {"attempt": 1, f"{name}-{first[0]}": first[1], f"asked{question['id']}": 1})
    client.post(f"{PAPER}save/", {"attempt": 1, f"{name}-{second[0]}": second[1]})
    kept = Attempt.objects.get().answers.get(question=str(question["id"])).chosen
    assert len(kept) == 2


def test_every_kind_but_a_scenario_can_be_asked_in_a_lesson(course: CoursePage, outcome: Outcome) -> None:
    asked = [build(outcome, f"l-{build.__name__}", use="lesson") for build in make_questions.EVERY_KIND[:5]]
    lesson = LessonPage.objects.first()
    assert lesson is not None
    lesson.body = [("check", {"title": "Try", "questions": asked[:4]})]
    lesson.save_revision().publish()
    address = "/learn/listening/module-0/lesson-0/"
    page = Client().get(address).content.decode()
    assert "Yes, because" not in page
    slot = re.search(r'name="slot" value="([^"]+)"', page)
    assert slot is not None
    told = Client().post(f"{address}check/", {"slot": slot[1], f"q{asked[3].pk}": "21"}).content.decode()
    assert "Yes, because" in told


def test_a_scored_scenario_is_refused_in_a_lesson(course: CoursePage) -> None:
    scenario = Question.objects.get(kind="scenario")
    check = {"title": "Try", "questions": [scenario.pk]}
    body = LessonStream().to_python([{"type": "check", "value": check}])
    with pytest.raises(StreamBlockValidationError):
        LessonStream().clean(body)


def test_starter_questions_may_be_of_every_kind(course: CoursePage, outcome: Outcome) -> None:
    said = {"use": "final", "text": "?", "feedback_right": "Yes.", "feedback_wrong": "No."}
    pairs = [{"text": "Cold", "match": "A blanket"}, {"text": "Noise", "match": "Quiet"}]
    step = make_questions.STEPS[1]["value"]
    kinds = [
        {"key": "s-match", "kind": "matching", "items": pairs},
        {"key": "s-text", "kind": "text", "accepted": ["Calm", "Calmness"], "difficulty": "hard"},
        {"key": "s-number", "kind": "numeric", "number": "5", "tolerance": "1"},
        {"key": "s-path", "kind": "scenario", "steps": [step]},
    ]
    for _time in range(2):
        load_questions(Keeper(), course, [said | {"outcome": outcome.key} | kind for kind in kinds])
    loaded = Question.objects.filter(key__startswith="s-")
    assert [mark(each.as_data(), right_answer(each.as_data())) for each in loaded] == [1] * 4
    assert {each.revision for each in loaded} == {1}


def test_old_answers_are_read_as_before(course: CoursePage) -> None:
    old = {"id": 1, "outcome": 2, "kind": "single", "text": "?", "options": [
        {"key": "5", "text": "A", "right": True, "feedback": "F"}
    ]}  # fmt: skip
    assert mark(old, ["5"]) == 1


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("numeric", {"number": None}),
    ("numeric", {"tolerance": "-1"}),
    ("statement", {"truth": None}),
    ("short_text", {"accepted": ""}),
    ("scenario", {"use": "lesson"}),
    ("ordering", {"feedback_right": ""}),
]


@pytest.mark.parametrize(("build", "fields"), WRONG)
def test_the_database_refuses_an_unsound_question(
    outcome: Outcome, build: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(make_questions, build)(outcome, "unsound", **fields)


def test_two_items_of_a_question_are_never_the_same(outcome: Outcome) -> None:
    question = Question.objects.get(kind="ordering")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(question=question, text="Listen")


@pytest.mark.parametrize("kind", ["matching", "ordering"])
def test_items_that_say_too_little_are_refused_with_a_word(outcome: Outcome, kind: str) -> None:
    question = Question.objects.get(kind=kind)
    question.items.set([Item(text="Alone", match="Something")])
    with pytest.raises(ValidationError, match="two items or more"):
        question.require_sound()


def test_a_scenario_without_points_is_refused(outcome: Outcome) -> None:
    question = Question.objects.get(kind="scenario")
    question.steps = []
    with pytest.raises(ValidationError, match="points to the better choices"):
        question.require_sound()


def test_a_new_wording_is_a_new_revision_and_the_same_wording_is_not(outcome: Outcome) -> None:
    question = make_questions.settled(make.question(outcome, "words"))
    question.settle()
    assert question.revision == 1
    Option.objects.filter(question=question, right=True).update(feedback="Said better.")
    fresh = Question.objects.get(pk=question.pk)
    fresh.settle()
    assert fresh.revision == 2
    assert fresh.as_data()["revision"] == 2


def test_an_attempt_keeps_the_wording_that_was_answered(client: Client) -> None:
    Question.objects.filter(kind="numeric").update(text="Another question altogether?", number=99)
    client.post(f"{PAPER}submit/", form_of(Attempt.objects.get()))
    assert Attempt.objects.get().passed
    assert "How many minutes?" in client.get(f"{PAPER}1/").content.decode()


def test_an_author_writes_a_question_of_a_new_kind(client_for: Any, outcome: Outcome) -> None:
    author = client_for(make.staff("author@example.org", "Course authors"))
    form = {"outcome": outcome.pk, "use": "final", "kind": "ordering", "difficulty": "hard", "key": "written"}
    form |= {"text": "In which order?", "feedback_right": "Yes.", "feedback_wrong": "No.", "live": "on"}
    form |= {"tolerance": "0", "truth": "", "steps-count": "0"}
    for name in ("options", "items"):
        form |= {f"{name}-{part}": "0" for part in ("INITIAL_FORMS", "MIN_NUM_FORMS")}
        form |= {f"{name}-TOTAL_FORMS": "2" if name == "items" else "0", f"{name}-MAX_NUM_FORMS": "10"}
    for place, text in enumerate(["One", "Two"]):
        form |= {f"items-{place}-text": text, f"items-{place}-match": "", f"items-{place}-ORDER": place + 1}
    answer = author.post("/cms/snippets/courses/question/add/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Question.objects.get(key="written").as_data()["items"][1]["text"] == "Two"
    form |= {"key": "unsound", "items-TOTAL_FORMS": "1"}
    again = author.post("/cms/snippets/courses/question/add/", form)
    assert "two items or more" in again.content.decode()
