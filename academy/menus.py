"""Entries of the editors' menu that not everybody sees."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from academy.permissions import AnyUser


class AllowedMenuItem(MenuItem):
    """A menu entry for those whom a permission function allows."""

    def __init__(self, label: str, name: str, allows: Callable[[AnyUser], bool], **kwargs: Any) -> None:
        super().__init__(label, reverse_lazy(name), **kwargs)
        self.allows = allows

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission function."""
        return self.allows(request.user)
