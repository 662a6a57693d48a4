"""Keeping the index at the heels of what is published, restricted, moved and deleted.

Wagtail tells of pages. Plain records (topics, places, lines) have no publication to tell of, and are
changed in several rooms of the editors and by the starter content: for them, and for nothing else, the
index follows Django's own signals.
"""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from academy.models import Place, SearchEntry, SupportLine, Topic
from academy.search.indexing import BATCH, forget, index, index_all
from academy.search.sources import all_sources


def page_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Index a page that was published or withdrawn, and what changes with it."""
    page = instance.specific
    index(page)
    for source in all_sources():
        index_all(source.dependents(page))


def branch_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Index a page and everything below it: it has another address, or other readers."""
    index_branch(instance.path)


def restriction_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Index what lies below a page whose readers changed."""
    if isinstance(instance, PageViewRestriction):
        index_branch(instance.page.path)


def groups_changed(sender: Any, instance: Any, action: str, **kwargs: Any) -> None:
    """Index again when a restriction names other groups."""
    if action.startswith("post_"):
        restriction_changed(sender, instance)


def index_branch(path: str) -> None:
    """Index every page from this path down, in batches."""
    pages = Page.objects.filter(path__startswith=path).order_by("path")
    for start in range(0, pages.count(), BATCH):
        index_all(pages[start : start + BATCH].specific())


def page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Take a deleted page out of the index, whichever source held it."""
    if isinstance(instance, Page):
        keys = [source.key for source in all_sources() if issubclass(source.model, Page)]
        SearchEntry.objects.filter(source__in=keys, object_id=str(instance.pk)).delete()


def record_saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Index a plain record."""
    index(instance)


def record_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Take a plain record out of the index."""
    forget(instance)


def connect() -> None:
    """Listen; `academy` comes after the wings in INSTALLED_APPS, so their own pages are drawn by now."""
    for signal in (page_published, page_unpublished):
        signal.connect(page_changed)
    for signal in (page_slug_changed, post_page_move):
        signal.connect(branch_changed)
    post_delete.connect(page_deleted)
    for signal in (post_save, post_delete):
        signal.connect(restriction_changed, sender=PageViewRestriction)
    m2m_changed.connect(groups_changed, sender=PageViewRestriction.groups.through)
    for model in (Topic, Place, SupportLine):
        post_save.connect(record_saved, sender=model)
        post_delete.connect(record_deleted, sender=model)
