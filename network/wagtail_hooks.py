"""What the network adds to the editors' rooms, and its answers to the academy's hooks."""

from datetime import time
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from laces.components import Component
from wagtail import hooks as wagtail_hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from academy import hooks, privacy
from academy.announcements import Renamed
from academy.jobs import Job
from academy.letters.news import Told
from academy.menus import AllowedMenuItem
from academy.models import Notification, Place, User
from academy.search import Source
from academy.starter import StarterPart
from courses.models import CoursePage, LessonPage
from evidence.models import EvidenceSummaryPage, ModelPage
from network import personal_data as held
from network import snippets
from network.actions.checks import ask_again
from network.actions.contact import forget_messages
from network.actions.drafts import forget_waiting_files
from network.actions.events import remind_of_events
from network.actions.files import forget_orphans
from network.actions.moderators import tell_of_late
from network.actions.profiles import tell_of_name
from network.actions.reporting import forget_copies
from network.actions.searches import tell_of_new_members
from network.actions.support import ask_owners
from network.actions.untended import tell_leads
from network.components import BesidePage, MyNetwork, PlaceNetwork
from network.news import told
from network.permissions import can_check_members, can_place_stewards, may_moderate
from network.search import sources
from network.starter.examples import EXAMPLES
from network.starter.lines import SERVICES
from network.support_components import ServicesHere
from network.support_permissions import can_edit_services
from network.support_search import services_changed, services_deleted
from network.views import checks, group_rooms, support_rooms
from network.views import rooms as moderation


@wagtail_hooks.register(hooks.PERSONAL_DATA)
def personal_data() -> privacy.PersonalData:
    """Profile, messages, posts."""
    return privacy.PersonalData("network", held.export, held.erase)


@wagtail_hooks.register(hooks.ROLES)
def roles() -> dict[str, list[str]]:
    """Moderators read what is reported; network leads found groups and check members; owners do both."""
    moderate = ["network.view_report", "network.change_report"]
    lead = [
        "network.add_networkgroup",
        "network.change_networkgroup",
        "network.view_verification",
        "network.add_verification",
        *snippets.PERMISSIONS,
    ]
    return {"Moderators": moderate, "Network leads": lead, "Owners": [*moderate, *lead]}


@wagtail_hooks.register(hooks.NEWS)
def news(person: User, rows: list[Notification], in_letter: bool) -> dict[int, Told | None]:
    """What is still told of posts, messages, groups and events."""
    return told(person, rows, in_letter=in_letter)


@wagtail_hooks.register(hooks.DASHBOARD)
def my_network(request: HttpRequest) -> MyNetwork:
    """The latest of one's groups."""
    return MyNetwork(request)


@wagtail_hooks.register(hooks.BESIDE_PAGE)
def beside_page(request: HttpRequest, page: Any) -> BesidePage | None:
    """Where courses, lessons, models and summaries are talked of."""
    kind = page.specific_class if type(page) is Page else type(page)
    if not issubclass(kind, CoursePage | LessonPage | ModelPage | EvidenceSummaryPage):
        return None
    return BesidePage(page, is_model=issubclass(kind, ModelPage))


@wagtail_hooks.register(hooks.PLACE)
def place_network(request: HttpRequest, place: Place) -> PlaceNetwork | None:
    """Groups and members of a borough."""
    return PlaceNetwork(request, place) if place.kind != Place.Kind.ICB else None


@wagtail_hooks.register(hooks.ANNOUNCEMENT)
def renamed(fact: object) -> None:
    """A member's new name sorts and finds their profile."""
    if isinstance(fact, Renamed):
        tell_of_name(fact.person)


@wagtail_hooks.register(hooks.SEARCH)
def search_sources() -> list[Source]:
    """Members and discussions."""
    return sources()


@wagtail_hooks.register(hooks.JOBS)
def jobs() -> list[Job]:
    """Checks that run out, searches that members keep, messages past their time."""
    return [
        Job("members to be checked again", time(6), ask_again),
        Job("new members for kept searches", time(7), tell_of_new_members),
        Job("remind of events", time(0), remind_of_events, often=True),
        Job("forget copies of what was reported", time(4), forget_copies),
        Job("forget files that waited for a post", time(4), forget_waiting_files),
        Job("files that nobody has", time(4), forget_orphans),
        Job("forget carried messages", time(4), forget_messages),
        Job("reports whose time ran out", time(0), tell_of_late, often=True),
        Job("groups that nobody looks after", time(6), tell_leads),
        Job("support services to be confirmed", time(6), ask_owners),
    ]


@wagtail_hooks.register("register_admin_urls")
def rooms() -> list[URLPattern]:
    """Rooms behind the same second factor as the editors'."""
    return [
        path("network/reports/", moderation.reports, name="network_reports"),
        path("network/reports/<int:pk>/", moderation.report, name="network_report"),
        path("network/reports/<int:pk>/work/", moderation.work, name="network_report_work"),
        path("network/held/", moderation.held, name="network_held"),
        path("network/held/<int:pk>/", moderation.held_post, name="network_held_post"),
        path("network/appeals/", moderation.appeals, name="network_appeals"),
        path("network/appeals/<int:pk>/", moderation.appeal, name="network_appeal"),
        path("network/decisions/<int:pk>/undo/", moderation.undo, name="network_undo"),
        path("network/words/", moderation.words, name="network_words"),
        path("network/records/", moderation.records, name="network_records"),
        path("network/records/file/", moderation.records_file, name="network_records_file"),
        path("network/checks/", checks.room, name="network_checks"),
        path("network/checks/<int:pk>/", checks.look_up, name="network_check"),
        path("network/groups/", group_rooms.room, name="network_groups"),
        path("network/groups/<int:pk>/", group_rooms.tend, name="network_group"),
        path("network/services/", support_rooms.room, name="network_services"),
        path("network/services/import/", support_rooms.import_feed, name="network_services_import"),
        path("network/services/imports/<int:pk>/", support_rooms.report, name="network_services_report"),
        path(
            "network/services/corrections/<int:pk>/",
            support_rooms.correction,
            name="network_services_correction",
        ),
    ]


@wagtail_hooks.register("register_admin_menu_item")
def checks_menu() -> MenuItem:
    """The way to what members would like to have checked."""
    return AllowedMenuItem("Member checks", "network_checks", can_check_members, icon_name="check", order=310)


@wagtail_hooks.register("register_admin_menu_item")
def reports_menu() -> MenuItem:
    """The way to what was reported."""
    return AllowedMenuItem("Reports", "network_reports", may_moderate, icon_name="warning", order=309)


@wagtail_hooks.register("register_admin_menu_item")
def groups_menu() -> MenuItem:
    """The way to groups that nobody looks after."""
    return AllowedMenuItem("Groups", "network_groups", can_place_stewards, icon_name="group", order=312)


@wagtail_hooks.register("register_admin_menu_item")
def services_menu() -> MenuItem:
    """The way to what is due in the directory of support services."""
    return AllowedMenuItem(
        "Support directory", "network_services", can_edit_services, icon_name="help", order=311
    )


@wagtail_hooks.register(hooks.STARTER)
def starter() -> StarterPart:
    """The national support lines, as services."""
    return SERVICES


@wagtail_hooks.register(hooks.STARTER)
def example_communities() -> StarterPart:
    """Example members, and two communities of theirs."""
    return EXAMPLES


@wagtail_hooks.register(hooks.PLACE)
def services_here(request: HttpRequest, place: Place) -> Component | None:
    """Services for people in a borough, on its page."""
    return ServicesHere.of(request, place)


wagtail_hooks.register("after_create_snippet", services_changed)
wagtail_hooks.register("after_edit_snippet", services_changed)
wagtail_hooks.register("after_delete_snippet", services_deleted)
snippets.register_all()
