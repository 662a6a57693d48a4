"""What courses add to the editors' rooms, and their answers to the academy's hooks."""

from datetime import time
from typing import Any

from django.http import HttpRequest
from wagtail import hooks as wagtail_hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from academy import hooks, privacy
from academy.announcements import ExamplesMade
from academy.jobs import Job
from academy.menus import AllowedMenuItem
from academy.models import GlossaryTerm, Statistic, User
from academy.search import Source
from academy.starter import StarterPart
from courses import doors as doors
from courses import editing as editing
from courses import personal_data as held
from courses.actions.credentials import tend_key
from courses.actions.evaluation import ask_again
from courses.actions.flags import rating_fell
from courses.actions.ledger import settle_missing
from courses.actions.links import ask_links
from courses.actions.minutes import learn_minutes
from courses.actions.outline import refresh_course, refresh_everything
from courses.actions.own_words import follow_up_changes, reseal_all
from courses.actions.usage import count_usage, tidy_question_imports
from courses.bank_rooms import bank_urls
from courses.components import ContinueLearning, TaughtHere
from courses.models import Cohort, CoursePage, LessonPage, Measure, Question
from courses.permissions import can_grant_tries, can_keep_questions, can_review_learning
from courses.reminders import remind_of_renewals
from courses.reviewing_rooms import reviewing_urls
from courses.search import sources
from courses.starter.loading import COURSES
from courses.starter.team import make_team
from courses.team_jobs import TEAM_JOBS
from courses.views.keys import keys_menu, keys_urls
from evidence.announcements import RatingFell


@wagtail_hooks.register(hooks.DASHBOARD)
def continue_learning(request: HttpRequest) -> ContinueLearning:
    """Courses on the dashboard."""
    return ContinueLearning(request)


@wagtail_hooks.register(hooks.BESIDE_PAGE)
def taught_here(request: HttpRequest, page: Any) -> TaughtHere | None:
    """Courses beside the evidence they teach; beside a page of ours there is nothing of our own."""
    return None if isinstance(page, CoursePage | LessonPage) else TaughtHere(request, page)


@wagtail_hooks.register(hooks.ANNOUNCEMENT)
def act_on(fact: Any) -> None:
    """A rating that fell flags the lessons that rest on it; example accounts get a team to look at."""
    if isinstance(fact, RatingFell):
        rating_fell(fact)
    if isinstance(fact, ExamplesMade):
        make_team(manager=User.objects.get(pk=fact.lead))


@wagtail_hooks.register(hooks.PERSONAL_DATA)
def personal_data() -> privacy.PersonalData:
    """Learning records."""
    return privacy.PersonalData("courses", held.export, held.erase)


@wagtail_hooks.register(hooks.ROLES)
def roles() -> dict[str, list[str]]:
    """Course authors keep the question bank; network leads and owners may too."""
    bank = [f"courses.{verb}_question" for verb in ("view", "add", "change")]
    cohorts = [f"courses.{verb}_cohort" for verb in ("view", "add", "change")]
    cohorts += [f"courses.{verb}_measure" for verb in ("view", "add", "change")]
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
        Job("follow up changes", time(7), follow_up_changes),
        Job("ask whether courses help", time(8), ask_again),
        Job("reseal private writing", time(2), reseal_all),
        Job("learn how long lessons take", time(4), learn_minutes),
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


@wagtail_hooks.register(hooks.JOBS)
def key_jobs() -> list[Job]:
    """Looking after the key that certificates are signed with."""
    return [Job("tend the signing key", time(3), lambda day: tend_key())]


wagtail_hooks.register("register_admin_urls", keys_urls)
wagtail_hooks.register("register_admin_menu_item", keys_menu)


@wagtail_hooks.register("after_create_snippet")
@wagtail_hooks.register("after_edit_snippet")
def settle_wording(request: HttpRequest, instance: Any) -> None:
    """A question whose wording changed is a new revision of it."""
    if isinstance(instance, Question):
        instance.settle()


@wagtail_hooks.register("after_edit_snippet")
def redraw_after_edit(request: HttpRequest, instance: Any) -> None:
    """A corrected statistic or question shows in stored lessons at once."""
    if isinstance(instance, Statistic | Question | GlossaryTerm):
        refresh_everything()


wagtail_hooks.register("register_admin_urls", bank_urls)


@wagtail_hooks.register("register_admin_menu_item")
def questions_menu() -> MenuItem:
    """The way to how questions do, and to files of them."""
    return AllowedMenuItem(
        "How questions do", "questions", can_keep_questions, icon_name="list-ul", order=311
    )


@wagtail_hooks.register("register_admin_menu_item")
def links_menu() -> MenuItem:
    """The way to links to other sites that lead nowhere any more."""
    return AllowedMenuItem("Broken links", "broken_links", can_keep_questions, icon_name="link", order=313)


@wagtail_hooks.register("register_admin_menu_item")
def tries_menu() -> MenuItem:
    """The way to requests for another try."""
    return AllowedMenuItem("Another try", "another_tries", can_grant_tries, icon_name="rotate", order=312)


@wagtail_hooks.register(hooks.JOBS)
def bank_jobs() -> list[Job]:
    """How questions do, counted anew each day; files never imported forgotten; links to other sites asked."""
    return [
        Job("count how questions do", time(3, 30), count_usage),
        Job("tidy imports of questions", time(4, 15), tidy_question_imports),
        Job("ask links to other sites", time(1), ask_links),
    ]


class QuestionViewSet(SnippetViewSet):
    """The question bank in the editors' rooms."""

    model = Question
    icon = "help"
    menu_label = "Question bank"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["text", "outcome", "use", "kind", "difficulty", "live"]
    list_filter = ["use", "kind", "difficulty", "live", "outcome__course"]
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


class MeasureViewSet(SnippetViewSet):
    """Scales with which courses are evaluated, in the editors' rooms."""

    model = Measure
    icon = "order"
    menu_label = "Measures"
    menu_order = 312
    add_to_admin_menu = True
    list_display = ["title", "level", "points"]
    search_fields = ["title"]


register_snippet(CohortViewSet)
register_snippet(MeasureViewSet)
