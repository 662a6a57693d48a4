"""A draft as a learner would see it, for Wagtail's preview."""

from typing import Any

from django.utils.safestring import mark_safe

from courses.actions.outline import drawn, outline_data


def preview_context(page: Any) -> dict[str, Any]:
    """What the page's template needs, taken from the draft."""
    from courses.models import CoursePage, LessonPage

    context: dict[str, Any] = {"preview": True, "show_leave": False}
    if isinstance(page, LessonPage):
        draft = drawn(page)
        context["body"] = draft | {"title": page.title, "address": ""}
        context["html"] = mark_safe(draft["html"])  # noqa: S308 - blocks and templates escape
    if isinstance(page, CoursePage):
        context |= course_context(page)
    return context


def course_context(page: Any) -> dict[str, Any]:
    """A course with the lessons that are published, as somebody who has not begun sees it."""
    from courses.models import CourseOutline
    from courses.outlines import Standing

    outline = CourseOutline(slug=page.slug or "draft", data=outline_data(page))
    return {"outline": outline, "course": outline.data, "standing": Standing(outline, [], None)}
