"""What is worked out at publish so that a page view only reads it."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.permissions import AnyUser, restricted


class CourseVersion(models.Model):
    """What a course asked for from a day on, and what changed then.

    `lessons` lists the ids of its lessons; `added` and `removed` hold titles, as they were.
    Changes of one day are one version.
    """

    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    lessons = models.JSONField(default=list)
    added = models.JSONField(default=list)
    removed = models.JSONField(default=list)
    note = models.TextField(_("what changed"), blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="courses_version_number_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.course_id}"


class CourseOutlineQuerySet(models.QuerySet["CourseOutline"]):
    """Outlines in the field's words."""

    def visible_to(self, person: AnyUser) -> Self:
        """Outlines of live courses that `person` may see."""
        return self.filter(~restricted(person, "course__path"), course__live=True)


class CourseOutline(models.Model):
    """A published course's modules, lessons, outcomes and introduction, as plain values.

    `data` is what `courses.actions.outline.outline_data` returns.
    """

    course = models.OneToOneField("courses.CoursePage", on_delete=models.CASCADE, related_name="outline")
    slug = models.SlugField(max_length=255, unique=True)
    data = models.JSONField()
    stored_at = models.DateTimeField(auto_now=True)

    objects = CourseOutlineQuerySet.as_manager()

    class Meta:
        ordering = ["course__path"]

    def __str__(self) -> str:
        return self.slug


class LessonBodyQuerySet(models.QuerySet["LessonBody"]):
    """Bodies in the field's words."""

    def visible_to(self, person: AnyUser) -> Self:
        """Bodies of live lessons of live courses that `person` may see."""
        live = {"lesson__live": True, "outline__course__live": True}
        return self.filter(~restricted(person, "lesson__path"), **live)


class LessonBody(models.Model):
    """A published lesson as HTML, drawn once at publish.

    Places for what differs from person to person are marked `<!--slot:NAME-->` in `html`; `slots` holds
    the values of each (questions with their right answers among them, which no page shows before an answer).
    """

    lesson = models.OneToOneField("courses.LessonPage", on_delete=models.CASCADE, related_name="body_row")
    outline = models.ForeignKey(CourseOutline, on_delete=models.CASCADE, related_name="bodies")
    address = models.CharField(max_length=700, unique=True)
    title = models.CharField(max_length=255)
    leave_button = models.BooleanField(default=True)
    html = models.TextField()
    slots = models.JSONField(default=dict)
    words = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField()
    measured_minutes = models.PositiveSmallIntegerField(
        _("minutes that readers took, where enough of them have"), null=True
    )
    stored_at = models.DateTimeField(auto_now=True)

    objects = LessonBodyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address
