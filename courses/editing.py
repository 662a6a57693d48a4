"""Wagtail's form for a course or a lesson, with the publish check beside it.

Wagtail has no hook for a side panel of a page. Its hook before editing may answer in its place, and ours
answers with Wagtail's own view and one panel more; permissions, locks, saving and previews are Wagtail's.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView

from courses.models import CoursePage, LessonPage
from courses.panels import PublishCheckSidePanel


class BesideCheck:
    """A page's form with the publish check beside it."""

    def get_side_panels(self: Any) -> MediaContainer:
        """Wagtail's panels and ours; an autosave draws none of them anew but the status."""
        panels = super().get_side_panels()  # type: ignore[misc]
        if not self.expects_json_response:
            panels.insert(1, PublishCheckSidePanel(self.page, self.request))
        return panels


class CheckedEditView(BesideCheck, EditView):
    """Editing a course or a lesson."""


class CheckedRevertView(BesideCheck, RevisionsRevertView):
    """Looking at an older version of a course or a lesson."""


VIEWS: dict[str, Any] = {"edit": CheckedEditView, "revisions_revert": CheckedRevertView}


@hooks.register("before_edit_page")
def edit_beside_check(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Answer with our view, once a request: it asks the same hook again."""
    match = request.resolver_match
    view = VIEWS.get(match.url_name or "") if match else None
    if (
        match is None
        or view is None
        or not isinstance(page, CoursePage | LessonPage)
        or hasattr(request, "beside_check")
    ):
        return None
    request.beside_check = True  # type: ignore[attr-defined]
    return view.as_view()(request, **match.kwargs)
