"""What evidence adds to the editors' rooms, and its answers to the academy's hooks."""

from datetime import time
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks as wagtail_hooks
from wagtail.admin.menu import MenuItem

from academy import hooks, privacy
from academy.jobs import Job
from academy.menus import AllowedMenuItem
from academy.search import Source
from academy.starter import StarterPart
from evidence import personal_data as held
from evidence import snippets
from evidence.actions.importing import tidy_imports
from evidence.actions.pairing import find_recent_pairs
from evidence.actions.storing import refresh_citing, refresh_filed, refresh_with
from evidence.components import FollowedEvidence
from evidence.due import tell_of_due
from evidence.filing import write_keys
from evidence.keepers_rooms import keepers_urls
from evidence.models import Factor, Reference, Study, Term
from evidence.permissions import can_keep_references, can_rate, can_review_practice
from evidence.search import sources
from evidence.starter.loading import EVIDENCE
from evidence.views import practice, rating

NOUNS = ("reference", "study", "outcome", "term", "factor", "practicesubmission")


@wagtail_hooks.register(hooks.PERSONAL_DATA)
def personal_data() -> privacy.PersonalData:
    """Practice, screening and imports."""
    return privacy.PersonalData("evidence", held.export, held.erase)


@wagtail_hooks.register(hooks.ROLES)
def roles() -> dict[str, list[str]]:
    """Editors keep references and studies; network leads rate as well; owners may take away."""
    keep = [f"evidence.{verb}_{noun}" for verb in ("view", "add", "change") for noun in NOUNS]
    lead = [*keep, "evidence.add_rating", "evidence.view_rating", "evidence.view_ratingscheme"]
    schemes = [f"evidence.{verb}_ratingscheme" for verb in ("add", "change")]
    away = [f"evidence.delete_{noun}" for noun in NOUNS if noun != "practicesubmission"]
    return {"Evidence editors": keep, "Network leads": lead, "Owners": [*lead, *schemes, *away]}


@wagtail_hooks.register(hooks.STARTER)
def starter() -> StarterPart:
    """The starter library."""
    return EVIDENCE


@wagtail_hooks.register(hooks.SEARCH)
def search_sources() -> list[Source]:
    """Models, summaries and published practice."""
    return sources()


@wagtail_hooks.register("register_admin_urls")
def reviewers_urls() -> list[URLPattern]:
    """Where practice is reviewed, behind the same second factor as the editors' rooms."""
    return [
        path("practice/", practice.reviews, name="practice_reviews"),
        path("practice/<int:pk>/", practice.review, name="practice_review"),
        path("ratings/", rating.ratings, name="evidence_ratings"),
        path("ratings/<int:pk>/", rating.rate_model, name="evidence_rate"),
    ]


wagtail_hooks.register("register_admin_urls", keepers_urls)


@wagtail_hooks.register("register_admin_menu_item")
def practice_menu() -> MenuItem:
    """The way to what members sent."""
    return AllowedMenuItem(
        "Practice", "practice_reviews", can_review_practice, icon_name="comment", order=306
    )


@wagtail_hooks.register("register_admin_menu_item")
def ratings_menu() -> MenuItem:
    """The way to ratings."""
    return AllowedMenuItem("Ratings", "evidence_ratings", can_rate, icon_name="pick", order=307)


@wagtail_hooks.register("register_admin_menu_item")
def references_menu() -> MenuItem:
    """The way to imports, duplicates and screening."""
    return AllowedMenuItem("References", "references", can_keep_references, icon_name="openquote", order=308)


@wagtail_hooks.register(hooks.DASHBOARD)
def followed(request: HttpRequest) -> FollowedEvidence:
    """Models one follows, on the dashboard."""
    return FollowedEvidence(request)


@wagtail_hooks.register(hooks.JOBS)
def jobs() -> list[Job]:
    """A word to the editors when something is due; imports tidied, likely duplicates noted."""
    return [
        Job("evidence that is due", time(6), tell_of_due),
        Job("tidy imports of references", time(4), tidy_imports),
        Job("note likely duplicates", time(4), find_recent_pairs),
    ]


@wagtail_hooks.register("after_edit_snippet")
def redraw_after_edit(request: HttpRequest, instance: Any) -> None:
    """A corrected or retracted reference, a study's facts, or a renamed word shows at once."""
    if isinstance(instance, Reference):
        write_keys([instance])
        refresh_citing(instance)
    elif isinstance(instance, Study):
        refresh_with(instance)
    elif isinstance(instance, Term | Factor):
        refresh_filed(instance)


snippets.register_all()
