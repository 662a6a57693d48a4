"""Evidence's records in the editors' rooms."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from evidence.models import Factor, Outcome, RatingScheme, Reference, Study, Term


class ReferenceViewSet(SnippetViewSet):
    """Publications."""

    model = Reference
    icon = "openquote"
    list_display = ["title", "authors", "year", "doi", "retracted"]
    list_filter = ["year", "retracted", "kind"]
    search_fields = ["title", "authors", "doi", "pmid"]
    list_per_page = 50


class StudyViewSet(SnippetViewSet):
    """Studies with their effects and risk of bias; the plot beside the form moves while you type."""

    model = Study
    icon = "form"
    list_display = ["label", "design", "country", "people", "year"]
    list_filter = ["design", "country", "independence"]
    search_fields = ["label", "slug", "country"]
    list_per_page = 50


class OutcomeViewSet(SnippetViewSet):
    """What is measured."""

    model = Outcome
    icon = "crosshairs"
    list_display = ["name", "family", "measure", "good"]
    search_fields = ["name", "family"]


class TermViewSet(SnippetViewSet):
    """The words of the facets."""

    model = Term
    icon = "tag"
    list_display = ["name", "kind", "order"]
    list_filter = ["kind"]
    search_fields = ["name"]


class FactorViewSet(SnippetViewSet):
    """Risk and protective factors."""

    model = Factor
    icon = "warning"
    list_display = ["name", "level", "direction"]
    list_filter = ["level", "direction"]
    search_fields = ["name"]


class RatingSchemeViewSet(SnippetViewSet):
    """Whose ratings are shown."""

    model = RatingScheme
    icon = "pick"
    list_display = ["name", "body", "ours"]


class EvidenceGroup(SnippetViewSetGroup):
    """References, studies, outcomes and the words they are filed by."""

    items = (
        ReferenceViewSet,
        StudyViewSet,
        OutcomeViewSet,
        TermViewSet,
        FactorViewSet,
        RatingSchemeViewSet,
    )
    menu_label = "Evidence"
    menu_icon = "order"
    menu_order = 305


def register_all() -> None:
    """Put them into Wagtail's menu."""
    register_snippet(EvidenceGroup)
