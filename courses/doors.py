"""The doors through which a page of a course could be published; each asks the publish check first."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from courses.actions.copying import complete_copy
from courses.models import CoursePage
from courses.models.pages import LearningPage
from courses.publishing import holds_back
from courses.words import spoken


@hooks.register("before_publish_page")
def hold_back(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Keep the draft and say what is missing; the page is published when the check is met."""
    found = holds_back(page)
    if not found:
        return None
    said = " ".join(spoken(finding.text) for finding in found)
    messages.error(
        request, _("Saved as a draft and not published, because something must hold first. %s") % said
    )
    return redirect("publish_check", page.pk)


@hooks.register("before_bulk_action")
def hold_back_many(request: HttpRequest, action_type: str, pages: Any, action: Any) -> HttpResponse | None:
    """Publish none of several pages while one of them, or a draft below it, is held back."""
    if action_type != "publish" or request.method != "POST":
        return None
    for page in with_drafts_below(pages):
        if isinstance(page, LearningPage) and holds_back(page):
            words = _("Nothing was published: “%(title)s” does not meet the publish check yet.")
            messages.error(request, words % {"title": page.title})
            return redirect("publish_check", page.pk)
    return None


def with_drafts_below(pages: Any) -> list[Any]:
    """The latest drafts of pages and of everything below them."""
    found = [row for page in pages for row in Page.objects.descendant_of(page, inclusive=True).specific()]
    return [page.get_latest_revision_as_object() for page in found]


@hooks.register("before_copy_page")
def copies_begin_as_drafts(request: HttpRequest, page: Any) -> HttpResponse | None:
    """A copy of a course would skip the check: it starts as a draft."""
    if (
        request.method == "POST"
        and isinstance(page.specific, LearningPage)
        and request.POST.get("publish_copies")
    ):
        messages.error(request, _("A copy begins as a draft. Leave “publish” off and copy again."))
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None


@hooks.register("after_copy_page")
def bring_the_questions(request: HttpRequest, page: Any, new_page: Any) -> None:
    """A copied course brings its question bank, and its lessons ask their own copies."""
    course = page.specific
    if isinstance(course, CoursePage):
        complete_copy(course=course, copy=new_page.specific)
