"""The ledger in the database: what is worked out from it is the same whenever it is worked out."""

import random
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses.actions.enrol import complete_lesson, enrol
from courses.actions.ledger import Kind, Source, add_event, settle, settle_all, settle_missing
from courses.models import Completion, CompletionEvent, CoursePage, Enrolment, LessonPage
from tests import make

pytestmark = pytest.mark.django_db
FIELDS = ("enrolment_id", "met", "asked", "completed_at", "renewed_at", "until")


@pytest.fixture
def enrolment(course: CoursePage, learner: Any) -> Enrolment:
    return enrol(person=learner, course=course)


def stored() -> list[tuple[Any, ...]]:
    return list(Completion.objects.order_by("enrolment").values_list(*FIELDS))


def finish(enrolment: Enrolment) -> None:
    for lesson in LessonPage.objects.all():
        complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
    add_event(enrolment=enrolment, kind=Kind.PAPER_PASSED, key="1", once="paper:1")
    settle(enrolment=enrolment)


def test_the_last_thing_done_completes_the_course_at_that_moment(enrolment: Enrolment) -> None:
    finish(enrolment)
    passed = enrolment.events.get(kind=Kind.PAPER_PASSED)
    completed = enrolment.events.get(kind=Kind.COURSE_COMPLETED)
    assert completed.occurred_at == passed.occurred_at
    assert Completion.objects.get().completed_at == passed.occurred_at


def test_a_completion_carries_its_last_day_when_the_course_has_a_validity(enrolment: Enrolment) -> None:
    CoursePage.objects.update(valid_months=12)
    finish(enrolment)
    until = Completion.objects.get().until
    assert until is not None
    assert until.year == timezone.localdate().year + 1
    CoursePage.objects.update(valid_months=36)
    settle_all()
    assert Completion.objects.get().until == until


def test_settling_again_adds_no_event_and_gives_the_same_row(enrolment: Enrolment) -> None:
    finish(enrolment)
    before, events = stored(), CompletionEvent.objects.count()
    assert settle_all() == 1
    assert (stored(), CompletionEvent.objects.count()) == (before, events)


def test_the_command_works_out_what_was_changed_by_hand(enrolment: Enrolment) -> None:
    finish(enrolment)
    before = stored()
    Completion.objects.update(met=0)
    said = StringIO()
    call_command("settle_records", stdout=said)
    assert stored() == before
    assert said.getvalue() == "Worked out 1 records.\n"


def test_a_completion_that_is_lost_is_worked_out_again(enrolment: Enrolment) -> None:
    finish(enrolment)
    before = stored()
    Completion.objects.all().delete()
    settle_missing(timezone.localdate())
    assert stored() == before


def test_a_lesson_added_later_does_not_take_a_completion_away(enrolment: Enrolment) -> None:
    finish(enrolment)
    module = LessonPage.objects.first().get_parent()  # type: ignore[union-attr]
    module.add_child(instance=LessonPage(title="Added", slug="added", body=[("text", "<p>New.</p>")]))
    LessonPage.objects.get(slug="added").save_revision().publish()
    settle_all()
    row = Completion.objects.get()
    assert row.completed_at is not None
    assert row.met < row.asked


def random_event(enrolment: Enrolment, dice: random.Random, lessons: list[int]) -> None:
    kind = dice.choice([Kind.LESSON_COMPLETED] * 4 + [Kind.PAPER_PASSED, Kind.SET_ASIDE])
    key = str(dice.choice(lessons))
    if kind == Kind.SET_ASIDE:
        key = str(dice.choice(list(enrolment.events.values_list("pk", flat=True))))
    once = f"random:{dice.random()}"
    add_event(enrolment=enrolment, kind=kind, key=key, once=once, source=Source.CORRECTION)


@pytest.mark.parametrize("seed", range(6))
def test_settling_after_every_event_gives_what_settling_once_gives(
    course: CoursePage, learner: Any, seed: int
) -> None:
    dice = random.Random(seed)
    lessons = list(LessonPage.objects.values_list("pk", flat=True))
    enrolment = enrol(person=learner, course=course)
    for _number in range(40):
        random_event(enrolment, dice, lessons)
        settle(enrolment=enrolment)
    each_time = stored()
    Completion.objects.all().delete()
    settle(enrolment=enrolment)
    assert stored() == each_time


def test_somebody_else_on_the_course_is_not_touched(enrolment: Enrolment) -> None:
    other = enrol(person=make.person("other@example.org"), course=enrolment.course)
    finish(enrolment)
    assert Completion.objects.get(enrolment=other).completed_at is None
