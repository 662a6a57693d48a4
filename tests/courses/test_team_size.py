"""Five thousand people on twenty courses: few questions to the database, a page at a time."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.models import Membership, User
from courses.models import Assignment, Completion, CoursePage, Enrolment, Learner
from tests import make, make_teams

pytestmark = pytest.mark.django_db
PEOPLE, COURSES, QUERIES = 5_000, 20, 8


@pytest.fixture
def manager(db: None) -> User:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # checking 200,000 foreign keys at the end takes its time
            cursor.execute("SET LOCAL statement_timeout = 0")
    organisation, made = make_teams.team()
    courses = [
        make.course(f"course-{n}", modules=1, lessons=1, outcomes=1, questions=1) for n in range(COURSES)
    ]
    people = User.objects.bulk_create(
        [User(email=f"p{n}@example.org", display_name=f"Person {n:04}", password="!") for n in range(PEOPLE)]
    )
    began = timezone.localdate() - timedelta(days=90)
    Membership.objects.bulk_create(
        [Membership(person=one, organisation=organisation, valid_from=began) for one in people]
    )
    due = timezone.localdate() + timedelta(days=5)
    asks = [Assignment(organisation=organisation, course=course, due_on=due) for course in courses]
    Assignment.objects.bulk_create(asks)
    learners = Learner.objects.bulk_create([Learner(user=one) for one in people])
    finish(learners, courses)
    return made


def finish(learners: list[Learner], courses: list[CoursePage]) -> None:
    rows = [Enrolment(learner=one, course=course) for course in courses for one in learners]
    now = timezone.now()
    done = [Completion(enrolment=row, completed_at=now) for row in Enrolment.objects.bulk_create(rows, 5000)]
    Completion.objects.bulk_create(done, 5000)


def test_the_matrix_of_five_thousand_by_twenty_takes_at_most_eight_queries(
    manager: User, client_for: Any
) -> None:
    client = client_for(manager)
    client.get("/learn/teams/youth-service/")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/learn/teams/youth-service/?sort=-name&page=2")
    page = answer.content.decode()
    assert page.split("<tbody")[1].count("<tr") == 50
    assert "5000 done" in page
    assert len(captured) <= QUERIES, [query["sql"][:90] for query in captured]
