"""The directory of support services, for everybody: finding, one service, a sheet of paper, keeping it correct."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from network.actions.support import confirm_service, propose_correction
from network.models import SupportService
from network.permissions import member_of
from network.support_finder import MILES, Found, asked_in, choices, list_services
from network.support_forms import CorrectionForm
from network.support_permissions import can_confirm, can_correct
from network.views.people import page_number

MOST_ON_A_SHEET = 12
DAYS = [
    ("MO", gettext_lazy("Monday")),
    ("TU", gettext_lazy("Tuesday")),
    ("WE", gettext_lazy("Wednesday")),
    ("TH", gettext_lazy("Thursday")),
    ("FR", gettext_lazy("Friday")),
    ("SA", gettext_lazy("Saturday")),
    ("SU", gettext_lazy("Sunday")),
]
#: What every page here has: a quick way off it, since to be seen looking for help can be a danger.
FRAME = {"wing": "network", "show_leave": True}


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """Services that fit what the address asks for."""
    asked = asked_in(request.GET)
    listed = list_services(request.user, asked, moment=timezone.now(), number=page_number(request))
    context = {"asked": asked, "listed": listed, "days": DAYS, "miles": MILES, **choices(), **FRAME}
    return render(request, "network/services/finder.html", context)


def get_service(request: HttpRequest, slug: str) -> SupportService:
    """A service that this reader may see, with all that hangs on it."""
    rows = SupportService.objects.visible_to(request.user).select_related("provider")
    around = ("at_locations__location__place", "schedules__at_location", "costs", "contacts")
    return get_object_or_404(rows.prefetch_related(*around), slug=slug)


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what it offers, for whom, when, where, and how sure we are."""
    found = get_service(request, slug)
    context = {
        "found": Found(found, timezone.now()),
        "service": found,
        "days": dict(DAYS),
        "confirms": can_confirm(request.user, found),
        "corrects": can_correct(request.user),
        **FRAME,
    }
    return render(request, "network/services/service.html", context)


@require_safe
def sheet(request: HttpRequest, slug: str = "") -> HttpResponse:
    """One service, or up to twelve chosen ones, on paper."""
    slugs = [slug] if slug else list(dict.fromkeys(request.GET.getlist("service")))[:MOST_ON_A_SHEET]
    slugs = [one for one in slugs if "\x00" not in one]
    rows = SupportService.objects.visible_to(request.user).filter(slug__in=slugs)
    held = {row.slug: row for row in rows.select_related("provider").prefetch_related("schedules")}
    if slug and slug not in held:
        raise Http404
    now = timezone.now()
    entries = [Found(held[one], now) for one in slugs if one in held]
    context: dict[str, Any] = {"entries": entries, "today": timezone.localdate(), "days": dict(DAYS), **FRAME}
    return render(request, "network/services/sheet.html", context)


@login_required
@require_POST
def confirm(request: MemberRequest, slug: str) -> HttpResponse:
    """Say that a service is still described correctly."""
    found = get_object_or_404(SupportService.objects.visible_to(request.user), slug=slug)
    if not can_confirm(request.user, found):
        raise Http404
    confirm_service(service=found, actor=request.user)
    messages.success(request, _("Thank you. Readers now see today’s date."))
    return redirect(found)


@login_required
def correct(request: MemberRequest, slug: str) -> HttpResponse:
    """Say what is wrong with a service's description."""
    found = get_object_or_404(SupportService.objects.visible_to(request.user), slug=slug)
    mine = member_of(request.user)
    if mine is None:
        raise Http404
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose_correction(service=found, profile=mine, **form.cleaned_data)
        messages.success(request, _("Thank you. Somebody will look at it and tell you what came of it."))
        return redirect(found)
    return render(request, "network/services/correct.html", {"form": form, "service": found, **FRAME})
