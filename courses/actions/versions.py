"""What a course asked for from which day on, so that people in the middle of it are told what is new."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.models import CoursePage, CourseVersion, Enrolment, LessonPage


@transaction.atomic
def keep_version(course: CoursePage) -> CourseVersion:
    """The version that tells of the course as it is published now; a new one when its lessons changed.

    Before anybody is enrolled there is one version; afterwards, the changes of one day are one.
    """
    lessons = {page.pk: page.title for page in LessonPage.objects.live().descendant_of(course)}
    latest = course.versions.last()
    if latest is None:
        return CourseVersion.objects.create(course=course, number=1, lessons=list(lessons))
    note = course.what_changed
    if set(latest.lessons) == set(lessons) and latest.note == note:
        return latest
    if not Enrolment.objects.filter(course=course).exists():
        latest.lessons, latest.note, latest.published_at = list(lessons), note, timezone.now()
        latest.save(update_fields=["lessons", "note", "published_at"])
        return latest
    return _follow(course, latest, lessons)


def _follow(course: CoursePage, latest: CourseVersion, lessons: dict[int, str]) -> CourseVersion:
    """Add a version after `latest`, or widen it when it is from today."""
    same_day = latest.number > 1 and timezone.localdate(latest.published_at) == timezone.localdate()
    before = course.versions.filter(number__lt=latest.number).last() if same_day else latest
    held = set(before.lessons) if before else set()
    gone = LessonPage.objects.filter(pk__in=held - set(lessons)).order_by("path")
    values = {
        "lessons": list(lessons),
        "added": [title for pk, title in lessons.items() if pk not in held],
        "removed": list(gone.values_list("title", flat=True)),
        "note": course.what_changed,
    }
    number = latest.number if same_day else latest.number + 1
    version, _made = CourseVersion.objects.update_or_create(course=course, number=number, defaults=values)
    return version


def since_when(course: CoursePage) -> dict[int, str]:
    """For each lesson added after the first version, the moment it was added, in ISO 8601."""
    since: dict[int, str] = {}
    known: set[int] = set()
    for version in course.versions.all():
        for lesson in set(version.lessons) - known:
            if version.number > 1:
                since[lesson] = version.published_at.isoformat()
        known |= set(version.lessons)
    return since


def versions_data(course: CoursePage) -> dict[str, Any]:
    """The number of the version in force, and what changed in each but the first, newest first."""
    rows = list(course.versions.all())
    changes = [
        {
            "number": row.number,
            "at": row.published_at.isoformat(),
            "note": row.note,
            "added": row.added,
            "removed": row.removed,
        }
        for row in reversed(rows)
        if row.number > 1
    ]
    return {"version": rows[-1].number if rows else 1, "changes": changes}
