"""What courses add to pages of the ground."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from laces.components import Component

from courses.addresses import lesson_address
from courses.models import CourseOutline, LessonBody, LiveSession, PathwayEnrolment
from courses.views.reading import standings_of


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
        }


def coming(person: int) -> list[dict[str, Any]]:
    """Live sessions to come and pathways followed, in one query: what, title, slug, when; soonest first."""
    sessions = LiveSession.objects.filter(
        cohort__members__enrolment__learner__user=person, ends_at__gt=timezone.now()
    )
    pathways = PathwayEnrolment.objects.filter(learner__user=person, completed_at=None, pathway__live=True)
    rows = _told(sessions, "session", "title", "cohort__course__slug", "starts_at").union(
        _told(pathways, "pathway", "pathway__title", "pathway__slug", "begun_at"), all=True
    )
    return sorted(rows, key=lambda row: row["when"])


def _told(rows: QuerySet[Any], what: str, title: str, slug: str, when: str) -> QuerySet[Any, dict[str, Any]]:
    """Rows of any kind as the dashboard lists them."""
    words: CharField[str, str] = CharField(max_length=255)
    return rows.order_by().values(
        what=Value(what, output_field=words),
        name=Cast(F(title), words),
        address=Cast(F(slug), words),
        when=F(when),
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
