"""What evidence does when Wagtail says that a page changed."""

from typing import Any

from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from evidence.actions.publishing import publish_summary
from evidence.actions.storing import refresh_model, refresh_summary
from evidence.actions.workflow import ensure_workflow
from evidence.models import EvidenceSummaryPage, LibraryPage, ModelPage


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


def connect() -> None:
    """Listen."""
    page_published.connect(published)
    for signal in (page_unpublished, page_slug_changed, post_page_move):
        signal.connect(moved)
