"""Who may enter the rooms where references are kept: asked in every view by one decorator."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from academy.requests import MemberRequest
from evidence.permissions import can_keep_references

View = Callable[..., HttpResponseBase]


def keepers_only(view: View) -> View:
    """Let only those in who may keep references."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_keep_references(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
