"""Addresses of learning pages, worked out from slugs alone."""

from typing import Any

from django.urls import reverse


def course_address(course: str, name: str = "course") -> str:
    """An address below one course: `course`, `enrol`, `continue`, `paper`, `progress`, `award`."""
    return reverse(f"courses:{name}", args=[course])


def lesson_address(course: str, module: str, lesson: str) -> str:
    """The address of a lesson."""
    return reverse("courses:lesson", args=[course, module, lesson])


def address_of(page: Any) -> str:
    """The address of any learning page."""
    from courses.models import CoursePage, LessonPage, ModulePage, PathwayPage

    if isinstance(page, CoursePage):
        return course_address(page.slug)
    if isinstance(page, ModulePage):
        return f"{course_address(page.get_parent().slug)}#{page.slug}"
    if isinstance(page, PathwayPage):
        return reverse("courses:pathway", args=[page.slug])
    if isinstance(page, LessonPage):
        module = page.get_parent()
        return lesson_address(module.get_parent().slug, module.slug, page.slug)
    return reverse("courses:catalogue")
