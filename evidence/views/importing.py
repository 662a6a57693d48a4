"""Importing references, for those who keep them: send, look, begin, read the report, take back."""

import gzip
import io
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from evidence.actions.importing import begin_import, receive_import, undo_import
from evidence.citations import UnreadableFile
from evidence.citations.formats import BY_NAME
from evidence.intake import IDENTIFIERS, rows_of
from evidence.models import ImportedFile, ImportedRecord, ReferenceImport
from evidence.reference_forms import ImportForm
from evidence.views.keepers import keepers_only

A_PAGE, SHOWN_FIRST = 50, 5
STEPS = (gettext_lazy("Send"), gettext_lazy("Look"), gettext_lazy("Import"), gettext_lazy("Report"))
State = ReferenceImport.State
STEP_OF = {State.WAITING: 1, State.RUNNING: 2}


def steps(current: int) -> list[dict[str, Any]]:
    """The steps of the way, with where a person stands."""
    states = ["done"] * current + ["current"] + ["todo"] * len(STEPS)
    return [{"title": title, "state": state} for title, state in zip(STEPS, states, strict=False)]


@require_safe
@keepers_only
def imports(request: MemberRequest) -> HttpResponse:
    """Every import, newest first."""
    rows = ReferenceImport.objects.select_related("screen_for")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "evidence/references/imports.html", {"page_obj": page, "wing": "evidence"})


@keepers_only
def new(request: MemberRequest) -> HttpResponse:
    """Send a file or a paste."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        batch = receive_import(actor=request.user, **form.values())
        return redirect("reference_import", batch.pk)
    context = {"form": form, "steps": steps(0), "wing": "evidence"}
    return render(request, "evidence/references/import_new.html", context)


@require_safe
@keepers_only
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """One import: what was sent, how far it is, or what became of each record."""
    batch = get_object_or_404(ReferenceImport.objects.select_related("screen_for"), pk=pk)
    context = {
        "batch": batch,
        "format": format_label(batch.format),
        "steps": steps(STEP_OF.get(State(batch.state), 3)),
        "wing": "evidence",
    }
    if batch.state == State.WAITING:
        context |= first_rows(batch)
    elif batch.state != State.RUNNING:
        context |= report(request, batch)
    return render(request, "evidence/references/import.html", context)


def format_label(name: str) -> str:
    """A format in words."""
    return _("DOIs or PubMed numbers in a text") if name == IDENTIFIERS else BY_NAME[name].label


def first_rows(batch: ReferenceImport) -> dict[str, Any]:
    """The first rows of what was sent, or why it cannot be read."""
    held = ImportedFile.objects.filter(batch=batch).first()
    if held is None:
        return {"first": []}
    try:
        with gzip.open(io.BytesIO(held.content)) as content:
            return {"first": list(islice(rows_of(content, batch.format, batch.name), SHOWN_FIRST))}
    except UnreadableFile as error:
        return {"first": [], "unreadable": error.reason}


def report(request: MemberRequest, batch: ReferenceImport) -> dict[str, Any]:
    """What became of the records: how many of each, and a page of those asked for."""
    held = dict(batch.records.order_by().values_list("outcome").annotate(Count("pk")))
    outcomes = ImportedRecord.Outcome
    asked = request.GET.get("show", "")
    rows = batch.records.select_related("reference")
    if asked in outcomes.values:
        rows = rows.filter(outcome=asked)
    return {
        "counts": [(value, label, held.get(value, 0)) for value, label in outcomes.choices],
        "asked": asked,
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
    }


@require_POST
@keepers_only
def begin(request: MemberRequest, pk: int) -> HttpResponse:
    """Start an import, or go on with one that stopped."""
    begin_import(batch=get_object_or_404(ReferenceImport, pk=pk), actor=request.user)
    return redirect("reference_import", pk)


@require_POST
@keepers_only
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    batch = get_object_or_404(ReferenceImport, pk=pk)
    if batch.state == State.RUNNING:
        messages.warning(request, _("It is being worked. Wait until it is done; then you can take it back."))
        return redirect("reference_import", pk)
    gone, kept = undo_import(batch=batch, actor=request.user)
    words = ngettext("%(gone)d reference was taken out.", "%(gone)d references were taken out.", gone)
    if kept:
        words += " " + ngettext(
            "%(kept)d stays, because a study, a finding, a draft or a screening list uses it.",
            "%(kept)d stay, because studies, findings, drafts or screening lists use them.",
            kept,
        )
    messages.success(request, words % {"gone": gone, "kept": kept})
    return redirect("reference_import", pk)
