"""What the network does when Wagtail's pages go."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models.signals import pre_delete
from wagtail.models import Page

from academy.permissions import can_see_page
from network.models import Thread


def page_going(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Hide what was said about a page that not everybody could read: with the page its door would go too."""
    if isinstance(instance, Page) and not can_see_page(AnonymousUser(), instance):
        Thread.objects.filter(about=instance.pk, group=None).update(state=Thread.State.HIDDEN)


def connect() -> None:
    """Listen to pages of every kind."""
    pre_delete.connect(page_going)
