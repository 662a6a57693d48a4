"""Courses as a Django app, and how the wing stands in navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from academy.apps import Wing


class CoursesConfig(AppConfig):
    """Courses, the question bank, learning records and certificates."""

    name = "courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"
    wing = Wing(
        key="learn",
        name=_("Learn"),
        line=_("Short, calm lessons for a phone on a break. Stop anywhere; your place is kept."),
        url_name="courses:catalogue",
        order=10,
    )

    def ready(self) -> None:
        """Listen to Wagtail's pages."""
        from courses import signal_handlers

        signal_handlers.connect()
