"""The ground's records in the editors' rooms."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from academy.models import (
    AuditEntry,
    ContactMessage,
    GlossaryTerm,
    Membership,
    Organisation,
    Place,
    Profession,
    Statistic,
    SupportLine,
    Topic,
)


class SupportLineViewSet(SnippetViewSet):
    """Helplines, with the unchecked in plain sight."""

    model = SupportLine
    icon = "comment"
    list_display = ["name", "number", "kind", "last_checked", "in_footer", "live"]
    list_filter = ["kind", "live", "in_footer"]
    search_fields = ["name", "number"]


class StatisticViewSet(SnippetViewSet):
    """Figures with their periods and sources."""

    model = Statistic
    icon = "order"
    list_display = ["key", "value", "period", "source_name", "last_checked"]
    search_fields = ["key", "label", "source_name"]


class GlossaryTermViewSet(SnippetViewSet):
    """The words of the field."""

    model = GlossaryTerm
    icon = "openquote"
    search_fields = ["term", "text"]


class TopicViewSet(SnippetViewSet):
    """Topics that pages are filed under."""

    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]


class RecordsGroup(SnippetViewSetGroup):
    """Records that several pages show."""

    items = (SupportLineViewSet, StatisticViewSet, TopicViewSet, GlossaryTermViewSet)
    menu_label = "Records"
    menu_icon = "list-ul"
    menu_order = 300


class OrganisationViewSet(SnippetViewSet):
    """Bodies people work or volunteer for."""

    model = Organisation
    icon = "group"
    list_display = ["name", "sector", "valid_from", "valid_to"]
    list_filter = ["sector"]
    search_fields = ["name"]


class MembershipViewSet(SnippetViewSet):
    """Who belongs to which organisation."""

    model = Membership
    icon = "user"
    list_display = ["person", "organisation", "role", "valid_from", "valid_to"]
    list_filter = ["role", "organisation"]


class PlaceViewSet(SnippetViewSet):
    """Boroughs and care boards."""

    model = Place
    icon = "site"
    list_display = ["name", "kind", "gss", "valid_from", "valid_to"]
    list_filter = ["kind"]
    search_fields = ["name", "gss"]


class ProfessionViewSet(SnippetViewSet):
    """What people do for a living."""

    model = Profession
    icon = "tag"
    search_fields = ["name"]


class DirectoryGroup(SnippetViewSetGroup):
    """Organisations, memberships, places and professions."""

    items = (OrganisationViewSet, MembershipViewSet, PlaceViewSet, ProfessionViewSet)
    menu_label = "Directory"
    menu_icon = "group"
    menu_order = 320


class ContactMessageViewSet(SnippetViewSet):
    """Questions and complaints; what was written stays as it was, the outcome is added."""

    model = ContactMessage
    icon = "mail"
    menu_label = "Messages"
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["kind", "received_at", "handled_at"]
    list_filter = ["kind", "handled_at"]
    form_fields = ["handled_at", "outcome"]
    inspect_view_enabled = True


class AuditEntryViewSet(SnippetViewSet):
    """What was done, to be read and never changed."""

    model = AuditEntry
    icon = "history"
    menu_label = "Audit"
    menu_order = 340
    add_to_admin_menu = True
    list_display = ["occurred_at", "actor_id", "action", "subject_type", "subject_id"]
    list_filter = ["action", "subject_type"]
    inspect_view_enabled = True
    copy_view_enabled = False


def register_all() -> None:
    """Put them into Wagtail's menu."""
    for viewset in (RecordsGroup, DirectoryGroup, ContactMessageViewSet, AuditEntryViewSet):
        register_snippet(viewset)
