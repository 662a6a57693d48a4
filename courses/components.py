"""What courses add to pages of the ground."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from laces.components import Component

from academy.models import Membership
from academy.prepared import Prepared
from courses.addresses import lesson_address
from courses.asked import asked_of, due_soonest
from courses.finding import STAND_IN
from courses.models import CourseOutline, LessonBody, LiveSession, PathwayEnrolment
from courses.views.reading import standings_of

TEAM = ("organisation__name", "organisation__slug", "person__date_joined")
WORDS: CharField[str, str] = CharField(max_length=255)
DAY: DateField[date, date] = DateField()
COLUMNS = ("name", "address", "when", "by_day", "by_days", "joined", "until", "what")
NUMBER: IntegerField[int, int] = IntegerField()


class ContinueLearning(Component):
    """The courses a person is on, with where to go on; on their dashboard."""

    template_name = "courses/dashboard.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Three queries, however many courses."""
        outlines = list(CourseOutline.objects.visible_to(self.request.user))
        standings = list(standings_of(self.request, outlines).values())
        waiting = coming(self.request.user.pk or 0)
        return {
            "open": [standing for standing in standings if not standing.certified],
            "finished": [standing for standing in standings if standing.certified],
            "sessions": [row for row in waiting if row["what"] == "session"],
            "pathways": [row for row in waiting if row["what"] == "pathway"],
            "teams": [row for row in waiting if row["what"] in ("manages", "belongs")],
            "due": due_soonest(waiting, {standing.outline.slug for standing in standings}),
        }


def coming(person: int) -> list[dict[str, Any]]:
    """Sessions to come, pathways, organisations and what these ask, in one query; soonest first.

    Each row has what, name, address and when; for what is asked, also what its day is worked out from.
    """
    found = COMING.rows(person=person, today=timezone.localdate(), now=timezone.now())
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    return sorted(rows, key=lambda row: row["when"])


def _coming(person: int, today: date, now: datetime) -> QuerySet[Any, Any]:
    sessions = LiveSession.objects.filter(cohort__members__enrolment__learner__user=person, ends_at__gt=now)
    pathways = PathwayEnrolment.objects.filter(learner__user=person, completed_at=None, pathway__live=True)
    members = Membership.objects.valid_on(today).filter(person=person)
    return _told(sessions, "session", "title", "cohort__course__slug", "starts_at").union(
        _told(pathways, "pathway", "pathway__title", "pathway__slug", "begun_at"),
        _told(members.filter(role="manager"), "manages", *TEAM),
        _told(members.exclude(role="manager"), "belongs", *TEAM),
        *(asked.annotate(what=Value(what, output_field=WORDS)) for what, asked in asked_of(person, today)),
        all=True,
    )


def _told(rows: QuerySet[Any], what: str, title: str, slug: str, when: str) -> QuerySet[Any, dict[str, Any]]:
    """Rows of any kind as the dashboard lists them."""
    return rows.order_by().values(
        name=Cast(F(title), WORDS),
        address=Cast(F(slug), WORDS),
        when=F(when),
        by_day=Cast(Value(None), DAY),
        by_days=Cast(Value(None), NUMBER),
        joined=Cast(Value(None), DAY),
        until=Cast(Value(None), DAY),
        what=Value(what, output_field=WORDS),
    )


COMING = Prepared(
    _coming,
    person=STAND_IN,
    today=date(1, 2, 3),
    now=datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC),
)


class TaughtHere(Component):
    """On a model's or a summary's page: the courses that teach it, and the lessons that cite it."""

    template_name = "courses/beside.html"
    order = 20

    def __init__(self, request: HttpRequest, page: Any) -> None:
        self.request = request
        self.page = page

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Two queries, whatever the page."""
        person = self.request.user
        citing = LessonBody.objects.visible_to(person).filter(lesson__claims__summary=self.page.pk)
        rows = citing.distinct().order_by("address").values("title", "address")
        return {
            "courses": list(CourseOutline.objects.visible_to(person).filter(course__teaches=self.page.pk)),
            "lessons": [
                {"title": row["title"], "url": lesson_address(*row["address"].split("/"))} for row in rows
            ],
        }
