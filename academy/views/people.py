"""Owners look after accounts: roles, closing, and a lost second factor. Nobody changes their own."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.actions import roles
from academy.actions.people import set_active
from academy.actions.second_factor import reset_second_factor
from academy.models import User
from academy.permissions import can_manage_person, is_owner
from academy.requests import MemberRequest


@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Everybody with a role, and whoever matches the search."""
    if not is_owner(request.user):
        raise PermissionDenied
    wanted = request.GET.get("q", "").strip()[:120]
    rows = User.objects.order_by("email").prefetch_related("groups")
    found = rows.filter(email__icontains=wanted)[:50] if wanted else rows.filter(is_staff=True)
    return render(request, "academy/people/list.html", {"people": found, "q": wanted})


@require_safe
def person(request: MemberRequest, pk: int) -> HttpResponse:
    """One account: its roles and what an owner may do."""
    other = get_object_or_404(User.objects.prefetch_related("groups"), pk=pk)
    if not is_owner(request.user):
        raise PermissionDenied
    held = {group.name for group in other.groups.all()}
    context = {
        "other": other,
        "roles": [(name, name in held) for name in roles.NAMES],
        "may_change": can_manage_person(request.user, other),
        "has_second_factor": is_mfa_enabled(other),
    }
    return render(request, "academy/people/person.html", context)


@reauthentication_required
@require_POST
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Do one thing to an account; the action itself asks who may."""
    other = get_object_or_404(User, pk=pk)
    if not can_manage_person(request.user, other):
        raise PermissionDenied
    messages.success(request, _do(request, other))
    return redirect("person", pk=pk)


def _do(request: MemberRequest, other: User) -> str:
    what, role = request.POST.get("do", ""), request.POST.get("role", "")
    if what in ("give", "take") and role in roles.NAMES:
        verb = roles.give_role if what == "give" else roles.take_role
        verb(person=other, role=role, actor=request.user)
        return _("The role is changed.")
    if what in ("close", "reopen"):
        set_active(person=other, active=what == "reopen", actor=request.user)
        return _("The account is closed.") if what == "close" else _("The account is open again.")
    if what == "reset":
        reset_second_factor(person=other, actor=request.user)
        return _("The second factor is removed. They are told by email and set up a new one.")
    raise Http404
