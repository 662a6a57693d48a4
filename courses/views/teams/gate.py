"""The gate of managers' rooms: who manages is asked anew at every request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase

from academy.models import Organisation
from academy.requests import MemberRequest


def managers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let the organisation's managers in, with the organisation itself; for anybody else there is nothing here."""

    @wraps(view)
    def guarded(request: MemberRequest, organisation: str, *args: Any, **kwargs: Any) -> HttpResponse:
        held = Organisation.objects.managed_by(request.user).filter(slug=organisation).first()
        if held is None:
            raise Http404
        return view(request, held, *args, **kwargs)

    return login_required(guarded)
