"""The directory of support services in the editors' rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from network.models import SupportLocation, SupportNeed, SupportProvider, SupportService

NOUNS = ("supportservice", "supportprovider", "supportlocation", "supportneed")
#: What those who keep the directory may do.
PERMISSIONS = [f"network.{verb}_{noun}" for verb in ("view", "add", "change", "delete") for noun in NOUNS]


def row(*names: str) -> Any:
    """Fields side by side."""
    return FieldRowPanel([FieldPanel(name) for name in names])


class ServiceViewSet(SnippetViewSet):
    """Services, with the day on which each was confirmed in plain sight."""

    model = SupportService
    icon = "help"
    list_display = ["name", "provider", "status", "assured_on", "live"]
    list_filter = ["status", "live", "national"]
    search_fields = ["name", "description"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("provider"),
            FieldPanel("description"),
            row("status", "live", "national"),
            FieldPanel("alert"),
            MultiFieldPanel(
                [FieldPanel("eligibility"), row("minimum_age", "maximum_age")], heading=_("Who it is for")
            ),
            FieldPanel("needs", widget=forms.CheckboxSelectMultiple),
            InlinePanel("phones", label=_("Phone number")),
            row("url", "email"),
            FieldPanel("application"),
            InlinePanel("schedules", label=_("Opening hours")),
            InlinePanel("at_locations", label=_("Place")),
            InlinePanel("areas", label=_("Area")),
            InlinePanel("languages", label=_("Language")),
            MultiFieldPanel([FieldPanel("fees"), InlinePanel("costs", label=_("Cost"))], heading=_("Cost")),
            InlinePanel("contacts", label=_("Contact")),
            FieldPanel("accreditations"),
            MultiFieldPanel(
                [row("assured_on", "owner"), FieldPanel("where_from")], heading=_("Whether it is correct")
            ),
        ]
    )


class ProviderViewSet(SnippetViewSet):
    """Organisations that offer services."""

    model = SupportProvider
    icon = "group"
    list_display = ["name", "organisation"]
    search_fields = ["name"]


class LocationViewSet(SnippetViewSet):
    """Places at which services are offered."""

    model = SupportLocation
    icon = "site"
    list_display = ["name", "postcode", "place"]
    search_fields = ["name", "postcode"]


class NeedViewSet(SnippetViewSet):
    """What people may need."""

    model = SupportNeed
    icon = "tag"
    list_display = ["name", "parent", "taxonomy"]
    search_fields = ["name"]


class ServicesGroup(SnippetViewSetGroup):
    """Services and what they are described with."""

    items = (ServiceViewSet, ProviderViewSet, LocationViewSet, NeedViewSet)
    menu_label = "Support services"
    menu_icon = "help"
    menu_order = 312


def register_all() -> None:
    """Put them into Wagtail's menu."""
    register_snippet(ServicesGroup)
