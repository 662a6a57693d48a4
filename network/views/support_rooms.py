"""Staff: what is due in the directory of support services, corrections that wait, feeds that were read."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.requests import MemberRequest
from network.actions.service_imports import begin_import, run_import
from network.actions.support import answer_correction
from network.models import ServiceCorrection, ServiceImport, SupportService
from network.openreferral.confirming import MONTHS, months_before
from network.support_forms import CorrectionAnswerForm, FeedForm
from network.support_permissions import can_edit_services
from network.tasks import read_feed


@require_safe
def room(request: HttpRequest) -> HttpResponse:
    """What waits, what nobody has confirmed for long, what was read lately."""
    if not can_edit_services(request.user):
        raise PermissionDenied
    limit = months_before(timezone.localdate(), MONTHS)
    due = SupportService.objects.published().exclude(assured_on__gte=limit)
    waiting = ServiceCorrection.objects.filter(state=ServiceCorrection.State.WAITING)
    context = {
        "corrections": waiting.select_related("service", "profile")[:100],
        "due": due.select_related("owner", "provider").order_by("assured_on", "name")[:100],
        "imports": ServiceImport.objects.defer("rows")[:20],
        "wing": "network",
    }
    return render(request, "network/services/room.html", context)


def correction(request: MemberRequest, pk: int) -> HttpResponse:
    """One correction, and what became of it."""
    if not can_edit_services(request.user):
        raise PermissionDenied
    waiting = ServiceCorrection.objects.filter(state=ServiceCorrection.State.WAITING)
    rows = waiting.select_related("service", "profile__person")
    found = get_object_or_404(rows, pk=pk)
    form = CorrectionAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        taken = data["outcome"] == "taken"
        answer_correction(correction=found, actor=request.user, taken=taken, answer=data["answer"])
        messages.success(request, _("Kept, and the member is told."))
        return redirect("network_services")
    context = {"form": form, "correction": found, "wing": "network"}
    return render(request, "network/services/correction.html", context)


def import_feed(request: MemberRequest) -> HttpResponse:
    """Read a feed: a file at once, an address in the background."""
    if not can_edit_services(request.user):
        raise PermissionDenied
    form = FeedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = begin_import(source=data["address"] or data["name"], actor_id=request.user.pk)
        if made is None:
            form.add_error(None, _("This feed is being read already. Look at its report in a minute."))
        else:
            start(made, data["file"].read() if data["file"] else None)
            return redirect("network_services_report", made.pk)
    return render(request, "network/services/import.html", {"form": form, "wing": "network"})


def start(batch: ServiceImport, content: bytes | None) -> None:
    """Read a file now, an address when the worker gets to it."""
    if content is not None:
        run_import(batch=batch, content=content)
    else:
        transaction.on_commit(lambda: read_feed.enqueue(batch.pk))


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each record of a feed."""
    if not can_edit_services(request.user):
        raise PermissionDenied
    found = get_object_or_404(ServiceImport, pk=pk)
    context = {"batch": found, "rows": found.rows, "wing": "network"}
    return render(request, "network/services/report.html", context)
