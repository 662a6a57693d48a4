"""What the network adds to the editors' rooms, and its answers to the academy's hooks."""

from datetime import time

from django.http import HttpRequest
from django.urls import URLPattern, path
from laces.components import Component
from wagtail import hooks as wagtail_hooks
from wagtail.admin.menu import MenuItem

from academy import hooks, privacy
from academy.jobs import Job
from academy.menus import AllowedMenuItem
from academy.models import Place
from academy.search import Source
from academy.starter import StarterPart
from network import personal_data as held
from network import snippets
from network.actions.checks import ask_again
from network.actions.contact import forget_messages
from network.actions.searches import tell_of_new_members
from network.actions.support import ask_owners
from network.components import ServicesHere
from network.permissions import can_check_members
from network.search import sources
from network.starter.lines import SERVICES
from network.support_permissions import can_edit_services
from network.support_search import services_changed, services_deleted
from network.views import checks, support_rooms


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
        *snippets.PERMISSIONS,
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
        Job("support services to be confirmed", time(6), ask_owners),
    ]


@wagtail_hooks.register("register_admin_urls")
def rooms() -> list[URLPattern]:
    """Rooms behind the same second factor as the editors'."""
    return [
        path("network/checks/", checks.room, name="network_checks"),
        path("network/checks/<int:pk>/", checks.look_up, name="network_check"),
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
def services_menu() -> MenuItem:
    """The way to what is due in the directory of support services."""
    return AllowedMenuItem(
        "Support directory", "network_services", can_edit_services, icon_name="help", order=311
    )


@wagtail_hooks.register(hooks.STARTER)
def starter() -> StarterPart:
    """The national support lines, as services."""
    return SERVICES


@wagtail_hooks.register(hooks.PLACE)
def services_here(request: HttpRequest, place: Place) -> Component | None:
    """Services for people in a borough, on its page."""
    return ServicesHere.of(request, place)


wagtail_hooks.register("after_create_snippet", services_changed)
wagtail_hooks.register("after_edit_snippet", services_changed)
wagtail_hooks.register("after_delete_snippet", services_deleted)
snippets.register_all()
