"""Reminders: on the person's own day, once a step, never for what is done."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from academy.models import Notification
from courses.actions.enrol import enrol
from courses.models import Completion, CoursePage
from courses.reminders import Due, in_words, remind, remind_of_renewals

pytestmark = pytest.mark.django_db
BY = date(2026, 6, 30)


def due(person: Any) -> Due:
    return Due(person, "thing:1", "The course", BY, "/learn/")


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_somebody_is_reminded_at_thirty_seven_and_no_days_and_not_between(learner: Any) -> None:
    told = [left for left in range(40, -3, -1) if remind(due(learner), at(BY - timedelta(days=left)))]
    assert told == [30, 7, 0]


def test_a_day_on_which_nothing_ran_is_caught_up_once(learner: Any) -> None:
    assert remind(due(learner), at(BY - timedelta(days=5)))
    assert not remind(due(learner), at(BY - timedelta(days=4)))
    assert Notification.objects.count() == 1


def test_the_last_day_is_the_persons_own(learner: Any) -> None:
    learner.time_zone = "Pacific/Auckland"
    assert not remind(due(learner), at(BY, hour=18))
    learner.time_zone = "America/Los_Angeles"
    assert remind(due(learner), at(BY + timedelta(days=1), hour=2))


def test_a_time_zone_nobody_knows_is_taken_for_london(learner: Any) -> None:
    learner.time_zone = "Mars/Olympus"
    assert str(learner.zone) == "Europe/London"


@pytest.fixture
def completion(course: CoursePage, learner: Any) -> Completion:
    enrolment = enrol(person=learner, course=course)
    now = timezone.now()
    rows = Completion.objects.filter(enrolment=enrolment)
    rows.update(completed_at=now, renewed_at=now, until=timezone.localdate() + timedelta(days=7))
    return rows.get()


def test_a_certificate_that_ends_soon_is_told_of_and_a_renewed_one_is_not(completion: Completion) -> None:
    remind_of_renewals(timezone.localdate())
    assert "in 7 days" in Notification.objects.get().title
    Completion.objects.update(until=timezone.localdate() + timedelta(days=372))
    remind_of_renewals(timezone.localdate())
    assert Notification.objects.count() == 1


def test_somebody_who_has_left_is_not_written_to(completion: Completion, learner: Any) -> None:
    learner.is_active = False
    learner.save()
    remind_of_renewals(timezone.localdate())
    assert not Notification.objects.exists()


def test_days_are_said_in_words() -> None:
    assert in_words(BY, BY) == "today"
    assert in_words(BY, BY - timedelta(days=1)) == "tomorrow, 30 June"
    assert in_words(BY, BY - timedelta(days=3)) == "in 3 days, on 30 June"
