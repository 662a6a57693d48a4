"""What keeps a page of a course from being published, asked at every door that publishes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from academy.actions.notify import notify
from courses.checking.findings import Finding, held_back_by
from courses.checking.lessons import check_lesson
from courses.checking.whole import check_course
from courses.exceptions import exceptions_of
from courses.gathering import course_draft, lesson_draft
from courses.models import CoursePage, LessonPage
from courses.words import spoken


def course_of(page: Any) -> CoursePage | None:
    """The course a page belongs to, the page itself included."""
    if isinstance(page, CoursePage):
        return page
    if page.pk is None:
        return None
    return CoursePage.objects.ancestor_of(page).first()


def findings_of(page: Any) -> list[Finding]:
    """Every rule that applies to a course or a lesson, met or not; none for other pages."""
    if isinstance(page, LessonPage):
        return check_lesson(lesson_draft(page))
    if isinstance(page, CoursePage):
        return check_course(course_draft(page))
    return []


def holds_back(page: Any) -> list[Finding]:
    """What holds a page back now, exceptions of its course taken into account."""
    excepted = [exception.rule for exception in exceptions_of(course_of(page))]
    return held_back_by(findings_of(page), excepted)


def tell_held_back(workflow_state: Any, found: list[Finding]) -> None:
    """Tell whoever sent a page for approval what still holds it back."""
    person, page = workflow_state.requested_by, workflow_state.content_object
    if person is not None:
        notify(
            people=[person],
            kind="contact",
            fact=f"held-back:{workflow_state.pk}",
            title=_("Approved, and held back by the publish check: %(title)s") % {"title": page.title},
            text="\n".join(spoken(finding.text) for finding in found),
            url=reverse("publish_check", args=[page.pk]),
        )
