"""What the network adds to the editors' rooms, and its answers to the academy's hooks."""

from datetime import time

from django.urls import URLPattern, path
from wagtail import hooks as wagtail_hooks
from wagtail.admin.menu import MenuItem

from academy import hooks, privacy
from academy.jobs import Job
from academy.menus import AllowedMenuItem
from academy.search import Source
from network import personal_data as held
from network.actions.checks import ask_again
from network.actions.contact import forget_messages
from network.actions.searches import tell_of_new_members
from network.permissions import can_check_members
from network.search import sources
from network.views import checks


@wagtail_hooks.register(hooks.PERSONAL_DATA)
def personal_data() -> privacy.PersonalData:
    """Profile, messages, posts."""
    return privacy.PersonalData("network", held.export, held.erase)


@wagtail_hooks.register(hooks.ROLES)
def roles() -> dict[str, list[str]]:
    """Moderators read what is reported; network leads found groups and check members; owners do both."""
    moderate = ["network.view_post", "network.change_post", "network.change_thread"]
    lead = [
        "network.add_networkgroup",
        "network.change_networkgroup",
        "network.view_verification",
        "network.add_verification",
    ]
    return {"Moderators": moderate, "Network leads": lead, "Owners": [*moderate, *lead]}


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
        path("network/checks/", checks.room, name="network_checks"),
        path("network/checks/<int:pk>/", checks.look_up, name="network_check"),
    ]


@wagtail_hooks.register("register_admin_menu_item")
def checks_menu() -> MenuItem:
    """The way to what members would like to have checked."""
    return AllowedMenuItem("Member checks", "network_checks", can_check_members, icon_name="check", order=310)
