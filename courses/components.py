"""What courses add to pages of the ground."""

from typing import Any

from django.http import HttpRequest
from laces.components import Component

from courses.models import CourseOutline
from courses.views.reading import standings_of


class ContinueLearning(Component):
    """The courses a person is on, with where to go on; on their dashboard."""

    template_name = "courses/dashboard.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Two queries, however many courses."""
        outlines = list(CourseOutline.objects.visible_to(self.request.user))
        standings = list(standings_of(self.request, outlines).values())
        return {
            "open": [standing for standing in standings if not standing.certified],
            "finished": [standing for standing in standings if standing.certified],
            "others": [o for o in outlines if o.course_id not in {s.outline.course_id for s in standings}],
        }
