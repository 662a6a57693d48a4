"""What of courses can be found: courses, and lessons by the words every reader meets."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from academy.search import EntryValues, Source
from academy.search.audiences import MEMBERS, PUBLIC, PageAudiences
from academy.search.ground import topics_of
from academy.search.rules import plain_text
from courses.addresses import course_address, lesson_address
from courses.models import CourseOutline, CoursePage, LessonBody, LessonPage, ModulePage

MOST_OF_A_COURSE = ("intro", "not_claimed", "content_note", "level", "made_by")


def course_entries(courses: Sequence[CoursePage]) -> list[EntryValues]:
    """Published courses, as their stored outlines tell of them."""
    rows = CourseOutline.objects.filter(course__in=courses, course__live=True)
    outlines = {row.course_id: row for row in rows}
    audiences = PageAudiences(course.path for course in courses)
    return [
        EntryValues(
            object_id=str(course.pk),
            kind="course",
            title=outlines[course.pk].data["title"],
            url=course_address(outlines[course.pk].slug),
            summary=outlines[course.pk].data["summary"],
            body=_words_of(outlines[course.pk].data),
            topics=_topics_of(outlines[course.pk]),
            audiences=audiences.of(course.path),
            weight=30,
        )
        for course in courses
        if course.pk in outlines
    ]


def lesson_entries(lessons: Sequence[LessonPage]) -> list[EntryValues]:
    """Published lessons, for those who may see them and, where the course asks it, have an account."""
    rows = LessonBody.objects.filter(lesson__in=lessons, lesson__live=True, outline__course__live=True)
    bodies = {row.lesson_id: row for row in rows.select_related("outline")}
    audiences = PageAudiences(lesson.path for lesson in lessons)
    topics = topics_of(lessons)
    return [
        EntryValues(
            object_id=str(lesson.pk),
            kind="lesson",
            title=bodies[lesson.pk].title,
            url=lesson_address(*bodies[lesson.pk].address.split("/")),
            summary=lesson.summary,
            body=plain_text(bodies[lesson.pk].html),
            topics=topics.get(lesson.pk, ()),
            audiences=_readers(audiences.of(lesson.path), bodies[lesson.pk].outline),
            weight=20,
        )
        for lesson in lessons
        if lesson.pk in bodies
    ]


def _readers(audiences: tuple[str, ...], outline: CourseOutline) -> tuple[str, ...]:
    """Where lessons need an account, what is public is for members."""
    if not outline.data.get("needs_account"):
        return audiences
    return tuple(MEMBERS if audience == PUBLIC else audience for audience in audiences)


def _words_of(data: dict[str, Any]) -> str:
    words = [data.get(name, "") for name in MOST_OF_A_COURSE]
    words += [outcome["text"] for outcome in data.get("outcomes", ())]
    words += [f"{module['title']}. {module['summary']}" for module in data.get("modules", ())]
    return plain_text(" ".join([*words, *map(str, data.get("audience", ()))]))


def _topics_of(outline: CourseOutline) -> tuple[tuple[str, str], ...]:
    return tuple((slug, name) for slug, name in outline.data.get("topics", ()))


def course_of(page: Any) -> Iterable[CoursePage]:
    """The course whose outline names this module or lesson."""
    if isinstance(page, LessonPage | ModulePage):
        return CoursePage.objects.ancestor_of(page)
    return ()


def lessons_of(page: Any) -> Iterable[LessonPage]:
    """The lessons whose address or readers follow from this course or module."""
    if isinstance(page, CoursePage | ModulePage):
        return LessonPage.objects.descendant_of(page)
    return ()


def sources() -> list[Source]:
    """The sources of courses."""
    courses, lessons = CoursePage.objects.live, LessonPage.objects.live
    return [
        Source("course", {"course": _("Course")}, CoursePage, course_entries, courses, course_of),
        Source("lesson", {"lesson": _("Lesson")}, LessonPage, lesson_entries, lessons, lessons_of),
    ]
