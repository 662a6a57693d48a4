"""What courses add to the editors' rooms, and their answers to the academy's hooks."""

from datetime import time
from typing import Any

from django.http import HttpRequest
from wagtail import hooks as wagtail_hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from academy import hooks, privacy
from academy.jobs import Job
from academy.menus import AllowedMenuItem
from academy.models import Statistic
from academy.search import Source
from academy.starter import StarterPart
from courses import doors as doors
from courses import personal_data as held
from courses.actions.credentials import tend_key
from courses.actions.ledger import settle_missing
from courses.actions.outline import refresh_course, refresh_everything
from courses.components import ContinueLearning
from courses.models import Cohort, Question
from courses.permissions import can_review_learning
from courses.reminders import remind_of_renewals
from courses.reviewing_rooms import reviewing_urls
from courses.search import sources
from courses.starter.loading import COURSES
from courses.team_jobs import TEAM_JOBS
from courses.views.keys import keys_menu, keys_urls


@wagtail_hooks.register(hooks.DASHBOARD)
def continue_learning(request: HttpRequest) -> ContinueLearning:
    """Courses on the dashboard."""
    return ContinueLearning(request)


@wagtail_hooks.register(hooks.PERSONAL_DATA)
def personal_data() -> privacy.PersonalData:
    """Learning records."""
    return privacy.PersonalData("courses", held.export, held.erase)


@wagtail_hooks.register(hooks.ROLES)
def roles() -> dict[str, list[str]]:
    """Course authors keep the question bank; network leads and owners may too."""
    bank = [f"courses.{verb}_question" for verb in ("view", "add", "change")]
    cohorts = [f"courses.{verb}_cohort" for verb in ("view", "add", "change")]
    lead = [*bank, *cohorts, "courses.change_checkrequest"]
    away = ["courses.delete_question", "courses.delete_cohort"]
    return {"Course authors": bank, "Network leads": lead, "Owners": [*lead, *away]}


@wagtail_hooks.register(hooks.STARTER)
def starter() -> StarterPart:
    """The starter courses."""
    return COURSES


@wagtail_hooks.register(hooks.SEARCH)
def search_sources() -> list[Source]:
    """Courses and lessons."""
    return sources()


@wagtail_hooks.register(hooks.JOBS)
def jobs() -> list[Job]:
    """Reminders in the morning; completions that are not stored yet worked out before dawn."""
    return [
        Job("work out completions", time(3), settle_missing),
        Job("remind of renewals", time(7), remind_of_renewals),
        *TEAM_JOBS,
    ]


wagtail_hooks.register("register_admin_urls", reviewing_urls)


@wagtail_hooks.register("register_admin_menu_item")
def learners_menu() -> MenuItem:
    """The way to learners who ask for something."""
    return AllowedMenuItem("Learners", "learning", can_review_learning, icon_name="group", order=309)


@wagtail_hooks.register("after_create_snippet")
@wagtail_hooks.register("after_edit_snippet")
@wagtail_hooks.register("after_delete_snippet")
def refresh_after_cohort(request: HttpRequest, *changed: Any) -> None:
    """Whether a course has cohorts and live sessions is kept in its outline."""
    things = changed[0] if isinstance(changed[0], list) else changed
    for cohort in things:
        if isinstance(cohort, Cohort):
            refresh_course(cohort.course)


def key_jobs() -> list[Job]:
    """Looking after the key that certificates are signed with."""
    return [Job("tend the signing key", time(3), lambda day: tend_key())]


wagtail_hooks.register("register_admin_urls", keys_urls)
wagtail_hooks.register("register_admin_menu_item", keys_menu)


@wagtail_hooks.register("after_edit_snippet")
def redraw_after_edit(request: HttpRequest, instance: Any) -> None:
    """A corrected statistic or question shows in stored lessons at once."""
    if isinstance(instance, Statistic | Question):
        refresh_everything()


class QuestionViewSet(SnippetViewSet):
    """The question bank in the editors' rooms."""

    model = Question
    icon = "help"
    menu_label = "Question bank"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["text", "outcome", "use", "kind", "live"]
    list_filter = ["use", "kind", "live", "outcome__course"]
    search_fields = ["text", "key"]
    list_per_page = 50


class CohortViewSet(SnippetViewSet):
    """Cohorts and their live sessions in the editors' rooms."""

    model = Cohort
    icon = "calendar"
    menu_label = "Cohorts"
    menu_order = 311
    add_to_admin_menu = True
    list_display = ["name", "course", "organisation", "starts_on", "due_on"]
    list_filter = ["course"]
    search_fields = ["name"]


register_snippet(QuestionViewSet)
register_snippet(CohortViewSet)
