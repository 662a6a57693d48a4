"""A newer release draws what an older one stored, once, and never on the way back."""

import pytest

from courses.actions.outline import SHAPE
from courses.models import CourseOutline, CoursePage
from courses.signal_handlers import draw_anew_after_migrating
from tests import make

pytestmark = pytest.mark.django_db


def test_a_course_stored_by_an_older_release_is_drawn_anew_after_migrating(course: CoursePage) -> None:
    CourseOutline.objects.update(data={"modules": []})
    draw_anew_after_migrating(None, plan=[("courses", True)])
    assert "shape" not in make.outline(course).data
    draw_anew_after_migrating(None, plan=[("courses", False)])
    assert make.outline(course).data["shape"] == SHAPE


def test_what_is_stored_well_is_left_as_it_is(course: CoursePage) -> None:
    before = make.outline(course).stored_at
    draw_anew_after_migrating(None, plan=[("courses", False)])
    assert make.outline(course).stored_at == before
