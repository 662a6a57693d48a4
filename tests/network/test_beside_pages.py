"""Pages of other wings lead to where they are talked of."""

import pytest
from django.test import Client

from courses.models import CoursePage
from tests import make_evidence

pytestmark = pytest.mark.django_db
TALK = "Discussions about this page"


def test_a_course_and_its_lessons_lead_to_discussions(course: CoursePage) -> None:
    lesson = Client().get("/learn/listening/module-0/lesson-0/").content.decode()
    page = Client().get("/learn/listening/").content.decode()
    assert f"?about={course.pk}" in page
    assert TALK in page
    assert TALK in lesson


def test_a_model_leads_to_discussions_groups_and_members(course: CoursePage) -> None:
    model = make_evidence.model()
    page = Client().get(model.get_absolute_url()).content.decode()
    assert f"/network/threads/?about={model.pk}" in page
    assert f"/network/people/?model={model.pk}" in page
    assert f"/network/groups/?model={model.pk}" in page


def test_a_summary_leads_to_discussions_and_to_no_members(course: CoursePage) -> None:
    summary = make_evidence.summary()
    page = Client().get(summary.get_absolute_url()).content.decode()
    assert f"/network/threads/?about={summary.pk}" in page
    assert "/network/people/?model=" not in page
