"""What the ground adds to the editors' rooms, and its own answers to the academy's hooks."""

from datetime import date, time, timedelta
from io import StringIO
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django_tasks_db.models import DBTaskResult
from wagtail import hooks as wagtail_hooks
from wagtail.admin.menu import MenuItem

from academy import hooks, privacy, snippets
from academy.jobs import Job
from academy.letters.digests import post_digests
from academy.letters.sending import forget_letters, send_due
from academy.panels import StandingPanel
from academy.permissions import is_owner
from academy.search import Source
from academy.search.ground import sources
from academy.search.rebuilding import rebuild
from academy.starter import StarterPart
from academy.starter.ground import GROUND
from academy.views import people

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
        Job("mend the search index", time(3), mend_search),
        Job("forget letters that were sent", time(3), forget_letters),
        Job("send the outbox", time.min, send_due, often=True),
        Job("daily and weekly letters", time.min, post_digests, often=True),
        Job("publish what is scheduled", time.min, publish_scheduled, often=True),
    ]


def publish_scheduled(day: date) -> None:
    """Publish and take down pages whose hour has come."""
    call_command("publish_scheduled", stdout=StringIO())


def mend_search(day: date) -> None:
    """Catch what no signal told of; an index that is right already is left as it is."""
    rebuild(lambda line: None)


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


@wagtail_hooks.register("register_admin_urls")
def owners_urls() -> list[URLPattern]:
    """Where owners look after accounts, behind the same second factor as the editors' rooms."""
    return [
        path("people/", people.people, name="people"),
        path("people/<int:pk>/", people.person, name="person"),
        path("people/<int:pk>/change/", people.change, name="person_change"),
    ]


@wagtail_hooks.register("construct_homepage_panels")
def standing_panel(request: HttpRequest, panels: list[Any]) -> None:
    """What staff should know first."""
    panels.insert(0, StandingPanel())


class OwnersMenuItem(MenuItem):
    """A menu entry that only owners see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the one permission function."""
        return is_owner(request.user)


@wagtail_hooks.register("register_admin_menu_item")
def people_menu() -> MenuItem:
    """The way to accounts and roles."""
    return OwnersMenuItem("People", reverse_lazy("people"), icon_name="user", order=350)


snippets.register_all()


@wagtail_hooks.register(hooks.SEARCH)
def search_sources() -> list[Source]:
    """Plain pages, topics, places and support lines."""
    return sources()
