"""Authors write in the editors' rooms; what is published is what readers get."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks import StreamBlockValidationError

from academy.models import StandardPage, Statistic
from courses.blocks import LessonStream, branch
from courses.models import CourseOutline, CoursePage, LessonBody, LessonPage, Question
from tests import make

pytestmark = pytest.mark.django_db
LESSON = "/learn/listening/module-0/lesson-0/"


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    return LessonPage.objects.get(body_row__address="listening/module-0/lesson-0")


@pytest.fixture
def lead(client_for: Any) -> Client:
    browser: Client = client_for(make.staff("lead@example.org", "Network leads"))
    return browser


def test_the_editors_rooms_open_for_every_kind_of_page(lead: Client, lesson: LessonPage) -> None:
    pages = [lesson, lesson.get_parent(), lesson.get_parent().get_parent()]
    for page in pages:
        assert lead.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
        assert lead.get(f"/cms/pages/{page.pk}/").status_code == 200


@pytest.mark.parametrize("kind", ["lesson", "module", "course"])
def test_a_draft_is_previewed_in_the_learners_frame(lead: Client, lesson: LessonPage, kind: str) -> None:
    page = {"lesson": lesson, "module": lesson.get_parent(), "course": lesson.get_parent().get_parent()}[kind]
    specific = page.specific
    specific.title = "A title in draft"
    specific.save_revision()
    response = lead.get(f"/cms/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert "A title in draft" in response.content.decode()


def test_a_draft_changes_nothing_for_readers_until_it_is_published(lesson: LessonPage) -> None:
    lesson.title = "A new title"
    revision = lesson.save_revision()
    assert "A new title" not in Client().get(LESSON).content.decode()
    revision.publish()
    assert "A new title" in Client().get(LESSON).content.decode()


def test_an_address_that_changes_leads_nowhere_old(course: CoursePage) -> None:
    course.slug = "hearing"
    course.save_revision().publish()
    assert Client().get(LESSON).status_code == 404
    assert Client().get(LESSON.replace("listening", "hearing")).status_code == 200


def test_a_course_taken_off_line_is_gone_with_its_lessons(course: CoursePage) -> None:
    course.unpublish()
    assert Client().get("/learn/listening/").status_code == 404
    assert Client().get(LESSON).status_code == 404
    assert not CourseOutline.objects.exists()


def test_a_deleted_lesson_leaves_the_outline(lesson: LessonPage) -> None:
    lesson.delete()
    assert Client().get(LESSON).status_code == 404
    outline = CourseOutline.objects.get()
    assert outline.data["lessons"] == 3


def test_a_corrected_statistic_shows_in_stored_lessons(
    lead: Client, lesson: LessonPage, client_for: Any, owner: Any
) -> None:
    figure = Statistic.objects.create(key="k", value="12", label="things", period="2019", source_name="S")
    lesson.body.append(("statistic", {"statistic": figure}))
    lesson.save_revision().publish()
    form = {"key": "k", "value": "13", "label": "things", "period": "2019", "source_name": "S"}
    client_for(owner).post(f"/cms/snippets/academy/statistic/edit/{figure.pk}/", form)
    assert ">13<" in Client().get(LESSON).content.decode()


def test_a_lesson_that_is_a_reserved_word_is_refused() -> None:
    with pytest.raises(ValidationError, match="own addresses"):
        StandardPage(title="Search", slug="search", body=[], path="0001000100", depth=3).clean()


def scenario(next_key: str) -> Any:
    choice = {"text": "One", "feedback": "<p>Fine</p>", "best": True, "next": next_key}
    step = {"key": "start", "text": "<p>What now?</p>", "choices": [choice, choice | {"next": ""}]}
    value = {"title": "T", "setting": "<p>S</p>", "steps": [step]}
    return LessonStream().to_python([{"type": "scenario", "value": value}])


def test_a_choice_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(StreamBlockValidationError):
        LessonStream().clean(scenario("no-such-step"))
    assert LessonStream().clean(scenario(""))


def test_steps_that_lead_in_a_circle_still_end() -> None:
    step = {"key": "a", "text": "", "choices": [{"text": "", "feedback": "", "best": False, "next": "a"}]}
    assert branch(step, {"a": step})["choices"][0]["then"] is None


def test_a_question_nobody_could_answer_is_refused(course: CoursePage) -> None:
    question = Question.objects.filter(kind="single").first()
    assert question is not None
    for option in question.options.all():
        option.right = False
        question.options.add(option)
    with pytest.raises(ValidationError, match="exactly one"):
        question.require_sound()


def test_right_answers_and_private_keys_never_reach_a_page(course: CoursePage) -> None:
    body = LessonBody.objects.get(address="listening/module-0/lesson-0")
    page = Client().get(LESSON).content.decode()
    assert json.dumps(body.slots) not in page
    assert '"right"' not in page


def test_the_editors_first_page_says_what_nobody_has_checked(lead: Client, settings: Any) -> None:
    make.support_line()
    settings.STAFF_MFA_RELAXED = True
    page = lead.get("/cms/").content.decode()
    assert "1 support lines and 0 statistics" in page
    assert "without a second factor" in page
