"""What is found by prepared queries is what the plain QuerySets find, for everybody."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import PageViewRestriction

from academy.models import User
from academy.permissions import AnyUser
from courses.actions.enrol import complete_lesson, enrol
from courses.finding import find_body, find_outline, find_standing
from courses.models import CompletionEvent, CourseOutline, LessonBody, LessonPage
from tests import make

pytestmark = pytest.mark.django_db
ADDRESS = "listening/module-0/lesson-0"


def close(page: Any, how: str) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=how, password="secret")
    if how == "groups":
        restriction.groups.add(Group.objects.get(name="Moderators"))


@pytest.fixture
def people(learner: User, owner: User) -> list[AnyUser]:
    return [AnonymousUser(), learner, owner, make.staff("moderator@example.org", "Moderators")]


@pytest.mark.parametrize("how", ["open", "login", "groups", "password"])
@pytest.mark.parametrize("where", ["course", "lesson"])
def test_a_closed_page_is_found_by_whom_the_plain_query_says(
    course: Any, people: list[AnyUser], how: str, where: str
) -> None:
    lesson = LessonBody.objects.get(address=ADDRESS).lesson
    if how != "open":
        close(course if where == "course" else lesson, how)
    for person in people:
        bodies = LessonBody.objects.visible_to(person).filter(address=ADDRESS)
        outlines = CourseOutline.objects.visible_to(person).filter(slug="listening")
        assert (find_body(person, ADDRESS) is not None) == bodies.exists()
        assert (find_outline(person, "listening") is not None) == outlines.exists()


def test_what_is_found_holds_what_the_row_holds(course: Any) -> None:
    found = find_body(AnonymousUser(), ADDRESS)
    row = LessonBody.objects.select_related("outline").get(address=ADDRESS)
    assert found is not None
    for name in ("pk", "html", "slots", "title", "minutes", "leave_button", "stored_at"):
        assert getattr(found, name) == getattr(row, name)
    assert found.outline.data == row.outline.data


def test_a_corrected_lesson_is_found_as_corrected(course: Any) -> None:
    find_body(AnonymousUser(), ADDRESS)
    lesson = LessonPage.objects.get(body_row__address=ADDRESS)
    lesson.title = "Another title"
    lesson.save_revision().publish()
    found = find_body(AnonymousUser(), ADDRESS)
    assert found is not None
    assert found.title == "Another title"
    assert found.outline.data["modules"][0]["lessons"][0]["title"] == "Another title"


def test_standing_follows_the_ledger(course: Any, learner: User) -> None:
    enrolment = enrol(person=learner, course=course)
    lesson = LessonPage.objects.order_by("path")[0]
    complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
    standing = find_standing(learner, make.outline(course))
    assert standing.enrolment == enrolment
    assert standing.done_ids == {lesson.pk}
    assert len(standing.events) == CompletionEvent.objects.count() == 2


def test_pages_drawn_once_never_carry_another_persons_words(
    course: Any, learner: User, client_for: Any
) -> None:
    other = make.person("other@example.org", name="Other <b>Person</b>")
    for person in (learner, other, learner):
        page = client_for(person).get(f"/learn/{ADDRESS}/").content.decode()
        assert ("Ada Learner" in page) == (person == learner)
        assert ("Other &lt;b&gt;Person" in page) == (person == other)
        assert "\x02" not in page
