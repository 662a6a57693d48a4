"""What the network adds to the editors' rooms, and its answers to the academy's hooks."""

from datetime import time

from django.urls import URLPattern, path
from wagtail import hooks as wagtail_hooks
from wagtail.admin.menu import MenuItem

from academy import hooks, privacy
from academy.jobs import Job
from academy.letters.news import Told
from academy.menus import AllowedMenuItem
from academy.models import Notification, User
from academy.search import Source
from network import personal_data as held
from network.actions.checks import ask_again
from network.actions.contact import forget_messages
from network.actions.searches import tell_of_new_members
from network.news import told
from network.permissions import can_check_members, may_moderate
from network.search import sources
from network.views import checks
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
    ]
    return {"Moderators": moderate, "Network leads": lead, "Owners": [*moderate, *lead]}


@wagtail_hooks.register(hooks.NEWS)
def news(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """What letters still tell of posts and messages."""
    return told(person, rows)


@wagtail_hooks.register(hooks.SEARCH)
def search_sources() -> list[Source]:
    """Members."""
    return sources()


@wagtail_hooks.register(hooks.JOBS)
def jobs() -> list[Job]:
    """Checks that run out, searches that members keep, messages past their time."""
    return [
        Job("members to be checked again", time(6), ask_again),
        Job("new members for kept searches", time(7), tell_of_new_members),
        Job("forget carried messages", time(4), forget_messages),
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
    ]


@wagtail_hooks.register("register_admin_menu_item")
def checks_menu() -> MenuItem:
    """The way to what members would like to have checked."""
    return AllowedMenuItem("Member checks", "network_checks", can_check_members, icon_name="check", order=310)


@wagtail_hooks.register("register_admin_menu_item")
def reports_menu() -> MenuItem:
    """The way to what was reported."""
    return AllowedMenuItem("Reports", "network_reports", may_moderate, icon_name="warning", order=309)
