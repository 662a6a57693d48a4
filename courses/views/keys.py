"""Where owners see the keys that certificates are signed with, and change the current one."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem

from academy.requests import MemberRequest
from academy.wagtail_hooks import OwnersMenuItem
from courses.actions.credentials import rotate_key
from courses.issuing import issuer_did
from courses.models import IssuerKey
from courses.permissions import can_rotate_keys


@require_safe
def keys(request: MemberRequest) -> HttpResponse:
    """Every key, by its public half."""
    if not can_rotate_keys(request.user):
        raise PermissionDenied
    rows = list(IssuerKey.objects.all())
    current = next((row for row in rows if row.current), None)
    context = {"keys": rows, "current": current, "did": issuer_did(), "wing": "learn"}
    return render(request, "courses/keys.html", context)


@reauthentication_required
@require_POST
def rotate(request: MemberRequest) -> HttpResponse:
    """Sign with a new key from now on; the action itself asks who may."""
    rotate_key(actor=request.user, retiring=request.POST.get("key", "")[:80])
    messages.success(request, _("New certificates are signed with this key now. Older ones stay valid."))
    return redirect("issuer_keys")


def keys_urls() -> list[URLPattern]:
    """Behind the same second factor as the editors' rooms."""
    return [
        path("signing-keys/", keys, name="issuer_keys"),
        path("signing-keys/rotate/", rotate, name="issuer_keys_rotate"),
    ]


def keys_menu() -> MenuItem:
    """The way there, for owners."""
    return OwnersMenuItem("Signing keys", reverse_lazy("issuer_keys"), icon_name="key", order=360)
