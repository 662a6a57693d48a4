"""What the ground adds to the editors' rooms, and its own answers to the academy's hooks."""

from datetime import date, time, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django_tasks_db.models import DBTaskResult
from wagtail import hooks as wagtail_hooks

from academy import hooks, privacy
from academy.jobs import Job
from academy.starter import StarterPart
from academy.starter.ground import GROUND

KEEP_FINISHED_TASKS = timedelta(days=1)


@wagtail_hooks.register(hooks.PERSONAL_DATA)
def personal_data() -> privacy.PersonalData:
    """The account itself."""
    return privacy.PersonalData("account", privacy.export_ground, privacy.erase_ground)


@wagtail_hooks.register(hooks.STARTER)
def starter() -> StarterPart:
    """Records, places and plain pages."""
    return GROUND


@wagtail_hooks.register(hooks.JOBS)
def jobs() -> list[Job]:
    """Housekeeping before dawn."""
    return [
        Job("forget finished tasks", time(3), forget_finished_tasks),
        Job("forget ended sessions", time(3), forget_ended_sessions),
    ]


def forget_finished_tasks(day: date) -> None:
    """Finished tasks hold addresses and codes: they are kept a day and no longer."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_FINISHED_TASKS).delete()


def forget_ended_sessions(day: date) -> None:
    """Delete sessions that have run out."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@wagtail_hooks.register("insert_global_admin_css")
def admin_css() -> Any:
    """The site's hues and mark in the editors' rooms."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/editors.css"))
