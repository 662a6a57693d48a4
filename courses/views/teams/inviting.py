"""Invitations that wait for an answer, and taking one back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.models import Organisation
from academy.requests import MemberRequest
from courses.actions.joining import withdraw_invitation
from courses.models import Invitation
from courses.views.teams.gate import managers_only

A_PAGE = 50


@managers_only
@require_safe
def invitations(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Who was invited and has not answered yet."""
    rows = Invitation.objects.usable(timezone.now()).filter(organisation=organisation)
    page = Paginator(rows.order_by("email", "pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page_obj": page, "wing": "learn"}
    return render(request, "courses/teams/invitations.html", context)


@managers_only
@require_POST
def withdraw(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take an invitation back."""
    held = get_object_or_404(Invitation, pk=pk, organisation=organisation)
    withdraw_invitation(invitation=held, actor=request.user)
    held.refresh_from_db()
    if held.withdrawn_at is None:
        messages.warning(request, _("This invitation was accepted already. End the membership instead."))
    else:
        messages.success(request, _("The invitation is withdrawn. Its link leads nowhere now."))
    return redirect("courses:team_invitations", organisation.slug)
