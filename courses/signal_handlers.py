"""What courses do when Wagtail says that a page changed."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.actions.flags import summary_superseded
from courses.actions.outline import refresh_course, refresh_lesson
from courses.models import CoursePage, LessonPage, ModulePage
from evidence.models import EvidenceSummaryPage


def bring_up_to_date(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Draw a changed lesson anew, and bring its course's outline up to date."""
    page = instance.specific
    if isinstance(page, LessonPage):
        refresh_lesson(page)
    if isinstance(page, CoursePage):
        refresh_course(page)
    if isinstance(page, LessonPage | ModulePage):
        course = CoursePage.objects.ancestor_of(page).first()
        if course is not None:
            refresh_course(course)


def notice_superseded(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Flag the lessons that cite a summary which a newer one has replaced."""
    page = instance.specific
    if isinstance(page, EvidenceSummaryPage) and page.superseded_by_id:
        summary_superseded(page)


def close_the_gap(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Take a deleted lesson or module out of its course's outline."""
    course = CoursePage.objects.ancestor_of(instance).first()
    if course is not None:
        refresh_course(course)


def connect() -> None:
    """Listen."""
    for kind in (LessonPage, ModulePage):
        post_delete.connect(close_the_gap, sender=kind)
    page_published.connect(notice_superseded)
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(bring_up_to_date)
