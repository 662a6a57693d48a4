"""What evidence does when Wagtail says that a page changed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from evidence.actions.publishing import publish_summary
from evidence.actions.storing import refresh_model, refresh_summary
from evidence.actions.workflow import ensure_workflow
from evidence.models import EvidenceSummaryPage, LibraryPage, ModelPage
from evidence.tasks import redraw_library


def published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Freeze a published summary's numbers and draw it; draw a published model; check a library's way."""
    if isinstance(instance, EvidenceSummaryPage):
        publish_summary(instance)
    elif isinstance(instance, ModelPage):
        refresh_model(instance)
    elif isinstance(instance, LibraryPage):
        ensure_workflow(instance)


def moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Store again what was withdrawn or has another address."""
    page = instance.specific
    if isinstance(page, EvidenceSummaryPage):
        refresh_summary(page)
        for model in page.about.live():
            refresh_model(model)
    elif isinstance(page, ModelPage):
        refresh_model(page)


def readers_changed(sender: Any, **kwargs: Any) -> None:
    """Redraw the library when somebody is kept from a page, or let in: other pages may tell of it."""
    transaction.on_commit(redraw_library.enqueue)


def connect() -> None:
    """Listen."""
    for signal in (post_save, post_delete):
        signal.connect(readers_changed, sender=PageViewRestriction)
    page_published.connect(published)
    for signal in (page_unpublished, page_slug_changed, post_page_move):
        signal.connect(moved)
