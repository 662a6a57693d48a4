"""Questions in and out, for those who keep the bank: send, look, import, read the report; take out."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from courses.actions.exchange import import_questions, receive_questions
from courses.carrying import draft_of
from courses.exchange import FORMATS, Draft, read, write
from courses.intake import FATES, guessed, plans_for
from courses.models import Outcome, Question, QuestionImport
from courses.permissions import can_change_questions
from courses.question_forms import ExportForm, MappingForm, SendForm
from courses.views.bank import keepers_only

A_PAGE = 50
STEPS = (gettext_lazy("Send"), gettext_lazy("Look"), gettext_lazy("Report"))


def steps(current: int) -> list[dict[str, Any]]:
    """The steps of the way, with where a person stands."""
    states = ["done"] * current + ["current"] + ["todo"] * len(STEPS)
    return [{"title": title, "state": state} for title, state in zip(STEPS, states, strict=False)]


@keepers_only
def new(request: MemberRequest) -> HttpResponse:
    """Send a file or a paste."""
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if form.is_bound and form.is_valid():
        batch = receive_questions(actor=request.user, **form.values())
        return redirect("question_import", batch.pk)
    lately = QuestionImport.objects.defer("content", "report")[:10]
    context = {"form": form, "steps": steps(0), "lately": lately, "wing": "learn"}
    return render(request, "courses/rooms/import_new.html", context)


def mapping_form(request: MemberRequest, rows: list[Any], sent: Any) -> MappingForm:
    """The form that maps categories to outcomes, filled with what was sent."""
    categories = list(dict.fromkeys(row.category for row in rows if isinstance(row, Draft)))
    guesses = guessed(categories, list(Outcome.objects.select_related("course")))
    may_change = can_change_questions(request.user)
    return MappingForm(sent or None, categories=categories, guesses=guesses, may_change=may_change)


@require_safe
@keepers_only
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """An import: what would become of each question as the categories are mapped, or what became of it."""
    batch = get_object_or_404(QuestionImport, pk=pk)
    context: dict[str, Any] = {"batch": batch, "format": FORMATS[batch.format].label, "wing": "learn"}
    if batch.state == QuestionImport.State.DONE:
        context |= {"steps": steps(2), "records": batch.report}
    else:
        rows = read(bytes(batch.content), batch.format)
        sent = request.GET if "use" in request.GET else None
        form = mapping_form(request, rows, sent)
        form.is_valid()
        plans = plans_for(rows, form.outcomes())
        context |= {"steps": steps(1), "form": form, "records": [plan.as_report() for plan in plans]}
    context |= listed(request, context["records"])
    return render(request, "courses/rooms/import.html", context)


def listed(request: MemberRequest, records: list[dict[str, Any]]) -> dict[str, Any]:
    """How many records meet each fate, and a page of those asked for."""
    counts = Counter(record["fate"] for record in records)
    asked = request.GET.get("show", "")
    wanted = [
        record | {"label": FATES[record["fate"]]}
        for record in records
        if asked not in FATES or record["fate"] == asked
    ]
    query = request.GET.copy()
    for name in ("show", "page"):
        query.pop(name, None)
    return {
        "counts": [(fate, label, counts[fate]) for fate, label in FATES.items()],
        "asked": asked if asked in FATES else "",
        "kept_query": query.urlencode(),
        "page_obj": Paginator(wanted, A_PAGE).get_page(request.GET.get("page")),
    }


@require_POST
@keepers_only
def begin(request: MemberRequest, pk: int) -> HttpResponse:
    """Import, whole or not at all."""
    batch = get_object_or_404(QuestionImport, pk=pk)
    if batch.state == QuestionImport.State.DONE:
        return redirect("question_import", pk)
    form = mapping_form(request, read(bytes(batch.content), batch.format), request.POST)
    if not form.is_valid():
        return redirect("question_import", pk)
    import_questions(
        batch=batch,
        actor=request.user,
        outcomes=form.outcomes(),
        use=form.cleaned_data["use"],
        change=form.cleaned_data.get("change", False),
    )
    return redirect("question_import", pk)


@require_safe
@keepers_only
def take_out(request: MemberRequest) -> HttpResponse:
    """Choose questions and a format, see what it cannot carry, then download."""
    form = ExportForm(request.GET or None, formats=[(name, form.label) for name, form in FORMATS.items()])
    context: dict[str, Any] = {"form": form, "wing": "learn"}
    if form.is_bound and form.is_valid():
        drafts = chosen_drafts(form.cleaned_data["outcome"])
        name = form.cleaned_data["format"]
        content, problems = write(drafts, name)
        if "download" in request.GET:
            response = HttpResponse(content, content_type=FORMATS[name].mime)
            response["Content-Disposition"] = f'attachment; filename="questions{FORMATS[name].suffix}"'
            return response
        left_out = sum(draft.kind not in FORMATS[name].kinds for draft in drafts)
        context |= {"problems": problems, "carried": len(drafts) - left_out, "query": request.GET.urlencode()}
    return render(request, "courses/rooms/export.html", context)


def chosen_drafts(outcome: str) -> list[Draft]:
    """The questions of an outcome, or all, in order; each problem names the place in this order."""
    rows = Question.objects.select_related("outcome__course").prefetch_related("options", "items")
    rows = rows.filter(outcome=outcome) if outcome else rows
    return [draft_of(row) for row in rows.order_by("outcome__course", "outcome__sort_order", "key")]
