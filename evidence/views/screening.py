"""Screening lists: fifty records a page, decided by two people who do not see each other's decision first."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from academy.models import User
from academy.requests import MemberRequest
from evidence.actions.screening import (
    ScreeningRefused,
    counts_of,
    decide,
    flow_of,
    settle,
    use_counts,
)
from evidence.models import EvidenceSummaryPage, Screening
from evidence.rules import PRISMA
from evidence.views.keepers import keepers_only

A_PAGE = 50
FILTERS = {
    "mine": gettext_lazy("For you to decide"),
    "waiting": gettext_lazy("Waiting for another"),
    "conflict": gettext_lazy("Conflict"),
    "settled": gettext_lazy("Settled"),
}


def shown(page: EvidenceSummaryPage, person: User, asked: str) -> QuerySet[Screening]:
    """The records of one filter."""
    rows = Screening.objects.of(page).select_related("reference").prefetch_related("decisions").order_by("pk")
    return {
        "mine": lambda: rows.awaiting(person.pk),
        "waiting": lambda: rows.half_done_by(person.pk),
        "conflict": rows.in_conflict,
        "settled": rows.settled_ones,
    }[asked]()


def filter_in(request: HttpRequest) -> str:
    """The filter that an address asks for."""
    asked = request.GET.get("show", "")
    return asked if asked in FILTERS else "mine"


@require_safe
@keepers_only
def lists(request: MemberRequest) -> HttpResponse:
    """Every summary with a screening list."""
    pages = EvidenceSummaryPage.objects.filter(screenings__isnull=False).distinct().order_by("title")
    rows = [(page, counts_of(page)) for page in pages]
    return render(request, "evidence/references/screening_lists.html", {"rows": rows, "wing": "evidence"})


@keepers_only
def screening_list(request: MemberRequest, pk: int) -> HttpResponse:
    """One list: decide on a page of records, see what waits, settle conflicts."""
    page = get_object_or_404(EvidenceSummaryPage, id=pk)
    errors: dict[int, str] = {}
    if request.method == "POST":
        kept, errors = keep_decisions(request, page)
        if kept:
            words = ngettext("%(kept)d decision is kept.", "%(kept)d decisions are kept.", kept)
            messages.success(request, words % {"kept": kept})
        if not errors:
            return redirect(request.get_full_path())
    return render(request, "evidence/references/screening.html", list_context(request, page, errors))


def keep_decisions(request: MemberRequest, page: EvidenceSummaryPage) -> tuple[int, dict[int, str]]:
    """Keep what was decided; returns how many, and why some could not be kept, by record."""
    rows = {f"decision-{row.pk}": row for row in asked_rows(request, page)}
    kept, errors = 0, {}
    for name, row in rows.items():
        include = request.POST[name] == "include"
        reason = request.POST.get(f"reason-{row.pk}", "")
        try:
            decide(screening=row, person=request.user, include=include, reason="" if include else reason)
            kept += 1
        except ScreeningRefused as error:
            errors[row.pk] = str(error)
    return kept, errors


def asked_rows(request: MemberRequest, page: EvidenceSummaryPage) -> QuerySet[Screening]:
    """The records that a form decides on."""
    names = [name for name, value in request.POST.items() if value in ("include", "exclude")]
    numbers = [name.removeprefix("decision-") for name in names if name.startswith("decision-")]
    ids = [int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 19]
    return Screening.objects.filter(page=page, pk__in=ids[:A_PAGE])


def list_context(request: MemberRequest, page: EvidenceSummaryPage, errors: dict[int, str]) -> dict[str, Any]:
    """What the list shows."""
    asked = filter_in(request)
    page_obj = Paginator(shown(page, request.user, asked), A_PAGE).get_page(request.GET.get("page"))
    tabs = [(key, label, shown(page, request.user, key).count()) for key, label in FILTERS.items()]
    reasons = page.screenings.filter(decisions__person=request.user.pk).exclude(decisions__reason="")
    return {
        "page": page,
        "asked": asked,
        "tabs": tabs,
        "page_obj": page_obj,
        "items": [item_of(row, request, errors) for row in page_obj],
        "errors": [{"href": f"#reason-{pk}", "text": text} for pk, text in errors.items()],
        "people": names_of(page_obj) if asked in ("conflict", "settled") else {},
        "reasons": reasons.values_list("decisions__reason", flat=True).order_by().distinct()[:20],
        "counts": counts_of(page),
        "flow": [(PRISMA[name], number) for name, number in flow_of(page).items()],
        "wing": "evidence",
    }


def item_of(row: Screening, request: MemberRequest, errors: dict[int, str]) -> dict[str, Any]:
    """A record as the list shows it: what this person typed or decided, never what another did."""
    typed = request.POST if errors else {}
    mine = next((each for each in row.decisions.all() if each.person == request.user.pk), None)
    decided = "" if mine is None else "include" if mine.include else "exclude"
    return {
        "row": row,
        "choice": typed.get(f"decision-{row.pk}", decided),
        "reason": typed.get(f"reason-{row.pk}", mine.reason if mine else ""),
        "error": errors.get(row.pk, ""),
    }


def names_of(rows: Any) -> dict[int, str]:
    """The names of those who decided, by their number."""
    ids = {decision.person for row in rows for decision in row.decisions.all()}
    return {pk: person.get_full_name() for pk, person in User.objects.in_bulk(ids).items()}


@require_POST
@keepers_only
def settle_one(request: MemberRequest, pk: int) -> HttpResponse:
    """Settle a conflict."""
    row = get_object_or_404(Screening, pk=pk)
    word, reason = request.POST.get("settle", ""), request.POST.get("reason", "")
    try:
        settle(screening=row, actor=request.user, word=word, reason=reason)
        messages.success(request, _("It is settled."))
    except ScreeningRefused as error:
        messages.warning(request, str(error))
    return redirect(f"{reverse('screening_list', args=[row.page_id])}?show=conflict")


@require_POST
@keepers_only
def use(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the counts into the summary's draft."""
    page = get_object_or_404(EvidenceSummaryPage, id=pk)
    try:
        faults = use_counts(page=page, actor=request.user)
    except ScreeningRefused as error:
        messages.warning(request, str(error))
        return redirect("screening_list", pk)
    messages.success(
        request, _("The counts are in the summary’s draft. Readers see them when it is published.")
    )
    for fault in faults:
        messages.warning(request, fault)
    return redirect("screening_list", pk)
